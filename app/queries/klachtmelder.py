"""Klachtmelder: what the melder may see of an own klacht on the own page: where it lies, until when, who
helps.

For the page behind a link and a code; that the link is of this melder, is judged there.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.berichttermen import UITKOMSTBERICHTEN, BerichtStatus
from app.domain.klachtteksten import HULP, UITKOMST_ZIN
from app.domain.klachttermen import KlachtStatus
from app.domain.omgeving import local_date
from app.domain.termijnen.regels import Termijncode
from app.domain.volgwoorden import LANDELIJK
from app.models import Bericht, Klacht, Organisatie
from app.queries.beelden import Partijnaam
from app.queries.gids import open_gids
from app.queries.klachten import clocks_of, klachten_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KlachtVoorMelder:
    """A klacht in plain words; ``uitkomst`` only once the letter that tells it went out. Of who hides no way
    to reach a local party: its number tells the place."""

    kenmerk: str
    ontvangen_op: date
    bij: Partijnaam
    telefoon: str | None
    email: str | None
    uiterlijk: date | None
    is_afgedaan: bool
    uitkomst: str | None
    uitkomst_verstuurd_op: date | None
    aanspreekpunt: Partijnaam | None
    hulp: str = HULP


def klachten_for_melder(
    session: Session, melding_id: UUID, *, afgeschermd: bool = False
) -> tuple[KlachtVoorMelder, ...]:
    """Every klacht in this melding, oldest first."""
    klachten = klachten_of(session, melding_id)
    return tuple(_view(session, klacht, afgeschermd=afgeschermd) for klacht in klachten)


def _view(session: Session, klacht: Klacht, *, afgeschermd: bool) -> KlachtVoorMelder:
    bij, naam = _party(session, klacht.organisatie_id), open_gids(session).name
    toont = not afgeschermd or bij.soort in LANDELIJK
    klok = next((t for t in clocks_of(session, klacht) if t.code is Termijncode.KLACHT_AFHANDELEN), None)
    verstuurd = _outcome_sent(session, klacht)
    return KlachtVoorMelder(
        kenmerk=klacht.kenmerk,
        ontvangen_op=klacht.ontvangen_op,
        bij=naam(bij.id),
        telefoon=bij.telefoon if toont else None,
        email=bij.email if toont else None,
        uiterlijk=klok.uiterlijk if klok else None,
        is_afgedaan=klacht.status is KlachtStatus.AFGEDAAN,
        uitkomst=UITKOMST_ZIN[klacht.uitkomst] if klacht.uitkomst and verstuurd else None,
        uitkomst_verstuurd_op=verstuurd,
        aanspreekpunt=naam(klacht.aanspreekpunt_id) if klacht.aanspreekpunt_id else None,
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
