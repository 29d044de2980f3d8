"""Opvulling: a question about a few ids that reads the same for any number of them (linkage.md §3).

Whoever asks where a jeugdige may be known must not learn from the question, or from how long it takes,
whether there is anybody.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, bindparam

from app.linkage.kandidaten import BESTE

#: The id of nobody.
NIEMAND = UUID(int=0)
#: The same in a statement that is composed once: a blank for each, to be filled by ``in_boxes``.
VAKJES: list[BindParameter[UUID]] = [bindparam(f"wie{nummer}", type_=Uuid()) for nummer in range(BESTE)]


def filled(ids: Sequence[UUID]) -> list[UUID]:
    """These ids, filled up with nobody to as many as are ever compared."""
    return [*ids, *([NIEMAND] * (BESTE - len(ids)))]


def in_boxes(ids: Sequence[UUID]) -> dict[str, UUID]:
    """These ids, filled up, as what the blanks stand for."""
    return {vakje.key: id_ for vakje, id_ in zip(VAKJES, filled(ids), strict=True)}
