"""Who says so: statements, their speakers, cues and channels."""
