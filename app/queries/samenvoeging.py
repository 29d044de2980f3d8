"""Samenvoeging: what hangs on a casus and moves along when it goes up in another (domain.md §6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from app.domain.samenloop import Verhuissoort
from app.models import (
    Agendering,
    Bericht,
    Bijdrage,
    Bijdragebijlage,
    Bijlage,
    Bijlagedeel,
    MeldingCasus,
    Termijn,
    Veiligheidscontact,
    Verhuizing,
)


@dataclass(frozen=True, slots=True)
class Inboedel:
    """Everything of one casus that moves, but its meldingen and open promises, which the dossier holds.

    A bijdrage comes with its promise, also when that was kept long ago.
    """

    bijdragen: list[tuple[Bijdrage, Termijn]]
    berichten: list[Bericht]
    contacten: list[Veiligheidscontact]
    agenderingen: list[Agendering]
    bijlagen: list[Bijlage]


def belongings(session: Session, casus_id: UUID) -> Inboedel:
    """What was asked, announced to melders, phoned about danger and put on an agenda on a casus."""
    return Inboedel(
        [
            (bijdrage, termijn)
            for bijdrage, termijn in session.exec(
                select(Bijdrage, Termijn)
                .join(Termijn, col(Termijn.id) == col(Bijdrage.termijn_id))
                .where(Bijdrage.casus_id == casus_id)
                .order_by(col(Bijdrage.id))
            )
        ],
        list(
            session.exec(
                select(Bericht)
                .where(Bericht.casus_id == casus_id, col(Bericht.melding_id).is_not(None))
                .order_by(col(Bericht.id))
            )
        ),
        list(
            session.exec(
                select(Veiligheidscontact)
                .where(Veiligheidscontact.casus_id == casus_id)
                .order_by(col(Veiligheidscontact.id))
            )
        ),
        list(
            session.exec(
                select(Agendering)
                .where(Agendering.casus_id == casus_id, col(Agendering.beeindigd_op).is_(None))
                .order_by(col(Agendering.id))
            )
        ),
        list(session.exec(select(Bijlage).where(Bijlage.casus_id == casus_id).order_by(col(Bijlage.id)))),
    )


def parts_of_file(session: Session, bijlage_id: UUID) -> list[Bijlagedeel]:
    """The sealed parts of a file, in order."""
    query = select(Bijlagedeel).where(Bijlagedeel.bijlage_id == bijlage_id)
    return list(session.exec(query.order_by(col(Bijlagedeel.nummer))))


def files_with(session: Session, bijdrage_ids: Iterable[UUID]) -> list[UUID]:
    """The files that go along with these bijdragen."""
    query = select(Bijdragebijlage.bijlage_id).where(col(Bijdragebijlage.bijdrage_id).in_(list(bijdrage_ids)))
    return list(session.exec(query))


def open_links(session: Session, casus_id: UUID) -> list[MeldingCasus]:
    """The links of a casus with its meldingen as they are now."""
    query = select(MeldingCasus).where(MeldingCasus.casus_id == casus_id, col(MeldingCasus.tot).is_(None))
    return list(session.exec(query.order_by(col(MeldingCasus.volgorde), col(MeldingCasus.id))))


def links_on(session: Session, casus_id: UUID, moment: datetime) -> list[MeldingCasus]:
    """The links of a casus as they were just before a moment."""
    query = select(MeldingCasus).where(
        MeldingCasus.casus_id == casus_id,
        col(MeldingCasus.van) < moment,
        or_(col(MeldingCasus.tot).is_(None), col(MeldingCasus.tot) >= moment),
    )
    return list(session.exec(query.order_by(col(MeldingCasus.volgorde), col(MeldingCasus.id))))


def moved_with(session: Session, samenloop_id: UUID) -> dict[Verhuissoort, list[UUID]]:
    """What moved when these two were joined, per kind."""
    gevonden: dict[Verhuissoort, list[UUID]] = {soort: [] for soort in Verhuissoort}
    query = select(Verhuizing).where(Verhuizing.samenloop_id == samenloop_id)
    for rij in session.exec(query.order_by(col(Verhuizing.item_id))):
        gevonden[rij.soort].append(rij.item_id)
    return gevonden


def forget_moves(session: Session, samenloop_id: UUID) -> None:
    """What moved has returned."""
    for rij in session.exec(select(Verhuizing).where(Verhuizing.samenloop_id == samenloop_id)):
        session.delete(rij)


def later_meldingen(session: Session, casus_id: UUID, sinds: datetime) -> Sequence[UUID]:
    """Meldingen that came to a casus after a moment and are there still: newer than what moved then."""
    query = select(MeldingCasus.melding_id).where(
        MeldingCasus.casus_id == casus_id, col(MeldingCasus.tot).is_(None), col(MeldingCasus.van) > sinds
    )
    return list(session.exec(query.order_by(col(MeldingCasus.van), col(MeldingCasus.id))))


def later_items(
    session: Session, samen_id: UUID, sinds: datetime, verhuisd: Mapping[Verhuissoort, Sequence[UUID]]
) -> list[UUID]:
    """Meldingen and bijdragen that came after two casussen were joined: somebody says whose they are."""
    mee = {*verhuisd[Verhuissoort.MELDING], *verhuisd[Verhuissoort.BIJDRAGE]}
    items = [*later_meldingen(session, samen_id, sinds)]
    items += [rij.id for rij, _ in belongings(session, samen_id).bijdragen if rij.gevraagd_op > sinds]
    return [item for item in items if item not in mee]
