"""The command line: ``houvast``. Plain Dutch, an exit status, and no stack traces."""

from app.cli.hoofd import main

__all__ = ["main"]
