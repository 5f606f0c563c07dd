"""Time expressions become honest intervals."""
