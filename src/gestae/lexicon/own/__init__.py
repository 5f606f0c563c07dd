"""The user's own codebooks: entries of the lexicon and types of events beside ours, or in their place."""
