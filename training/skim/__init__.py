"""Trains the skim's network, the small student of the judge and of the whole reading."""
