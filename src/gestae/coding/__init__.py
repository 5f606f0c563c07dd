"""What happened: triggers, their parties, modality and circumstances become coded events."""
