"""Who, where, when: mentions become actors, places and dates."""
