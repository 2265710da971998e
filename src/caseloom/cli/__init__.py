"""The command line: parse, call the rooms' actions and readings, show; one module per room."""

from caseloom.cli.door import main

__all__ = ["main"]
