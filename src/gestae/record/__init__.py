"""What can be said: the frozen values of the record."""
