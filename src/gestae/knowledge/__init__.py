"""What gestae knows before it reads: ontology, lexicon, actors, gazetteer."""
