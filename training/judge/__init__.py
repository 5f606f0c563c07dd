"""Trains the judge of events (`gestae.judging`): `python -m training.judge.train`; README.md says from what and how."""
