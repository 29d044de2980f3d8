"""Kalender: a day becomes free by decree, or was recorded by mistake; open legal terms are computed again.

In one act: the day, every date that moves and an event per casus (I5). Norms keep their date. Locks the
casussen first, by ascending id, then the organisatie, as every act does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.domain.beheer import require_stelselbeheerder
from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.termijnen.aanpassing import DesignateDay, assess_day
from app.domain.termijnen.bereken import einde_volgens
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import Variant
from app.domain.termijnen.wijziging import Wijziging, Wijzigingsoort
from app.models import AangewezenDag, Termijn
from app.queries.dossier import load_dossier_of_melding, lock_casussen
from app.queries.intern.wettermijnen import (
    casussen_of,
    decreed_days,
    find_decreed,
    meldingen_behind,
    norms_around,
    open_legal_terms,
)
from app.queries.klachten import clocks_of, lock_klacht
from app.queries.organisatiewerk import lock_organisaties
from app.queries.regels import load_kalender
from app.queries.termijnbeeld import read_uitleg
from app.queries.werkplek import Werkplek
from app.services.klachtdossier import add_event
from app.services.klachttermijnen import set_legal_end
from app.services.organisatie import record_on
from app.services.vastleggen import record
from app.services.verdaging import new_wijziging


@dataclass(frozen=True, slots=True)
class Verschuiving:
    """An open legal term that moves: whose, what, from when to when. No kenmerk: it may be a klacht."""

    verantwoordelijke_id: UUID
    naam: str
    van: date
    naar: date


@dataclass(frozen=True, slots=True)
class Kalendergevolg:
    """What a change of the calendar does: dates that move, and how many norms keep theirs."""

    verschuivingen: tuple[Verschuiving, ...]
    normen: int


def effect_of_day(werkplek: Werkplek, dag: date, *, vrij: bool) -> Kalendergevolg:
    """What happens when this day becomes free, or no longer is; nothing is changed."""
    require_stelselbeheerder(werkplek.actor)
    kalender = load_kalender(werkplek.session)
    dagen = {d: grond for d, grond in kalender.aangewezen.items() if d != dag} | ({dag: ""} if vrij else {})
    moet = _moving(werkplek, Kalender(dagen, "voorbeeld"))
    return Kalendergevolg(
        tuple(
            Verschuiving(t.verantwoordelijke_id, _name(werkplek, t), t.uiterlijk, naar) for t, naar in moet
        ),
        norms_around(werkplek.session, dag),
    )


def designate_day(werkplek: Werkplek, opdracht: DesignateDay) -> int:
    """Record a decreed day; how many open legal terms moved."""
    require_stelselbeheerder(werkplek.actor)
    assess_day(opdracht, load_kalender(werkplek.session), werkplek.omgeving.vandaag)
    werkplek.session.add(
        AangewezenDag(datum=opdracht.datum, grond=opdracht.grond.strip(), vastgelegd_op=werkplek.omgeving.now)
    )
    werkplek.session.flush()
    return _recompute(werkplek, opdracht.datum, GebeurtenisSoort.DAG_AANGEWEZEN)


def revoke_day(werkplek: Werkplek, dag: date) -> int:
    """A decreed day that still has to come turns out to be none; how many open legal terms moved back.

    Refuses a day that has passed: what was counted with it stays as it was.
    """
    require_stelselbeheerder(werkplek.actor)
    rij = find_decreed(werkplek.session, dag)
    if rij is None:
        raise RefusedError("dag_onbekend", "Deze dag staat niet (meer) in de lijst.")
    if dag <= werkplek.omgeving.vandaag:
        raise RefusedError("dag_voorbij", "Deze dag is vandaag of al voorbij, en blijft staan.")
    werkplek.session.delete(rij)
    werkplek.session.flush()
    return _recompute(werkplek, dag, GebeurtenisSoort.DAG_INGETROKKEN)


def stale_terms(werkplek: Werkplek) -> int:
    """How many open legal terms do not follow the calendar of now: opened while it was changing."""
    return sum(1 for _ in _moving(werkplek, load_kalender(werkplek.session)))


def recompute_terms(werkplek: Werkplek) -> int:
    """Compute every open legal term again with the calendar of now; how many moved."""
    require_stelselbeheerder(werkplek.actor)
    dagen = sorted(decreed_days(werkplek.session), key=lambda dag: dag.vastgelegd_op)
    laatste = dagen[-1].datum if dagen else werkplek.omgeving.vandaag
    return _recompute(werkplek, laatste, GebeurtenisSoort.DAG_AANGEWEZEN)


def _recompute(werkplek: Werkplek, dag: date, soort: GebeurtenisSoort) -> int:
    session, kalender = werkplek.session, load_kalender(werkplek.session)
    werkplek = replace(werkplek, omgeving=replace(werkplek.omgeving, kalender=kalender))
    moet = [t for t, _ in _moving(werkplek, kalender)]
    meldingen = {t.melding_id for t in moet if t.melding_id is not None}
    klachten = {t.klacht_id for t in open_legal_terms(session) if t.klacht_id is not None}
    lock_casussen(session, casussen_of(session, [*meldingen, *meldingen_behind(session, klachten)]))
    verzet = sum(_move_all(werkplek, melding_id, dag) for melding_id in sorted(meldingen))
    verzet += sum(_move_klacht(werkplek, klacht_id, dag) for klacht_id in sorted(klachten))
    eigen = werkplek.actor.organisatie_id
    record_on(werkplek, lock_organisaties(session, eigen)[eigen], happened(soort, dag=dag, verzet=verzet))
    return verzet


def _move_all(werkplek: Werkplek, melding_id: UUID, dag: date) -> int:
    """Move the legal terms of one melding, as they are now, with an event for each on its casussen."""
    dossier = load_dossier_of_melding(werkplek.session, melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    moet = list(_under(werkplek, dossier.open_termijnen(melding_id), werkplek.omgeving.kalender))
    for termijn, naar in moet:
        wijziging = Wijziging(
            soort=Wijzigingsoort.KALENDER,
            van=termijn.uiterlijk,
            naar=naar,
            op=werkplek.omgeving.vandaag,
            dag=dag,
        )
        new_wijziging(werkplek, termijn, wijziging)
        event = happened(
            GebeurtenisSoort.TERMIJN_VERSCHOVEN, termijn=termijn.id, dag=dag, oud=wijziging.van, nieuw=naar
        )
        record(werkplek, dossier, dossier.melding(melding_id).casus_ids, event)
    return len(moet)


def _move_klacht(werkplek: Werkplek, klacht_id: UUID, dag: date) -> int:
    """The same for the clocks of a klacht, in its own stream; its legal end is counted from its own day."""
    klacht = lock_klacht(werkplek.session, klacht_id)
    werkplek = werkplek.later_than(klacht)
    moet = list(_under(werkplek, clocks_of(werkplek.session, klacht), werkplek.omgeving.kalender))
    for termijn, naar in moet:
        wijziging = Wijziging(
            soort=Wijzigingsoort.KALENDER,
            van=termijn.uiterlijk,
            naar=naar,
            op=werkplek.omgeving.vandaag,
            dag=dag,
        )
        new_wijziging(werkplek, termijn, wijziging)
        soort = GebeurtenisSoort.TERMIJN_VERSCHOVEN
        add_event(werkplek, klacht, soort, termijn=termijn.id, dag=dag, oud=wijziging.van, nieuw=naar)
    for termijn in clocks_of(werkplek.session, klacht):
        set_legal_end(werkplek, klacht, termijn)
    return len(moet)


def _moving(werkplek: Werkplek, kalender: Kalender) -> list[tuple[Termijn, date]]:
    return list(_under(werkplek, open_legal_terms(werkplek.session), kalender))


def _under(
    werkplek: Werkplek, termijnen: Sequence[Termijn], kalender: Kalender
) -> Iterator[tuple[Termijn, date]]:
    """The legal terms that end on another day by this calendar, with that day."""
    for termijn in termijnen:
        regel = werkplek.omgeving.regels.regel(termijn.code, termijn.begint_op, Variant(termijn.variant))
        if not regel.atw or termijn.grondsoort is not regel.grondsoort:
            continue
        naar = einde_volgens(regel, read_uitleg(termijn), kalender)
        if naar != termijn.uiterlijk:
            yield termijn, naar


def _name(werkplek: Werkplek, termijn: Termijn) -> str:
    return werkplek.omgeving.regels.regel(termijn.code, termijn.begint_op, Variant(termijn.variant)).naam
