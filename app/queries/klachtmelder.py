"""Klachtmelder: what the melder may see of an own klacht on the own page: where it lies, until when, who
helps.

For the page behind a link and a code; that the link is of this melder, is judged there.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.berichttermen import Berichtmoment, BerichtStatus
from app.domain.klachtteksten import HULP, UITKOMST_ZIN
from app.domain.klachttermen import KlachtStatus
from app.domain.omgeving import local_date
from app.domain.termijnen.regels import Termijncode
from app.models import Bericht, Klacht, Organisatie
from app.queries.beelden import Partijnaam
from app.queries.gids import open_gids
from app.queries.klachten import clocks_of, klachten_of

#: Messages that tell the outcome.
UITKOMSTBERICHTEN = (
    Berichtmoment.KLACHT_AFGEDAAN,
    Berichtmoment.KLACHT_GEWEIGERD,
    Berichtmoment.KLACHT_GEEINDIGD,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KlachtVoorMelder:
    """A klacht in plain words; ``uitkomst`` only once the letter that tells it went out."""

    kenmerk: str
    ontvangen_op: date
    bij: Partijnaam
    telefoon: str | None
    email: str | None
    uiterlijk: date | None
    is_afgedaan: bool
    uitkomst: str | None
    uitkomst_verstuurd_op: date | None
    aanspreekpunt: str | None
    hulp: str = HULP


def klachten_for_melder(session: Session, melding_id: UUID) -> tuple[KlachtVoorMelder, ...]:
    """Every klacht in this melding, oldest first."""
    return tuple(_view(session, klacht) for klacht in klachten_of(session, melding_id))


def _view(session: Session, klacht: Klacht) -> KlachtVoorMelder:
    bij = _party(session, klacht.organisatie_id)
    ander = _party(session, klacht.aanspreekpunt_id) if klacht.aanspreekpunt_id else None
    klok = next((t for t in clocks_of(session, klacht) if t.code is Termijncode.KLACHT_AFHANDELEN), None)
    verstuurd = _outcome_sent(session, klacht)
    return KlachtVoorMelder(
        kenmerk=klacht.kenmerk,
        ontvangen_op=klacht.ontvangen_op,
        bij=open_gids(session).name(bij.id),
        telefoon=bij.telefoon,
        email=bij.email,
        uiterlijk=klok.uiterlijk if klok else None,
        is_afgedaan=klacht.status is KlachtStatus.AFGEDAAN,
        uitkomst=UITKOMST_ZIN[klacht.uitkomst] if klacht.uitkomst and verstuurd else None,
        uitkomst_verstuurd_op=verstuurd,
        aanspreekpunt=ander.naam if ander else None,
    )


def _party(session: Session, organisatie_id: UUID) -> Organisatie:
    return session.exec(select(Organisatie).where(Organisatie.id == organisatie_id)).one()


def _outcome_sent(session: Session, klacht: Klacht) -> date | None:
    query = select(Bericht.afgedaan_op).where(
        Bericht.klacht_id == klacht.id,
        col(Bericht.moment).in_(UITKOMSTBERICHTEN),
        Bericht.status == BerichtStatus.VERSTUURD,
    )
    moment = session.exec(query.order_by(col(Bericht.id).desc())).first()
    return local_date(moment) if moment else None
