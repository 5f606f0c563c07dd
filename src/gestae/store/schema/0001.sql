-- The case file, version 1. Numbered, and never edited once released: what changes later is another file.
-- Tables are named as in docs/record.md. `key` is a row's number in this file and `..._key` points to one; `id` is the
-- name of a thing in the record, the same on every machine. Days and times are ISO 8601, times of the file in UTC.

CREATE TABLE properties (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A way of reading: program, model, ontology, extractor, the user's own actors, settings. Another way is another run.
CREATE TABLE runs (
  run INTEGER PRIMARY KEY,
  program TEXT NOT NULL,
  model TEXT NOT NULL,
  judge TEXT,                -- the trained judge of events; none where the lexicon decided alone
  ontology TEXT NOT NULL,
  gazetteer TEXT NOT NULL,   -- JSON list: our places, and GeoNames where it was built
  extractor TEXT NOT NULL,
  actors TEXT NOT NULL,      -- JSON list: the user's own files of actors, by hash
  codebooks TEXT NOT NULL,   -- JSON list: the user's own codebooks, by hash
  settings TEXT NOT NULL,    -- JSON object
  fingerprint TEXT NOT NULL UNIQUE,
  started_at TEXT NOT NULL,
  last_at TEXT NOT NULL
) STRICT;

-- The bytes as received.
CREATE TABLE originals (
  key INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  bytes INTEGER NOT NULL,
  compression TEXT NOT NULL CHECK (compression IN ('zlib', 'none')),
  content BLOB NOT NULL
) STRICT;

CREATE TABLE documents (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,        -- what the item was called when it came in
  title TEXT,
  publisher TEXT,
  authors TEXT NOT NULL,     -- JSON list
  published TEXT,
  url TEXT,
  language TEXT NOT NULL,
  sha256 TEXT NOT NULL,      -- of the bytes as received
  original_key INTEGER NOT NULL REFERENCES originals (key),
  agency TEXT,               -- the news agency it credits
  extra TEXT,                -- JSON object: fields of the source that have no column here
  added_at TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_original ON documents (original_key);
CREATE INDEX documents_by_published ON documents (published, key);

-- The words of a document as an extractor took them out of its bytes; offsets point into `text`.
CREATE TABLE texts (
  key INTEGER PRIMARY KEY,
  document_key INTEGER NOT NULL REFERENCES documents (key),
  extractor TEXT NOT NULL,
  sha256 TEXT NOT NULL,      -- of the text in UTF-8
  characters INTEGER NOT NULL,
  title TEXT,
  text TEXT NOT NULL,
  UNIQUE (document_key, extractor)
) STRICT;
CREATE INDEX texts_by_sha256 ON texts (sha256);

CREATE TABLE parts (
  text_key INTEGER NOT NULL REFERENCES texts (key),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (text_key, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE texts_search USING fts5 (
  title, text, content = 'texts', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);

-- One document read in one run. `current`: no later run has read the document.
CREATE TABLE readings (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (run),
  document_key INTEGER NOT NULL REFERENCES documents (key),
  text_key INTEGER NOT NULL REFERENCES texts (key),
  published TEXT,            -- the day of publication that relative dates were counted from
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  read_at TEXT NOT NULL,
  UNIQUE (run, document_key)
) STRICT;
CREATE INDEX readings_by_document ON readings (document_key, current);

CREATE TABLE actors (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  wikidata TEXT,
  aliases TEXT NOT NULL,     -- JSON list
  UNIQUE (reading_key, id)
) STRICT;
CREATE INDEX actors_by_name ON actors (name);
CREATE INDEX actors_by_id ON actors (id);
CREATE INDEX actors_by_wikidata ON actors (wikidata) WHERE wikidata IS NOT NULL;

CREATE TABLE places (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  admin1 TEXT,
  latitude REAL,
  longitude REAL,
  geonames INTEGER,
  "precision" TEXT NOT NULL,
  UNIQUE (reading_key, id)
) STRICT;
CREATE INDEX places_by_name ON places (name);
CREATE INDEX places_by_id ON places (id);
CREATE INDEX places_by_geonames ON places (geonames) WHERE geonames IS NOT NULL;

CREATE TABLE statements (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  channel TEXT,
  kind TEXT NOT NULL,
  manner TEXT NOT NULL,
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT,
  date_text TEXT,
  date_zone TEXT,
  UNIQUE (reading_key, id)
) STRICT;
CREATE INDEX statements_by_id ON statements (id);

CREATE TABLE statement_actors (
  statement_key INTEGER NOT NULL REFERENCES statements (key),
  role TEXT NOT NULL CHECK (role IN ('speaker', 'addressee')),
  position INTEGER NOT NULL,
  actor_key INTEGER NOT NULL REFERENCES actors (key),
  PRIMARY KEY (statement_key, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_actors_by_actor ON statement_actors (actor_key);

CREATE TABLE statement_answers (
  statement_key INTEGER NOT NULL REFERENCES statements (key),
  position INTEGER NOT NULL,
  answered_key INTEGER NOT NULL REFERENCES statements (key),
  PRIMARY KEY (statement_key, position)
) STRICT, WITHOUT ROWID;

-- `current` and `repeated` stand here so that a million events are filtered by an index: `current` as in readings,
-- `repeated` where the words that tell it are copied from another document of the case.
CREATE TABLE events (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  document_key INTEGER NOT NULL REFERENCES documents (key),
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  repeated INTEGER NOT NULL CHECK (repeated IN (0, 1)),
  type TEXT NOT NULL,
  mode TEXT,
  cameo TEXT,
  quad INTEGER NOT NULL,
  intensity REAL NOT NULL,
  modality TEXT NOT NULL,
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT,
  date_text TEXT,
  date_zone TEXT,
  quantity_min ANY,          -- numbers, whole or not, as the reading gives them
  quantity_max ANY,
  quantity_unit TEXT,
  quantity_text TEXT,
  confidence REAL NOT NULL,
  UNIQUE (reading_key, id)
) STRICT;
CREATE INDEX events_by_id ON events (id);
CREATE INDEX events_by_document ON events (document_key);
CREATE INDEX events_by_date ON events (current, repeated, date_start, key);
CREATE INDEX events_by_type ON events (current, repeated, type, date_start, key, modality);
CREATE INDEX events_by_modality ON events (current, repeated, modality);

-- Who did it (actor) and to whom (recipient).
CREATE TABLE event_actors (
  event_key INTEGER NOT NULL REFERENCES events (key),
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  position INTEGER NOT NULL,
  actor_key INTEGER NOT NULL REFERENCES actors (key),
  PRIMARY KEY (event_key, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actors_by_actor ON event_actors (actor_key);

CREATE TABLE event_places (
  event_key INTEGER NOT NULL REFERENCES events (key),
  position INTEGER NOT NULL,
  place_key INTEGER NOT NULL REFERENCES places (key),
  PRIMARY KEY (event_key, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_places_by_place ON event_places (place_key);

CREATE TABLE event_contexts (
  event_key INTEGER NOT NULL REFERENCES events (key),
  position INTEGER NOT NULL,
  context TEXT NOT NULL,
  PRIMARY KEY (event_key, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_contexts_by_context ON event_contexts (context, event_key);

CREATE TABLE event_means (
  event_key INTEGER NOT NULL REFERENCES events (key),
  position INTEGER NOT NULL,
  means TEXT NOT NULL,
  PRIMARY KEY (event_key, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_means_by_means ON event_means (means, event_key);

-- by whose statement the event is told; no row: the report's own voice
CREATE TABLE event_sources (
  event_key INTEGER NOT NULL REFERENCES events (key),
  position INTEGER NOT NULL,
  statement_key INTEGER NOT NULL REFERENCES statements (key),
  PRIMARY KEY (event_key, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_sources_by_statement ON event_sources (statement_key);

-- Every country on either side of each event of a current reading that is no copy, with what lists are filtered by, so
-- that a million events are. date_start is '' where there is none.
CREATE TABLE event_countries (
  country TEXT NOT NULL,
  date_start TEXT NOT NULL,
  event_key INTEGER NOT NULL REFERENCES events (key),
  is_actor INTEGER NOT NULL CHECK (is_actor IN (0, 1)),
  is_recipient INTEGER NOT NULL CHECK (is_recipient IN (0, 1)),
  type TEXT NOT NULL,
  modality TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (country, date_start, event_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_countries_by_event ON event_countries (event_key);

-- Countries of both sides of each event of a current reading that happened and is no copy: what series are summed from.
CREATE TABLE event_dyads (
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  date_start TEXT NOT NULL,
  event_key INTEGER NOT NULL REFERENCES events (key),
  quad INTEGER NOT NULL,
  intensity REAL NOT NULL,
  PRIMARY KEY (source, target, date_start, event_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_dyads_by_event ON event_dyads (event_key);

CREATE TABLE tolls (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  event_key INTEGER REFERENCES events (key),
  effect TEXT NOT NULL,
  who TEXT,
  min INTEGER,
  max INTEGER,
  text TEXT NOT NULL,
  status TEXT NOT NULL,
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT,
  date_text TEXT,
  date_zone TEXT
) STRICT;
CREATE INDEX tolls_by_reading ON tolls (reading_key);
CREATE INDEX tolls_by_event ON tolls (event_key);
CREATE INDEX tolls_by_id ON tolls (id);

CREATE TABLE toll_affiliations (
  toll_key INTEGER NOT NULL REFERENCES tolls (key),
  position INTEGER NOT NULL,
  actor_key INTEGER NOT NULL REFERENCES actors (key),
  PRIMARY KEY (toll_key, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX toll_affiliations_by_actor ON toll_affiliations (actor_key);

-- by whose statement, or by which actor, the toll is told
CREATE TABLE toll_sources (
  toll_key INTEGER NOT NULL REFERENCES tolls (key),
  position INTEGER NOT NULL,
  statement_key INTEGER REFERENCES statements (key),
  actor_key INTEGER REFERENCES actors (key),
  PRIMARY KEY (toll_key, position),
  CHECK ((statement_key IS NULL) <> (actor_key IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX toll_sources_by_statement ON toll_sources (statement_key);
CREATE INDEX toll_sources_by_actor ON toll_sources (actor_key);

-- The event `source` stands in `relation` to the event `target` (JSON: from, to).
CREATE TABLE links (
  key INTEGER PRIMARY KEY,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  source_key INTEGER NOT NULL REFERENCES events (key),
  relation TEXT NOT NULL,
  target_key INTEGER NOT NULL REFERENCES events (key)
) STRICT;
CREATE INDEX links_by_reading ON links (reading_key);
CREATE INDEX links_by_source ON links (source_key);
CREATE INDEX links_by_target ON links (target_key);

-- The actor `source` stands in `relation` to an actor or a place (JSON: from, to).
CREATE TABLE relations (
  key INTEGER PRIMARY KEY,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  source_key INTEGER NOT NULL REFERENCES actors (key),
  relation TEXT NOT NULL,
  target_actor_key INTEGER REFERENCES actors (key),
  target_place_key INTEGER REFERENCES places (key),
  since TEXT,
  until TEXT,
  text TEXT NOT NULL,
  CHECK ((target_actor_key IS NULL) <> (target_place_key IS NULL))
) STRICT;
CREATE INDEX relations_by_reading ON relations (reading_key);
CREATE INDEX relations_by_source ON relations (source_key);
CREATE INDEX relations_by_target_actor ON relations (target_actor_key);
CREATE INDEX relations_by_target_place ON relations (target_place_key);

CREATE TABLE market_moves (
  key INTEGER PRIMARY KEY,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  instrument TEXT NOT NULL,
  symbol TEXT,
  direction TEXT NOT NULL,
  amount ANY,                -- a number, whole or not
  unit TEXT,
  event_key INTEGER REFERENCES events (key),  -- what it is said to answer (JSON: cause)
  date_start TEXT,
  date_end TEXT,
  date_precision TEXT,
  date_text TEXT,
  date_zone TEXT
) STRICT;
CREATE INDEX market_moves_by_reading ON market_moves (reading_key);
CREATE INDEX market_moves_by_event ON market_moves (event_key);

CREATE TABLE discrepancies (
  key INTEGER PRIMARY KEY,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  about TEXT NOT NULL
) STRICT;
CREATE INDEX discrepancies_by_reading ON discrepancies (reading_key);

CREATE TABLE discrepancy_events (
  discrepancy_key INTEGER NOT NULL REFERENCES discrepancies (key),
  position INTEGER NOT NULL,
  event_key INTEGER NOT NULL REFERENCES events (key),
  PRIMARY KEY (discrepancy_key, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX discrepancy_events_by_event ON discrepancy_events (event_key);

CREATE TABLE discrepancy_claims (
  key INTEGER PRIMARY KEY,
  discrepancy_key INTEGER NOT NULL REFERENCES discrepancies (key),
  value TEXT NOT NULL
) STRICT;
CREATE INDEX discrepancy_claims_by_discrepancy ON discrepancy_claims (discrepancy_key);

CREATE TABLE claim_sources (
  claim_key INTEGER NOT NULL REFERENCES discrepancy_claims (key),
  position INTEGER NOT NULL,
  statement_key INTEGER REFERENCES statements (key),
  actor_key INTEGER REFERENCES actors (key),
  PRIMARY KEY (claim_key, position),
  CHECK ((statement_key IS NULL) <> (actor_key IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_sources_by_statement ON claim_sources (statement_key);
CREATE INDEX claim_sources_by_actor ON claim_sources (actor_key);

-- Who is said to have done an event: claimed by the actor, blamed on it, suspected, denied by it, or told by the report.
CREATE TABLE responsibility (
  key INTEGER PRIMARY KEY,
  event_key INTEGER NOT NULL REFERENCES events (key),
  actor_key INTEGER NOT NULL REFERENCES actors (key),
  standing TEXT NOT NULL
) STRICT;
CREATE INDEX responsibility_by_event ON responsibility (event_key);
CREATE INDEX responsibility_by_actor ON responsibility (actor_key);

CREATE TABLE responsibility_sources (
  responsibility_key INTEGER NOT NULL REFERENCES responsibility (key),
  position INTEGER NOT NULL,
  statement_key INTEGER REFERENCES statements (key),
  actor_key INTEGER REFERENCES actors (key),
  PRIMARY KEY (responsibility_key, position),
  CHECK ((statement_key IS NULL) <> (actor_key IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX responsibility_sources_by_statement ON responsibility_sources (statement_key);
CREATE INDEX responsibility_sources_by_actor ON responsibility_sources (actor_key);

-- The words a row comes from: one of the `..._key` columns says which row. `text` is always the slice start..end of
-- the text that was read. `field` is "evidence", or "cue" and "content" of a statement.
CREATE TABLE evidence (
  key INTEGER PRIMARY KEY,
  reading_key INTEGER NOT NULL REFERENCES readings (key),
  field TEXT NOT NULL CHECK (field IN ('evidence', 'cue', 'content')),
  role TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  actor_key INTEGER REFERENCES actors (key),
  place_key INTEGER REFERENCES places (key),
  event_key INTEGER REFERENCES events (key),
  statement_key INTEGER REFERENCES statements (key),
  toll_key INTEGER REFERENCES tolls (key),
  link_key INTEGER REFERENCES links (key),
  relation_key INTEGER REFERENCES relations (key),
  market_move_key INTEGER REFERENCES market_moves (key),
  claim_key INTEGER REFERENCES discrepancy_claims (key),
  responsibility_key INTEGER REFERENCES responsibility (key),
  CHECK (
    (actor_key IS NOT NULL) + (place_key IS NOT NULL) + (event_key IS NOT NULL) + (statement_key IS NOT NULL)
    + (toll_key IS NOT NULL) + (link_key IS NOT NULL) + (relation_key IS NOT NULL) + (market_move_key IS NOT NULL)
    + (claim_key IS NOT NULL) + (responsibility_key IS NOT NULL) = 1
  )
) STRICT;
CREATE INDEX evidence_by_reading ON evidence (reading_key);
CREATE INDEX evidence_by_event ON evidence (event_key) WHERE event_key IS NOT NULL;

-- Items that could not be read, set aside. `original_key`: their bytes, kept for a second try.
CREATE TABLE problems (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,        -- the name of the error
  reason TEXT NOT NULL,
  sha256 TEXT,
  original_key INTEGER REFERENCES originals (key),
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  resolved_at TEXT,          -- when the same item went in after all
  UNIQUE (name, sha256, kind)
) STRICT;
CREATE INDEX problems_by_original ON problems (original_key);

-- Documents that tell one text, wholly or nearly, have one origin: that which was published first.
CREATE TABLE origins (
  key INTEGER PRIMARY KEY,
  document_key INTEGER NOT NULL UNIQUE REFERENCES documents (key),
  agency TEXT
) STRICT;

CREATE TABLE copies (
  document_key INTEGER PRIMARY KEY REFERENCES documents (key),
  origin_key INTEGER NOT NULL REFERENCES origins (key),
  kind TEXT NOT NULL CHECK (kind IN ('single', 'exact', 'near')),
  likeness REAL NOT NULL     -- to the most alike: share of the shorter text that the longer one has, 0 to 1
) STRICT;
CREATE INDEX copies_by_origin ON copies (origin_key);

-- A number that a copy tells otherwise than its origin.
CREATE TABLE differences (
  key INTEGER PRIMARY KEY,
  document_key INTEGER NOT NULL REFERENCES documents (key),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  origin_document_key INTEGER NOT NULL REFERENCES documents (key),
  origin_start INTEGER NOT NULL,
  origin_end INTEGER NOT NULL,
  origin_text TEXT NOT NULL
) STRICT;
CREATE INDEX differences_by_document ON differences (document_key);
CREATE INDEX differences_by_origin_document ON differences (origin_document_key);

-- Which documents may be copies: those that share hashes of their sketches (MinHash by k minimum values).
CREATE TABLE sketches (
  hash INTEGER NOT NULL,
  document_key INTEGER NOT NULL REFERENCES documents (key),
  PRIMARY KEY (hash, document_key)
) STRICT, WITHOUT ROWID;

-- What people changed: a log, never edited. `subject` is a table of the record, `subject_id` an id of it, so that a
-- correction stays true when the document is read again. `before` and `after` are JSON.
CREATE TABLE corrections (
  key INTEGER PRIMARY KEY,
  made_at TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('reject', 'accept', 'merge', 'split', 'edit', 'add', 'undo')),
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  document_key INTEGER REFERENCES documents (key),
  field TEXT,
  before TEXT,
  after TEXT,
  undoes_key INTEGER REFERENCES corrections (key)
) STRICT;
CREATE INDEX corrections_by_subject ON corrections (subject, subject_id);
CREATE INDEX corrections_by_document ON corrections (document_key);
CREATE INDEX corrections_by_undone ON corrections (undoes_key);
