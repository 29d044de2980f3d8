"""Terugnemen: what was recorded as told was not, and what it kept stands open again (I4, I5; decision 0014).

Nothing is erased: what was recorded stays to be seen with the day and the reason of taking it back, and
counts nowhere any more.
"""

from uuid import UUID

from app.domain.berichttermen import Berichtmoment
from app.domain.errors import NotPermittedError, RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.termen import Gericht, MeldingStatus, Vervalreden
from app.domain.termijnen.regels import Grondsoort, Termijncode
from app.domain.vertellen import TakeBackTerugkoppeling, refuse_take_back
from app.models import Melding, Termijn, Terugkoppeling
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.gids import open_gids
from app.queries.verteld import BEGINT_OPNIEUW, get_told, kept_by, melding_of_told, started_by, told_after
from app.queries.werkplek import Werkplek
from app.services.termijnen import lapse, reopen, replace_kept, take_place
from app.services.terugkoppeling import permit_telling, told_loket
from app.services.vastleggen import record
from app.services.verteld import BEGINT_NIETS, keep_promises, told_melder


def take_back(werkplek: Werkplek, opdracht: TakeBackTerugkoppeling) -> Terugkoppeling:
    """Take back what the own organisatie recorded by mistake.

    What it kept is open again with the date it had, also when that has passed; what was told since keeps what
    it would have kept. Refuses (409) what went out as a message, a formal answer, and what is of a period
    that ended; 403 for what another party recorded, or when it is not the turn of the own one.
    """
    melding_id = melding_of_told(werkplek.session, opdracht.terugkoppeling_id)
    dossier = load_dossier_of_melding(werkplek.session, melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(melding_id)
    rij = get_told(werkplek.session, opdracht.terugkoppeling_id)
    permit_telling(werkplek, dossier, deel, rij.aan)
    _refuse(werkplek, deel.melding, rij)
    rij.teruggenomen_op, rij.terugneemreden = werkplek.omgeving.now, opdracht.reden
    werkplek.session.flush()  # what counts from here on no longer counts this
    _open_again(werkplek, dossier, deel, rij)
    for later, moment in told_after(werkplek.session, rij):
        if _same_party(werkplek, later):
            _tell_again(werkplek, dossier, deel, later, moment)
    record(
        werkplek,
        dossier,
        deel.casus_ids,
        happened(
            GebeurtenisSoort.TERUGKOPPELING_TERUGGENOMEN,
            terugkoppeling=rij.id,
            melding=deel.melding.id,
            aan=rij.aan,
            van_soort=rij.soort,
            bereikt=rij.bereikt,
            reden=opdracht.reden,
        ),
    )
    return rij


def _refuse(werkplek: Werkplek, melding: Melding, rij: Terugkoppeling) -> None:
    if not _same_party(werkplek, rij):
        wie = open_gids(werkplek.session).name(rij.organisatie_id).naam
        raise NotPermittedError("niet_van_u", f"{wie} legde dit vast. Alleen {wie} kan het terugnemen.")
    if melding.status is MeldingStatus.GESLOTEN or rij.periode != melding.periode:
        raise RefusedError(
            "melding_gesloten",
            "De melding is daarna gesloten. Wat toen verteld is, blijft staan zoals het is vastgelegd.",
        )
    refuse_take_back(
        rij.soort,
        verstuurd=rij.bericht_id is not None,
        teruggenomen=rij.teruggenomen_op is not None,
    )


def _same_party(werkplek: Werkplek, rij: Terugkoppeling) -> bool:
    """Recorded by the own organisatie, or by one that went up in it."""
    return open_gids(werkplek.session).current(rij.organisatie_id) == werkplek.actor.organisatie_id


def _open_again(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, rij: Terugkoppeling) -> None:
    """What this kept stands open again; what it started, lapses.

    Where one promise follows another, the one before takes the place of the one that this started: open, or
    ended as that one ended since.
    """
    begonnen = started_by(werkplek.session, rij)
    opvolgers = {t.code: t for t in begonnen if _follows(t)}
    for termijn in kept_by(werkplek.session, rij.id):
        opvolger = opvolgers.get(termijn.code) if _follows(termijn) else None
        if opvolger is not None:
            take_place(werkplek, termijn, opvolger)
        elif _runs_already(dossier, deel, termijn):
            replace_kept(werkplek, termijn)
        else:
            reopen(termijn, _whose(dossier, deel, termijn.verantwoordelijke_id))
        if termijn.is_open and termijn not in dossier.termijnen:
            dossier.termijnen.append(termijn)
    for afspraak in begonnen:
        if afspraak.grondsoort is Grondsoort.AFSPRAAK and afspraak.is_open:
            lapse(werkplek, afspraak, Vervalreden.NIET_MEER_NODIG)


def _follows(termijn: Termijn) -> bool:
    return termijn.code in BEGINT_OPNIEUW and termijn.grondsoort is not Grondsoort.AFSPRAAK


def _runs_already(dossier: Dossier, deel: MeldingDeel, termijn: Termijn) -> bool:
    """An address that failed again since has a promise of its own."""
    return termijn.code is Termijncode.CONTACT_HERSTELLEN and any(
        loopt.code is termijn.code for loopt in dossier.open_termijnen(deel.melding.id)
    )


def _whose(dossier: Dossier, deel: MeldingDeel, eerder: UUID) -> UUID:
    """Who promised it while that party still owns or answers; else the owner of the first-named casus."""
    eigenaren = {dossier.delen[casus_id].casus.eigenaar_id for casus_id in deel.casus_ids}
    if eerder in eigenaren | {plicht.organisatie_id for plicht in deel.antwoordplichten}:
        return eerder
    return dossier.delen[deel.eerste_casus_id].casus.eigenaar_id


def _tell_again(
    werkplek: Werkplek,
    dossier: Dossier,
    deel: MeldingDeel,
    later: Terugkoppeling,
    moment: Berichtmoment | None,
) -> None:
    """What was really told since, keeps what is open again now."""
    if later.aan is Gericht.LOKET:
        told_loket(werkplek, dossier, deel, later)
    elif moment in BEGINT_NIETS:
        keep_promises(werkplek, dossier, deel, later)
    else:
        told_melder(werkplek, dossier, deel, later)
