"""Loketcijfers: how many meldingen of a loket are open, late or unheard, and where they lie."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import and_, case, func, or_, true
from sqlmodel import col, select

from app.domain.actor import OrganisatieSoort
from app.domain.keten.niveaus import NIVEAUS
from app.domain.termen import MeldingStatus
from app.models import Casus, Melding, MeldingCasus, Organisatie
from app.queries.meldingenbeelden import Loketcijfers
from app.queries.meldingvoorwaarden import is_late, of_first_casus, received_here, was_told
from app.queries.werkplek import Werkplek

NIVEAUNAMEN = {1: "Ons loket", 2: "OZJ", 3: "Netwerk", 4: "RET", 5: "Wijkteam of gemeente"}


def figures(werkplek: Werkplek) -> Loketcijfers:
    """How many are open, late and unheard, and where they lie; three statements."""
    vandaag = werkplek.omgeving.vandaag
    eigen = and_(received_here(werkplek), col(Melding.status) != MeldingStatus.GESLOTEN)
    laat, laat_loket = is_late(vandaag, aan_loket=False), is_late(vandaag, aan_loket=True)
    tellingen = [
        select(func.count()).select_from(Melding).where(eigen, voorwaarde).scalar_subquery()
        for voorwaarde in (true(), laat, laat_loket, ~was_told())
    ]
    totaal, te_laat, loket_laat, niets = werkplek.session.execute(select(*tellingen)).one()
    per_soort = werkplek.session.execute(
        select(
            col(Organisatie.soort),
            func.count(),
            func.sum(case((or_(laat, laat_loket), 1), else_=0)),
        )
        .select_from(Melding)
        .join(MeldingCasus, of_first_casus())
        .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
        .join(Organisatie, col(Organisatie.id) == col(Casus.eigenaar_id))
        .where(eigen)
        .group_by(col(Organisatie.soort))
    ).all()
    per_niveau = _per_level((soort, aantal, late) for soort, aantal, late in per_soort)
    return Loketcijfers(int(totaal), int(te_laat), int(loket_laat), int(niets), per_niveau)


def _per_level(
    per_soort: Iterable[tuple[OrganisatieSoort, int, int | None]],
) -> tuple[tuple[str, int, int], ...]:
    open_, te_laat = Counter[int](), Counter[int]()
    for soort, aantal, laat in per_soort:
        open_[NIVEAUS[soort]] += aantal
        te_laat[NIVEAUS[soort]] += laat or 0
    return tuple((naam, open_[nummer], te_laat[nummer]) for nummer, naam in NIVEAUNAMEN.items())
