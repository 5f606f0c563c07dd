"""`python -m gestae`, the same as the command `gestae`."""

from gestae.cli.main import main

main()
