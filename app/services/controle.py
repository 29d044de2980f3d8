"""Controle: are all invariants true on these data? (domain.md §2, §8; `houvast controleer`)

The statements stand in queries/intern; here the promised dates are computed again from the explanation
they were stored with, and everything is put in one list.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import Session

from app.domain.omgeving import Omgeving
from app.domain.termijnen.bereken import bereken, einde_volgens
from app.domain.termijnen.regels import Grondsoort, RegelNotFoundError, Variant
from app.domain.termijnen.uitleg import Uitleg
from app.domain.termijnen.wijziging import joins
from app.queries.intern.controle import Rekening, all_promises, broken_rules


@dataclass(frozen=True, slots=True, order=True)
class Bevinding:
    """An invariant that does not hold: which, of what (a kenmerk), and the rule in plain Dutch."""

    invariant: str
    onderwerp: str
    melding: str


def check_invariants(session: Session, omgeving: Omgeving) -> list[Bevinding]:
    """Everything that breaks an invariant, in order of invariant; empty when all is well.

    The history itself is checked by ``audit.verificatie.verify_chain``.
    """
    bevindingen = {
        Bevinding(regel.invariant, kenmerk, regel.melding)
        for regel, kenmerk in broken_rules(session, omgeving.vandaag)
    }
    bevindingen |= {
        Bevinding("I5", rekening.onderwerp, fout)
        for rekening in all_promises(session)
        for fout in _date_faults(rekening, omgeving)
    }
    return sorted(bevindingen, key=lambda b: (int(b.invariant[1:]), b.onderwerp, b.melding))


def _date_faults(rekening: Rekening, omgeving: Omgeving) -> Iterator[str]:
    termijn = rekening.termijn
    try:
        uitleg = Uitleg.uit_json(json.loads(termijn.uitleg))
    except (ValueError, KeyError, TypeError):
        yield f"De uitleg van termijn {termijn.code} is niet te lezen."
        return
    rij = (termijn.code, termijn.variant, termijn.begint_op, termijn.uiterlijk, termijn.grondsoort)
    if rij != (uitleg.code, uitleg.variant, uitleg.begint_op, uitleg.einde, uitleg.grondsoort):
        yield f"De uitleg van termijn {termijn.code} hoort niet bij haar datum."
    elif not _adds_up(replace(uitleg, wijzigingen=()), omgeving):
        yield f"De datum van termijn {termijn.code} volgt niet uit haar uitleg."
    elif uitleg.wijzigingen != rekening.wijzigingen or not joins(uitleg.uiterlijk, uitleg.wijzigingen):
        yield f"De datum van termijn {termijn.code} is verzet zonder dat elke stap is vastgelegd."
    elif termijn.is_open and not _follows_calendar(uitleg, omgeving):
        yield f"De datum van termijn {termijn.code} volgt niet de vrije dagen van nu."


def _follows_calendar(uitleg: Uitleg, omgeving: Omgeving) -> bool:
    """An open term of the law ends where the calendar of now says; a norm keeps the date of then."""
    if uitleg.grondsoort is not Grondsoort.WET:
        return True
    regel = omgeving.regels.regel(uitleg.code, uitleg.begint_op, uitleg.variant)
    return not regel.atw or einde_volgens(regel, uitleg, omgeving.kalender) == uitleg.einde


def _adds_up(uitleg: Uitleg, omgeving: Omgeving) -> bool:
    """Compute again; only with the rule and the calendar that were used then."""
    if uitleg.grondsoort is Grondsoort.AFSPRAAK:
        return uitleg.begint_op + timedelta(days=uitleg.lengte) == uitleg.uiterlijk
    try:
        regel = omgeving.regels.regel(uitleg.code, uitleg.begint_op, uitleg.variant)
    except RegelNotFoundError:
        return False
    versies = (regel.versie, omgeving.kalender.versie)
    if versies != (uitleg.regelversie, uitleg.kalenderversie):
        return True
    if uitleg.variant is Variant.EIGEN_REGELING:  # the length that the party chose itself (Jeugdwet 4.2.1)
        regel = replace(regel, lengte=uitleg.lengte, artikel=uitleg.artikel)
    return bereken(regel, uitleg.begint_op, omgeving.kalender).uitleg == uitleg
