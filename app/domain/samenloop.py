"""Samenloop: why somebody asks where a jeugdige is known (linkage.md §3)."""

from enum import StrEnum


class Zoekdoel(StrEnum):
    """The purpose of a search; stored with who asked."""

    DUBBEL_VOORKOMEN = "dubbel_voorkomen"
    AFSTEMMEN = "afstemmen"
    OVERDRAGEN = "overdragen"
