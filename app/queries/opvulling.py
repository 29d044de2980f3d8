"""Opvulling: a question about a few ids that reads the same for any number of them (linkage.md §3).

Whoever asks where a jeugdige may be known must not learn from the question, or from how long it takes,
whether there is anybody.
"""

from collections.abc import Sequence
from uuid import UUID

from app.linkage.kandidaten import BESTE

#: The id of nobody.
NIEMAND = UUID(int=0)


def filled(ids: Sequence[UUID]) -> list[UUID]:
    """These ids, filled up with nobody to as many as are ever compared."""
    return [*ids, *([NIEMAND] * (BESTE - len(ids)))]
