"""The macros one by one: labels and errors wired, states in words, outside text escaped."""

from collections.abc import Sequence

import pytest
from markupsafe import Markup

from app.templating import environment
from tests.pages.html import form_fields, only, parse_fragment, text_of


def render_macro(bestand: str, aanroep: str, **context: object) -> str:
    namen = {"tabel": "tabel, rij, rijkop, cel"}.get(bestand, bestand)
    bron = f'{{% from "macros/{bestand}.html" import {namen} %}}{aanroep}'
    return environment().from_string(bron).render(**context)


@pytest.mark.parametrize("soort", ["tekst", "lang", "keuzelijst", "datum", "email", "wachtwoord"])
def test_a_wrong_field_names_its_hint_and_error(soort: str) -> None:
    html = render_macro(
        "veld",
        '{{ veld("naam", "Naam", soort=soort, hint="Voluit.", fout="Vul in.", opties=opties) }}',
        soort=soort,
        opties=[("a", "A")],
    )
    tree = parse_fragment(html)
    field = next(form_fields(tree))
    assert field.attrib["id"] == only(tree, "label").attrib["for"] == "veld-naam"
    assert field.attrib["aria-describedby"] == "veld-naam-hint veld-naam-fout"
    assert field.attrib["aria-invalid"] == "true"
    texts = {p.attrib["id"]: text_of(p) for p in tree.iter("p")}
    assert texts == {"veld-naam-hint": "Voluit.", "veld-naam-fout": "Vul in."}


def test_a_field_without_hint_or_error_refers_to_nothing() -> None:
    field = next(form_fields(parse_fragment(render_macro("veld", '{{ veld("a", "A") }}'))))
    assert not {"aria-describedby", "aria-invalid", "required"} & field.attrib.keys()


def test_a_password_is_never_sent_back() -> None:
    html = render_macro("veld", '{{ veld("w", "W", soort="wachtwoord", waarde="geheim") }}')
    assert "geheim" not in html


def test_a_typed_date_stays_as_typed_and_an_empty_value_is_empty() -> None:
    typed = render_macro("veld", '{{ veld("d", "D", soort="datum", waarde="31-11") }}')
    empty = render_macro("veld", '{{ veld("d", "D", soort="datum", waarde=none) }}')
    assert next(form_fields(parse_fragment(typed))).attrib["value"] == "31-11"
    assert next(form_fields(parse_fragment(empty))).attrib["value"] == ""


def test_a_textarea_keeps_an_empty_first_line() -> None:
    html = render_macro("veld", '{{ veld("t", "T", soort="lang", waarde=tekst) }}', tekst="\nA\n")
    assert only(parse_fragment(html), "textarea").text == "\nA\n"


def test_the_chosen_option_is_selected_whatever_its_type() -> None:
    html = render_macro(
        "veld",
        '{{ veld("n", "N", soort="keuzelijst", waarde=3, opties=[("2", "a"), ("3", "b")]) }}',
    )
    options = list(parse_fragment(html).iter("option"))
    assert ["selected" in o.attrib for o in options] == [False, True]


def test_a_wrong_group_can_be_reached_from_the_error_summary() -> None:
    groep = parse_fragment(
        render_macro(
            "groep",
            '{{ groep("Spoed?", naam="spoed", opties=[("ja", "Ja")], hint="H", fout="Kies.") }}',
        )
    )
    fieldset = only(groep, "fieldset")
    assert fieldset.attrib["tabindex"] == "-1"
    assert fieldset.attrib["aria-describedby"] == "veld-spoed-hint veld-spoed-fout"
    lijst = render_macro("foutenlijst", "{{ foutenlijst([{'veld': 'spoed', 'melding': 'Kies.'}]) }}")
    assert only(parse_fragment(lijst), "a").attrib["href"] == "#" + fieldset.attrib["id"]


def test_the_error_summary_gets_the_focus_and_is_absent_without_errors() -> None:
    html = render_macro("foutenlijst", "{{ foutenlijst([{'veld': '', 'melding': 'Te laat.'}]) }}")
    summary = only(parse_fragment(html), "div")
    assert summary.attrib["role"] == "alert"
    assert {"autofocus", "tabindex", "data-focus"} <= summary.attrib.keys()
    assert render_macro("foutenlijst", "{{ foutenlijst([]) }}").strip() == ""


@pytest.mark.parametrize(("gekozen", "aan"), [("a", ["a"]), (["a", "b"], ["a", "b"]), ("", [])])
def test_chosen_answers_are_checked(gekozen: str | Sequence[str], aan: list[str]) -> None:
    html = render_macro(
        "groep",
        '{{ groep("G", naam="g", soort="checkbox", opties=[("a", "A"), ("b", "B")], gekozen=x) }}',
        x=gekozen,
    )
    inputs = parse_fragment(html).iter("input")
    assert [i.attrib["value"] for i in inputs if "checked" in i.attrib] == aan


def test_the_holder_of_the_question_is_the_current_step_and_says_so() -> None:
    html = render_macro(
        "keten",
        "{{ keten(stappen) }}",
        stappen=[
            {"naam": "VWS", "toestand": "gedaan"},
            {"naam": "RET", "toestand": "nu", "te_laat": True, "dagen": "2 werkdagen te laat"},
        ],
    )
    steps = list(parse_fragment(html).iter("li"))
    assert [s.attrib.get("aria-current") for s in steps] == [None, "step"]
    assert "VWS (afgerond)" in text_of(steps[0])
    assert "RET (hier ligt de vraag nu, te laat)" in text_of(steps[1])


def test_a_clock_never_fills_its_bar_beyond_the_end() -> None:
    html = render_macro("klok", '{{ klok("K", "2 te laat", stand=22, maximum=20) }}')
    bar = only(parse_fragment(html), "progress")
    assert (bar.attrib["value"], bar.attrib["max"]) == ("20", "20")


def test_a_list_of_one_page_has_no_paging() -> None:
    assert render_macro("blader", "{{ blader() }}").strip() == ""
    links = list(parse_fragment(render_macro("blader", '{{ blader(volgende="/?na=1") }}')).iter("a"))
    assert [(a.attrib["rel"], a.attrib["href"]) for a in links] == [("next", "/?na=1")]


def test_the_chart_tells_the_same_figures_in_words_and_in_a_table() -> None:
    html = render_macro("grafiek", '{{ grafiek("g", "Waar?", "Niveau", [("OZJ", 6, 1), ("RET", 0, 0)]) }}')
    tree = parse_fragment(html)
    svg = next(el for el in tree.iter() if str(el.tag).endswith("svg"))
    assert "OZJ 6, waarvan 1 te laat; RET 0." in text_of(svg)
    cells = [text_of(td) for td in tree.iter("td")]
    assert cells == ["6", "1", "0", "0"]


def test_repeated_buttons_tell_a_screen_reader_which_row_they_belong_to() -> None:
    html = render_macro("knop", '{{ knop("Bekijk", href="/x", verborgen="C-2026-000001") }}')
    assert text_of(only(parse_fragment(html), "a")) == "Bekijk C-2026-000001"


BOOS = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    ("bestand", "aanroep"),
    [
        ("alert", "{{ alert('info', titel=x, tekst=x) }}"),
        ("badge", "{{ badge(x) }}"),
        ("blader", "{{ blader(volgende=x, wat=x, doel=x) }}"),
        ("csrf", "{{ csrf(x) }}"),
        ("foutenlijst", "{{ foutenlijst([{'veld': x, 'melding': x}], titel=x) }}"),
        ("formulier", "{% call formulier(x, x, x, doel=x, label=x) %}{{ x }}{% endcall %}"),
        ("gegevens", "{{ gegevens([(x, x)]) }}"),
        ("grafiek", "{{ grafiek('g', x, x, [(x, 2, 1)], eenheid=x) }}"),
        ("groep", "{{ groep(x, naam=x, opties=[(x, x, x)], gekozen=x, hint=x, fout=x) }}"),
        ("idem", "{{ idem(x) }}"),
        ("keten", "{{ keten([{'naam': x, 'toestand': 'nu', 'tekst': x, 'terug': x}]) }}"),
        ("keuze", "{{ keuze(x, x, x, hint=x) }}"),
        ("klok", "{{ klok(x, x, x, stand=1, maximum=2) }}"),
        ("knop", "{{ knop(x, href=x, verborgen=x, attrs={'data-x': x}) }}"),
        ("knop", "{{ knop(x, naam=x, waarde=x) }}"),
        ("kruimelpad", "{{ kruimelpad([(x, x), ('', x)]) }}"),
        ("leeg", "{{ leeg(x, x) }}"),
        (
            "tabel",
            "{% call tabel(x, [x]) %}{% call rij() %}{{ rijkop(x, href=x, klein=x) }}"
            "{{ cel(x, x, klein=x) }}{% endcall %}{% endcall %}",
        ),
        ("tabs", "{{ tabs([{'href': x, 'label': x, 'aantal': 1, 'actief': true}], doel=x) }}"),
        ("taak", "{{ taak('nu', x, x, x, x, rest=x, actie=x, actie_href=x) }}"),
        ("tijdlijn", "{{ tijdlijn([{'datum': x, 'titel': x, 'tekst': x, 'rest': x}]) }}"),
        ("veld", "{{ veld(x, x, waarde=x, hint=x, fout=x, attrs={'data-x': x}) }}"),
        ("veld", "{{ veld(x, x, soort='lang', waarde=x) }}"),
        ("veld", "{{ veld(x, x, soort='keuzelijst', waarde=x, opties=[(x, x)]) }}"),
    ],
)
def test_outside_text_never_becomes_markup(bestand: str, aanroep: str) -> None:
    html = render_macro(bestand, aanroep, x=BOOS)
    assert BOOS not in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_markup_made_by_a_macro_is_not_escaped_twice() -> None:
    html = render_macro("gegevens", "{{ gegevens([('a', x)]) }}", x=Markup("<b>vet</b>"))
    assert text_of(only(parse_fragment(html), "b")) == "vet"
