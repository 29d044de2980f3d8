"""Klachten: the rows that acts on a klacht need, locked in the order melding, then klacht."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, exists
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.actor import Rol
from app.domain.errors import NotVisibleError
from app.domain.klachttermen import OPEN_KLACHT
from app.models import (
    Beklaagde,
    Casus,
    Klacht,
    Klachtdoorzending,
    Klachtregeling,
    Medewerker,
    MedewerkerRol,
    Melding,
    MeldingCasus,
    Organisatie,
    Stuk,
    Termijn,
)
from app.queries.klachtzicht import WAT, took_part
from app.queries.lopend import is_running
from app.queries.organisaties import is_active, is_employed
from app.queries.werkplek import Werkplek


def melding_of_klacht(session: Session, klacht_id: UUID) -> UUID:
    """The melding behind a klacht."""
    gevonden = session.exec(select(Klacht.melding_id).where(Klacht.id == klacht_id)).first()
    if gevonden is None:
        raise NotVisibleError(WAT)
    return gevonden


def lock_klacht(session: Session, klacht_id: UUID) -> Klacht:
    """The klacht as it is now; nobody changes it before this act is done."""
    query = select(Klacht).where(Klacht.id == klacht_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def klachten_of(session: Session, melding_id: UUID) -> list[Klacht]:
    """Klachten of a melding, handled or not, oldest first."""
    return list(session.exec(select(Klacht).where(Klacht.melding_id == melding_id).order_by(col(Klacht.id))))


def open_klachten(session: Session, melding_id: UUID) -> list[Klacht]:
    """Klachten of a melding that somebody still owes an answer."""
    return [klacht for klacht in klachten_of(session, melding_id) if klacht.status in OPEN_KLACHT]


def klacht_of_termijn(session: Session, termijn_id: UUID) -> UUID | None:
    """The klacht a promise is about; None for any other promise."""
    return session.exec(select(Termijn.klacht_id).where(Termijn.id == termijn_id)).first()


def clocks_of(session: Session, klacht: Klacht) -> list[Termijn]:
    """What runs on a klacht, first date first."""
    query = select(Termijn).where(
        is_running(), col(Termijn.klacht_id).is_not(None), col(Termijn.klacht_id) == klacht.id
    )
    return list(session.exec(query.order_by(col(Termijn.uiterlijk), col(Termijn.id))))


def forwardings_of(session: Session, klacht_id: UUID) -> list[Klachtdoorzending]:
    """Where it was sent, oldest first."""
    query = select(Klachtdoorzending).where(Klachtdoorzending.klacht_id == klacht_id)
    return list(session.exec(query.order_by(col(Klachtdoorzending.id))))


def accused_of(session: Session, klacht_id: UUID) -> list[Beklaagde]:
    """Who was sent the klaagschrift, oldest first; not from whom it was taken back."""
    query = select(Beklaagde).where(Beklaagde.klacht_id == klacht_id, col(Beklaagde.ingetrokken_op).is_(None))
    return list(session.exec(query.order_by(col(Beklaagde.id))))


def find_accused(session: Session, klacht_id: UUID, medewerker_id: UUID) -> Beklaagde | None:
    """The row of one medewerker, also when the klaagschrift was taken back."""
    return session.exec(
        select(Beklaagde).where(Beklaagde.klacht_id == klacht_id, Beklaagde.medewerker_id == medewerker_id)
    ).first()


def everybody_answered(session: Session, klacht_id: UUID) -> bool:
    """Whether each who was sent the klaagschrift wrote how it went (9:10 lid 1)."""
    rijen = accused_of(session, klacht_id)
    return bool(rijen) and all(rij.verweer_op is not None for rij in rijen)


def turn_of(session: Session, klacht: Klacht) -> str:
    """What is once per party that has it: the sending by which it came there, else its first receipt."""
    aangekomen = [rij.id for rij in forwardings_of(session, klacht.id) if not rij.buiten]
    return str(aangekomen[-1] if aangekomen else klacht.organisatie_id)


def regeling_of(session: Session, organisatie_id: UUID) -> Klachtregeling | None:
    """What an organisatie says about its own klachten."""
    query = select(Klachtregeling).where(Klachtregeling.organisatie_id == organisatie_id)
    return session.exec(query).first()


def has_handler(werkplek: Werkplek, klacht: Klacht, organisatie_id: UUID) -> bool:
    """Whether somebody at this organisatie may handle this klacht today: only then it can go there (I11).
    Who took part in what it is about does not count (9:7)."""
    vandaag = werkplek.omgeving.vandaag
    query = (
        select(Medewerker.id)
        .join(Organisatie, col(Organisatie.id) == col(Medewerker.organisatie_id))
        .where(
            Organisatie.id == organisatie_id,
            col(Organisatie.toegang_geblokkeerd).is_(False),
            is_active(vandaag),
            is_employed(vandaag),
            _handles(),
            exists().where(col(Klacht.id) == klacht.id, ~took_part(col(Medewerker.id))),
        )
    )
    return werkplek.session.exec(query).first() is not None


def handlers(werkplek: Werkplek, klacht: Klacht) -> Sequence[tuple[UUID, str, bool]]:
    """The klachtbehandelaars of the own organisatie by name, and whether each took part in it (9:7)."""
    namen = werkplek.session.execute(
        select(Medewerker.id, Medewerker.naam)
        .where(
            Medewerker.organisatie_id == klacht.organisatie_id,
            is_employed(werkplek.omgeving.vandaag),
            _handles(),
        )
        .order_by(col(Medewerker.naam), col(Medewerker.id))
    ).all()
    return [(id_, naam, is_involved(werkplek.session, klacht, id_)) for id_, naam in namen]


def is_handler(werkplek: Werkplek, medewerker_id: UUID, organisatie_id: UUID) -> bool:
    """Whether this person is a klachtbehandelaar of that organisatie now."""
    query = select(Medewerker.id).where(
        Medewerker.id == medewerker_id,
        Medewerker.organisatie_id == organisatie_id,
        is_employed(werkplek.omgeving.vandaag),
        _handles(),
    )
    return werkplek.session.exec(query).first() is not None


def is_involved(session: Session, klacht: Klacht, medewerker_id: UUID) -> bool:
    """Whether this person took part in what the klacht is about (9:7)."""
    query = select(Klacht.id).where(Klacht.id == klacht.id, took_part(medewerker_id))
    return session.exec(query).first() is not None


def colleagues_to_name(werkplek: Werkplek, organisatie_id: UUID) -> list[tuple[UUID, str]]:
    """Everybody who works at the organisatie that is complained about, to choose the beklaagde from."""
    query = select(Medewerker.id, Medewerker.naam).where(
        Medewerker.organisatie_id == organisatie_id, is_employed(werkplek.omgeving.vandaag)
    )
    rijen = werkplek.session.exec(query.order_by(col(Medewerker.naam), col(Medewerker.id)))
    return [(id_, naam) for id_, naam in rijen]


def works_at(werkplek: Werkplek, medewerker_id: UUID, organisaties: Sequence[UUID]) -> bool:
    """Whether this person works at one of these organisaties."""
    query = select(Medewerker.id).where(
        Medewerker.id == medewerker_id, col(Medewerker.organisatie_id).in_(organisaties)
    )
    return werkplek.session.exec(query).first() is not None


def parties_around(session: Session, klacht: Klacht) -> tuple[UUID, UUID, UUID]:
    """Who owns the casus of the first-named jeugdige, the place of receipt, and who registered the
    melding."""
    query = (
        sa_select(col(Casus.eigenaar_id), col(Melding.loket_id), col(Melding.geregistreerd_door_id))
        .select_from(Melding)
        .join(MeldingCasus, col(MeldingCasus.melding_id) == col(Melding.id))
        .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
        .where(col(Melding.id) == klacht.melding_id, col(MeldingCasus.tot).is_(None))
        .order_by(col(MeldingCasus.volgorde))
    )
    eigenaar, loket, registrar = session.execute(query).first() or (klacht.organisatie_id,) * 3
    return eigenaar, loket, registrar


def find_stuk(session: Session, stuk_id: UUID) -> Stuk:
    """One of them by id."""
    rij = session.exec(select(Stuk).where(Stuk.id == stuk_id)).first()
    if rij is None:
        raise NotVisibleError("Dit stuk")
    return rij


def find_klacht_termijn(session: Session, termijn_id: UUID) -> Termijn | None:
    """A promise about a klacht that still runs."""
    query = select(Termijn).where(Termijn.id == termijn_id, is_running(), col(Termijn.klacht_id).is_not(None))
    return session.exec(query).first()


def _handles() -> ColumnElement[bool]:
    return col(Medewerker.id).in_(
        select(MedewerkerRol.medewerker_id).where(col(MedewerkerRol.rol) == Rol.KLACHTBEHANDELAAR)
    )
