"""House rules for every template: no inline code, a named shape, a csrf field in each form."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SJABLONEN = Path(__file__).parents[2] / "app" / "templates"
HTML = sorted(SJABLONEN.rglob("*.html"))
LAYOUTS = {"base.html", "smal.html"}
PAGINAS = sorted([*SJABLONEN.glob("pages/**/*.html"), *SJABLONEN.glob("fouten/**/*.html")])
MACROS = sorted(SJABLONEN.glob("macros/*.html"))
PARTIALS = sorted(SJABLONEN.glob("partials/**/*.html"))

COMMENTAAR = re.compile(r"\{#.*?#\}", re.DOTALL)
VERBODEN = {
    "inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an on… attribute": re.compile(r"""[\s"'](data-hx-|hx-)?on[a-z:-]+["']?\s*[=:]\s*["'{]"""),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "the safe filter": re.compile(r"\|\s*safe\b|\bMarkup\("),
    "autoescape switched off": re.compile(r"autoescape\s+false"),
}


def id_van(pad: Path) -> str:
    return str(pad.relative_to(SJABLONEN))


def zonder_commentaar(pad: Path) -> str:
    return COMMENTAAR.sub("", pad.read_text(encoding="utf-8"))


def post_formulieren(bron: str) -> Iterator[str]:
    """Every form that posts, from its opening to its closing tag."""
    for formulier in re.findall(r"<form\b.*?</form>", bron, re.DOTALL | re.IGNORECASE):
        opening = formulier.split(">", 1)[0]
        if re.search(r"""method=["']?post""", opening, re.IGNORECASE):
            yield formulier


def test_there_are_templates_to_check() -> None:
    assert len(HTML) > 30
    assert PAGINAS and MACROS


@pytest.mark.parametrize("pad", HTML, ids=id_van)
@pytest.mark.parametrize("wat", VERBODEN)
def test_no_template_holds_code_that_the_csp_or_autoescape_must_stop(pad: Path, wat: str) -> None:
    gevonden = VERBODEN[wat].search(zonder_commentaar(pad))
    assert gevonden is None, f"{id_van(pad)} holds {wat}: {gevonden.group(0)!r}"


@pytest.mark.parametrize("pad", HTML, ids=id_van)
def test_every_template_begins_with_a_comment_that_names_its_variables(pad: Path) -> None:
    assert pad.read_text(encoding="utf-8").startswith("{#")


@pytest.mark.parametrize("pad", MACROS, ids=id_van)
def test_every_macro_file_defines_the_macro_of_its_name_and_explains_each_parameter(
    pad: Path,
) -> None:
    bron = pad.read_text(encoding="utf-8")
    uitleg = COMMENTAAR.search(bron)
    assert uitleg is not None
    macros = re.findall(r"\{%-?\s*macro\s+(\w+)\(([^)]*)\)", bron)
    assert pad.stem in [naam for naam, _ in macros]
    for naam, parameters in macros:
        assert f"{naam}(" in uitleg.group(0)
        for parameter in re.findall(r"(\w+)\s*(?:=[^,]*)?(?:,|$)", parameters):
            assert re.search(rf"\b{parameter}\b", uitleg.group(0)), f"{naam}: {parameter}"


@pytest.mark.parametrize("pad", PAGINAS, ids=id_van)
def test_every_page_extends_a_layout_or_another_page_that_does(pad: Path) -> None:
    ouder = re.search(r'\{%-?\s*extends\s+"([^"]+)"', pad.read_text(encoding="utf-8"))
    assert ouder is not None, "a page without a layout has no menu, skip link or title"
    assert ouder.group(1) in LAYOUTS or (SJABLONEN / ouder.group(1)) in PAGINAS


@pytest.mark.parametrize("pad", PAGINAS, ids=id_van)
def test_every_page_fills_its_title(pad: Path) -> None:
    assert "{% block titel %}" in pad.read_text(encoding="utf-8")


def test_partials_start_with_an_underscore_and_extend_nothing() -> None:
    for pad in PARTIALS:
        assert pad.name.startswith("_"), id_van(pad)
        assert "extends" not in zonder_commentaar(pad), id_van(pad)


@pytest.mark.parametrize("pad", HTML, ids=id_van)
def test_every_form_that_posts_carries_the_csrf_field(pad: Path) -> None:
    for formulier in post_formulieren(zonder_commentaar(pad)):
        assert "csrf(csrf_token)" in formulier, f"{id_van(pad)}: {formulier[:80]}"


@pytest.mark.parametrize("pad", HTML, ids=id_van)
def test_htmx_is_only_used_with_attributes_that_keep_the_html_valid(pad: Path) -> None:
    assert not re.search(r"(?<!data-)\bhx-[a-z]", zonder_commentaar(pad))


@pytest.mark.parametrize(
    ("wat", "bron"),
    [
        ("inline style", '<p style="color:red">'),
        ("inline style", "<style>p{}</style>"),
        ("inline script", "<script>alert(1)</script>"),
        ("an on… attribute", '<a onclick="x()">'),
        ("an on… attribute", '<a data-hx-on:click="x()">'),
        ("an on… attribute", """{{ knop("x", attrs={"onclick": "x()"}) }}"""),
        ("a javascript: address", '<a href="javascript:x()">'),
        ("the safe filter", "{{ tekst | safe }}"),
    ],
)
def test_the_rules_see_what_they_must_see(wat: str, bron: str) -> None:
    assert VERBODEN[wat].search(bron)
