"""Volglink: the link of a melder, for who may reach that melder; and what the melder wrote, ticked off."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.domain.toegang import Recht
from app.queries.beelden import CasusBeeld, MeldingBeeld
from app.queries.casusbeeld import load_casus
from app.queries.volglink import link_of
from app.queries.werkplek import Werkplek
from app.routers.pages.actievorm import Actieform, find_melding, show_form
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done
from app.services.inbreng import settle_inbreng
from app.services.volgwijzer import give_code, renew_link, withdraw_link

router = APIRouter()
PAD = "/casussen/{kenmerk}/meldingen/{melding}/eigen-pagina"
DOEN = {
    "nieuw": (renew_link, "link_gemaakt"),
    "intrekken": (withdraw_link, "link_ingetrokken"),
    "code": (give_code, "code_gemaakt"),
}


@router.get(PAD)
def show_link(bezoek: BezoekDep, kenmerk: str, melding: str) -> Response:
    """How it stands with the link, and the code that this person made to read out."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    return _form(bezoek, (casus, find_melding(casus, melding)), LEEG)


@router.post(PAD)
def change_link(bezoek: BezoekDep, kenmerk: str, melding: str, invoer: InvoerDep) -> Response:
    """A new link, no link any more, or a code to read out on the telephone."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    beeld = find_melding(casus, melding)
    wat = invoer.tekst("doen") or ""
    if wat not in DOEN:
        invoer.fout("doen", "Kies wat er met de link moet gebeuren.")
    elif wat == "code" and not invoer.ja("nagevraagd"):
        invoer.fout("nagevraagd", "Vraag eerst na wie u spreekt. Vink dan aan dat u het weet.")

    def act() -> str:
        doe, gedaan = DOEN[wat]
        doe(bezoek.werkplek, beeld.id)
        return done(bezoek.request.url.path, gedaan)

    def again(getypt: Getypt) -> Response:
        return _form(bezoek, (casus, beeld), getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


@router.post("/casussen/{kenmerk}/meldingen/{melding}/inbreng/{inbreng_id}")
def settle(bezoek: BezoekDep, kenmerk: str, melding: str, inbreng_id: UUID, invoer: InvoerDep) -> Response:
    """What the melder wrote was taken up, without an answer of its own."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    beeld = find_melding(casus, melding)

    def act() -> str:
        settle_inbreng(bezoek.werkplek, inbreng_id, beeld.id)
        return done(f"/casussen/{casus.kenmerk}", "inbreng")

    def again(getypt: Getypt) -> Response:
        return _form(bezoek, (casus, beeld), getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _form(bezoek: Bezoek, over: tuple[CasusBeeld, MeldingBeeld], getypt: Getypt) -> Response:
    casus, melding = over

    def extra(werkplek: Werkplek, _casus: CasusBeeld, _melding: MeldingBeeld | None) -> dict[str, object]:
        mag = Recht.CONTACT in casus.rechten
        return {
            "link": link_of(werkplek, melding.id, casus.id) if mag else None,
            "adres": werkplek.omgeving.volgadres,
            "mailt": werkplek.omgeving.mailt_zelf,
        }

    vorm = Actieform(
        "volglink", "De eigen pagina van de melder", lambda c, _m: Recht.CONTACT in c.rechten, extra
    )
    return show_form(bezoek, vorm, over, getypt)
