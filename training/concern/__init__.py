"""Teaches the weights that tell reports of public concern (training only)."""
