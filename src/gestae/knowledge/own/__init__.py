"""The user's own actors: read from their files, checked, kept, and put before ours."""
