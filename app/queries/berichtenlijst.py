"""Berichtenlijst: the outbox of an organisatie: what waits, what was sent, and the text to print."""

from uuid import UUID

from sqlmodel import col, select

from app.domain.berichttermen import BerichtAan, BerichtStatus
from app.domain.errors import NotVisibleError
from app.kluis import Plek
from app.models import Bericht, Casus, Melder, Melding
from app.queries.beelden import BerichtBeeld
from app.queries.werkplek import Werkplek, persoon_plek


def list_berichten(
    werkplek: Werkplek, status: BerichtStatus, na: UUID | None, limit: int = 25
) -> tuple[list[BerichtBeeld], UUID | None]:
    """One page of the own messages, oldest first while waiting, and where the next page starts."""
    if not werkplek.actor.werkt_in_keten:
        return [], None
    query = (
        select(Bericht, Casus.kenmerk)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .where(Bericht.organisatie_id == werkplek.actor.organisatie_id, Bericht.status == status)
    )
    if na is not None:
        query = query.where(col(Bericht.id) > na)
    rijen = werkplek.session.exec(query.order_by(col(Bericht.id)).limit(limit + 1)).all()
    volgende = rijen[limit - 1][0].id if len(rijen) > limit else None
    return [_view(bericht, kenmerk) for bericht, kenmerk in rijen[:limit]], volgende


def load_bericht(werkplek: Werkplek, bericht_id: UUID) -> BerichtBeeld:
    """One message of the own organisatie with its text and address, to print or read aloud."""
    rij = werkplek.session.exec(
        select(Bericht, Casus, Melding, Melder)
        .join(Casus, col(Casus.id) == col(Bericht.casus_id))
        .outerjoin(Melding, col(Melding.id) == col(Bericht.melding_id))
        .outerjoin(Melder, col(Melder.melding_id) == col(Melding.id))
        .where(Bericht.id == bericht_id)
    ).first()
    actor = werkplek.actor
    if rij is None or not actor.werkt_in_keten or rij[0].organisatie_id != actor.organisatie_id:
        raise NotVisibleError("Dit bericht")
    bericht, casus, melding, melder = rij
    houder = melding if bericht.aan is BerichtAan.MELDER else casus
    inhoud = werkplek.unseal_person(houder, Plek("bericht", bericht.id, "inhoud"), bericht.inhoud_verzegeld)
    return _view(
        bericht,
        casus.kenmerk,
        inhoud.get("onderwerp"),
        inhoud.get("tekst"),
        _address(werkplek, melding, melder) if bericht.aan is BerichtAan.MELDER else None,
    )


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
