"""Fetching a page or feed that the user has named by its address: carefully, politely, and nothing else."""
