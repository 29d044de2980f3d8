"""Render, the Dutch dates and the error pages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from fastapi import FastAPI, Request, Response
from jinja2 import UndefinedError

from app.domain.actor import Actor, ActorSoort, OrganisatieSoort, Rol
from app.foutpagina import FOUTTEKSTEN, NIET_BEWAARD, Stap, render_fout
from app.templating import (
    dag_en_datum,
    datum_veld,
    datumtijd,
    environment,
    gebruiker_of,
    render,
    statisch,
    tijdstip,
)
from tests.pages.html import attributes, only, parse_page, text_of

VRIJDAGAVOND = datetime(2026, 11, 20, 23, 5, tzinfo=UTC)
RIA = Actor(
    soort=ActorSoort.MEDEWERKER,
    id=UUID(int=1),
    organisatie_id=UUID(int=2),
    organisatie_soort=OrganisatieSoort.RET,
    organisatie_naam="RET IJsselland",
    naam="Ria Veldkamp",
    rollen=frozenset({Rol.PROCESREGISSEUR, Rol.COORDINATOR}),
)


def make_request(pad: str = "/", settings: object = None, **state: object) -> Request:
    app = FastAPI()
    if settings is not None:
        app.state.settings = settings
    return Request({"type": "http", "app": app, "method": "GET", "path": pad, "headers": [], "state": state})


def body_of(answer: Response) -> str:
    return bytes(answer.body).decode()


def test_an_answer_is_never_stored_and_varies_by_htmx() -> None:
    answer = render(make_request(), "pages/privacy.html", {}, 200, {"HX-Redirect": "/x"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Vary"] == "HX-Request"
    assert answer.headers["HX-Redirect"] == "/x"


def test_a_page_works_without_settings_actor_or_token() -> None:
    page = parse_page(body_of(render(make_request(), "pages/inloggen.html", {})))
    assert text_of(only(page, "h1")) == "Inloggen"
    assert "integrity" not in " ".join(k for el in page.iter() for k in el.attrib)


def test_an_unknown_variable_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(UndefinedError):
        render(make_request(), "fouten/fout.html", {})


def test_the_header_names_the_user_and_offers_to_log_out_with_the_token() -> None:
    request = make_request(actor=RIA, csrf_token="t0ken", navigatie=[("/x", "Werk", True)])
    page = parse_page(body_of(render(request, "pages/componenten.html", {"vandaag": date(2026, 11, 12)})))
    header = only(page, "header")
    assert "Ria Veldkamp" in text_of(header)
    assert "Coördinator, procesregisseur, RET IJsselland" in text_of(header)
    form = only(header, "form")
    assert form.attrib["action"] == "/uitloggen"
    assert "t0ken" in attributes(form, "value")


def test_htmx_is_configured_only_when_its_address_is_set() -> None:
    settings = SimpleNamespace(htmx_url="https://eigen.example/htmx.js", htmx_hash="sha384-abc")
    page = parse_page(body_of(render(make_request(settings=settings), "pages/privacy.html", {})))
    metas = [m for m in page.iter("meta") if m.attrib.get("name") == "htmx-config"]
    assert '"allowEval":false' in metas[0].attrib["content"]
    assert "https://eigen.example/htmx.js" in attributes(page, "src")


def test_a_moment_is_shown_in_amsterdam() -> None:
    assert tijdstip(datetime(2026, 11, 20, 9, 42, tzinfo=UTC)) == "10.42 uur"
    assert tijdstip(VRIJDAGAVOND) == "0.05 uur"
    assert datumtijd(VRIJDAGAVOND) == "zaterdag 21 november 2026, 0.05 uur"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        tijdstip(datetime(2026, 11, 20, 9, 42))  # noqa: DTZ001  # the point of this test


def test_the_filters_write_dates_as_people_say_them() -> None:
    template = environment().from_string(
        "{{ d|datum_lang }}|{{ d|datum_kort }}|{{ d|datum_zonder_dag }}|{{ d|dag_en_datum }}|"
        "{{ m|datum_kort }}|{{ 3|werkdagen }}|{{ m|tijdstip }}"
    )
    assert template.render(d=date(2026, 11, 20), m=VRIJDAGAVOND) == (
        "vrijdag 20 november 2026|vr 20 november|20 november 2026|vrijdag 20 november|"
        "za 21 november|3 werkdagen|0.05 uur"
    )
    assert dag_en_datum(date(2026, 11, 20)) == "vrijdag 20 november"


def test_a_date_field_shows_digits_and_leaves_typed_text_alone() -> None:
    assert datum_veld(date(2026, 3, 5)) == "05-03-2026"
    assert datum_veld("31-11") == "31-11"

    assert gebruiker_of(RIA).rol == "Coördinator, procesregisseur"


def test_the_address_of_a_static_file_changes_with_its_content() -> None:
    naam, versie = statisch("houvast.css").split("?v=")
    assert naam == "/static/houvast.css"
    assert len(versie) == 12


@pytest.mark.parametrize("status", FOUTTEKSTEN)
def test_every_error_page_says_what_happened_and_what_to_do_next(status: int) -> None:
    answer = render_fout(make_request(), status)
    page = parse_page(body_of(answer))
    assert answer.status_code == status
    assert text_of(only(page, "h1")) == FOUTTEKSTEN[status].titel
    buttons = list(only(page, "main").iter("a"))
    assert len(buttons) == 1


@pytest.mark.parametrize(("status", "als"), [(418, 400), (502, 500)])
def test_an_unlisted_status_gets_the_text_of_its_side(status: int, als: int) -> None:
    page = parse_page(body_of(render_fout(make_request(), status)))
    assert text_of(only(page, "h1")) == FOUTTEKSTEN[als].titel


def test_a_domain_error_brings_its_own_words_and_next_step() -> None:
    answer = render_fout(
        make_request(),
        409,
        uitleg="De overdracht is verlopen. Bied opnieuw aan.",
        volgende_stap=[Stap("/casussen/C-2026-000098", "Naar de casus")],
        headers={"Retry-After": "5"},
    )
    main = only(parse_page(body_of(answer)), "main")
    assert "De overdracht is verlopen. Bied opnieuw aan." in text_of(main)
    assert [a.attrib["href"] for a in main.iter("a")] == ["/casussen/C-2026-000098"]
    assert answer.headers["Retry-After"] == "5"


def test_an_expired_session_offers_to_log_in_again() -> None:
    main = only(parse_page(body_of(render_fout(make_request(), 419))), "main")
    assert [a.attrib["href"] for a in main.iter("a")] == ["/inloggen"]


def conflict_page(getypt: list[tuple[str, str]]) -> str:
    context = {
        "onderwerp": "Aanbod C-2026-000098",
        "titel": "Meryem Aydin heeft dit al aanvaard",
        "uitleg": "Zij was u voor, om 10.42 uur.",
        "eigenaar": "Meryem Aydin, Wijkteam Deventer",
        "belofte": "",
        "getypt": getypt,
        "bewaard": NIET_BEWAARD,
        "volgende_stap": [Stap("/werkvoorraad", "Naar de werkvoorraad")],
    }
    return body_of(render(make_request(), "fouten/conflict.html", context, 409))


def test_who_was_second_reads_who_was_first_and_finds_the_typed_text() -> None:
    page = parse_page(conflict_page([("Notitie", "Ik ken dit gezin.\nIk bel <morgen>.")]))
    assert text_of(only(page, "h1")) == "Meryem Aydin heeft dit al aanvaard"
    assert only(page, "blockquote").text == "Ik ken dit gezin.\nIk bel <morgen>."


def test_without_typed_text_the_conflict_page_does_not_speak_of_it() -> None:
    assert "Uw tekst" not in conflict_page([])


def test_the_demo_log_in_posts_the_chosen_account() -> None:
    context = {
        "demo_accounts": [
            {"gebruikersnaam": "ria", "naam": "Ria", "rol": "RET", "organisatie": "RET IJsselland"}
        ],
        "demo_wachtwoord": "welkom",
        "verder": "/casussen/1",
    }
    page = parse_page(body_of(render(make_request(), "pages/inloggen.html", context)))
    forms = list(only(page, "main").iter("form"))
    assert [f.attrib["action"] for f in forms] == ["/inloggen", "/inloggen"]
    button = only(forms[1], "button")
    assert (button.attrib["name"], button.attrib["value"]) == ("gebruikersnaam", "ria")
    assert {"welkom", "/casussen/1"} <= set(attributes(forms[1], "value"))
    assert "welkom" not in attributes(forms[0], "value")


def test_a_failed_log_in_keeps_the_name_and_says_so_in_the_title() -> None:
    context = {
        "fout": "Deze naam en dit wachtwoord horen niet bij elkaar.",
        "gebruikersnaam": "ria",
    }
    page = parse_page(body_of(render(make_request(), "pages/inloggen.html", context)))
    assert text_of(only(only(page, "head"), "title")).startswith("Fout: Inloggen")
    assert "ria" in attributes(page, "value")
