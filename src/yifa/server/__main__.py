"""`python -m yifa.server` is the `yifa` command."""

from .cli import main

main()
