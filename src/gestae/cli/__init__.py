"""The command line: collect arguments, call the library, print."""
