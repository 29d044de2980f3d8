"""Plichten: who must answer the melder, and how that duty moves (R007, domain.md §1).

The owner of the casus of the first-named jeugdige answers; for a klacht the organisatie that handles it;
for a formal letter (minister, king) the loket itself, until it was answered.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from app.domain.omgeving import local_date
from app.domain.opdrachten import RegisterMelding
from app.domain.termen import Aard, Gericht, TerugkoppelingSoort
from app.domain.termijnen.regels import Termijncode
from app.models import Antwoordplicht, Klacht, Melding
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.gids import get_partij
from app.queries.klachten import klachten_of, open_klachten
from app.queries.schrijven import first_duty_of_period
from app.queries.verteld import told_ever
from app.queries.werkplek import Werkplek

#: What the loket promises the melder itself while it must answer a formal letter (§5).
VAN_HET_LOKET = frozenset({Termijncode.ANTWOORD_MELDER, Termijncode.TUSSENBERICHT})


def aarden(melding: Melding) -> tuple[Aard, ...]:
    """What this melding is, in the order of the code list."""
    return tuple(Aard(aard) for aard in melding.aard.split(","))


def began_on(werkplek: Werkplek, melding: Melding) -> date:
    """The day from which a message belongs to the present open period (I7: a new period, a new clock)."""
    if melding.periode == 1:
        return melding.ontvangen_op
    return local_date(first_duty_of_period(werkplek.session, melding.id, melding.periode))


def first_duties(werkplek: Werkplek, opdracht: RegisterMelding, melding: Melding) -> list[Antwoordplicht]:
    """The duties at receipt: one per aard."""
    eigenaar = werkplek.actor.organisatie_id
    antwoorder = melding.loket_id if opdracht.formele_brief else eigenaar
    return [
        new_duty(werkplek, melding, aard, eigenaar if aard is Aard.KLACHT else antwoorder)
        for aard in aarden(melding)
    ]


def renewed_duties(werkplek: Werkplek, melding: Melding, eigenaar_id: UUID) -> list[Antwoordplicht]:
    """The duties of a new open period; a klacht stays where it is or was handled, never with the owner,
    unless that party ended: then the owner sends it on.
    """
    klachten = klachten_of(werkplek.session, melding.id)
    antwoorder = melding.loket_id if formal_letter_unanswered(werkplek, melding) else eigenaar_id
    vorige = klachten[-1].organisatie_id if klachten else melding.geregistreerd_door_id
    klachtbehandelaar = vorige if get_partij(werkplek.session, vorige).is_actief else eigenaar_id
    soorten = aarden(melding)
    if Aard.KLACHT not in soorten and open_klachten(werkplek.session, melding.id):
        soorten = (*soorten, Aard.KLACHT)  # it was said later
    return [
        new_duty(werkplek, melding, aard, klachtbehandelaar if aard is Aard.KLACHT else antwoorder)
        for aard in soorten
    ]


def settle_klacht_duty(werkplek: Werkplek, deel: MeldingDeel, lopend: Sequence[Klacht]) -> None:
    """Who has the oldest open klacht answers on it. Without one the duty stays with who had it while the
    melding is open and came in as a klacht, and else ends."""
    huidig = next((plicht for plicht in deel.antwoordplichten if plicht.aard is Aard.KLACHT), None)
    wie = lopend[0].organisatie_id if lopend else None
    if huidig is not None and huidig.organisatie_id == wie:
        return
    if wie is None and (huidig is None or (deel.is_open and Aard.KLACHT in aarden(deel.melding))):
        return
    if huidig is not None:
        huidig.tot = werkplek.omgeving.now
        deel.antwoordplichten.remove(huidig)
        werkplek.session.flush()  # partial unique index: end the old one first
    if wie is not None:
        deel.antwoordplichten.append(new_duty(werkplek, deel.melding, Aard.KLACHT, wie))


def new_duty(werkplek: Werkplek, melding: Melding, aard: Aard, organisatie_id: UUID) -> Antwoordplicht:
    """One duty from now on."""
    plicht = Antwoordplicht(
        id=werkplek.omgeving.new_id(),
        melding_id=melding.id,
        aard=aard,
        organisatie_id=organisatie_id,
        periode=melding.periode,
        van=werkplek.omgeving.now,
    )
    werkplek.session.add(plicht)
    return plicht


def move_duties(werkplek: Werkplek, deel: MeldingDeel, oud: UUID, nieuw: UUID) -> None:
    """The duty to answer follows the owner; that of a klacht stays where it is."""
    geeindigd = end_duties(werkplek, deel, oud)
    werkplek.session.flush()  # partial unique index: end the old one first
    start_duties(werkplek, deel, geeindigd, nieuw)


def end_duties(werkplek: Werkplek, deel: MeldingDeel, oud: UUID) -> list[Antwoordplicht]:
    """The duties that leave this party, ended; the caller flushes before others start."""
    geeindigd = [p for p in deel.antwoordplichten if p.organisatie_id == oud and p.aard is not Aard.KLACHT]
    for plicht in geeindigd:
        plicht.tot = werkplek.omgeving.now
        deel.antwoordplichten.remove(plicht)
    return geeindigd


def start_duties(werkplek: Werkplek, deel: MeldingDeel, geeindigd: list[Antwoordplicht], nieuw: UUID) -> None:
    """The same duties for who takes over."""
    deel.antwoordplichten += [new_duty(werkplek, deel.melding, plicht.aard, nieuw) for plicht in geeindigd]


def formal_letter_unanswered(werkplek: Werkplek, melding: Melding) -> bool:
    """Whether the loket itself still owes a formal answer."""
    return melding.formele_brief and not any(
        verteld.bereikt and verteld.soort is TerugkoppelingSoort.FORMEEL_ANTWOORD
        for verteld in told_ever(werkplek.session, melding.id, Gericht.MELDER)
    )


def formal_letter_answered(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """From now on the owner answers, and keeps what the loket still promised this melder."""
    loket_id = deel.melding.loket_id
    eigenaar_id = dossier.delen[deel.eerste_casus_id].casus.eigenaar_id
    if loket_id != eigenaar_id:
        move_duties(werkplek, deel, loket_id, eigenaar_id)
    for termijn in dossier.open_termijnen(deel.melding.id):
        if termijn.code in VAN_HET_LOKET and termijn.verantwoordelijke_id == loket_id:
            termijn.verantwoordelijke_id = eigenaar_id
