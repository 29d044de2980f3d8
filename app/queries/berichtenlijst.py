"""Berichtenlijst: the outbox of an organisatie: what waits, what was sent, and the text to print."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col, select

from app.domain.actor import Actor, Teamtoegang
from app.domain.berichttermen import BerichtAan, BerichtStatus
from app.domain.errors import NotVisibleError
from app.domain.toegang import Recht, rights
from app.kluis import Plek
from app.models import Bericht, Casus, Eigenaarschap, Melder, Melding
from app.queries.beelden import BerichtBeeld
from app.queries.relaties import relations
from app.queries.werkplek import Werkplek, persoon_plek


def may_read(actor: Actor) -> ColumnElement[bool]:
    """Which own messages somebody may open: a message holds name and words of the melder (§5).

    Where colleagues do not see each other's casussen: those of the own casussen, of now or of before,
    and of casussen that nobody treats.
    """
    eigen = col(Bericht.organisatie_id) == actor.organisatie_id
    if actor.is_coordinator or actor.teamtoegang is Teamtoegang.TEAM:
        return eigen
    deel = (
        exists()
        .where(
            col(Eigenaarschap.casus_id) == col(Bericht.casus_id),
            col(Eigenaarschap.organisatie_id) == actor.organisatie_id,
            or_(
                col(Eigenaarschap.behandelaar_id).in_(actor.personen),
                and_(col(Eigenaarschap.behandelaar_id).is_(None), col(Eigenaarschap.is_open).is_(True)),
            ),
        )
        .correlate(Bericht)
    )
    return and_(eigen, deel)


def list_berichten(
    werkplek: Werkplek, status: BerichtStatus, na: UUID | None, limit: int = 25
) -> tuple[list[BerichtBeeld], UUID | None]:
    """One page of the own messages, oldest first while waiting, and where the next page starts."""
    if not werkplek.actor.werkt_in_keten:
        return [], None
    query = (
        select(Bericht, Casus.kenmerk)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .where(may_read(werkplek.actor), Bericht.status == status)
    )
    if na is not None:
        query = query.where(col(Bericht.id) > na)
    rijen = werkplek.session.exec(query.order_by(col(Bericht.id)).limit(limit + 1)).all()
    volgende = rijen[limit - 1][0].id if len(rijen) > limit else None
    return [_view(bericht, kenmerk) for bericht, kenmerk in rijen[:limit]], volgende


def load_bericht(werkplek: Werkplek, bericht_id: UUID) -> BerichtBeeld:
    """One message of the own organisatie with its text, to print or read aloud.

    With the address while it must be sent; afterwards only for who may reach the melder anyway.
    """
    rij = werkplek.session.exec(
        select(Bericht, Casus, Melding, Melder)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .outerjoin(Melding, col(Melding.id) == col(Bericht.melding_id))
        .outerjoin(Melder, col(Melder.melding_id) == col(Melding.id))
        .where(Bericht.id == bericht_id, may_read(werkplek.actor))
    ).first()
    if rij is None or not werkplek.actor.werkt_in_keten:
        raise NotVisibleError("Dit bericht")
    bericht, casus, melding, melder = rij
    houder = melding if bericht.aan is BerichtAan.MELDER else casus
    inhoud = werkplek.unseal_person(houder, Plek("bericht", bericht.id, "inhoud"), bericht.inhoud_verzegeld)
    return _view(
        bericht,
        casus.kenmerk,
        inhoud.get("onderwerp"),
        inhoud.get("tekst"),
        _address(werkplek, melding, melder) if _shows_address(werkplek, bericht) else None,
    )


def _shows_address(werkplek: Werkplek, bericht: Bericht) -> bool:
    if bericht.aan is not BerichtAan.MELDER:
        return False
    wacht = bericht.status is BerichtStatus.TE_VERSTUREN
    return wacht or Recht.CONTACT in rights(relations(werkplek, bericht.casus_id))


def _address(werkplek: Werkplek, melding: Melding, melder: Melder) -> str | None:
    """Name and postal address for a letter; a shielded address is never printed by itself."""
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    adres = None if melder.afgeschermd else persoon.get("adres")
    delen = (persoon.get("naam"), adres, persoon.get("email"), persoon.get("telefoon"))
    return "\n".join(deel for deel in delen if deel) or None


def _view(
    rij: Bericht,
    kenmerk: str,
    onderwerp: str | None = None,
    tekst: str | None = None,
    adres: str | None = None,
) -> BerichtBeeld:
    return BerichtBeeld(
        rij.id, rij.moment, rij.aan, rij.wijze, rij.status, rij.aangemaakt_op, rij.afgedaan_op,
        rij.melding_id, kenmerk, onderwerp, tekst, adres,
    )  # fmt: skip
