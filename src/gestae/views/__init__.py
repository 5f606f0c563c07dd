"""Records become text for people and for programs, one module a format."""
