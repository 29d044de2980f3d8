"""The living style sheet: every macro in every state makes one valid, labelled page."""

from datetime import date
from xml.etree.ElementTree import Element

import pytest

from app.templating import environment
from tests.pages.html import attributes, form_fields, only, parse_page, text_of


@pytest.fixture(scope="module")
def stijlblad() -> Element:
    html = (
        environment()
        .get_template("pages/componenten.html")
        .render(
            pad="/componenten",
            csrf_token="t0ken",
            navigatie=[("/componenten", "Componenten", True), ("/", "Begin", False)],
            gebruiker={"naam": "Ria", "rol": "Procesregisseur", "organisatie": "RET IJsselland"},
            pagina_bericht={"soort": "ok", "titel": "Opgeslagen.", "tekst": ""},
            htmx_url="https://cdn.example/htmx.js",
            htmx_hash="sha384-x",
            demo=True,
            vandaag=date(2026, 11, 12),
        )
    )
    return parse_page(html)


def test_the_style_sheet_uses_every_macro() -> None:
    env = environment()
    assert env.loader is not None
    bron, _, _ = env.loader.get_source(env, "pages/componenten.html")
    macros = [n for n in env.list_templates() if n.startswith("macros/")]
    # Layout, other macros, or the login form show these.
    elsewhere = {"macros/csrf.html", "macros/idem.html", "macros/merk.html", "macros/stap.html"}
    assert [n for n in macros if n not in bron and n not in elsewhere] == []


def test_the_page_has_one_h1_a_language_and_a_skip_link_to_main(stijlblad: Element) -> None:
    only(stijlblad, "h1")
    assert only(stijlblad, "html").attrib["lang"] == "nl"
    assert only(stijlblad, "main").attrib["id"] == "inhoud"
    assert any(a.attrib["href"] == "#inhoud" for a in stijlblad.iter("a"))
    assert text_of(only(stijlblad, "head").find("title") or Element("x")) != "x"


def test_every_id_is_used_once(stijlblad: Element) -> None:
    ids = attributes(stijlblad, "id")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("attribute", ["aria-describedby", "aria-labelledby"])
def test_every_reference_points_to_something_on_the_page(stijlblad: Element, attribute: str) -> None:
    ids = set(attributes(stijlblad, "id"))
    for value in attributes(stijlblad, attribute):
        assert set(value.split()) <= ids


def test_every_link_within_the_page_leads_somewhere(stijlblad: Element) -> None:
    ids = set(attributes(stijlblad, "id"))
    inside = [href[1:] for href in attributes(stijlblad, "href") if href.startswith("#")]
    assert inside and set(inside) <= ids


def test_every_field_has_a_label(stijlblad: Element) -> None:
    by_for = set(attributes(stijlblad, "for"))
    within = {id(f) for label in stijlblad.iter("label") for f in form_fields(label)}
    for field in form_fields(stijlblad):
        labelled = field.attrib.get("id") in by_for or id(field) in within
        assert labelled or "aria-label" in field.attrib, field.attrib


def test_every_post_form_sends_the_csrf_token(stijlblad: Element) -> None:
    forms = [f for f in stijlblad.iter("form") if f.attrib.get("method") == "post"]
    assert len(forms) == 2
    for form in forms:
        tokens = [i for i in form.iter("input") if i.attrib.get("name") == "csrf_token"]
        assert [i.attrib["value"] for i in tokens] == ["t0ken"]


def test_htmx_comes_pinned_with_its_hash(stijlblad: Element) -> None:
    script = next(s for s in stijlblad.iter("script") if "integrity" in s.attrib)
    assert script.attrib["src"] == "https://cdn.example/htmx.js"
    assert script.attrib["integrity"] == "sha384-x"
    assert script.attrib["crossorigin"] == "anonymous"


def test_the_current_page_is_marked_in_the_menu(stijlblad: Element) -> None:
    menu = next(n for n in stijlblad.iter("nav") if n.attrib.get("aria-label") == "Hoofdmenu")
    assert [a.attrib.get("aria-current") for a in menu.iter("a")] == ["page", None]


def test_a_card_table_stays_a_table_for_a_screen_reader(stijlblad: Element) -> None:
    table = next(t for t in stijlblad.iter("table") if "kaart" in t.attrib["class"].split())
    assert table.attrib["role"] == "table"
    assert {r.attrib["role"] for r in table.iter("tr")} == {"row"}
    heads = [text_of(th) for th in table.iter("th") if th.attrib["scope"] == "col"]
    for row in table.iter("tr"):
        cells = list(row.iter("td"))
        assert [c.attrib["data-kop"] for c in cells] in ([], heads[1:])
