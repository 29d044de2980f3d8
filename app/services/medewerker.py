"""Medewerker: a person starts to work in an organisatie, with one or more log-in roles (I11)."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.domain.actor import KETENROLLEN, ROL_BIJ_SOORT, OrganisatieSoort, Rol
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.omgeving import Omgeving
from app.models import Medewerker, MedewerkerRol, Organisatie
from app.queries.intern.medewerkers import is_name_taken
from app.queries.organisaties import find_organisatie


@dataclass(frozen=True, slots=True, kw_only=True)
class HireMedewerker:
    """Somebody new. ``organisatie`` is a kenmerk or id; the password comes in hashed."""

    gebruikersnaam: str
    naam: str
    organisatie: str
    rollen: frozenset[Rol]
    wachtwoord_hash: str
    email: str | None = None
    actief_van: date | None = None
    is_demo: bool = False


def hire_medewerker(session: Session, omgeving: Omgeving, opdracht: HireMedewerker) -> Medewerker:
    """Add a medewerker, active at once.

    Refuses a name that is taken, a role that does not fit, and an organisatie that ended.
    """
    organisatie = find_organisatie(session, opdracht.organisatie, "organisatie")
    fouten = role_errors(organisatie, opdracht.rollen)
    if not organisatie.is_actief:
        melding = f"{organisatie.naam} werkt niet meer met Houvast. Kies een andere organisatie."
        fouten.append(Veldfout("organisatie", melding))
    if is_name_taken(session, opdracht.gebruikersnaam):
        naam = opdracht.gebruikersnaam
        fouten.append(Veldfout("gebruikersnaam", f"De gebruikersnaam “{naam}” bestaat al. Kies een andere."))
    if fouten:
        raise InvalidInputError(fouten)
    medewerker = Medewerker(
        id=omgeving.new_id(),
        organisatie_id=organisatie.id,
        gebruikersnaam=opdracht.gebruikersnaam,
        naam=opdracht.naam,
        email=opdracht.email,
        wachtwoord_hash=opdracht.wachtwoord_hash,
        actief_van=opdracht.actief_van or omgeving.vandaag,
        is_demo=opdracht.is_demo,
    )
    session.add(medewerker)
    session.add_all(
        MedewerkerRol(id=omgeving.new_id(), medewerker_id=medewerker.id, rol=rol)
        for rol in sorted(opdracht.rollen)
    )
    session.flush()
    return medewerker


def fits(rol: Rol, soort: OrganisatieSoort) -> bool:
    """Whether a role fits a kind of organisatie; a role outside the chain fits everywhere."""
    if rol not in KETENROLLEN:
        return True
    return soort in ROL_BIJ_SOORT if rol is Rol.COORDINATOR else ROL_BIJ_SOORT.get(soort) is rol


def role_errors(organisatie: Organisatie, rollen: frozenset[Rol]) -> list[Veldfout]:
    """What is wrong with these roles for somebody who works there."""
    if not rollen:
        return [Veldfout("rol", "Kies ten minste één rol.")]
    passend = ", ".join(rol for rol in Rol if fits(rol, organisatie.soort))
    return [
        Veldfout("rol", f"De rol {rol} past niet bij {organisatie.naam}. Kies uit: {passend}.")
        for rol in sorted(rollen)
        if not fits(rol, organisatie.soort)
    ]
