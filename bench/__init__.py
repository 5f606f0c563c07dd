"""Measures gestae by its public functions; not part of the wheel. `python -m bench --help` lists what can be run."""
