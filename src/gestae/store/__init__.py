"""Records to the case file and back: one SQLite file. The only room where sqlite3 is known, the gazetteer apart."""
