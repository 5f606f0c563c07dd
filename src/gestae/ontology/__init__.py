"""PLOVER and CAMEO: the codes an event may carry."""
