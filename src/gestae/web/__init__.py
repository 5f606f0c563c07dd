"""The page of a case: a local server (`server`) and one file to mail (`report`), drawn by the modules in `static/`."""
