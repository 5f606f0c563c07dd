"""What the page shows of a case, as JSON: `model` for the overview, `documents` for the reader and its marked spans."""
