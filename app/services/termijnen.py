"""Termijnen: opening, fulfilling and lapsing promises, and keeping the pointers of I4 right.

The melder's clock starts at first receipt and is never reset (I5): an overdracht changes only who is
verantwoordelijk. Fulfilling one promise leaves or opens the next in the same transaction (I4).
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.errors import RefusedError
from app.domain.termen import MeldingStatus, TermijnStatus, Vervalreden
from app.domain.termijnen.bereken import bereken
from app.domain.termijnen.regels import Eenheid, Grondsoort, Regel, Termijncode, TermijnVoor, Variant
from app.domain.termijnen.uitleg import Uitleg
from app.domain.termijnen.wijziging import Wijziging
from app.models import Casus, Melder, Melding, Termijn, Terugkoppeling
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.werkplek import Werkplek

#: An open casus without any promise sorts last; the vangnet finds it.
GEEN_DATUM = date(9999, 12, 31)
NAAR_MELDER = (TermijnVoor.MELDER, TermijnVoor.INTERN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belofte:
    """What is promised to whom about which row. ``voor`` None follows the rule."""

    code: Termijncode
    begint_op: date
    verantwoordelijke_id: UUID
    variant: Variant | None = None
    melding_id: UUID | None = None
    casus_id: UUID | None = None
    overdracht_id: UUID | None = None
    klacht_id: UUID | None = None
    aan_organisatie_id: UUID | None = None
    periode: int = 1
    voor: TermijnVoor | None = None


def open_termijn(werkplek: Werkplek, belofte: Belofte) -> Termijn:
    """Compute the date by the rule valid on the first day, and store it with its explanation."""
    regel = werkplek.omgeving.regels.regel(belofte.code, belofte.begint_op, belofte.variant)
    return open_by_rule(werkplek, belofte, regel)


def open_by_rule(werkplek: Werkplek, belofte: Belofte, regel: Regel) -> Termijn:
    """The same by a rule that the caller looked up, or made its own (the regeling of a gi or aanbieder)."""
    berekend = bereken(regel, belofte.begint_op, werkplek.omgeving.kalender)
    termijn = Termijn(
        id=werkplek.omgeving.new_id(),
        code=regel.code,
        variant=str(regel.variant),
        voor=belofte.voor or regel.voor,
        melding_id=belofte.melding_id,
        casus_id=belofte.casus_id,
        overdracht_id=belofte.overdracht_id,
        klacht_id=belofte.klacht_id,
        verantwoordelijke_id=belofte.verantwoordelijke_id,
        aan_organisatie_id=belofte.aan_organisatie_id,
        periode=belofte.periode,
        begint_op=belofte.begint_op,
        uiterlijk=berekend.uiterlijk,
        wettelijk_uiterlijk=berekend.uiterlijk if regel.atw else None,
        grondsoort=regel.grondsoort,
        artikel=regel.artikel,
        uitleg=store_uitleg(berekend.uitleg),
        gemaakt_op=werkplek.omgeving.now,
    )
    werkplek.session.add(termijn)
    return termijn


def open_in_dossier(werkplek: Werkplek, dossier: Dossier, belofte: Belofte) -> Termijn:
    """Open a promise and know it in the dossier."""
    termijn = open_termijn(werkplek, belofte)
    dossier.termijnen.append(termijn)
    return termijn


def fulfil(werkplek: Werkplek, termijn: Termijn, terugkoppeling_id: UUID | None = None) -> None:
    """The promise was kept."""
    termijn.status = TermijnStatus.VOLDAAN
    _end(werkplek, termijn)
    termijn.terugkoppeling_id = terugkoppeling_id


def lapse(werkplek: Werkplek, termijn: Termijn, reden: Vervalreden) -> None:
    """The promise no longer applies; the reason is coded."""
    termijn.status = TermijnStatus.VERVALLEN
    termijn.vervalreden = reden
    _end(werkplek, termijn)


def reopen(termijn: Termijn) -> None:
    """The promise was not kept after all: it stands again, with the date it had (I5)."""
    termijn.status, termijn.is_open = TermijnStatus.OPEN, True
    termijn.afgedaan_op, termijn.terugkoppeling_id = None, None


def replace_kept(werkplek: Werkplek, termijn: Termijn) -> None:
    """Another promise stands in the place of this one; what kept it, was not told."""
    lapse(werkplek, termijn, Vervalreden.VERVANGEN)
    termijn.terugkoppeling_id = None


def lapse_where(
    werkplek: Werkplek,
    termijnen: Iterable[Termijn],
    reden: Vervalreden,
    past: Callable[[Termijn], bool],
) -> None:
    """Lapse every open promise that fits."""
    for termijn in termijnen:
        if termijn.is_open and past(termijn):
            lapse(werkplek, termijn, reden)


def restart_tussenbericht(
    werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, stemmen: frozenset[UUID], rij: Terugkoppeling
) -> None:
    """I4: a message of who promised it starts the next interim date; the one before is kept or moot."""
    vanaf = rij.gedaan_op
    melding, melder = deel.melding, deel.melder
    vorige = [
        t
        for t in dossier.open_termijnen(melding.id)
        if t.code is Termijncode.TUSSENBERICHT and t.grondsoort is not Grondsoort.AFSPRAAK
    ]
    if vorige and (
        vorige[0].verantwoordelijke_id not in stemmen or max(t.begint_op for t in vorige) >= vanaf
    ):
        return
    verantwoordelijke = vorige[0].verantwoordelijke_id if vorige else melding.geregistreerd_door_id
    for termijn in vorige:
        fulfil(werkplek, termijn, rij.id)
    open_in_dossier(
        werkplek,
        dossier,
        tussenbericht(melding, melder, verantwoordelijke, vanaf),
    )


def tussenbericht(melding: Melding, melder: Melder, verantwoordelijke: UUID, vanaf: date) -> Belofte:
    """The interim message; without a channel it is an internal review date (I4)."""
    zonder_kanaal = is_without_channel(melder)
    return Belofte(
        code=Termijncode.TUSSENBERICHT,
        begint_op=vanaf,
        verantwoordelijke_id=verantwoordelijke,
        variant=Variant.ZONDER_KANAAL if zonder_kanaal else Variant.STANDAARD,
        melding_id=melding.id,
        periode=melding.periode,
    )


def is_without_channel(melder: Melder) -> bool:
    """Whether there is no way to reach the melder."""
    return melder.voorkeurskanaal == "geen"


def promise_date(werkplek: Werkplek, dossier: Dossier, belofte: Belofte, op: date) -> Termijn:
    """A promise made to this melder (ground ``afspraak``): earlier than the norm, never later.

    Refuses a date in the past.
    """
    if op < werkplek.omgeving.vandaag:
        raise RefusedError("datum_voorbij", "Die datum is al voorbij. Kies vandaag of later.")
    termijn = open_in_dossier(werkplek, dossier, belofte)
    termijn.grondsoort = Grondsoort.AFSPRAAK
    termijn.artikel = None
    uitleg = json.loads(termijn.uitleg) | {
        "uiterlijk": op.isoformat(),
        "ruwEinde": op.isoformat(),
        "lengte": (op - termijn.begint_op).days,
        "eenheid": str(Eenheid.KALENDERDAGEN),
        "overgeslagen": [],
        "grondsoort": str(Grondsoort.AFSPRAAK),
        "artikel": None,
    }
    termijn.uitleg = json.dumps(uitleg, ensure_ascii=False, sort_keys=True)
    termijn.uiterlijk = op
    return termijn


def move_date(termijn: Termijn, uitleg: Uitleg, wijziging: Wijziging) -> None:
    """The date as it stands now, with the move in its explanation; a legal end moves along."""
    termijn.uiterlijk = wijziging.naar
    if termijn.wettelijk_uiterlijk is not None:
        termijn.wettelijk_uiterlijk = wijziging.naar
    termijn.uitleg = store_uitleg(uitleg.moved(wijziging))


def store_uitleg(uitleg: Uitleg) -> str:
    """An explanation as it is stored with a promise."""
    return json.dumps(uitleg.naar_json(), ensure_ascii=False, sort_keys=True)


def settle_pointers(dossier: Dossier) -> None:
    """I4 and the work list: point every melding to its first date, every casus to its own.

    Called once at the end of each act, before flush.
    """
    for deel in dossier.meldingen:
        _point_melding(dossier, deel.melding)
    for casus in dossier.casussen:
        casus.eerste_datum = first_date(dossier, casus)
        casus.spoed_rang = 0 if _has_spoed(dossier, casus) else 1


def first_date(dossier: Dossier, casus: Casus) -> date:
    """The first date that binds the owner; else the first date anybody owes about this casus."""
    eigen = {d.melding.id for d in dossier.meldingen if casus.id in d.casus_ids and d.is_open}
    van_casus = [
        t for t in dossier.termijnen if t.is_open and (t.casus_id == casus.id or t.melding_id in eigen)
    ]
    van_eigenaar = [t.uiterlijk for t in van_casus if t.verantwoordelijke_id == casus.eigenaar_id]
    return min(van_eigenaar or [t.uiterlijk for t in van_casus], default=GEEN_DATUM)


def _has_spoed(dossier: Dossier, casus: Casus) -> bool:
    """Spoed lasts as long as the melding that said so is open."""
    return any(d.melding.spoed and d.is_open and casus.id in d.casus_ids for d in dossier.meldingen)


def _point_melding(dossier: Dossier, melding: Melding) -> None:
    if melding.status is MeldingStatus.GESLOTEN:
        melding.volgende_termijn_id, melding.volgende_open = None, None
        return
    eerste = min(
        (t for t in dossier.open_termijnen(melding.id) if t.voor in NAAR_MELDER),
        key=lambda t: (t.uiterlijk, t.id),
        default=None,
    )
    if eerste is not None:
        melding.volgende_termijn_id, melding.volgende_open = eerste.id, True


def _end(werkplek: Werkplek, termijn: Termijn) -> None:
    termijn.is_open = False
    termijn.afgedaan_op = werkplek.omgeving.now
