"""Overdracht: the page on which the owner offers a casus, with the route and what the melder hears."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, PageWerkplekDep
from app.domain import termen as t
from app.domain.actor import OrganisatieSoort
from app.domain.datum import datum_zonder_dag
from app.domain.errors import NotPermittedError
from app.domain.keten.niveaus import skipped_levels
from app.domain.keten.route import Schakel
from app.domain.toegang import Recht
from app.queries.beelden import CasusBeeld
from app.queries.casusbeeld import load_casus
from app.queries.collegas import absent_parties
from app.queries.gids import open_gids
from app.queries.organisaties import without_account
from app.queries.route import other_receivers, route_of_casus
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.routers.pages.weergave import title_of
from app.routers.pages.weergave_wachten import piket_of
from app.schemas.formulieren import read_offer
from app.schemas.woorden import opties
from app.services.berichten import preview_taken_over
from app.services.overdracht import offer_overdracht

router = APIRouter()
#: Stands ready for the proposed party, and is true of no other.
REDEN_VOORSTEL = "De volgende schakel voor deze woonplaats."
ZONDER_ACCOUNT = "Hier heeft nog niemand een account. Zij krijgen een mail met een link om te antwoorden."


@router.get("/casussen/{kenmerk}/doorzetten")
def show_offer(request: Request, kenmerk: str, werkplek: PageWerkplekDep, leeslog: LeeslogDep) -> Response:
    """The proposal with its reasons; a person decides."""
    casus = load_casus(werkplek, kenmerk)
    if Recht.AANBIEDEN not in casus.rechten:
        raise NotPermittedError("mag_niet", "Alleen wie verantwoordelijk is, kan de casus doorzetten.")
    leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [casus.id])
    return offer_page(request, werkplek, casus, LEEG)


@router.post("/casussen/{kenmerk}/doorzetten")
def make_offer(
    request: Request, kenmerk: str, werkplek: PageWerkplekDep, leeslog: LeeslogDep, invoer: InvoerDep
) -> Response:
    """Offer the casus; a refusal shows the page again with everything that was typed."""
    casus = load_casus(werkplek, kenmerk)
    opdracht = read_offer(invoer, casus.id)
    if opdracht.reden == REDEN_VOORSTEL and opdracht.naar_organisatie != _proposed(werkplek, casus):
        invoer.fout("reden", "Deze zin hoort bij het voorstel. Schrijf waarom uw keuze aan zet is.")

    def again(getypt: Getypt) -> Response:
        leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [casus.id])
        return offer_page(request, werkplek, casus, getypt)

    def act() -> str:
        offer_overdracht(werkplek, opdracht)
        return done(f"/casussen/{casus.kenmerk}", "aangeboden")

    return attempt(request, werkplek, invoer, again, act)


def offer_page(request: Request, werkplek: Werkplek, casus: CasusBeeld, getypt: Getypt) -> Response:
    """Route, note, and what the melder hears."""
    context = offer_context(werkplek, casus, getypt) | getypt.context()
    return page(request, "pages/overdracht.html", context, getypt.status)


def offer_context(werkplek: Werkplek, casus: CasusBeeld, getypt: Getypt) -> dict[str, object]:
    """What the page that offers a casus shows, with an account or through a link."""
    keten = route_of_casus(werkplek, casus)
    genoemd = {str(schakel.organisatie.kenmerk) for schakel in keten}
    voorstel = next((s for s in keten if s.voorgesteld), None)
    gekozen = getypt.waarden.get("naarOrganisatie") or (voorstel.organisatie.kenmerk if voorstel else "")
    wegen = _ways(casus)
    andere = [partij for partij in other_receivers(werkplek) if partij.kenmerk not in genoemd]
    weg = _notes(werkplek, [*(s.organisatie.id for s in keten), *(partij.id for partij in andere)])
    context: dict[str, object] = {
        "casus": casus,
        "titel": title_of(casus),
        "schakels": [
            _choice(schakel, casus, weg) | {"piket": _piket(werkplek, schakel.organisatie.id, casus)}
            for schakel in keten
            if _may_be_next(schakel, casus)
        ],
        "andere": [(partij.kenmerk, partij.naam, weg.get(partij.id, "")) for partij in andere],
        "gekozen": gekozen,
        "wijze": getypt.waarden.get("wijze") or str(wegen[0] if wegen else t.Wijze.GEEN),
        "wijzen": opties(t.Wijze),
        "tonen": opties(t.Tonen),
        "te_tonen": [getypt.waarden.get("teTonen", "")],
        "melders": len(wegen),
        "uitzondering": getypt.waarden.get("uitzondering")
        or ("" if wegen else str(t.Uitzondering.GEEN_KANAAL)),
        "uitzonderingen": [("", "Niet van toepassing"), *opties(t.Uitzondering)],
        "overslagredenen": [("", "Ik sla niets over"), *opties(t.Overslagreden)],
        "overgeslagen": getypt.waarden.get("overgeslagen")
        or (str(voorstel.overgeslagen) if voorstel and voorstel.overgeslagen else ""),
        "reden_voorstel": REDEN_VOORSTEL if voorstel else "",
    }
    return context | _preview(werkplek, casus, gekozen)


def _proposed(werkplek: Werkplek, casus: CasusBeeld) -> str:
    """The kenmerk of the party that the route names next, or nothing."""
    keten = route_of_casus(werkplek, casus)
    return next((schakel.organisatie.kenmerk for schakel in keten if schakel.voorgesteld), "")


def _piket(werkplek: Werkplek, organisatie_id: UUID, casus: CasusBeeld) -> str:
    """With spoed it counts who answers the phone there now."""
    return piket_of(werkplek, open_gids(werkplek.session).name(organisatie_id)) if casus.spoed else ""


def _preview(werkplek: Werkplek, casus: CasusBeeld, gekozen: str) -> dict[str, object]:
    """The message that follows on acceptance by the chosen party, for the first open melding."""
    leest, ontvanger = None, open_gids(werkplek.session).look_up(gekozen)
    for melding in casus.meldingen:
        zonder = melding.melder is not None and melding.melder.kanaal is t.Voorkeurskanaal.GEEN
        if leest is None and ontvanger and not zonder and melding.status is not t.MeldingStatus.GESLOTEN:
            naam = melding.melder.naam if melding.melder else None
            leest = preview_taken_over(werkplek, melding.kenmerk, melding.ontvangen_op, ontvanger, naam)
    bij = f"Als {ontvanger.naam.naam if ontvanger else 'de ander'} het overneemt, met uw eigen zin erbij:"
    return {"melder_leest": leest, "melder_leest_bij": bij}


def _may_be_next(schakel: Schakel, casus: CasusBeeld) -> bool:
    return schakel.organisatie.id != casus.eigenaar.id


def _notes(werkplek: Werkplek, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What is said of a party where nobody is there now, or where nobody has an account."""
    vandaag = werkplek.omgeving.vandaag
    weg = absent_parties(werkplek.session, ids, vandaag)
    zonder = without_account(werkplek.session, ids, vandaag) if werkplek.omgeving.stuurt_links else ()
    return {id_: _away(tot) for id_, tot in weg.items()} | dict.fromkeys(zonder, ZONDER_ACCOUNT)


def _away(tot: date | None) -> str:
    hoe_lang = f"Tot en met {datum_zonder_dag(tot)}" if tot else "Voorlopig"
    return f"Let op: {hoe_lang.lower()} is hier niemand aanwezig. Bel eerst, of kies een ander."


def _choice(schakel: Schakel, casus: CasusBeeld, weg: Mapping[UUID, str]) -> dict[str, object]:
    soort: OrganisatieSoort = schakel.organisatie.soort
    overgeslagen = skipped_levels(casus.eigenaar.soort, soort)
    extra = " Slaat een schakel over: kies hieronder waarom." if overgeslagen else ""
    return {
        "waarde": schakel.organisatie.kenmerk,
        "naam": schakel.organisatie.naam,
        "hint": f"{schakel.reden}{extra}",
        "voorgesteld": schakel.voorgesteld,
        "let_op": weg.get(schakel.organisatie.id, ""),
    }


def _ways(casus: CasusBeeld) -> list[t.Voorkeurskanaal]:
    """How each melder who can be reached, and whose melding is open, likes to hear."""
    return [
        m.melder.kanaal
        for m in casus.meldingen
        if m.status is not t.MeldingStatus.GESLOTEN
        and m.melder is not None
        and m.melder.kanaal is not t.Voorkeurskanaal.GEEN
    ]
