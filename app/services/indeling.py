"""Indeling: a new mapping gemeente → regio → netwerk, from a day on; all of it or nothing (§3, I11).

Who works for a gemeente changes from that day; casussen stay with their owner. A gemeente that goes up in
another gets a rechtsopvolging proposed for its gemeente and wijkteam, which the successor confirms.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from app.domain.beheer import ProposeOpvolging, require_stelselbeheerder
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.indeling import Gebiedsregel, Indelingswijziging
from app.models import Gemeente, Jeugdregio, Werkgebied
from app.queries.indeling import find_gemeenten, find_parties, merged_into, open_areas
from app.queries.werkplek import Werkplek
from app.referentie import lezer
from app.services.inrichten import add_organisatie
from app.services.organisatie import record_on
from app.services.rechtsopvolging import propose_opvolging


def change_indeling(werkplek: Werkplek, wijziging: Indelingswijziging, per: date) -> None:
    """Carry out what ``compare`` found, from ``per`` on. Refuses a day that has passed."""
    require_stelselbeheerder(werkplek.actor)
    if per < werkplek.omgeving.vandaag:
        raise InvalidInputError([Veldfout("per", "Deze dag is al voorbij. Kies vandaag of later.")])
    _add_regions(werkplek, wijziging, per)
    _add_gemeenten(werkplek, wijziging.nieuw, per)
    _change_names(werkplek, wijziging.hernoemd)
    _end_gemeenten(werkplek, wijziging.einde, per)
    _change_areas(werkplek, wijziging, per)
    for van, naar in wijziging.opvolgingen:
        propose_opvolging(werkplek, ProposeOpvolging(van, naar, per))


def _add_regions(werkplek: Werkplek, wijziging: Indelingswijziging, per: date) -> None:
    for code, naam in wijziging.nieuwe_regios:
        werkplek.session.add(Jeugdregio(code=code, naam=naam))
        party = lezer.ret_party(lezer.Jeugdregio(code, naam, ""))
        add_organisatie(werkplek.session, werkplek.omgeving, party, per)
    werkplek.session.flush()


def _add_gemeenten(werkplek: Werkplek, regels: Iterable[Gebiedsregel], per: date) -> None:
    session, omgeving = werkplek.session, werkplek.omgeving
    for regel in regels:
        session.add(Gemeente(gm_code=regel.gm_code, naam=regel.naam, provincie=regel.provincie))
        session.flush()
        gegeven = lezer.Gemeente(regel.gm_code, regel.naam, regel.provincie, regel.jeugdregio, regel.netwerk)
        for party in (lezer.gemeente_party(gegeven), lezer.wijkteam_party(gegeven)):
            rij = add_organisatie(session, omgeving, party, per)
            gebied = Werkgebied(id=omgeving.new_id(), organisatie_id=rij.id, gm_code=regel.gm_code, van=per)
            session.add(gebied)
    session.flush()


def _change_names(werkplek: Werkplek, regels: tuple[Gebiedsregel, ...]) -> None:
    """A name changes at once: it is a word, no right hangs on it."""
    gemeenten = find_gemeenten(werkplek.session, {regel.gm_code for regel in regels})
    for regel in regels:
        gemeenten[regel.gm_code].naam = regel.naam


def _end_gemeenten(werkplek: Werkplek, regels: tuple[Gebiedsregel, ...], per: date) -> None:
    """Who lived there lives in the other one from that day; so does who lived in one that ended before."""
    gemeenten = find_gemeenten(werkplek.session, {regel.gm_code for regel in regels})
    for regel in regels:
        rij = gemeenten[regel.gm_code]
        rij.geldig_tot, rij.opvolger_code = per, regel.opgegaan_in
        for eerder in merged_into(werkplek.session, regel.gm_code):
            eerder.opvolger_code = regel.opgegaan_in


def _change_areas(werkplek: Werkplek, wijziging: Indelingswijziging, per: date) -> None:
    session = werkplek.session
    paren = {*wijziging.erbij, *wijziging.eraf}
    partijen = find_parties(session, {kenmerk for kenmerk, _ in paren})
    nu = open_areas(session, per)
    gewijzigd: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"erbij": [], "eraf": []})
    for kenmerk, gm_code in wijziging.eraf:
        nu[kenmerk, gm_code].tot = per
        gewijzigd[kenmerk]["eraf"].append(gm_code)
    for kenmerk, gm_code in wijziging.erbij:
        session.add(
            Werkgebied(
                id=werkplek.omgeving.new_id(),
                organisatie_id=partijen[kenmerk].id,
                gm_code=gm_code,
                van=per,
            )
        )
        gewijzigd[kenmerk]["erbij"].append(gm_code)
    for kenmerk, codes in sorted(gewijzigd.items()):
        event = happened(
            GebeurtenisSoort.WERKGEBIED_GEWIJZIGD,
            per=per,
            erbij=",".join(codes["erbij"]) or None,
            eraf=",".join(codes["eraf"]) or None,
        )
        record_on(werkplek, partijen[kenmerk], event)
