"""Stuk: a bezwaar or aanvraag in a melding goes on to the body it is for, with the day it came in (Awb 6:15).

That day counts, not the one on which it arrives there. Whoever received it has the task, also after the casus
went on to another party.
"""

from app.domain.berichttermen import Berichtmoment
from app.domain.datum import datum_lang
from app.domain.errors import InvalidInputError, NotVisibleError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.klachtopdrachten import ForwardStuk
from app.domain.klachtteksten import STUK_WOORD
from app.domain.klachttermen import Stukaard, Stukstatus
from app.domain.termijnen.regels import Termijncode
from app.models import Stuk
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.gids import open_gids
from app.queries.klachten import find_stuk
from app.queries.werkplek import Werkplek
from app.services.berichten import Aankondiging, announce
from app.services.termijnen import Belofte, fulfil, open_in_dossier
from app.services.vastleggen import record

ZELF = "Dat bent u zelf. Kies “wij behandelen dit zelf”, of een andere instantie."


def record_stukken(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """At receipt: each bezwaar and aanvraag is stamped with its day, and somebody must send it on."""
    for aard in Stukaard:
        if aard not in deel.melding.aard.split(","):
            continue
        belofte = Belofte(
            code=Termijncode.DOORZENDEN,
            begint_op=deel.melding.ontvangen_op,
            verantwoordelijke_id=deel.melding.geregistreerd_door_id,
            melding_id=deel.melding.id,
            periode=deel.melding.periode,
        )
        termijn = open_in_dossier(werkplek, dossier, belofte)
        werkplek.session.add(
            Stuk(
                id=werkplek.omgeving.new_id(),
                melding_id=deel.melding.id,
                aard=aard,
                ontvangen_op=deel.melding.ontvangen_op,
                organisatie_id=deel.melding.geregistreerd_door_id,
                termijn_id=termijn.id,
            )
        )


def forward_stuk(werkplek: Werkplek, opdracht: ForwardStuk) -> Stuk:
    """Send it on and tell the melder in the same act (6:15 lid 1 and 2; 2:3); or it is ours, or none after
    all.

    By who received it. Refuses a second time, sending to nobody or to oneself, and doing nothing.
    """
    if opdracht.status is Stukstatus.OPEN:
        raise InvalidInputError([Veldfout("status", "Kies wat u met dit stuk doet.")])
    stuk = find_stuk(werkplek.session, opdracht.stuk_id)
    actor = werkplek.actor
    if stuk.organisatie_id != actor.organisatie_id or not actor.werkt_in_keten:
        raise NotVisibleError("Dit stuk")
    dossier = load_dossier_of_melding(werkplek.session, stuk.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    werkplek.session.refresh(stuk)
    deel = dossier.melding(stuk.melding_id)
    if stuk.status is not Stukstatus.OPEN:
        raise RefusedError("stuk_al_afgehandeld", "Dit is al afgehandeld. Bekijk bij de melding wanneer.")
    stuk.status, stuk.afgedaan_op = opdracht.status, werkplek.omgeving.vandaag
    if opdracht.status is Stukstatus.DOORGEZONDEN:
        _send(werkplek, dossier, deel, stuk, opdracht)
    for termijn in dossier.open_termijnen(stuk.melding_id):
        if termijn.id == stuk.termijn_id:
            fulfil(werkplek, termijn)
    event = happened(
        GebeurtenisSoort.STUK_AFGEHANDELD, melding=stuk.melding_id, stuk=stuk.id, aard=stuk.aard,
        status=stuk.status, ontvangen=stuk.ontvangen_op, naar=stuk.naar_organisatie_id,
    )  # fmt: skip
    record(werkplek, dossier, deel.casus_ids, event)
    return stuk


def _send(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, stuk: Stuk, opdracht: ForwardStuk) -> None:
    naam = (opdracht.naar_naam or "").strip()
    if opdracht.naar_organisatie:
        partij = open_gids(werkplek.session).find(opdracht.naar_organisatie, "naarOrganisatie")
        if partij.naam.id == stuk.organisatie_id:
            raise InvalidInputError([Veldfout("naarOrganisatie", ZELF)])
        stuk.naar_organisatie_id, naam = partij.naam.id, partij.naam.naam
    elif naam:
        stuk.naar_naam = naam
    else:
        raise InvalidInputError([Veldfout("naarNaam", "Vul in naar welke instantie u het stuurt.")])
    bericht = announce(
        werkplek,
        dossier,
        deel,
        Aankondiging(
            moment=Berichtmoment.STUK_DOORGEZONDEN,
            eenmalig=str(stuk.id),
            afzender_id=werkplek.actor.organisatie_id,
            afzender=werkplek.actor.organisatie_naam,
            ontvanger=naam,
            woorden={"stuk": STUK_WOORD[stuk.aard], "ontvangen": datum_lang(stuk.ontvangen_op)},
        ),
    )
    stuk.bericht_id = bericht.id if bericht else None
