"""The command line: parse, call one function, print. The only place with progress bars and exit codes."""

from .main import main

__all__ = ["main"]
