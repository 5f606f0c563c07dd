"""Files and strings become Documents, one module a format."""
