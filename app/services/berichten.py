"""Berichten: what is announced to a melder, written with the act and sent later (I6).

An acceptance gives one message to each melder with an open melding; between bestuursorganen the offer
gives one too; a return gives none and drops what was not sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from app.audit.gebeurtenissen import append
from app.domain.berichten import Berichtgegevens, Berichtinhoud, Verzet, compose
from app.domain.berichttermen import OVER_AANBOD, BerichtAan, Berichtmoment, BerichtStatus
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.termen import Voorkeurskanaal, Wijze
from app.domain.termijnen.regels import Termijncode, TermijnVoor
from app.domain.toegangstekst import ONDERWERP, TEKST, TOEGANG
from app.kluis import Plek
from app.models import Bericht, Casus, Melder, Melding, Overdracht
from app.queries.aangezegd import announced_dates
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.gids import Partij, get_partij, open_gids
from app.queries.schrijven import once_key, pending_berichten
from app.queries.sjablonen import current
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.bereik import reach_in_dossier, schedule
from app.services.volgwijzer import words_of_access

WIJZE_BIJ_KANAAL = {
    Voorkeurskanaal.MAIL: Wijze.MAIL,
    Voorkeurskanaal.BRIEF: Wijze.BRIEF,
    Voorkeurskanaal.TELEFOON: Wijze.TELEFOON,
}


#: What must be known of a melder to tell something in this way.
NODIG_VOOR = {Wijze.MAIL: "email", Wijze.BRIEF: "adres", Wijze.TELEFOON: "telefoon"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aankondiging:
    """A message to compose: the moment, who speaks, who takes over from whom, what was added by hand."""

    moment: Berichtmoment
    eenmalig: str
    afzender_id: UUID
    afzender: str
    ontvanger: str | None = None
    vorige: str | None = None
    overdracht_id: UUID | None = None
    wijze: Wijze | None = None
    eigen_tekst: str | None = None
    volgende_datum: date | None = None
    verzet: Verzet | None = None
    #: How the melder comes in on the own page; empty: not by this message.
    toegang: str = ""
    #: The law asks for writing (Awb 9:11 lid 3): never by telephone alone.
    schriftelijk: bool = False
    woorden: Mapping[str, str] = field(default_factory=dict)


def announce(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, wat: Aankondiging) -> Bericht | None:
    """Put one message for this melder in the outbox; None when there is no channel.

    It goes by itself after the bedenktijd, or says why it waits for a person.
    """
    melding, melder = deel.melding, deel.melder
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    wijze = _way_to_tell(melder, persoon, wat)
    if wijze is None:
        return None
    bericht = Bericht(
        id=werkplek.omgeving.new_id(),
        eenmalig=once_key(wat.moment, wat.eenmalig, melding.id),
        moment=wat.moment,
        aan=BerichtAan.MELDER,
        wijze=wijze,
        melding_id=melding.id,
        casus_id=dossier.focus,
        overdracht_id=wat.overdracht_id,
        organisatie_id=wat.afzender_id,
        aangemaakt_op=werkplek.omgeving.now,
        aanvraag=werkplek.omgeving.aanvraag,
    )
    wat = replace(wat, toegang=words_of_access(werkplek, dossier, deel, wijze))
    bericht.inhoud_verzegeld = _seal_content(werkplek, bericht.id, melding, persoon, wat)
    bereik = reach_in_dossier(werkplek, dossier, deel, wijze)
    schedule(werkplek, bericht, bereik, werkplek.omgeving.bedenktijd)
    werkplek.session.add(bericht)
    return bericht


def _way_to_tell(melder: Melder, persoon: dict[str, str], wat: Aankondiging) -> Wijze | None:
    """As the sender chose where this melder can be reached so, else by the own channel (I6)."""
    eigen, gekozen = WIJZE_BIJ_KANAAL.get(melder.voorkeurskanaal), wat.wijze
    if eigen is None or gekozen is Wijze.GEEN:
        return None
    return gekozen if gekozen is not None and persoon.get(NODIG_VOOR[gekozen]) else eigen


def announce_overdracht(werkplek: Werkplek, dossier: Dossier, wat: Aankondiging) -> None:
    """One message to each melder with an open melding of this casus, as the sender decided."""
    for deel in dossier.eigen_meldingen():
        if deel.is_open:
            volgende = next_date(dossier, deel, werkplek.omgeving.vandaag)
            announce(werkplek, dossier, deel, replace(wat, volgende_datum=volgende))


def next_date(dossier: Dossier, deel: MeldingDeel, vandaag: date) -> date | None:
    """The first date by which this melder hears something more, as far as that can still be true.

    Not the receipt (this message may be it), no day that has passed.
    """
    data = (
        termijn.uiterlijk
        for termijn in dossier.open_termijnen(deel.melding.id)
        if termijn.voor is TermijnVoor.MELDER
        and termijn.code is not Termijncode.ONTVANGSTBEVESTIGING
        and termijn.uiterlijk >= vandaag
    )
    return min(data, default=None)


def own_text(werkplek: Werkplek, casus: Casus, overdracht: Overdracht) -> str | None:
    """What the sender added for the melder."""
    plek = Plek("overdracht", overdracht.id, "mededeling")
    return werkplek.unseal(casus, plek, overdracht.mededeling_verzegeld)


def drop_unsent(werkplek: Werkplek, dossier: Dossier, overdracht: Overdracht) -> None:
    """I6: what this offer announced and was not sent yet, is no longer true."""
    for bericht in pending_berichten(werkplek.session, dossier.casus.id):
        if bericht.overdracht_id == overdracht.id:
            drop(werkplek, dossier.casus, bericht)


def drop_outdated(werkplek: Werkplek, dossier: Dossier) -> None:
    """I6, told truly: who was named as owner in a message that still waits, no longer is.

    What announces an offer that still stands is true as long as it names the right parties.
    """
    for bericht in pending_berichten(werkplek.session, dossier.casus.id):
        noemt_eigenaar = bericht.overdracht_id is not None or bericht.moment is Berichtmoment.OPGEVOLGD
        klopt_nog = bericht.aan is BerichtAan.ORGANISATIE and bericht.moment not in OVER_AANBOD
        if noemt_eigenaar and not klopt_nog and not _announces_open(dossier, bericht):
            drop(werkplek, dossier.casus, bericht)


def drop_passed(werkplek: Werkplek, dossier: Dossier, melding_id: UUID) -> None:
    """I6, told truly: a date whose promise was kept or lapsed is not announced any more."""
    lopend = {termijn.id for termijn in dossier.open_termijnen(melding_id)}
    aangezegd = announced_dates(werkplek.session, melding_id)
    voorbij = {gezegd.bericht_id for gezegd in aangezegd if gezegd.termijn_id not in lopend}
    for casus_id in dossier.melding(melding_id).casus_ids if voorbij else []:
        for bericht in pending_berichten(werkplek.session, casus_id):
            if bericht.id in voorbij:
                drop(werkplek, dossier.delen[casus_id].casus, bericht)


def rename_announced(werkplek: Werkplek, dossier: Dossier) -> None:
    """A message about an offer that still stands, and was not sent, names the parties of now."""
    aanbod = dossier.overdracht
    if aanbod is None:
        return
    gids = open_gids(werkplek.session)
    afzender = gids.name(aanbod.van_organisatie_id).naam
    for bericht in pending_berichten(werkplek.session, dossier.casus.id):
        if not _announces_open(dossier, bericht) or bericht.melding_id is None:
            continue
        deel = dossier.melding(bericht.melding_id)
        plek = persoon_plek("melder", deel.melder.id)
        persoon = werkplek.unseal_person(deel.melding, plek, deel.melder.persoon_verzegeld)
        wat = Aankondiging(
            moment=bericht.moment,
            eenmalig=bericht.eenmalig,
            afzender_id=aanbod.van_organisatie_id,
            afzender=afzender,
            ontvanger=gids.name(aanbod.naar_organisatie_id).naam,
            eigen_tekst=own_text(werkplek, dossier.casus, aanbod),
            volgende_datum=next_date(dossier, deel, werkplek.omgeving.vandaag),
            toegang=words_of_access(werkplek, dossier, deel, bericht.wijze),
        )
        bericht.organisatie_id = aanbod.van_organisatie_id
        bericht.inhoud_verzegeld = _seal_content(werkplek, bericht.id, deel.melding, persoon, wat)


def _announces_open(dossier: Dossier, bericht: Bericht) -> bool:
    aanbod = dossier.overdracht
    return aanbod is not None and bericht.overdracht_id == aanbod.id


def drop(werkplek: Werkplek, casus: Casus, bericht: Bericht) -> None:
    """A message will not be sent any more."""
    bericht.status = BerichtStatus.VERVALLEN
    bericht.afgedaan_op = werkplek.omgeving.now
    bericht.wachtreden, bericht.versturen_na = None, None
    append(
        werkplek.session,
        casus,
        werkplek.actor,
        werkplek.omgeving,
        happened(GebeurtenisSoort.BERICHT_VERVALLEN, bericht=bericht.id, moment=bericht.moment),
    )


def preview_taken_over(
    werkplek: Werkplek, kenmerk: str, ontvangen_op: date, ontvanger: Partij, naam_melder: str | None = None
) -> Berichtinhoud:
    """What this melder reads when that party takes over, as far as it is known before."""
    gegevens = Berichtgegevens(
        kenmerk=kenmerk,
        ontvangen_op=ontvangen_op,
        afzender=ontvanger.naam.naam,
        telefoon=ontvanger.telefoon,
        ontvanger=ontvanger.naam.naam,
        naam_melder=naam_melder,
    )
    moment = Berichtmoment.OVERGENOMEN
    return compose(moment, gegevens, current(werkplek, moment))


def _seal_content(
    werkplek: Werkplek, bericht_id: UUID, melding: Melding, persoon: dict[str, str], wat: Aankondiging
) -> bytes | None:
    inhoud = compose(
        wat.moment,
        Berichtgegevens(
            kenmerk=melding.kenmerk,
            ontvangen_op=melding.ontvangen_op,
            afzender=wat.afzender,
            telefoon=get_partij(werkplek.session, wat.afzender_id).telefoon,
            ontvanger=wat.ontvanger,
            vorige=wat.vorige,
            naam_melder=persoon.get("naam"),
            volgende_datum=wat.volgende_datum,
            eigen_tekst=wat.eigen_tekst,
            verzet=wat.verzet,
            met_toegang=True,
            woorden=wat.woorden,
        ),
        current(werkplek, wat.moment),
    )
    return werkplek.seal_person(
        melding,
        Plek("bericht", bericht_id, "inhoud"),
        {ONDERWERP: inhoud.onderwerp, TEKST: inhoud.tekst, TOEGANG: wat.toegang},
    )
