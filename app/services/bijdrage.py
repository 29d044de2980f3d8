"""Bijdrage: asking another party something while the casus stays where it is (domain.md §1, §5).

The promise to answer is a Termijn of the party that was asked; whoever owns the casus reads the answer.
"""

from dataclasses import dataclass
from uuid import UUID

from app.domain.berichttermen import Berichtmoment
from app.domain.bijdrage import AnswerBijdrage, AskBijdrage, BijdrageStatus, WithdrawBijdrage, refuse_question
from app.domain.bijlage import Bijlagekant
from app.domain.datum import datum_lang
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, NieuweGebeurtenis, happened
from app.domain.termen import Vervalreden
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Bijdrage, Casus, Termijn
from app.queries.bijdragen import bijdrage_of_termijn, find_bijdrage, rights_on
from app.queries.dossier import Dossier, load_dossier
from app.queries.linkbezoekers import visitor_who
from app.queries.organisaties import load_partijen
from app.queries.schrijven import get_organisatie_row, name_of_organisatie
from app.queries.werkplek import Werkplek
from app.services.bevoegdheid import moment, require_on_open
from app.services.bijlage import added, collect, send_along
from app.services.linktekst import of_bijdrage
from app.services.mededeling import Organisatiebericht, tell_organisatie
from app.services.termijnen import Belofte, fulfil, lapse, open_in_dossier, promise_date
from app.services.toegangslink import Linkhouder
from app.services.vastleggen import finish_act

OPEN_VRAAG = "Open Houvast en kijk bij Bijdragen."
BEANTWOORD = "Wij hebben antwoord gegeven op uw vraag over deze casus."


@dataclass(frozen=True, slots=True)
class Sein:
    """What one party hears of another about a question, once per ``eenmalig``; not a word of the question."""

    eenmalig: str
    van_id: UUID
    aan_id: UUID
    tekst: str
    link: Linkhouder | None = None


def ask_bijdrage(werkplek: Werkplek, opdracht: AskBijdrage) -> Bijdrage:
    """The owner asks another party something; it sees the question only, and has a date to answer.

    Refuses what ``refuse_question`` refuses. Locks the receiver: it cannot end meanwhile (I11).
    """
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require_on_open(werkplek, dossier, Recht.BIJDRAGE_VRAGEN)
    casus, vandaag = dossier.casus, werkplek.omgeving.vandaag
    eigenaar, naar = load_partijen(
        werkplek.session, casus.eigenaar_id, opdracht.naar_organisatie, None, vandaag
    )
    refuse_question(opdracht, eigenaar, naar, vandaag, stuurt_links=werkplek.omgeving.stuurt_links)
    termijn = _promise(werkplek, dossier, naar.id, opdracht)
    bijdrage = _make(werkplek, casus, opdracht, termijn)
    alle, nieuw = collect(werkplek, casus, opdracht.bijlagen, opdracht.meegestuurd)
    send_along(werkplek, bijdrage, alle, Bijlagekant.VRAAG)
    link = of_bijdrage(casus, bijdrage, termijn.uiterlijk) if not naar.bereikbaar else None
    tekst = f"Wij vragen u iets over deze casus. Antwoord uiterlijk {datum_lang(termijn.uiterlijk)}. "
    sein = Sein(f"vraag:{bijdrage.id}", eigenaar.id, naar.id, f"{tekst}De casus blijft bij ons.", link)
    _tell(werkplek, casus, sein)
    gevraagd = happened(
        GebeurtenisSoort.BIJDRAGE_GEVRAAGD, bijdrage=bijdrage.id, aan=naar.id, uiterlijk=termijn.uiterlijk
    )
    finish_act(werkplek, dossier, *added(nieuw), gevraagd)
    return bijdrage


def answer_bijdrage(werkplek: Werkplek, opdracht: AnswerBijdrage) -> Bijdrage:
    """The party that was asked answers, once; the owner of now reads it."""
    dossier, bijdrage, werkplek = _open(werkplek, opdracht.bijdrage_id, Recht.BIJDRAGE_LEVEREN)
    if not opdracht.antwoord.strip():
        raise InvalidInputError([Veldfout("antwoord", "Schrijf uw antwoord op.")])
    plek = Plek("bijdrage", bijdrage.id, "antwoord")
    bijdrage.antwoord_verzegeld = werkplek.seal(dossier.casus, plek, opdracht.antwoord)
    bijlagen, _ = collect(werkplek, dossier.casus, opdracht.bijlagen)
    send_along(werkplek, bijdrage, bijlagen, Bijlagekant.ANTWOORD)
    _end(werkplek, bijdrage, BijdrageStatus.ONTVANGEN)
    fulfil(werkplek, _termijn_of(dossier, bijdrage))
    sein = Sein(
        f"antwoord:{bijdrage.id}", bijdrage.naar_organisatie_id, dossier.casus.eigenaar_id, BEANTWOORD
    )
    _tell(werkplek, dossier.casus, sein)
    ontvangen = happened(
        GebeurtenisSoort.BIJDRAGE_ONTVANGEN, bijdrage=bijdrage.id, door=bijdrage.naar_organisatie_id
    )
    finish_act(werkplek, dossier, *added(bijlagen), ontvangen)
    return bijdrage


def withdraw_bijdrage(werkplek: Werkplek, opdracht: WithdrawBijdrage) -> Bijdrage:
    """The owner no longer needs the answer; the party that was asked sees that, not the question any more."""
    dossier, bijdrage, werkplek = _open(werkplek, opdracht.bijdrage_id, Recht.BIJDRAGE_VRAGEN)
    plek = Plek("bijdrage", bijdrage.id, "toelichting")
    bijdrage.toelichting_verzegeld = werkplek.seal(dossier.casus, plek, opdracht.toelichting)
    _end(werkplek, bijdrage, BijdrageStatus.INGETROKKEN)
    lapse(werkplek, _termijn_of(dossier, bijdrage), Vervalreden.NIET_MEER_NODIG)
    ingetrokken = happened(
        GebeurtenisSoort.BIJDRAGE_INGETROKKEN, bijdrage=bijdrage.id, aan=bijdrage.naar_organisatie_id
    )
    finish_act(werkplek, dossier, ingetrokken)
    return bijdrage


def end_questions_to_owner(werkplek: Werkplek, dossier: Dossier) -> list[NieuweGebeurtenis]:
    """Nobody owes itself an answer: who was asked something and owns the casus now, is asked no longer.

    The events of their end; nobody withdrew them, so they name no person. Costs nothing where none runs.
    """
    casus = dossier.casus
    gebeurd = []
    for termijn in dossier.termijnen:
        van_casus = termijn.is_open and termijn.casus_id == casus.id
        eigen = termijn.verantwoordelijke_id == casus.eigenaar_id
        if not (van_casus and eigen and termijn.code is Termijncode.BIJDRAGE):
            continue
        bijdrage = bijdrage_of_termijn(werkplek.session, termijn.id)
        bijdrage.status, bijdrage.beeindigd_op = BijdrageStatus.INGETROKKEN, werkplek.omgeving.now
        lapse(werkplek, termijn, Vervalreden.NIET_MEER_NODIG)
        gebeurd.append(
            happened(
                GebeurtenisSoort.BIJDRAGE_INGETROKKEN, bijdrage=bijdrage.id, aan=bijdrage.naar_organisatie_id
            )
        )
    return gebeurd


def process_bijdrage(werkplek: Werkplek, bijdrage_id: UUID) -> Bijdrage:
    """The owner has read the answer and goes on with it: it no longer asks for attention."""
    dossier, bijdrage, werkplek = _load(werkplek, bijdrage_id)
    _require(werkplek, bijdrage, Recht.BIJDRAGE_VRAGEN)
    if bijdrage.status is not BijdrageStatus.ONTVANGEN:
        raise RefusedError("nog_geen_antwoord", "Er is geen antwoord om te verwerken.")
    if bijdrage.verwerkt_op is not None:
        raise RefusedError("al_verwerkt", f"Dit is al verwerkt, {moment(werkplek, bijdrage.verwerkt_op)}.")
    bijdrage.verwerkt_op = werkplek.omgeving.now
    bijdrage.verwerkt_door_id = werkplek.actor.medewerker_id
    finish_act(werkplek, dossier, happened(GebeurtenisSoort.BIJDRAGE_VERWERKT, bijdrage=bijdrage.id))
    return bijdrage


def _make(werkplek: Werkplek, casus: Casus, opdracht: AskBijdrage, termijn: Termijn) -> Bijdrage:
    """The question, sealed with the key of the casus."""
    bijdrage = Bijdrage(
        id=werkplek.omgeving.new_id(),
        casus_id=casus.id,
        termijn_id=termijn.id,
        van_organisatie_id=casus.eigenaar_id,
        naar_organisatie_id=termijn.verantwoordelijke_id,
        gevraagd_op=werkplek.omgeving.now,
        gevraagd_door_id=werkplek.actor.medewerker_id,
    )
    bijdrage.vraag_verzegeld = werkplek.seal(casus, Plek("bijdrage", bijdrage.id, "vraag"), opdracht.vraag)
    werkplek.session.add(bijdrage)
    return bijdrage


def _promise(werkplek: Werkplek, dossier: Dossier, naar_id: UUID, opdracht: AskBijdrage) -> Termijn:
    """The date to answer: what the owner asks for, else the norm."""
    belofte = Belofte(
        code=Termijncode.BIJDRAGE,
        begint_op=werkplek.omgeving.vandaag,
        verantwoordelijke_id=naar_id,
        casus_id=dossier.focus,
        periode=dossier.casus.periode,
    )
    if opdracht.uiterlijk is None:
        return open_in_dossier(werkplek, dossier, belofte)
    return promise_date(werkplek, dossier, belofte, opdracht.uiterlijk)


def _load(werkplek: Werkplek, bijdrage_id: UUID) -> tuple[Dossier, Bijdrage, Werkplek]:
    """The casus of a bijdrage, locked, and the bijdrage as it is under that lock."""
    bijdrage = find_bijdrage(werkplek.session, bijdrage_id)
    dossier = load_dossier(werkplek.session, bijdrage.casus_id)
    werkplek.session.refresh(bijdrage)
    return dossier, bijdrage, werkplek.later_than(*dossier.casussen)


def _open(werkplek: Werkplek, bijdrage_id: UUID, recht: Recht) -> tuple[Dossier, Bijdrage, Werkplek]:
    """The same, for who may do this while it waits; who comes second reads who was first."""
    dossier, bijdrage, werkplek = _load(werkplek, bijdrage_id)
    _require(werkplek, bijdrage, recht)
    if bijdrage.beeindigd_op is not None:
        raise answered(werkplek, dossier.casus, bijdrage)
    return dossier, bijdrage, werkplek


def answered(werkplek: Werkplek, casus: Casus, bijdrage: Bijdrage) -> RefusedError:
    """Who was first, and when: "N. Jansen heeft al antwoord gegeven, om 10.42 uur."."""
    assert bijdrage.beeindigd_op is not None  # only an ended question comes here
    beantwoord = bijdrage.status is BijdrageStatus.ONTVANGEN
    partij = bijdrage.naar_organisatie_id if beantwoord else casus.eigenaar_id
    wie = visitor_who(werkplek, casus.id, bijdrage.linkbezoeker_id)
    wie = wie or name_of_organisatie(werkplek.session, partij)
    wat = "heeft al antwoord gegeven" if beantwoord else "heeft de vraag ingetrokken"
    return RefusedError(f"al_{bijdrage.status}", f"{wie} {wat}, {moment(werkplek, bijdrage.beeindigd_op)}.")


def _require(werkplek: Werkplek, bijdrage: Bijdrage, recht: Recht) -> None:
    """404 when invisible, 403 when this is for the other side."""
    rechten = rights_on(werkplek, bijdrage)
    if recht in rechten:
        return
    if not rechten & {Recht.DOSSIER, Recht.BIJDRAGE_LEVEREN}:
        raise NotVisibleError("Deze bijdrage")
    raise NotPermittedError("mag_niet", "Dit kan alleen de partij die aan zet is.")


def _end(werkplek: Werkplek, bijdrage: Bijdrage, status: BijdrageStatus) -> None:
    bijdrage.status = status
    bijdrage.beeindigd_op = werkplek.omgeving.now
    bijdrage.beeindigd_door_id = werkplek.actor.medewerker_id
    bijdrage.linkbezoeker_id = werkplek.actor.id if werkplek.actor.via_link else None


def _termijn_of(dossier: Dossier, bijdrage: Bijdrage) -> Termijn:
    return next(termijn for termijn in dossier.termijnen if termijn.id == bijdrage.termijn_id)


def _tell(werkplek: Werkplek, casus: Casus, sein: Sein) -> None:
    """One mail to the other party; none where nothing goes by itself."""
    aan = get_organisatie_row(werkplek.session, sein.aan_id)
    if not werkplek.omgeving.mailt_zelf or not aan.email:
        return
    wat = Organisatiebericht(
        moment=Berichtmoment.BIJDRAGE,
        eenmalig=sein.eenmalig,
        aan=aan,
        afzender_id=sein.van_id,
        tekst=sein.tekst,
        met_account=OPEN_VRAAG,
        link=sein.link,
    )
    tell_organisatie(werkplek, casus, wat)
