"""Whether a report may hold an event: told from its words alone, then from the few passages that might tell one."""
