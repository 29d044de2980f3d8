"""Controleregel: one rule of the check, as data."""

from typing import NamedTuple


class Controleregel(NamedTuple):
    """Which invariant, what is wrong in plain Dutch, and the statement that finds the kenmerken."""

    invariant: str
    melding: str
    sql: str
