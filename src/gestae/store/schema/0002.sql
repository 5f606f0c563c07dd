-- Version 2: what a case of a million events is counted by without reading them all.

-- By whose word each event of a reading stands ("own voice", "claimed", ...), as gestae.linking.standing decides.
CREATE TABLE event_standings (
  event_key INTEGER PRIMARY KEY REFERENCES events (key),
  status TEXT NOT NULL
) STRICT;

-- How many current events that are no copies there are of each modality, kept by the triggers below.
CREATE TABLE event_counts (
  modality TEXT PRIMARY KEY,
  events INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO event_counts (modality, events)
  SELECT modality, count(*) FROM events WHERE current = 1 AND repeated = 0 GROUP BY modality;

CREATE TRIGGER event_counts_added AFTER INSERT ON events WHEN new.current = 1 AND new.repeated = 0 BEGIN
  INSERT INTO event_counts (modality, events) VALUES (new.modality, 1)
    ON CONFLICT (modality) DO UPDATE SET events = events + 1;
END;
CREATE TRIGGER event_counts_left AFTER UPDATE OF current, repeated, modality ON events
  WHEN old.current = 1 AND old.repeated = 0 BEGIN
  UPDATE event_counts SET events = events - 1 WHERE modality = old.modality;
END;
CREATE TRIGGER event_counts_entered AFTER UPDATE OF current, repeated, modality ON events
  WHEN new.current = 1 AND new.repeated = 0 BEGIN
  INSERT INTO event_counts (modality, events) VALUES (new.modality, 1)
    ON CONFLICT (modality) DO UPDATE SET events = events + 1;
END;
CREATE TRIGGER event_counts_removed AFTER DELETE ON events WHEN old.current = 1 AND old.repeated = 0 BEGIN
  UPDATE event_counts SET events = events - 1 WHERE modality = old.modality;
END;

-- The words that say who did an event are fetched with the event.
CREATE INDEX evidence_by_responsibility ON evidence (responsibility_key) WHERE responsibility_key IS NOT NULL;
