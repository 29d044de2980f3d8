"""Every page of every role: valid HTML5, one h1, a label per field, a token per form, targets that exist."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from fastapi.routing import APIRoute

from app.domain.actor import Actor, Rol
from app.domain.berichttermen import BerichtStatus
from app.queries.berichtenlijst import list_berichten
from app.routers import pages
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.html import attributes, form_fields, text_of
from tests.pages.rondgang import BEGIN, Antwoord, fetch, log_in, walk
from tests.services.stappen import Stappen

VAST = (
    *BEGIN,
    "/meldingen/nieuw",
    "/organisaties",
    "/organisaties/ret-jz07",
    *(f"/organisaties/ret-jz07/{act}" for act in ("blokkeren", "vrijgeven", "beeindigen", "opvolging")),
    "/team",
    "/team/verdelen",
    "/regels",
    "/regels/antwoord_melder/standaard",
    "/regels/klacht_afhandelen/commissie",
    "/vrije-dagen",
    "/vrije-dagen/nieuw",
    "/privacy",
    "/toegankelijkheid",
)
FORMULIEREN = (
    "doorzetten",
    "behandelaar",
    "intrekken",
    "escaleren",
    "afsluiten",
    "jeugdige",
    "bijdragen",
    "bijlagen",
)
OVER_MELDING = (
    "terugkoppelen",
    "loket",
    "afsluiten",
    "heropenen",
    "aanvullen",
    "contactgegevens",
    "eigen-pagina",
)
ROLLEN = {
    "vws-ucz": Rol.LOKETMEDEWERKER,
    "ozj": Rol.VERBINDINGSREGISSEUR,
    "en2": Rol.NETWERKMEDEWERKER,
    "ret-jz07": Rol.PROCESREGISSEUR,
    "wijkteam-gm0193": Rol.CASUSREGISSEUR,
}
BUITEN_DE_KETEN = (Rol.BEHEERDER, Rol.PRIVACY_OFFICER, Rol.KLACHTBEHANDELAAR, Rol.TAFELSECRETARIS)


@dataclass
class Stad:
    """One casus in each state, and the addresses of everything about them."""

    web: Web
    paden: list[str]


@pytest.fixture
def stad(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Stad]:
    web, stappen = make_web(sqlite_wereld, tmp_path), Stappen(sqlite_wereld)
    paden = []
    for weg, naar in (
        (["vws-ucz"], None),
        (["vws-ucz", "ozj", "en2", "ret-jz07"], "wijkteam-gm0193"),
        (["vws-ucz", "ozj", "en2", "ret-jz07", "wijkteam-gm0193"], None),
    ):
        nieuw = stappen.register()
        casus = nieuw.casussen[0]
        stappen.move(casus.id, *weg) if len(weg) > 1 else None
        if naar:
            paden.append(f"/overdrachten/{stappen.offer(weg[-1], naar, casus.id).id}")
        begin = f"/casussen/{casus.kenmerk}"
        paden += [begin, f"{begin}?geschiedenis=alles", *(f"{begin}/{f}" for f in FORMULIEREN)]
        paden += [f"{begin}/meldingen/{nieuw.melding.kenmerk}/{f}" for f in OVER_MELDING]
    stappen.tell_melder("wijkteam-gm0193", nieuw.melding.id)
    stappen.close_melding("wijkteam-gm0193", nieuw.melding.id)
    stappen.tell_loket("ret-jz07", nieuw.melding.id)
    stappen.close_casus("wijkteam-gm0193", casus.id)
    with sqlite_wereld.werkplek("vws-ucz") as desk:
        berichten, _ = list_berichten(desk, BerichtStatus.TE_VERSTUREN, None)
    paden += [f"/berichten/{bericht.id}" for bericht in berichten]
    yield Stad(web, paden)
    web.app.state.huis.database.dispose()


def test_no_link_leads_to_a_page_that_is_refused(stad: Stad) -> None:
    for organisatie in ROLLEN:
        client = log_in(stad.web, stad.web.wereld.actors[organisatie])
        dood = {antwoord.pad: antwoord.status for antwoord in walk(client, ("/",)) if antwoord.status != 200}
        assert dood == {}, organisatie


def everything(stad: Stad, actor: Actor) -> list[Antwoord]:
    client = log_in(stad.web, actor)
    gezien = [*walk(client, VAST), *(fetch(client, pad) for pad in stad.paden)]
    return [antwoord for antwoord in gezien if "text/html" in antwoord.soort]


@pytest.mark.parametrize("organisatie", ROLLEN)
def test_every_page_of_every_role_in_the_chain_is_sound(stad: Stad, organisatie: str) -> None:
    gezien = everything(stad, stad.web.wereld.actors[organisatie])
    assert len([antwoord for antwoord in gezien if antwoord.status == 200]) > 20
    faults = {antwoord.pad: fault for antwoord in gezien for fault in check(antwoord)}
    assert faults == {}


@pytest.mark.parametrize("rol", BUITEN_DE_KETEN)
def test_every_page_of_every_other_role_is_sound(stad: Stad, rol: Rol) -> None:
    gezien = everything(stad, stad.web.wereld.hire("vws-ucz" if rol is Rol.KLACHTBEHANDELAAR else "ozj", rol))
    faults = {antwoord.pad: fault for antwoord in gezien for fault in check(antwoord)}
    assert faults == {}


def check(antwoord: Antwoord) -> Iterator[str]:
    """What is wrong with a page; parsing it already refuses invalid HTML5."""
    boom = antwoord.boom
    if antwoord.status not in (200, 403, 404):
        yield f"status {antwoord.status}"
    if len(list(boom.iter("h1"))) != 1:
        yield "not one h1"
    if boom.attrib.get("lang") != "nl":
        yield "not Dutch"
    if text_of(next(boom.iter("title"))) == "| Houvast":
        yield "no title"
    ids = Counter(attributes(boom, "id"))
    yield from (f"id {id_} occurs twice" for id_, aantal in ids.items() if aantal > 1)
    yield from _fields_without_label(boom)
    yield from _forms_without_token(boom)
    for doel in attributes(boom, "data-hx-target"):
        if not (doel.startswith("#") and doel[1:] in ids):
            yield f"htmx puts its answer nowhere: {doel}"
    for verwijzing in ("aria-labelledby", "aria-describedby", "for"):
        for namen in attributes(boom, verwijzing):
            yield from (f"{verwijzing} points nowhere: {n}" for n in namen.split() if n not in ids)


def _fields_without_label(boom: Element) -> Iterator[str]:
    gelabeld = set(attributes(boom, "for"))
    omhuld = {id(veld) for label in boom.iter("label") for veld in label.iter()}
    for veld in form_fields(boom):
        genoemd = veld.attrib.get("id") in gelabeld or "aria-label" in veld.attrib or id(veld) in omhuld
        if not genoemd:
            yield f"no label: {veld.attrib}"


def _forms_without_token(boom: Element) -> Iterator[str]:
    for formulier in boom.iter("form"):
        namen = {veld.attrib.get("name") for veld in formulier.iter("input")}
        if formulier.attrib.get("method") == "post" and "csrf_token" not in namen:
            yield f"no token: {formulier.attrib}"


def page_routes(methode: str) -> list[APIRoute]:
    """All routes of the pages, straight from the modules that define them."""
    modules = (getattr(pages, naam) for naam in vars(pages))
    routers = (module.router for module in modules if hasattr(module, "router"))
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    return [route for route in routes if methode in route.methods]


def test_every_route_that_changes_something_refuses_a_form_without_token(sqlite_web: Web) -> None:
    client = log_in(sqlite_web, sqlite_web.wereld.actors["vws-ucz"])
    del client.headers["X-CSRF-Token"]
    routes = page_routes("POST")
    assert len(routes) > 15
    for route in routes:
        pad = route.path.format_map(_Overal())
        antwoord = client.post(pad, data={"toelichting": "Dit typte ik.", "csrf_token": "verzonnen"})
        assert antwoord.status_code == 403, pad
        if pad.startswith(
            ("/volg/", "/vraag/", "/partij/")
        ):  # doors of their own (test_deuren.py, test_vraag.py)
            continue
        assert "Uw tijd is verlopen" in antwoord.text, pad
        assert "Dit typte ik." in antwoord.text


def test_a_form_from_another_site_is_refused_even_with_the_token(sqlite_web: Web) -> None:
    client = log_in(sqlite_web, sqlite_web.wereld.actors["vws-ucz"])
    antwoord = client.post("/uitloggen", headers={"Sec-Fetch-Site": "cross-site"})
    assert antwoord.status_code == 403
    assert client.get("/werkvoorraad").status_code == 200


def test_nobody_gets_a_page_without_logging_in_except_the_public_ones(sqlite_web: Web) -> None:
    # A calendar cannot log in: an address that leads nowhere says so. A melder has a log-in of its own.
    openbaar = ("/inloggen", "/wachtwoord/kiezen", "/toegankelijkheid", "/privacy")
    openbaar += ("/vraag", "/vraag/formulier", "/vraag/bedankt")
    knoppen = ("/volg/{link}", "/partij/{link}", "/partij/klaar", "/partij/postvak/{sleutel}")
    zonder_inloggen = {route.path: 403 for route in page_routes("GET") if route.path.startswith("/partij")}
    zonder_inloggen |= {"/agenda/{sleutel}.ics": 404, "/volg": 403, "/volg/code": 403}
    zonder_inloggen |= dict.fromkeys((*openbaar, *knoppen), 200)
    niemand = sqlite_web.browser()
    routes = page_routes("GET")
    assert len(routes) > 20
    for route in routes:
        antwoord = niemand.get(route.path.format_map(_Overal()))
        assert antwoord.status_code == zonder_inloggen.get(route.path, 303), route.path
        if route.path not in zonder_inloggen:
            assert antwoord.headers["location"].startswith("/inloggen?verder=")


class _Overal(dict[str, str]):
    """Fills every place in a path with an id that exists nowhere."""

    def __missing__(self, _naam: str) -> str:
        return "01a20000-0000-7000-8000-000000000000"


def test_an_error_page_has_the_menu_of_who_is_signed_in_and_none_for_others(sqlite_web: Web) -> None:
    medewerker = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    weg = medewerker.get("/casussen/C-2099-000001")
    assert weg.status_code == 404 and 'href="/werkvoorraad"' in weg.text and "Uitloggen" in weg.text
    assert "Hoofdmenu" not in medewerker.get("/volg/een/twee").text
    assert "Hoofdmenu" not in sqlite_web.browser().get("/bestaat-niet").text
