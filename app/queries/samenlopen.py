"""Samenlopen: who may be the same jeugdige as this one; keys written and looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, literal, union_all
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.linkage.sleutels import TEN_HOOGSTE
from app.models import Casus, Jeugdige, Kenmerkteller, SamenloopModel, SamenloopSleutel


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


def who_share(session: Session, hashes: Sequence[int]) -> dict[int, list[UUID]]:
    """Per key who has it; a key that too many share tells nothing and is left out. One statement.

    Each key is a question of its own that stops when there are too many: a common key costs no more than
    a rare one.
    """
    if not hashes:
        return {}
    delen = []
    for waarde in sorted(set(hashes)):
        deel = (
            sa_select(literal(waarde).label("hash"), col(SamenloopSleutel.jeugdige_id))
            .where(col(SamenloopSleutel.hash) == waarde)
            .limit(TEN_HOOGSTE + 1)
            .subquery()
        )
        delen.append(sa_select(deel.c.hash, deel.c.jeugdige_id))
    gevonden: dict[int, list[UUID]] = {}
    for waarde, jeugdige_id in session.execute(union_all(*delen)):
        gevonden.setdefault(waarde, []).append(jeugdige_id)
    return {waarde: wie for waarde, wie in gevonden.items() if len(wie) <= TEN_HOOGSTE}


def load_candidates(session: Session, jeugdige_ids: Sequence[UUID]) -> list[Kandidaat]:
    """The jeugdigen with their casussen, by id."""
    if not jeugdige_ids:
        return []
    query = (
        select(Jeugdige, Casus)
        .join(Casus, col(Casus.id) == col(Jeugdige.casus_id))
        .where(col(Jeugdige.id).in_(jeugdige_ids))
        .order_by(col(Jeugdige.id))
    )
    return [Kandidaat(jeugdige, casus) for jeugdige, casus in session.exec(query)]


def working_model(session: Session) -> SamenloopModel | None:
    """The approved model, None when the one that ships works."""
    return session.exec(select(SamenloopModel).where(SamenloopModel.werkt)).first()


def all_models(session: Session) -> list[SamenloopModel]:
    """Every learned model, newest first."""
    return list(session.exec(select(SamenloopModel).order_by(col(SamenloopModel.versie).desc())))


def count_jeugdigen(session: Session) -> int:
    """How many there are."""
    return session.exec(select(func.count()).select_from(Jeugdige)).one()


def register_size(session: Session) -> int:
    """How many jeugdigen were ever registered, by the numbers given out: counting costs too much."""
    som = select(func.coalesce(func.sum(Kenmerkteller.laatste), 0)).where(Kenmerkteller.soort == "C")
    return max(int(session.exec(som).one()), 2)


def jeugdigen_after(session: Session, na: UUID | None, aantal: int) -> list[Kandidaat]:
    """The next jeugdigen by id with their casussen, for work on all of them in parts."""
    query = select(Jeugdige, Casus).join(Casus, col(Casus.id) == col(Jeugdige.casus_id))
    if na is not None:
        query = query.where(col(Jeugdige.id) > na)
    rijen = session.exec(query.order_by(col(Jeugdige.id)).limit(aantal))
    return [Kandidaat(jeugdige, casus) for jeugdige, casus in rijen]
