"""Lezen: small pieces that several pages read: names of parties, persons opened to what may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.datum import age_on, birthday_18
from app.kluis import Plek
from app.models import Casus, Jeugdige, Medewerker
from app.queries.beelden import JeugdigeBeeld, Persoonnaam
from app.queries.werkplek import Werkplek, persoon_plek


def people(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, Persoonnaam]:
    """Names of colleagues by id."""
    gevraagd = {id_ for id_ in ids if id_ is not None}
    if not gevraagd:
        return {}
    rijen = session.exec(select(Medewerker.id, Medewerker.naam).where(col(Medewerker.id).in_(gevraagd)))
    return {id_: Persoonnaam(id_, naam) for id_, naam in rijen}


def open_jeugdige(
    werkplek: Werkplek, casus: Casus, rij: Jeugdige, gemeente: str | None, *, volledig: bool
) -> JeugdigeBeeld:
    """The person with full rights, or only age, initials and gemeente."""
    persoon = werkplek.unseal_person(casus, persoon_plek("jeugdige", rij.id), rij.persoon_verzegeld)
    geboren = date.fromisoformat(persoon["geboortedatum"]) if "geboortedatum" in persoon else None
    vandaag = werkplek.omgeving.vandaag
    return JeugdigeBeeld(
        volledige_naam=full_name(persoon) if volledig else None,
        voornamen=persoon.get("voornamen") if volledig else None,
        roepnaam=persoon.get("roepnaam") if volledig else None,
        tussenvoegsel=persoon.get("tussenvoegsel") if volledig else None,
        achternaam=persoon.get("achternaam") if volledig else None,
        geboortedatum=geboren if volledig else None,
        postcode=None if rij.afgeschermd or not volledig else persoon.get("postcode"),
        huisnummer=None if rij.afgeschermd or not volledig else persoon.get("huisnummer"),
        initialen=initials(persoon),
        leeftijd=age_on(geboren, vandaag) if geboren else None,
        gemeente_code=rij.woonplaats_gemeente,
        gemeente=None if rij.afgeschermd else gemeente,
        woonplaats_status=rij.woonplaats_status,
        verblijf=rij.verblijf if volledig else None,
        verblijf_gemeente=None if rij.afgeschermd or not volledig else rij.verblijf_gemeente,
        afgeschermd=rij.afgeschermd,
        achttien_op=birthday_18(geboren) if geboren else None,
        toekomst_besproken_op=rij.toekomst_besproken_op,
        toekomst=werkplek.unseal(casus, Plek("jeugdige", rij.id, "toekomst"), rij.toekomst_verzegeld)
        if volledig
        else None,
    )


def full_name(persoon: dict[str, str]) -> str | None:
    """``Femke van der Berg``; None when no name is known."""
    eerste = persoon.get("roepnaam") or persoon.get("voornamen")
    delen = (eerste, persoon.get("tussenvoegsel"), persoon.get("achternaam"))
    return " ".join(deel for deel in delen if deel) or None


def initials(persoon: dict[str, str]) -> str | None:
    """``F.B.``; None when no name is known."""
    delen = (persoon.get("roepnaam") or persoon.get("voornamen"), persoon.get("achternaam"))
    return "".join(f"{deel[0].upper()}." for deel in delen if deel) or None


@dataclass(frozen=True, slots=True)
class Herkenning:
    """Enough to recognise a jeugdige on a list, not enough to know who it is."""

    initialen: str | None
    leeftijd: int | None
    achttien_op: date | None


def recognise(werkplek: Werkplek, sleutel: bytes | None, plek: Plek, verzegeld: bytes | None) -> Herkenning:
    """The few words of a list row, from its columns: ``sleutel`` is the key of the casus."""
    if verzegeld is None:
        return Herkenning(None, None, None)
    persoon = werkplek.kluis.open_sleutel(sleutel).ontzegel_json(plek, verzegeld)
    geboren = date.fromisoformat(persoon["geboortedatum"]) if "geboortedatum" in persoon else None
    if geboren is None:
        return Herkenning(initials(persoon), None, None)
    return Herkenning(initials(persoon), age_on(geboren, werkplek.omgeving.vandaag), birthday_18(geboren))
