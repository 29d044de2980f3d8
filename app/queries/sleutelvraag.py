"""Sleutelvraag: who shares keys with somebody, and what is needed to compare the best of them.

Both answers stay small however large the register is: per key one line, per jeugdige only what is compared.
Sources: linkage.md §2, §3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import BigInteger, Column, Select, String, bindparam, case, cast, func, select, union_all
from sqlmodel import Session, SQLModel

from app.linkage.sleutels import TEN_HOOGSTE
from app.models import AgenderingSleutel, Casus, Jeugdige, SamenloopSleutel
from app.queries.opvulling import VAKJES, in_boxes

KOMMA = ","
#: The tables themselves: making objects of the rows takes longer than finding them.
JEUGDIGE, CASUS, SLEUTEL, AGENDASLEUTEL = (
    SQLModel.metadata.tables[str(model.__tablename__)]
    for model in (Jeugdige, Casus, SamenloopSleutel, AgenderingSleutel)
)


@dataclass(frozen=True, slots=True)
class Verzegeld:
    """The person of a jeugdige, still sealed; where it lives by the register; the key that opens it."""

    id: UUID
    gemeente: str | None
    persoon: bytes | None
    sleutel: bytes | None


def who_share(session: Session, hashes: Sequence[int]) -> dict[int, list[str]]:
    """Per key the jeugdigen that have it, as text: of thousands only the best become an id. One statement.

    A key that too many share tells nothing and is left out; it costs no more than a rare one.
    """
    return _share(session, SLEUTEL.c.jeugdige_id, hashes)


def agenderingen_that_share(session: Session, hashes: Sequence[int]) -> dict[int, list[str]]:
    """The same for what stands on the agenda of a tafel."""
    return _share(session, AGENDASLEUTEL.c.agendering_id, hashes)


def load_sealed(session: Session, jeugdige_ids: Sequence[UUID]) -> list[Verzegeld]:
    """The persons of these jeugdigen, by id; one statement, the same for any number of them."""
    return [Verzegeld(*rij) for rij in session.execute(_SEALED, in_boxes(jeugdige_ids))]


def _share(session: Session, wie: Column[UUID], hashes: Sequence[int]) -> dict[int, list[str]]:
    if not hashes:
        return {}
    waarden = sorted(set(hashes))
    rijen = session.execute(
        _sharing(wie, len(waarden)), {f"hash{n}": waarde for n, waarde in enumerate(waarden)}
    )
    return {waarde: samen.split(KOMMA) for waarde, samen in rijen if samen is not None}


@lru_cache(maxsize=400)
def _sharing(wie: Column[UUID], aantal: int) -> Select[tuple[int, str | None]]:
    """The question for so many keys, composed once: composing it took longer than asking it.

    Of each key no more is read than tells that it is too common. Its jeugdigen come in one text, because
    making rows of them took longer than finding them.
    """
    vragen = (select(bindparam(f"hash{n}", type_=BigInteger()).label("hash")) for n in range(aantal))
    gevraagd = union_all(*vragen).subquery("gevraagd")
    eersten = (
        select(wie.label("wie"))
        .where(wie.table.c.hash == gevraagd.c.hash)
        .limit(TEN_HOOGSTE + 1)
        .correlate(gevraagd)
        .subquery("eersten")
    )
    samen = func.aggregate_strings(cast(eersten.c.wie, String), KOMMA)
    niet_te_veel = select(case((func.count() <= TEN_HOOGSTE, samen))).scalar_subquery()
    return select(gevraagd.c.hash, niet_te_veel)


_SEALED = (
    select(JEUGDIGE.c.id, JEUGDIGE.c.woonplaats_gemeente, JEUGDIGE.c.persoon_verzegeld, CASUS.c.sleutel)
    .join(CASUS, CASUS.c.id == JEUGDIGE.c.casus_id)
    .where(JEUGDIGE.c.id.in_(VAKJES))
    .order_by(JEUGDIGE.c.id)
)
