"""Basis: what every command needs: settings, an opened installation, and where words go.

Results go to standard output, everything else to standard error.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.installatie import Installation, open_installation, require_ready
from app.settings import get_settings

#: Exit status: something is not right with what was checked, or with how the command was given; or all is
#: right, but the vangnet holds work that somebody must solve.
BEVINDINGEN = 1
VERKEERD_GEBRUIK = 2
VANGNET = 3


class UsageMistakeError(Exception):
    """The command was given in a way that cannot work; the Dutch message tells how."""


@lru_cache(maxsize=1)
def _console() -> Console:
    return Console(stderr=True, highlight=False)


def tell(tekst: str) -> None:
    """Words for the person at the keyboard, beside the result."""
    typer.echo(tekst, err=True)


@contextmanager
def opened() -> Iterator[Installation]:
    """The installation of the settings, ready to work with; closed afterwards."""
    installation = open_installation(get_settings())
    try:
        require_ready(installation)
        yield installation
    finally:
        installation.database.dispose()


def progress() -> Progress:
    """A bar on standard error, with how far the work is."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=_console(),
    )
