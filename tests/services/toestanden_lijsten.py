"""After a random history: what a list shows, its address shows too, and what is counted is on the list (I9).

A list finds through one index per way of knowing, one thing is judged by the relations of who asks: two
readings of the same rule (domain.md §5).
"""

from contextlib import suppress
from uuid import UUID

from sqlmodel import select

from app.domain.errors import NotVisibleError
from app.models import Melding
from app.queries.api_meldingen import MeldingFilter, list_meldingen, load_melding
from app.queries.werkbeelden import Lijst, Werkfilter
from app.queries.werklijst import list_work, overview
from app.queries.werkplek import Werkplek


def lists_agree(desk: Werkplek) -> None:
    """Of one desk: the meldingen, and the work lists with their counts."""
    alle = desk.session.exec(select(Melding.id)).all()
    op_de_lijst = {rij.id for rij in list_meldingen(desk, MeldingFilter(limit=len(alle)))}
    assert op_de_lijst == {id_ for id_ in alle if is_shown(desk, id_)}
    tellingen = overview(desk).tellingen
    rijen = {lijst: list_work(desk, Werkfilter(lijst=lijst, limit=199)).rijen for lijst in Lijst}
    assert tellingen == {lijst: len(bladzijde) for lijst, bladzijde in rijen.items()}


def is_shown(desk: Werkplek, melding_id: UUID) -> bool:
    """Whether this desk may open the melding at its own address."""
    with suppress(NotVisibleError):
        return load_melding(desk, melding_id).feiten.id == melding_id
    return False
