"""What trains and tests gestae's own models. Not part of the wheel."""
