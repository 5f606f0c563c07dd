"""Packed and streamed bytes under limits: what collections and fetched pages are read through."""
