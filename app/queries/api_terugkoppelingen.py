"""Terugkoppelingen of one melding, with the messages that still wait: what was told, and how far it is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from app.domain.berichttermen import BerichtStatus
from app.domain.termen import Gericht, LoketUitkomst
from app.domain.toegang import Recht
from app.models import Bericht, Melding, Terugkoppeling
from app.queries.api_meldingen import MeldingInzage
from app.queries.beelden import TerugkoppelingBeeld
from app.queries.casusdelen import terugkoppelingen
from app.queries.gids import name_of_party
from app.queries.werkplek import Werkplek

VERTELD, POGING, TERUGGENOMEN = "verteld", "poging", "teruggenomen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verteld:
    """Something told, tried, or on its way."""

    id: UUID
    aan: str
    soort: str
    kanaal: str
    status: str
    gedaan_op: date | None
    vastgelegd_op: datetime
    door: str | None = None
    bereikt: bool | None = None
    uitkomst: LoketUitkomst | None = None
    acties: tuple[str, ...] = ()
    inhoud: str | None = None


def just_told(werkplek: Werkplek, rij: Terugkoppeling, inhoud: str | None) -> Verteld:
    """What this actor told just now; its last report may be the end of what it sees of the melding."""
    return Verteld(
        id=rij.id,
        aan=rij.aan,
        soort=rij.soort,
        kanaal=rij.kanaal,
        status=_status(rij),
        gedaan_op=rij.gedaan_op,
        vastgelegd_op=rij.vastgelegd_op,
        door=name_of_party(werkplek.session, rij.organisatie_id).korte_naam,
        bereikt=rij.bereikt,
        uitkomst=rij.uitkomst,
        acties=tuple(actie for actie in rij.acties.split(",") if actie),
        inhoud=inhoud,
    )


def list_told(werkplek: Werkplek, inzage: MeldingInzage) -> list[Verteld]:
    """Newest first; messages that wait or lapsed come last, for who reads the dossier.

    A loket hears of its own melding everything but the words that others wrote.
    """
    melding = werkplek.session.get(Melding, inzage.feiten.id)
    assert melding is not None  # it was just shown
    rechten = inzage.casus.rechten
    rijen = terugkoppelingen(werkplek, [melding], rechten).get(melding.id, ())
    verteld = [
        Verteld(
            id=rij.id,
            aan=rij.aan,
            soort=rij.soort,
            kanaal=rij.kanaal,
            status=_status(rij),
            gedaan_op=rij.gedaan_op,
            vastgelegd_op=rij.vastgelegd_op,
            door=rij.door,
            bereikt=rij.bereikt,
            uitkomst=rij.uitkomst,
            acties=rij.acties,
            inhoud=rij.inhoud,
        )
        for rij in rijen
    ]
    return verteld + (_underway(werkplek, melding) if Recht.DOSSIER in rechten else [])


def _status(rij: Terugkoppeling | TerugkoppelingBeeld) -> str:
    if rij.teruggenomen_op is not None:
        return TERUGGENOMEN
    return VERTELD if rij.bereikt else POGING


def _underway(werkplek: Werkplek, melding: Melding) -> list[Verteld]:
    query = (
        select(Bericht)
        .where(
            Bericht.melding_id == melding.id,
            Bericht.status != BerichtStatus.VERSTUURD,
        )
        .order_by(col(Bericht.id).desc())
    )
    return [
        Verteld(
            id=rij.id,
            aan=Gericht.MELDER,
            soort=rij.moment,
            kanaal=rij.wijze,
            status=rij.status,
            gedaan_op=None,
            vastgelegd_op=rij.aangemaakt_op,
        )
        for rij in werkplek.session.exec(query)
    ]
