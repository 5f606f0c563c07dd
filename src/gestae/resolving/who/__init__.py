"""Mentions of those who act become actors."""
