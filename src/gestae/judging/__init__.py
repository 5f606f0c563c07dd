"""Whether a word really tells an event: a small trained network judges what the lexicon proposes."""
