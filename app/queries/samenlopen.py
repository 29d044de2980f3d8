"""Samenlopen: keys written, the jeugdigen that were found, their pairs, and the model that weighs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, delete, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.errors import NotVisibleError
from app.models import (
    Casus,
    Installatie,
    Jeugdige,
    Kenmerkteller,
    Overdracht,
    Samenloop,
    Samenloopgroep,
    SamenloopModel,
    SamenloopSleutel,
    Termijn,
)
from app.queries.lopend import is_pending
from app.queries.opvulling import VAKJES, in_boxes
from app.queries.schrijven import find_casus, medewerker_of


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """A jeugdige that shares keys, with its casus; still sealed."""

    jeugdige: Jeugdige
    casus: Casus


def replace_keys(session: Session, jeugdige_id: UUID, hashes: Sequence[int], *, nieuw: bool) -> None:
    """The keys of a jeugdige become these, in the transaction of the registration."""
    if not nieuw:
        session.execute(delete(SamenloopSleutel).where(col(SamenloopSleutel.jeugdige_id) == jeugdige_id))
    session.add_all(SamenloopSleutel(hash=waarde, jeugdige_id=jeugdige_id) for waarde in sorted(set(hashes)))


def load_candidates(session: Session, jeugdige_ids: Sequence[UUID]) -> list[Kandidaat]:
    """The jeugdigen with their casussen, by id; one statement, the same for any number of them."""
    rijen = session.exec(_CANDIDATES, params=in_boxes(jeugdige_ids))
    return [Kandidaat(jeugdige, casus) for jeugdige, casus in rijen]


_CANDIDATES = (
    select(Jeugdige, Casus)
    .join(Casus, col(Casus.id) == col(Jeugdige.casus_id))
    .where(col(Jeugdige.id).in_(VAKJES))
    .order_by(col(Jeugdige.id))
)


def claim_register(session: Session) -> None:
    """One at a time compares itself with all others, or joins and splits: else two that come in together
    would not see each other. Taken before any casus or tafel is locked; held until the act is committed.
    On the one row that is always there: a new house has no counter yet.
    """
    session.execute(sa_select(col(Installatie.id)).with_for_update())


def pairs_with(session: Session, casus_id: UUID) -> list[Samenloop]:
    """Every samenloop of a casus with another casus, by id."""
    ouder, jonger = col(Samenloop.ouder_casus_id), col(Samenloop.jonger_casus_id)
    van_casussen = and_(ouder.is_not(None), jonger.is_not(None))
    query = select(Samenloop).where(or_(ouder == casus_id, jonger == casus_id), van_casussen)
    return list(session.exec(query.order_by(col(Samenloop.id))))


def open_promise(session: Session, samenloop: Samenloop) -> Termijn | None:
    """The promise to judge it, as long as that stands."""
    query = select(Termijn).where(Termijn.id == samenloop.termijn_id, col(Termijn.is_open).is_(True))
    return session.exec(query).first()


def table_pairs_with(session: Session, casus_id: UUID) -> list[Samenloop]:
    """Every samenloop of a casus with what stands on the agenda of a tafel, by id."""
    ouder, jonger = col(Samenloop.ouder_casus_id), col(Samenloop.jonger_casus_id)
    query = select(Samenloop).where(
        or_(and_(ouder == casus_id, jonger.is_(None)), and_(jonger == casus_id, ouder.is_(None)))
    )
    return list(session.exec(query.order_by(col(Samenloop.id))))


def casussen_by_id(session: Session, casus_ids: Sequence[UUID]) -> dict[UUID, Casus]:
    """These casussen as they are now."""
    query = select(Casus).where(col(Casus.id).in_(casus_ids)).execution_options(populate_existing=True)
    return {casus.id: casus for casus in session.exec(query)}


def joined_into(session: Session, casus: Casus) -> Casus:
    """The casus that took this one in, at the end of the chain; the casus itself when none did."""
    while casus.samengevoegd_met_id is not None:
        casus = session.exec(select(Casus).where(Casus.id == casus.samengevoegd_met_id)).one()
    return casus


def find_samenloop(session: Session, sleutel: UUID | str) -> Samenloop:
    """A samenloop of two casussen by id or kenmerk; unknown is not visible."""
    waar = col(Samenloop.id) == sleutel if isinstance(sleutel, UUID) else col(Samenloop.kenmerk) == sleutel
    ouder, jonger = col(Samenloop.ouder_casus_id), col(Samenloop.jonger_casus_id)
    query = select(Samenloop).where(waar, ouder.is_not(None), jonger.is_not(None))
    rij = session.exec(query).first()
    if rij is None:
        raise NotVisibleError("Deze samenloop")
    return rij


def lock_samenloop(session: Session, samenloop_id: UUID) -> Samenloop:
    """The same, as it is now that the register is claimed."""
    rij = find_samenloop(session, samenloop_id)
    session.refresh(rij)
    return rij


def pairs_of_group(session: Session, groep_id: UUID) -> list[Samenloop]:
    """The pairs that hold a group together, by id."""
    query = select(Samenloop).where(Samenloop.groep_id == groep_id)
    return list(session.exec(query.order_by(col(Samenloop.id))))


def find_groep(session: Session, groep_id: UUID) -> Samenloopgroep:
    """A group that is known to exist."""
    return session.exec(select(Samenloopgroep).where(Samenloopgroep.id == groep_id)).one()


def is_regisseur_of(session: Session, medewerker_id: UUID, organisatie_ids: Sequence[UUID], op: date) -> bool:
    """Whether this person works in the chain for one of these parties now."""
    return any(medewerker_of(session, medewerker_id, id_, op) for id_ in organisatie_ids)


def offered_casus(session: Session, overdracht_id: UUID) -> UUID:
    """The casus of an offer; whether it may be known is judged there."""
    gevonden = session.exec(select(Overdracht.casus_id).where(Overdracht.id == overdracht_id)).first()
    if gevonden is None:
        raise NotVisibleError("Deze overdracht")
    return gevonden


def has_open_offer(session: Session, casus_id: UUID) -> bool:
    """Whether a casus is offered to somebody now."""
    query = select(Overdracht.id).where(Overdracht.casus_id == casus_id, is_pending())
    return session.exec(query).first() is not None


def load_candidates_of(session: Session, casus_ids: Sequence[UUID]) -> list[Kandidaat]:
    """The jeugdigen of these casussen, by id."""
    query = select(Jeugdige, Casus).join(Casus, col(Casus.id) == col(Jeugdige.casus_id))
    rijen = session.exec(query.where(col(Casus.id).in_(casus_ids)).order_by(col(Casus.id)))
    return [Kandidaat(jeugdige, casus) for jeugdige, casus in rijen]


def model_version(session: Session) -> int:
    """The version of the model that works; 0 is the one that ships."""
    return session.exec(select(SamenloopModel.versie).where(SamenloopModel.werkt)).first() or 0


def find_running(session: Session, sleutel: str) -> Casus | None:
    """A casus by id or kenmerk; one that went up in another stands for that one."""
    casus = find_casus(session, sleutel)
    return None if casus is None else joined_into(session, casus)


def working_model(session: Session) -> SamenloopModel | None:
    """The approved model, None when the one that ships works."""
    return session.exec(select(SamenloopModel).where(SamenloopModel.werkt)).first()


def register_state(session: Session) -> tuple[int, UUID | None]:
    """How many jeugdigen were ever registered, by the numbers given out (counting costs too much), and which
    model works: asked with every search, in one statement."""
    omvang, model_id = session.execute(_STATE).one()
    return max(int(omvang), 2), model_id


_STATE = sa_select(
    sa_select(func.coalesce(func.sum(col(Kenmerkteller.laatste)), 0))
    .where(col(Kenmerkteller.soort) == "C")
    .scalar_subquery(),
    sa_select(col(SamenloopModel.id)).where(col(SamenloopModel.werkt)).scalar_subquery(),
)


def content_of_model(session: Session, id_: UUID) -> str:
    """What was learned, as it was written."""
    return session.exec(select(SamenloopModel.inhoud).where(SamenloopModel.id == id_)).one()


def all_models(session: Session) -> list[SamenloopModel]:
    """Every learned model, newest first."""
    return list(session.exec(select(SamenloopModel).order_by(col(SamenloopModel.versie).desc())))


def find_model(session: Session, versie: int) -> SamenloopModel | None:
    """A learned model; None is the one that ships. Refuses a version that does not exist."""
    if versie == 0:
        return None
    gekozen = next((rij for rij in all_models(session) if rij.versie == versie), None)
    if gekozen is None:
        raise NotVisibleError(f"Model {versie}")
    return gekozen


def count_jeugdigen(session: Session) -> int:
    """How many there are."""
    return session.exec(select(func.count()).select_from(Jeugdige)).one()


def jeugdigen_after(session: Session, na: UUID | None, aantal: int) -> list[Kandidaat]:
    """The next jeugdigen by id with their casussen, for work on all of them in parts."""
    query = select(Jeugdige, Casus).join(Casus, col(Casus.id) == col(Jeugdige.casus_id))
    if na is not None:
        query = query.where(col(Jeugdige.id) > na)
    rijen = session.exec(query.order_by(col(Jeugdige.id)).limit(aantal))
    return [Kandidaat(jeugdige, casus) for jeugdige, casus in rijen]


def lock_jeugdigen_after(session: Session, na: UUID | None, aantal: int) -> list[Kandidaat]:
    """The same, as they are now that nobody corrects them: every correction locks the casus first (I2)."""
    casussen = [kandidaat.casus.id for kandidaat in jeugdigen_after(session, na, aantal)]
    slot = select(Casus.id).where(col(Casus.id).in_(casussen)).order_by(col(Casus.id)).with_for_update()
    session.exec(slot).all()
    query = select(Jeugdige, Casus).join(Casus, col(Casus.id) == col(Jeugdige.casus_id))
    query = query.where(col(Casus.id).in_(casussen)).order_by(col(Jeugdige.id))
    rijen = session.exec(query.execution_options(populate_existing=True))
    return [Kandidaat(jeugdige, casus) for jeugdige, casus in rijen]
