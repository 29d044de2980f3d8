"""Terugnemen: what was recorded as told was not, and what it kept stands open again (I4, I5; decision 0014).

Only the newest can be taken back, while nothing was built on it: then everything stands as it stood before.
What was recorded stays to be seen with the day and the reason of taking it back, and counts nowhere any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import NotPermittedError, RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.termen import Aard, MeldingStatus, Vervalreden
from app.domain.termijnen.regels import Grondsoort, Termijncode
from app.domain.vertellen import TakeBackTerugkoppeling, Terugneemreden, refuse_take_back
from app.models import Termijn, Terugkoppeling
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.gids import open_gids
from app.queries.verteld import (
    BEGINT_OPNIEUW,
    contact_changed_since,
    get_told,
    kept_by,
    links_changed_since,
    melding_of_told,
    started_by,
    told_since,
    were_moved,
)
from app.queries.werkplek import Werkplek
from app.services.berichten import drop_passed
from app.services.termijnen import lapse, reopen, replace_kept
from app.services.terugkoppeling import permit_telling
from app.services.vastleggen import record

DAARNA_VERTELD = (
    "Daarna is er nog iets verteld. Neem dat eerst terug, en leg het daarna opnieuw vast. "
    "Ging er een bericht de deur uit? Vertel de melder dan wat er wel klopt."
)
DAARNA_VERANDERD = (
    "Daarna kreeg de casus een andere eigenaar, is hij samengevoegd of gesplitst, of is een datum verzet. "
    "Terugnemen kan niet meer. Vertel de melder hoe het wel zit."
)


@dataclass(frozen=True, slots=True)
class Gevolg:
    """The promises that a message kept, and those that came with it."""

    gehouden: Sequence[Termijn]
    begonnen: Sequence[Termijn]


def take_back(werkplek: Werkplek, opdracht: TakeBackTerugkoppeling) -> Terugkoppeling:
    """Take back what the own organisatie recorded by mistake.

    What it kept is open again with the date it had, also when that has passed; what it started lapses. Words
    that belong to another melding are destroyed. Refuses (409) what went out as a message, a formal answer,
    and what something was built on since: another message, another owner, a date that moved, an ending; 403
    for what another party recorded, or when it is not the turn of the own one.
    """
    melding_id = melding_of_told(werkplek.session, opdracht.terugkoppeling_id)
    dossier = load_dossier_of_melding(werkplek.session, melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(melding_id)
    rij = get_told(werkplek.session, opdracht.terugkoppeling_id)
    permit_telling(werkplek, dossier, deel, rij.aan)
    _refuse(werkplek, deel, rij)
    if rij.bereikt:
        _open_again(werkplek, dossier, deel, rij)
    rij.teruggenomen_op, rij.terugneemreden = werkplek.omgeving.now, opdracht.reden
    if opdracht.reden is Terugneemreden.ANDERE_MELDING:
        rij.inhoud_verzegeld = None
    drop_passed(werkplek, dossier, melding_id)
    event = happened(
        GebeurtenisSoort.TERUGKOPPELING_TERUGGENOMEN,
        terugkoppeling=rij.id,
        melding=melding_id,
        aan=rij.aan,
        van_soort=rij.soort,
        bereikt=rij.bereikt,
        reden=opdracht.reden,
    )
    record(werkplek, dossier, deel.casus_ids, event)
    return rij


def _refuse(werkplek: Werkplek, deel: MeldingDeel, rij: Terugkoppeling) -> None:
    if open_gids(werkplek.session).current(rij.organisatie_id) != werkplek.actor.organisatie_id:
        wie = open_gids(werkplek.session).name(rij.organisatie_id).naam
        raise NotPermittedError(
            "niet_van_u",
            f"{wie} legde dit vast. Een ander kan het niet terugnemen. Vertel de melder hoe het wel zit.",
        )
    if deel.melding.status is not MeldingStatus.OPEN or rij.periode != deel.melding.periode:
        raise RefusedError(
            "melding_gesloten",
            "De melding is daarna gesloten, of dat is al gevraagd. Wat toen verteld is, blijft staan. "
            "Vertel de melder hoe het wel zit.",
        )
    refuse_take_back(
        rij.soort,
        verstuurd=rij.bericht_id is not None,
        teruggenomen=rij.teruggenomen_op is not None,
    )


def _open_again(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, rij: Terugkoppeling) -> None:
    """What this kept stands open again; what it started, lapses."""
    gevolg = Gevolg(kept_by(werkplek.session, rij.id), started_by(werkplek.session, rij))
    if told_since(werkplek.session, rij):
        raise RefusedError("daarna_verteld", DAARNA_VERTELD)
    if _changed_hands(werkplek, dossier, deel, rij) or _was_moved(werkplek, gevolg):
        raise RefusedError("daarna_veranderd", DAARNA_VERANDERD)
    geheeld = contact_changed_since(werkplek.session, deel.casus_ids, rij.vastgelegd_op)
    for termijn in gevolg.begonnen:
        if termijn.is_open:
            afspraak = termijn.grondsoort is Grondsoort.AFSPRAAK
            lapse(werkplek, termijn, Vervalreden.NIET_MEER_NODIG if afspraak else Vervalreden.VERVANGEN)
    for termijn in gevolg.gehouden:
        if termijn.code is Termijncode.CONTACT_HERSTELLEN and (geheeld or _fails_again(dossier, deel)):
            replace_kept(werkplek, termijn)
            continue
        reopen(termijn)
        if termijn not in dossier.termijnen:
            dossier.termijnen.append(termijn)


def _was_moved(werkplek: Werkplek, gevolg: Gevolg) -> bool:
    """Whether what it started ended or was put off, or the melder was not told of a date that comes back.

    Not of a next contact that was agreed in it: that goes, whatever became of it."""
    opvolgers = [t for t in gevolg.begonnen if t.grondsoort is not Grondsoort.AFSPRAAK]
    voorgangers = [
        t for t in gevolg.gehouden if t.code in BEGINT_OPNIEUW and t.grondsoort is not Grondsoort.AFSPRAAK
    ]
    return (
        not all(t.is_open for t in opvolgers)
        or len(opvolgers) != len(voorgangers)
        or were_moved(werkplek.session, [t.id for t in opvolgers], [t.id for t in gevolg.gehouden])
    )


def _changed_hands(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, rij: Terugkoppeling) -> bool:
    """Another owner, another who answers, other casussen, or a melder who can be reached only now."""
    eigenaren = [dossier.delen[casus_id].eigenaarschap for casus_id in deel.casus_ids]
    plichten = [plicht for plicht in deel.antwoordplichten if plicht.aard is not Aard.KLACHT]
    sinds = [e.van for e in eigenaren if e is not None] + [plicht.van for plicht in plichten]
    sinds.append(deel.melder.bereikbaar_sinds or rij.vastgelegd_op)
    return any(van > rij.vastgelegd_op for van in sinds) or links_changed_since(
        werkplek.session, deel.melding.id, rij.vastgelegd_op
    )


def _fails_again(dossier: Dossier, deel: MeldingDeel) -> bool:
    """An address that failed again since has a promise of its own."""
    return any(t.code is Termijncode.CONTACT_HERSTELLEN for t in dossier.open_termijnen(deel.melding.id))
