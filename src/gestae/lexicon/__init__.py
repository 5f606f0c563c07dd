"""What words mean: a loader a subject, beside the lists of each language."""
