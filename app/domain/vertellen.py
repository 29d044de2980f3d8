"""Vertellen: which promises a message to the melder keeps, which kind of message is due first, and what may
be taken back of what was recorded.

Sources: api.md (terugkoppelingen), domain.md §4 (one contact keeps both); taking back: decision 0014.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.domain.errors import RefusedError
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


class Terugneemreden(StrEnum):
    """Why something that was recorded as told, was not: the history keeps this code and no words."""

    ANDERE_MELDING = "andere_melding"
    NIET_GEZEGD = "niet_gezegd"
    VERKEERD_INGEVULD = "verkeerd_ingevuld"


@dataclass(frozen=True, slots=True)
class TakeBackTerugkoppeling:
    """Something that was recorded as told and should not stand there."""

    terugkoppeling_id: UUID
    reden: Terugneemreden


def can_be_taken_back(soort: TerugkoppelingSoort, *, verstuurd: bool, teruggenomen: bool) -> bool:
    """Only what a person recorded: a message that went out was really told, whatever it says. After a formal
    answer somebody else answers (R007), and may have done so."""
    return not verstuurd and not teruggenomen and soort is not S.FORMEEL_ANTWOORD


def refuse_take_back(soort: TerugkoppelingSoort, *, verstuurd: bool, teruggenomen: bool) -> None:
    """The same as a refusal that says what to do."""
    if can_be_taken_back(soort, verstuurd=verstuurd, teruggenomen=teruggenomen):
        return
    if teruggenomen:
        raise RefusedError("al_teruggenomen", "Dit is al teruggenomen. U hoeft niets meer te doen.")
    if verstuurd:
        raise RefusedError(
            "bericht_verstuurd",
            "Dit bericht is de deur uit. Klopt het niet, vertel de melder dan wat er wel klopt.",
        )
    raise RefusedError(
        "formeel_antwoord",
        "Na een formeel antwoord ligt de vraag bij wie de casus heeft. Overleg met die partij.",
    )


def impossible_kinds(*, formele_brief: bool) -> frozenset[TerugkoppelingSoort]:
    """What cannot be chosen: only a formal letter has a formal answer."""
    return frozenset() if formele_brief else frozenset({S.FORMEEL_ANTWOORD})


def due_kind(beloften: Iterable[Termijncode]) -> TerugkoppelingSoort:
    """The kind that keeps the first of these promises that telling can keep; else a mededeling."""
    return next((VOORSTEL[code] for code in beloften if code in VOORSTEL), S.MEDEDELING)
