"""Small reads and counters that the use-cases need while they write."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.domain.actor import KETENROLLEN
from app.domain.berichttermen import NOG_NIET_GEHOORD, Berichtmoment, BerichtStatus
from app.domain.errors import NotVisibleError
from app.models import (
    Antwoordplicht,
    Bericht,
    Casus,
    Eigenaarschap,
    Escalatie,
    Kenmerkteller,
    Medewerker,
    MedewerkerRol,
    Melding,
    Organisatie,
    Overdracht,
    Piket,
    Piketdienst,
)
from app.queries.organisaties import is_reachable


def draw_numbers(session: Session, aantallen: Mapping[str, int], jaar: int) -> dict[str, int]:
    """Count each series so many further, in one statement; the last number of each.

    The rows stay locked until the act is committed, always in the order of their names.
    """
    kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    tabel = Kenmerkteller.__table__  # type: ignore[attr-defined]  # added by sqlmodel
    nieuw = kind.insert(tabel).values(
        [{"soort": soort, "jaar": jaar, "laatste": aantal} for soort, aantal in sorted(aantallen.items())]
    )
    tel = nieuw.on_conflict_do_update(
        index_elements=["soort", "jaar"], set_={"laatste": tabel.c.laatste + nieuw.excluded.laatste}
    ).returning(tabel.c.soort, tabel.c.laatste)
    return {rij.soort: rij.laatste for rij in session.connection().execute(tel)}


def remove_piket(session: Session, organisatie_id: UUID) -> None:
    """The number and hours of an organisatie go; others take their place or none."""
    eigen = select(Piket.id).where(Piket.organisatie_id == organisatie_id)
    session.execute(delete(Piketdienst).where(col(Piketdienst.piket_id).in_(eigen)))
    session.execute(delete(Piket).where(col(Piket.organisatie_id) == organisatie_id))


def find_casus(session: Session, sleutel: str) -> Casus | None:
    """A casus by id or kenmerk."""
    try:
        voorwaarde = col(Casus.id) == UUID(sleutel)
    except ValueError:
        voorwaarde = col(Casus.kenmerk) == sleutel
    return session.exec(select(Casus).where(voorwaarde)).first()


def mark_running(session: Session, casus_id: UUID, *, loopt: bool) -> None:
    """Everybody who ever owned this casus follows it while it is open, and not after.

    Writes what is in the database, without what the session still holds back.
    """
    rijen = update(Eigenaarschap).where(col(Eigenaarschap.casus_id) == casus_id)
    session.connection().execute(rijen.values(loopt=loopt))


def find_melding_of_loket(session: Session, loket_id: UUID, extern_kenmerk: str) -> Melding | None:
    """A melding by the reference of its loket, however it came in; an import keeps the loket of then."""
    return session.exec(
        select(Melding).where(
            or_(
                and_(
                    col(Melding.import_loket_id) == loket_id,
                    col(Melding.import_kenmerk) == extern_kenmerk,
                ),
                and_(
                    col(Melding.import_loket_id).is_(None),
                    col(Melding.loket_id) == loket_id,
                    col(Melding.extern_kenmerk) == extern_kenmerk,
                ),
            )
        )
    ).first()


def medewerker_of(session: Session, medewerker_id: UUID, organisatie_id: UUID, op: date) -> bool:
    """Whether this medewerker works in the chain for that organisatie now: only such a person treats."""
    return (
        session.exec(
            select(Medewerker.id).where(
                Medewerker.id == medewerker_id,
                Medewerker.organisatie_id == organisatie_id,
                col(Medewerker.actief_van) <= op,
                or_(col(Medewerker.actief_tot).is_(None), col(Medewerker.actief_tot) > op),
                col(Medewerker.id).in_(
                    select(MedewerkerRol.medewerker_id).where(col(MedewerkerRol.rol).in_(KETENROLLEN))
                ),
            )
        ).first()
        is not None
    )


def pending_berichten(session: Session, casus_id: UUID) -> list[Bericht]:
    """Messages of a casus that nobody heard yet, as far as anybody knows: not sent, or came back."""
    return list(
        session.exec(
            select(Bericht).where(Bericht.casus_id == casus_id, col(Bericht.status).in_(NOG_NIET_GEHOORD))
        )
    )


def waiting_of_klacht(session: Session, klacht_id: UUID) -> list[Bericht]:
    """Messages about a klacht that wait to be sent."""
    wacht = col(Bericht.status) == BerichtStatus.TE_VERSTUREN
    return list(session.exec(select(Bericht).where(Bericht.klacht_id == klacht_id, wacht)))


def once_key(moment: Berichtmoment, eenmalig: str, melding_id: UUID) -> str:
    """What makes a message to a melder unique: its moment, its act and the melding (I6)."""
    return f"{moment}:{eenmalig}:{melding_id}"


def was_announced(session: Session, moment: Berichtmoment, eenmalig: str, melding_id: UUID) -> bool:
    """Whether this act already told this melder."""
    sleutel = once_key(moment, eenmalig, melding_id)
    return session.exec(select(Bericht.id).where(Bericht.eenmalig == sleutel)).first() is not None


def was_told(session: Session, moment: Berichtmoment, eenmalig: str) -> bool:
    """Whether an organisatie was told this already."""
    return (
        session.exec(select(Bericht.id).where(Bericht.eenmalig == f"{moment}:{eenmalig}")).first() is not None
    )


def first_duty_of_period(session: Session, melding_id: UUID, periode: int) -> datetime:
    """When somebody first had to answer in an open period of a melding: when that period began."""
    return session.exec(
        select(func.min(Antwoordplicht.van)).where(
            Antwoordplicht.melding_id == melding_id, Antwoordplicht.periode == periode
        )
    ).one()


def open_escalaties(session: Session, casus_id: UUID) -> list[Escalatie]:
    """Calls for help on a casus that nobody took care of yet."""
    return list(
        session.exec(
            select(Escalatie).where(Escalatie.casus_id == casus_id, col(Escalatie.afgehandeld_op).is_(None))
        )
    )


def name_of_medewerker(session: Session, medewerker_id: UUID | None) -> str | None:
    """The name of a colleague; None for a system."""
    if medewerker_id is None:
        return None
    return session.exec(select(Medewerker.naam).where(Medewerker.id == medewerker_id)).first()


def name_of_organisatie(session: Session, organisatie_id: UUID) -> str:
    """The full name of an organisatie."""
    return session.exec(select(Organisatie.naam).where(Organisatie.id == organisatie_id)).one()


def get_organisatie_row(session: Session, organisatie_id: UUID) -> Organisatie:
    """The row of an organisatie that is known to exist."""
    return session.exec(select(Organisatie).where(Organisatie.id == organisatie_id)).one()


def reachable_of(session: Session, organisatie_ids: Sequence[UUID], op: date) -> frozenset[UUID]:
    """Which of these organisaties have somebody who can act today (I11)."""
    bereikbaar = select(Organisatie.id).where(col(Organisatie.id).in_(organisatie_ids), is_reachable(op))
    return frozenset(session.exec(bereikbaar))


def find_overdracht(session: Session, overdracht_id: UUID) -> Overdracht | None:
    """An offer by id."""
    return session.exec(select(Overdracht).where(Overdracht.id == overdracht_id)).first()


def offer_behind(session: Session, casus: Casus) -> Overdracht | None:
    """The offer by which the owner of now has this casus."""
    query = select(Overdracht).join(Eigenaarschap, col(Eigenaarschap.overdracht_id) == col(Overdracht.id))
    return session.exec(query.where(Eigenaarschap.id == casus.huidig_eigenaarschap_id)).first()


def find_escalatie(session: Session, escalatie_id: UUID) -> Escalatie:
    """An escalatie by id."""
    rij = session.exec(select(Escalatie).where(Escalatie.id == escalatie_id)).first()
    if rij is None:
        raise NotVisibleError("Deze vraag om hulp")
    return rij


def find_bericht(session: Session, bericht_id: UUID) -> Bericht:
    """A message by id."""
    rij = session.exec(select(Bericht).where(Bericht.id == bericht_id)).first()
    if rij is None:
        raise NotVisibleError("Dit bericht")
    return rij
