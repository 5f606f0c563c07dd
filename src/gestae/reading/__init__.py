"""Document to Reading: sentences, tokens, parse, quotations. The only room that knows the parser."""
