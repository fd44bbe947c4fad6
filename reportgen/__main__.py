"""`python -m reportgen` is the same as `reportgen`."""

from reportgen.cli import main

main()
