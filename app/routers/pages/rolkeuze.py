"""Rolkeuze: the roles that a form offers: those that fit the organisatie and that this person may give."""

from collections.abc import Collection

from app.domain.actor import OrganisatieSoort, Rol
from app.schemas.woorden import opties
from app.services.medewerker import fits


def grantable(mag: Collection[Rol], soort: OrganisatieSoort) -> list[tuple[str, str]]:
    """Code and word, in the order of the glossary."""
    return [(code, naam) for code, naam in opties(Rol) if Rol(code) in mag and fits(Rol(code), soort)]
