"""Within one report: what answers what, and claims that do not agree."""
