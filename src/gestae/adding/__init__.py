"""Items of sources to documents and records, in parallel processes: what a case takes in."""
