"""Veiligheid: who was phoned about danger, and what a casus waits on, as far as an actor may read it."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists
from sqlmodel import Session, col, select

from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Casus, Casuswacht, Medewerker, Veiligheidscontact
from app.queries.gids import open_gids
from app.queries.veiligheidbeelden import Veiligheidbeeld, Wachtbeeld
from app.queries.werkplek import Werkplek


def was_phoned() -> ColumnElement[bool]:
    """Somebody was phoned about danger; for queries on casussen."""
    return exists().where(col(Veiligheidscontact.casus_id) == col(Casus.id)).correlate(Casus)


def waits() -> ColumnElement[bool]:
    """Joins what the owner of now says; what an earlier owner waited on no longer counts."""
    return and_(
        col(Casuswacht.casus_id) == col(Casus.id),
        col(Casuswacht.beeindigd_op).is_(None),
        col(Casuswacht.organisatie_id) == col(Casus.eigenaar_id),
    )


def safety_contacts(
    werkplek: Werkplek, casus: Casus, rechten: frozenset[Recht]
) -> tuple[Veiligheidbeeld, ...]:
    """Every contact, newest first; that there was one is known to who may read the question."""
    if not rechten & {Recht.VRAAG, Recht.DOSSIER}:
        return ()
    query = (
        select(Veiligheidscontact, col(Medewerker.naam))
        .outerjoin(Medewerker, col(Medewerker.id) == col(Veiligheidscontact.medewerker_id))
        .where(Veiligheidscontact.casus_id == casus.id)
        .order_by(col(Veiligheidscontact.gedaan_op).desc(), col(Veiligheidscontact.id).desc())
    )
    gids, leest = open_gids(werkplek.session), Recht.DOSSIER in rechten
    beelden = []
    for rij, naam in werkplek.session.exec(query):
        plek = Plek("veiligheidscontact", rij.id, "inhoud")
        inhoud = werkplek.unseal_person(casus, plek, rij.inhoud_verzegeld) if leest else {}
        door = ", ".join(deel for deel in (naam, gids.name(rij.organisatie_id).korte_naam) if deel)
        beelden.append(
            Veiligheidbeeld(
                rij.instantie, rij.gedaan_op, door, inhoud.get("gesprokenMet"), inhoud.get("afspraak")
            )
        )
    return tuple(beelden)


def wait_view(
    werkplek: Werkplek, casus: Casus, rij: Casuswacht | None, rechten: frozenset[Recht]
) -> Wachtbeeld | None:
    """What the owner says: ground and day are progress, the words belong to the dossier."""
    if rij is None or Recht.VOORTGANG not in rechten:
        return None
    leest = Recht.DOSSIER in rechten
    plek = Plek("casuswacht", rij.id, "toelichting")
    tekst = werkplek.unseal(casus, plek, rij.toelichting_verzegeld) if leest else None
    return Wachtbeeld(rij.grond, rij.tot, tekst)


def find_open_wait(session: Session, casus_id: UUID) -> Casuswacht | None:
    """What is written that the casus waits on, by whichever owner."""
    query = select(Casuswacht).where(Casuswacht.casus_id == casus_id, col(Casuswacht.beeindigd_op).is_(None))
    return session.exec(query).first()
