-- Version 4: what could not be decoded, and what a page that was fetched can be asked for by.

-- So many characters of the text stand as U+FFFD, because their bytes fit no character set (here or where it was made).
ALTER TABLE texts ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;
UPDATE texts SET replaced = length(text) - length(replace(text, char(65533), ''));

-- Addresses of which everything is in the case as a run reads it; `skim`: by which skim some of it was not read.
-- `etag` and `last_modified` are what the server gave with the page: it is asked whether the page is still the same.
CREATE TABLE addresses (
  run INTEGER NOT NULL REFERENCES runs (run),
  address TEXT NOT NULL,
  skim TEXT,
  etag TEXT,
  last_modified TEXT,
  fetched_at TEXT NOT NULL,
  PRIMARY KEY (run, address)
) STRICT, WITHOUT ROWID;
