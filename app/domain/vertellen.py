"""Vertellen: which promises a message to the melder keeps, and which kind of message is due first.

Sources: api.md (terugkoppelingen), domain.md §4 (one contact keeps both).
"""

from collections.abc import Iterable

from app.domain.termen import TerugkoppelingSoort
from app.domain.termijnen.regels import Termijncode

S, C = TerugkoppelingSoort, Termijncode
#: Which promises each kind of message to the melder fulfils.
VERVULT: dict[TerugkoppelingSoort, frozenset[Termijncode]] = {
    S.ONTVANGSTBEVESTIGING: frozenset({C.ONTVANGSTBEVESTIGING}),
    S.EERSTE_CONTACT: frozenset({C.EERSTE_CONTACT, C.SPOED}),
    S.INHOUDELIJK: frozenset({C.ANTWOORD_MELDER, C.EERSTE_CONTACT, C.SPOED, C.INBRENG_BEANTWOORDEN}),
    S.FORMEEL_ANTWOORD: frozenset({C.ANTWOORD_MELDER}),
    S.TUSSENBERICHT: frozenset(),
    S.MEDEDELING: frozenset(),
}
#: A promise made to this melder in person is kept by a message with content.
HOUDT_AFSPRAAK = frozenset({S.EERSTE_CONTACT, S.INHOUDELIJK, S.FORMEEL_ANTWOORD, S.TUSSENBERICHT})
#: What is proposed when this promise is the first to keep.
VOORSTEL = {
    C.ONTVANGSTBEVESTIGING: S.ONTVANGSTBEVESTIGING,
    C.SPOED: S.EERSTE_CONTACT,
    C.EERSTE_CONTACT: S.EERSTE_CONTACT,
    C.ANTWOORD_MELDER: S.INHOUDELIJK,
    C.TUSSENBERICHT: S.TUSSENBERICHT,
}


def impossible_kinds(*, formele_brief: bool) -> frozenset[TerugkoppelingSoort]:
    """What cannot be chosen: only a formal letter has a formal answer."""
    return frozenset() if formele_brief else frozenset({S.FORMEEL_ANTWOORD})


def due_kind(beloften: Iterable[Termijncode]) -> TerugkoppelingSoort:
    """The kind that keeps the first of these promises that telling can keep; else a mededeling."""
    return next((VOORSTEL[code] for code in beloften if code in VOORSTEL), S.MEDEDELING)
