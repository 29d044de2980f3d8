"""Klachttermijnen: the clocks of a klacht. Our promise counts from the first receipt, wherever that was; the
legal end from the receipt by who has it (Awb 9:11). They are stored apart, and the promise is never later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.domain.berichttermen import Berichtmoment
from app.domain.datum import datum_lang
from app.domain.klacht import clock_of, refuse_late_commission, system_of
from app.domain.klachttermen import Klachtstelsel, Klachtvorm
from app.domain.termen import Vervalreden
from app.domain.termijnen.bereken import bereken
from app.domain.termijnen.regels import Regel, Termijncode, Variant
from app.domain.termijnen.wijziging import Wijziging, Wijzigingsoort
from app.models import Bericht, Klacht, Termijn
from app.queries.gids import get_partij
from app.queries.klachten import clocks_of, regeling_of
from app.queries.werkplek import Werkplek
from app.services.termijnen import Belofte, fulfil, lapse, open_by_rule
from app.services.verdaging import new_wijziging

T = Termijncode
ARTIKEL_JEUGDWET = "Jeugdwet 4.2.1"
#: What a letter keeps once it went out: the receipt (9:6), the outcome (9:12), that it is not handled (9:8).
HOUDT: Mapping[Berichtmoment, frozenset[Termijncode]] = {
    Berichtmoment.KLACHT_ONTVANGEN: frozenset({T.ONTVANGSTBEVESTIGING}),
    Berichtmoment.KLACHT_AFGEDAAN: frozenset({T.KLACHT_AFHANDELEN}),
    Berichtmoment.KLACHT_GEWEIGERD: frozenset({T.KLACHT_AFHANDELEN, T.KLACHT_NIET_IN_BEHANDELING}),
}


def start_clocks(werkplek: Werkplek, klacht: Klacht) -> None:
    """What runs from the receipt on: the receipt in writing (9:6), not handling (9:8), handling (9:11)."""
    _open(werkplek, klacht, T.KLACHT_AFHANDELEN, _variant(werkplek, klacht))
    _open(werkplek, klacht, T.ONTVANGSTBEVESTIGING, Variant.KLACHT)
    if _may_be_refused(werkplek, klacht):
        _open(werkplek, klacht, T.KLACHT_NIET_IN_BEHANDELING, Variant.STANDAARD)


def move_clocks(werkplek: Werkplek, klacht: Klacht) -> None:
    """The klacht lies elsewhere now: who owes it changes and the legal end counts from the receipt there.
    What was promised stays (I5), unless other rules bind the new party: then it promises by its own."""
    lopend = {termijn.code: termijn for termijn in clocks_of(werkplek.session, klacht)}
    variant = _variant(werkplek, klacht)
    for code, termijn in lopend.items():
        if code is T.KLACHT_AFHANDELEN and _binds_otherwise(termijn, variant):
            lapse(werkplek, termijn, Vervalreden.VERVANGEN)
            _open(werkplek, klacht, code, variant)
        elif code is T.KLACHT_NIET_IN_BEHANDELING and not _may_be_refused(werkplek, klacht):
            lapse(werkplek, termijn, Vervalreden.NIET_MEER_NODIG)
        else:
            termijn.verantwoordelijke_id = klacht.organisatie_id
            set_legal_end(werkplek, klacht, termijn)
    if T.ONTVANGSTBEVESTIGING not in lopend:  # the new party confirms too (9:6)
        _open(werkplek, klacht, T.ONTVANGSTBEVESTIGING, Variant.KLACHT, vanaf=klacht.bij_behandelaar_op)
    if T.KLACHT_NIET_IN_BEHANDELING not in lopend and _may_be_refused(werkplek, klacht):
        vanaf = klacht.bij_behandelaar_op
        _open(werkplek, klacht, T.KLACHT_NIET_IN_BEHANDELING, Variant.STANDAARD, vanaf=vanaf)


def use_commission_clock(werkplek: Werkplek, klacht: Klacht) -> None:
    """10 weken instead of 6 (9:11 lid 1), as a move of the same promise: never sooner than was agreed.

    Only by the Awb: an own regeling has its own term, and an oral one stays as it was promised. Refuses
    (RefusedError) once the date has passed.
    """
    klok = running_clock(werkplek, klacht)
    if klok is None or _variant(werkplek, klacht) is not Variant.COMMISSIE:
        return
    vandaag = werkplek.omgeving.vandaag
    refuse_late_commission(klok.uiterlijk, vandaag)
    regel = werkplek.omgeving.regels.regel(klok.code, klok.begint_op, Variant.COMMISSIE)
    einde = bereken(regel, klok.begint_op, werkplek.omgeving.kalender).uiterlijk
    if einde > klok.uiterlijk:
        new_wijziging(
            werkplek,
            klok,
            Wijziging(soort=Wijzigingsoort.COMMISSIE, van=klok.uiterlijk, naar=einde, op=vandaag),
        )
    set_legal_end(werkplek, klacht, klok)


def keep_clock(werkplek: Werkplek, klacht: Klacht, code: Termijncode) -> None:
    """What was promised under this code was done."""
    for termijn in clocks_of(werkplek.session, klacht):
        if termijn.code is code:
            fulfil(werkplek, termijn)


def keep_by_letter(werkplek: Werkplek, klacht: Klacht, bericht: Bericht) -> None:
    """This letter went out: what it promised is kept."""
    for code in HOUDT.get(bericht.moment, ()):
        keep_clock(werkplek, klacht, code)


def end_clocks(werkplek: Werkplek, klacht: Klacht, bericht: Bericht | None = None) -> None:
    """Nothing runs on a klacht that ended, but what its letter keeps once that went out."""
    wacht = HOUDT.get(bericht.moment, frozenset()) if bericht else frozenset()
    for termijn in clocks_of(werkplek.session, klacht):
        if termijn.code not in wacht:
            lapse(werkplek, termijn, Vervalreden.NIET_MEER_NODIG)


def running_clock(werkplek: Werkplek, klacht: Klacht) -> Termijn | None:
    """The promise of the outcome, while it runs."""
    lopend = clocks_of(werkplek.session, klacht)
    return next((termijn for termijn in lopend if termijn.code is T.KLACHT_AFHANDELEN), None)


def promised_day(werkplek: Werkplek, klacht: Klacht) -> date | None:
    """The day by which the melder hears the outcome."""
    klok = running_clock(werkplek, klacht)
    return klok.uiterlijk if klok else None


def promised_words(werkplek: Werkplek, klacht: Klacht) -> dict[str, str]:
    """That day as a message names it."""
    dag = promised_day(werkplek, klacht)
    return {} if dag is None else {"einde": datum_lang(dag)}


def refusal_end(werkplek: Werkplek, klacht: Klacht) -> date:
    """The last day to tell that it is not handled (9:8 lid 3): counted from the receipt by who has it."""
    op = klacht.bij_behandelaar_op
    regel = werkplek.omgeving.regels.regel(T.KLACHT_NIET_IN_BEHANDELING, op)
    return bereken(regel, op, werkplek.omgeving.kalender).uiterlijk


def set_legal_end(werkplek: Werkplek, klacht: Klacht, termijn: Termijn) -> None:
    """The end of the law, from the receipt by who has it; never before what was promised or put off to."""
    if termijn.wettelijk_uiterlijk is None:
        return
    begint = max(termijn.begint_op, klacht.bij_behandelaar_op)
    variant = _variant(werkplek, klacht) if termijn.code is T.KLACHT_AFHANDELEN else Variant(termijn.variant)
    regel = werkplek.omgeving.regels.regel(termijn.code, begint, variant)
    einde = bereken(regel, begint, werkplek.omgeving.kalender).uiterlijk
    termijn.wettelijk_uiterlijk = max(einde, termijn.uiterlijk)


def _binds_otherwise(termijn: Termijn, variant: Variant) -> bool:
    """Whether other rules promise now. A commission moved the date of a promise; it made no other one."""
    zelfde = {Variant.STANDAARD, Variant.COMMISSIE}
    return termijn.variant != variant and not {Variant(termijn.variant), variant} <= zelfde


def _may_be_refused(werkplek: Werkplek, klacht: Klacht) -> bool:
    """The 4 weken of 9:8 run on a klaagschrift at a bestuursorgaan."""
    return klacht.vorm is Klachtvorm.SCHRIFTELIJK and _system(werkplek, klacht) is Klachtstelsel.AWB


def _system(werkplek: Werkplek, klacht: Klacht) -> Klachtstelsel:
    return system_of(get_partij(werkplek.session, klacht.organisatie_id).soort)


def _variant(werkplek: Werkplek, klacht: Klacht) -> Variant:
    commissie = klacht.commissie_op is not None
    return clock_of(_system(werkplek, klacht), klacht.vorm, commissie=commissie)


def _open(
    werkplek: Werkplek, klacht: Klacht, code: Termijncode, variant: Variant, *, vanaf: date | None = None
) -> Termijn:
    begint = vanaf or klacht.ontvangen_op
    belofte = Belofte(
        code=code,
        variant=variant,
        begint_op=begint,
        verantwoordelijke_id=klacht.organisatie_id,
        klacht_id=klacht.id,
    )
    regel = werkplek.omgeving.regels.regel(code, begint, variant)
    termijn = open_by_rule(werkplek, belofte, _own_regeling(werkplek, klacht, regel))
    set_legal_end(werkplek, klacht, termijn)
    werkplek.session.flush()
    return termijn


def _own_regeling(werkplek: Werkplek, klacht: Klacht, regel: Regel) -> Regel:
    """The length that the party chose itself (Jeugdwet 4.2.1 lid 2); without one our norm counts."""
    if regel.variant is not Variant.EIGEN_REGELING:
        return regel
    eigen = regeling_of(werkplek.session, klacht.organisatie_id)
    return replace(regel, artikel=ARTIKEL_JEUGDWET, lengte=eigen.weken if eigen else regel.lengte)
