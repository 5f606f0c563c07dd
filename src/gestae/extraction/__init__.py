"""What the report says: statements, events, tolls, relations, market moves."""
