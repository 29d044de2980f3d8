"""Partijcasus: a casus of a party without an account: read, tell, note, offer on, close.

The forms are those of the pages for who has an account, at addresses below ``/partij``.
"""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain import opdrachten as o
from app.domain import termen as t
from app.domain.errors import NotPermittedError
from app.domain.toegang import Recht
from app.queries.beelden import CasusBeeld, MeldingBeeld
from app.queries.bijlagen import bijlagen_of_casus
from app.queries.casusbeeld import contact_of, load_casus
from app.queries.geschiedenis import history
from app.queries.werkplek import Werkplek
from app.routers.pages.acties import AANVULLEN, LOKET, SLUIT_CASUS, SLUIT_MELDING, TERUGKOPPELEN
from app.routers.pages.actievorm import Actieform, find_melding
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import Getypt, done
from app.routers.pages.linkpagina import PARTIJ
from app.routers.pages.overdracht import offer_context
from app.routers.pages.partijdeur import Partijdesk, PartijdeskDep, VoorbijDep
from app.routers.pages.weergave import due, event_line, melding_line, title_of
from app.schemas import formulieren as f
from app.schemas.invoer import Invoer
from app.services.afsluiting import close_casus, close_melding
from app.services.inbreng import settle_inbreng
from app.services.jeugdige import correct_melding
from app.services.overdracht import offer_overdracht, withdraw_overdracht
from app.services.terugkoppeling import record_terugkoppeling

router = APIRouter()
Opdracht = TypeVar("Opdracht")
KLAAR = f"{PARTIJ.pad}/klaar"
GEDAAN = {
    "aanvaard": (
        "U bent nu verantwoordelijk.",
        "In het postvak van uw organisatie komt een link om terug te komen.",
    ),
    "beoordeling": ("In beoordeling.", "De afzender blijft verantwoordelijk tot u aanvaardt."),
    "teruggekoppeld": ("Vastgelegd.", "Hieronder ziet u wanneer de melder weer iets hoort."),
    "loket": ("Vastgelegd.", "Het loket is ingelicht."),
    "aangevuld": ("Aangevuld.", "De melder kan dit lezen op de eigen pagina."),
    "inbreng": ("Afgevinkt.", "De melder ziet op de eigen pagina dat het is afgehandeld."),
    "melding_gesloten": ("De melding is gesloten.", "De melder kan altijd terugkomen."),
    "aangeboden": ("Aangeboden.", "U blijft verantwoordelijk tot de ander aanvaardt."),
    "ingetrokken": ("Het aanbod is ingetrokken.", "U bent nog steeds verantwoordelijk."),
}


def casus_page(desk: Partijdesk, getypt: Getypt) -> Response:
    """The casus as its owner may see it, and what can be done."""
    casus = load_casus(desk.werkplek, str(desk.bezoek.casus.id))
    desk.leeslog.noteer(desk.werkplek, Leesactie.LEZEN, "casus", [casus.id], doel="via_link")
    return desk.page("pages/partij_casus.html", _context(desk, casus), getypt)


@router.post("/partij/meldingen/{melding_id}/contact")
def show_contact(desk: PartijdeskDep, melding_id: UUID, voorbij: VoorbijDep) -> Response:
    """How to reach the melder: asked for on purpose, and logged apart."""
    if desk is None or not desk.is_named:
        return voorbij.page()
    casus = load_casus(desk.werkplek, str(desk.bezoek.casus.id))
    contact = contact_of(desk.werkplek, melding_id, casus.id)
    desk.leeslog.noteer(desk.werkplek, Leesactie.LEZEN, "contactgegevens", [melding_id], doel="via_link")
    gezien: dict[str, object] = {"contact": contact, "contact_van": melding_id}
    return desk.page("pages/partij_casus.html", _context(desk, casus) | gezien, Getypt())


@router.get("/partij/doorzetten")
def show_offer(desk: PartijdeskDep, voorbij: VoorbijDep) -> Response:
    """The proposal with its reasons; a person decides."""
    return _offer_page(desk, Getypt()) if desk is not None and desk.is_named else voorbij.page()


@router.post("/partij/doorzetten")
def make_offer(desk: PartijdeskDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """Offer the casus on; until somebody accepts, this party owns it."""
    if desk is None or not desk.is_named:
        return voorbij.page()
    opdracht = f.read_offer(invoer, desk.bezoek.casus.id)

    def act() -> str:
        offer_overdracht(desk.werkplek, opdracht)
        return done(PARTIJ.pad, "aangeboden")

    return desk.act(invoer, lambda getypt: _offer_page(desk, getypt), act)


@router.post("/partij/intrekken")
def withdraw(desk: PartijdeskDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """Take the own offer back."""
    if desk is None or not desk.is_named:
        return voorbij.page()
    casus = load_casus(desk.werkplek, str(desk.bezoek.casus.id))

    def act() -> str:
        if casus.overdracht is None:
            return PARTIJ.pad
        withdraw_overdracht(desk.werkplek, o.WithdrawOverdracht(overdracht_id=casus.overdracht.id))
        return done(PARTIJ.pad, "ingetrokken")

    return desk.act(invoer, lambda getypt: casus_page(desk, getypt), act)


@router.get("/partij/afsluiten")
def show_closing(desk: PartijdeskDep, voorbij: VoorbijDep) -> Response:
    """The form that closes the casus."""
    return _form(desk, SLUIT_CASUS, "", Getypt()) if desk is not None and desk.is_named else voorbij.page()


@router.post("/partij/afsluiten")
def close(desk: PartijdeskDep, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
    """Close the casus: nobody is left without word (I7)."""
    if desk is None or not desk.is_named:
        return voorbij.page()
    opdracht = f.read_close_casus(invoer, desk.bezoek.casus.id)

    def act() -> str:
        close_casus(desk.werkplek, opdracht)
        return done(KLAAR, "gesloten")

    return desk.act(invoer, lambda getypt: _form(desk, SLUIT_CASUS, "", getypt), act)


@router.post("/partij/meldingen/{melding}/inbreng/{inbreng_id}")
def settle(
    desk: PartijdeskDep, melding: str, inbreng_id: UUID, invoer: InvoerDep, voorbij: VoorbijDep
) -> Response:
    """What the melder wrote on the own page was taken up."""
    if desk is None or not desk.is_named:
        return voorbij.page()
    beeld = find_melding(load_casus(desk.werkplek, str(desk.bezoek.casus.id)), melding)

    def act() -> str:
        settle_inbreng(desk.werkplek, inbreng_id, beeld.id)
        return done(PARTIJ.pad, "inbreng")

    return desk.act(invoer, lambda getypt: casus_page(desk, getypt), act)


def _meldingform(
    pad: str,
    vorm: Actieform,
    gedaan: str,
    lees: Callable[[Invoer, MeldingBeeld], Opdracht],
    doe: Callable[[Werkplek, Opdracht], object],
) -> None:
    """Two routes for a form about one melding."""

    @router.get(f"/partij/meldingen/{{melding}}/{pad}", name=f"partij_toon_{vorm.naam}")
    def show(desk: PartijdeskDep, melding: str, voorbij: VoorbijDep) -> Response:
        return _form(desk, vorm, melding, Getypt()) if desk is not None and desk.is_named else voorbij.page()

    @router.post(f"/partij/meldingen/{{melding}}/{pad}", name=f"partij_{vorm.naam}")
    def carry_out(desk: PartijdeskDep, melding: str, invoer: InvoerDep, voorbij: VoorbijDep) -> Response:
        if desk is None or not desk.is_named:
            return voorbij.page()
        casus = load_casus(desk.werkplek, str(desk.bezoek.casus.id))
        opdracht = lees(invoer, find_melding(casus, melding))

        def act() -> str:
            doe(desk.werkplek, opdracht)
            return done(PARTIJ.pad, gedaan)

        return desk.act(invoer, lambda getypt: _form(desk, vorm, melding, getypt), act)


_meldingform(
    "terugkoppelen",
    TERUGKOPPELEN,
    "teruggekoppeld",
    lambda i, m: f.read_terugkoppeling(i, m.id, t.Gericht.MELDER),
    record_terugkoppeling,
)
_meldingform(
    "loket",
    LOKET,
    "loket",
    lambda i, m: f.read_terugkoppeling(i, m.id, t.Gericht.LOKET),
    record_terugkoppeling,
)
_meldingform("aanvullen", AANVULLEN, "aangevuld", lambda i, m: f.read_addition(i, m.id), correct_melding)
_meldingform(
    "afsluiten", SLUIT_MELDING, "melding_gesloten", lambda i, m: f.read_close_melding(i, m.id), close_melding
)


def _form(desk: Partijdesk, vorm: Actieform, kenmerk: str, getypt: Getypt) -> Response:
    """A small form as a page; refuses who could not send it anyway."""
    casus = load_casus(desk.werkplek, str(desk.bezoek.casus.id))
    melding = find_melding(casus, kenmerk) if kenmerk else None
    if getypt.status != 409 and not vorm.mag(casus, melding):
        raise NotPermittedError("mag_niet", "Dit kan nu niet met deze casus. Kijk wat er al gesloten is.")
    desk.leeslog.noteer(desk.werkplek, Leesactie.LEZEN, "casus", [casus.id], doel="via_link")
    context: dict[str, object] = {
        "casus": casus,
        "casuspad": PARTIJ.pad,
        "melding": melding,
        "titel": title_of(casus),
        "vorm": vorm,
        "in_plaats": False,
        "actie": desk.request.url.path,
        "deel": f"partials/_{vorm.naam}.html",
    }
    return desk.page("pages/actie.html", context | vorm.extra(desk.werkplek, casus, melding), getypt)


def _offer_page(desk: Partijdesk, getypt: Getypt) -> Response:
    """For the owner alone: who is only asked, sees no route and no woonplaats."""
    casus = load_casus(desk.werkplek, str(desk.bezoek.casus.id))
    if not casus.mag(Recht.AANBIEDEN):
        raise NotPermittedError("mag_niet", "Dit kan alleen wie de casus heeft.")
    desk.leeslog.noteer(desk.werkplek, Leesactie.LEZEN, "casus", [casus.id], doel="via_link")
    context = offer_context(desk.werkplek, casus, getypt) | {"casuspad": PARTIJ.pad}
    return desk.page("pages/overdracht.html", context, getypt)


def _context(desk: Partijdesk, casus: CasusBeeld) -> dict[str, object]:
    omgeving = desk.werkplek.omgeving
    gedaan = GEDAAN.get(desk.request.query_params.get("gedaan", ""))
    context: dict[str, object] = {
        "casus": casus,
        "casuspad": PARTIJ.pad,
        "titel": title_of(casus),
        "termijnen": [(termijn, due(termijn.uiterlijk, omgeving)) for termijn in casus.termijnen],
        "meldingen": [(melding, melding_line(melding)) for melding in casus.meldingen],
        "geschiedenis": [event_line(regel) for regel in history(desk.werkplek, casus.id, limit=8)],
        "bijlagen": bijlagen_of_casus(desk.werkplek, casus.id),
        "bijlagepad": f"{PARTIJ.pad}/bijlagen/",
        "contact": None,
        "contact_van": None,
    }
    if gedaan is not None and desk.request.method == "GET":
        context["pagina_bericht"] = {"soort": "ok", "titel": gedaan[0], "tekst": gedaan[1]}
    return context
