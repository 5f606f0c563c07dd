"""Trains the network that says who did a deed where another sentence says so (not part of the wheel)."""
