"""Across reports: which of them tell one text, and whose text it is."""
