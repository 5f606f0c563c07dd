-- Version 3: documents that were not read because nothing in their words tells of an event.

-- `chance`: how likely the likeliest passage tells one, as `skim` has it. `resolved_at`: when it was read after all.
CREATE TABLE skims (
  run INTEGER NOT NULL REFERENCES runs (run),
  document_key INTEGER NOT NULL REFERENCES documents (key),
  text_key INTEGER NOT NULL REFERENCES texts (key),
  skim TEXT NOT NULL,
  chance REAL NOT NULL,
  reason TEXT NOT NULL,
  skimmed_at TEXT NOT NULL,
  resolved_at TEXT,
  PRIMARY KEY (run, document_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX skims_by_document ON skims (document_key);
CREATE INDEX skims_by_text ON skims (text_key);
