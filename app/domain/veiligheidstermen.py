"""Veiligheidstermen: whom one phones about danger, and what a casus may wait on, as codes."""

from enum import StrEnum


class Veiligheidsinstantie(StrEnum):
    """Who was phoned about danger."""

    VEILIG_THUIS = "veilig_thuis"
    NOODNUMMER = "noodnummer"
    CRISISDIENST = "crisisdienst"


class Wachtgrond(StrEnum):
    """What a casus waits on, when nobody can go on now."""

    MELDER = "melder"
    ANDERE_PARTIJ = "andere_partij"
    PLEK = "plek"
    BESLUIT = "besluit"
    RUST = "rust"
