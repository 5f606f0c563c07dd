"""Names of places become places on the map."""
