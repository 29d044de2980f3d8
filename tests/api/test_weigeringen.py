"""Refusals: who is not known, may not, cannot see, was too late, or sent something wrong."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import text

from app.domain.actor import Rol, Scope
from tests.api.opdrachten import BASIS, Json, aanbod, accept, melding, offer, pass_on, problem, register, sent
from tests.fixtures_web import Web

#: What nobody can do anything with, in each of its kinds.
ONLEESBAAR: tuple[Json, ...] = (
    {"content": b"{", "headers": {"Content-Type": "application/json"}},
    {"content": b"[]", "headers": {"Content-Type": "application/json"}},
    {"content": b"a=b", "headers": {"Content-Type": "text/plain"}},
    {"headers": {"Accept": "application/xml"}},
    {"params": {"limit": "veel", "cursor": "x"}},
)


def test_without_a_valid_token_nobody_gets_in(sqlite_web: Web) -> None:
    vreemd = sqlite_web.browser(Authorization="Bearer hvt_verzonnen")
    for client in (sqlite_web.browser(), vreemd, sqlite_web.browser(Authorization="Basic eDp5")):
        antwoord = client.get(f"{BASIS}/casussen")
        assert problem(antwoord, 401)["code"] == "niet_bekend"
        assert antwoord.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_on_its_last_day(sqlite_web: Web) -> None:
    vws = sqlite_web.client("vws-ucz")
    assert vws.get(f"{BASIS}/organisaties").status_code == 200
    sqlite_web.wereld.now += timedelta(days=366)
    assert vws.get(f"{BASIS}/organisaties").status_code == 401


def test_who_is_not_known_never_waits_for_who_writes(sqlite_web: Web) -> None:
    """SQLite has one writer: whoever holds it, a stranger reads at once that it is one."""
    verlopen = sqlite_web.client("vws-ucz")
    sqlite_web.wereld.now += timedelta(days=366)
    vreemd = sqlite_web.browser(Authorization="Bearer hvt_verzonnen")
    with sqlite_web.wereld.database.transaction() as schrijver:
        schrijver.execute(text("SELECT 1"))  # begins, and holds the writer
        for client in (vreemd, verlopen, sqlite_web.browser()):
            antwoord = client.post(f"{BASIS}/meldingen", json=melding())
            assert problem(antwoord, 401)["code"] == "niet_bekend"


def test_a_stranger_hears_that_first_whatever_it_sends(sqlite_web: Web) -> None:
    vreemd = sqlite_web.browser(Authorization="Bearer hvt_verzonnen")
    paden = vreemd.get(f"{BASIS}/openapi.json").json()["paths"]
    handelingen = [(methode, pad) for pad, bewerkingen in paden.items() for methode in bewerkingen]
    assert len(handelingen) > 50
    for (methode, pad), anders in product(handelingen, ONLEESBAAR):
        antwoord = vreemd.request(methode, f"{BASIS}{pad.replace('{id}', 'x')}", **anders)
        assert problem(antwoord, 401)["code"] == "niet_bekend", (methode, pad, anders)
        assert antwoord.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_without_the_scope_is_refused(sqlite_web: Web) -> None:
    leest = sqlite_web.client("vws-ucz", scopes=frozenset({Scope.LEZEN}))
    assert leest.get(f"{BASIS}/casussen").status_code == 200
    assert problem(leest.post(f"{BASIS}/meldingen", json=melding()), 403)["code"] == "scope_ontbreekt"
    beheer = sqlite_web.client("vws-ucz", Rol.BEHEERDER)
    assert sent(beheer.get(f"{BASIS}/casussen"), 200)["items"] == []


def test_what_is_invisible_does_not_exist(web: Web) -> None:
    nieuw = register(web.client("vws-ucz"))
    vreemd = web.client("ret-jz14")
    casus = nieuw["casussen"][0]["id"]
    for pad in (
        f"casussen/{casus}",
        f"casussen/{nieuw['casussen'][0]['kenmerk']}",
        f"casussen/{casus}/gebeurtenissen",
        f"meldingen/{nieuw['id']}",
        f"meldingen/{nieuw['id']}/terugkoppelingen",
        "casussen/C-2026-999999",
        "overdrachten/geen-id",
        "organisaties/onbekend",
    ):
        problem(vreemd.get(f"{BASIS}/{pad}"), 404)
    problem(vreemd.post(f"{BASIS}/casussen/{casus}/overdrachten", json=aanbod("ozj")), 404)
    assert sent(vreemd.get(f"{BASIS}/meldingen"), 200)["items"] == []
    assert sent(vreemd.get(f"{BASIS}/termijnen"), 200)["items"] == []


def test_who_is_addressed_may_not_offer(web: Web) -> None:
    vws, ozj = web.client("vws-ucz"), web.client("ozj")
    casus = register(vws)["casussen"][0]["id"]
    overdracht = offer(vws, casus, "ozj")["id"]
    problem(ozj.post(f"{BASIS}/casussen/{casus}/overdrachten", json=aanbod("en2")), 403)
    problem(vws.post(f"{BASIS}/overdrachten/{overdracht}/aanvaardingen", json={}), 403)
    problem(vws.post(f"{BASIS}/casussen/{casus}/overdrachten", json=aanbod("ozj")), 409)
    accept(ozj, overdracht)
    te_laat = problem(ozj.post(f"{BASIS}/overdrachten/{overdracht}/aanvaardingen", json={}), 409)
    assert te_laat["code"] == "al_aanvaard"


def test_all_errors_come_at_once_with_the_field_as_it_was_sent(sqlite_web: Web) -> None:
    vws = sqlite_web.client("vws-ucz")
    fout = {"ontvangenOp": "gisteren", "aard": ["vraag"], "spoed": "ja", "melder": {"email": 5}, "kleur": 1}
    fouten = problem(vws.post(f"{BASIS}/meldingen", json=fout), 400)["fouten"]
    assert {f["veld"] for f in fouten} == {"ontvangenOp", "aard.0", "spoed", "melder.email", "kleur"}
    toekomst = melding(ontvangenOp="2026-12-24", melder={}, jeugdigen=[{"woonplaatsGemeente": "GM9999"}])
    fouten = problem(vws.post(f"{BASIS}/meldingen", json=toekomst), 400)["fouten"]
    assert {f["veld"] for f in fouten} == {
        "ontvangenOp",
        "melder.naam",
        "jeugdigen.0.woonplaatsGemeente",
    }


@pytest.mark.parametrize(
    ("inhoud", "soort", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"hulpvraag": "\\ud800"}', "application/json", 400),
        (b'{"melder": {"naam": "a\\u0000b"}}', "application/json", 400),
        (b"a=b", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    sqlite_web: Web, inhoud: bytes, soort: str, status: int
) -> None:
    vws = sqlite_web.client("vws-ucz")
    problem(vws.post(f"{BASIS}/meldingen", content=inhoud, headers={"Content-Type": soort}), status)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(sqlite_web: Web) -> None:
    vws = sqlite_web.client("vws-ucz")
    problem(vws.post(f"{BASIS}/meldingen", json=melding(hulpvraag="a" * 1_100_000)), 413)
    te_lang = vws.post(f"{BASIS}/meldingen", json=melding(hulpvraag="a" * 30_000))
    assert problem(te_lang, 400)["fouten"][0]["veld"] == "hulpvraag"


def test_if_match_refuses_what_was_changed_meanwhile(web: Web) -> None:
    vws = web.client("vws-ucz")
    nieuw = register(vws)
    pad = f"{BASIS}/casussen/{nieuw['casussen'][0]['id']}"
    etag = vws.get(pad).headers["ETag"]
    verhuisd = {"woonplaatsGemeente": "GM0153", "woonplaatsStatus": "vastgesteld"}
    eerst = vws.patch(f"{pad}/jeugdige", json=verhuisd, headers={"If-Match": etag})
    assert sent(eerst, 200)["jeugdige"]["woonplaatsGemeente"] == "GM0153"
    problem(vws.patch(f"{pad}/jeugdige", json={"huisnummer": "2"}, headers={"If-Match": etag}), 412)
    problem(vws.post(f"{pad}/overdrachten", json=aanbod("ozj"), headers={"If-Match": '"oud"'}), 412)
    sent(vws.post(f"{pad}/overdrachten", json=aanbod("ozj"), headers={"If-Match": "*"}))


def test_a_correction_stands_beside_the_words(web: Web) -> None:
    vws = web.client("vws-ucz")
    nieuw = register(vws)
    pad = f"{BASIS}/meldingen/{nieuw['id']}"
    anders = sent(vws.patch(pad, json={"hulpvraag": "Het gaat om twee kinderen."}), 200)
    assert anders["hulpvraag"].startswith("Mijn dochter")
    assert anders["aanvulling"].endswith("Het gaat om twee kinderen.")
    assert vws.get(pad).headers["ETag"] == f'"{anders["versie"]}"'


def test_the_loket_sees_its_own_melding_but_not_what_the_owner_keeps(web: Web) -> None:
    vws, ozj = web.client("vws-ucz"), web.client("ozj")
    nieuw = register(vws)
    casus = nieuw["casussen"][0]["id"]
    pass_on(vws, ozj, casus, "ozj")
    antwoord = vws.get(f"{BASIS}/casussen/{casus}")
    assert sent(antwoord, 200)["eigenaar"]["organisatie"]["kenmerk"] == "ozj"
    assert "Femke" not in antwoord.text
    eigen = vws.get(f"{BASIS}/meldingen/{nieuw['id']}")
    assert sent(eigen, 200)["melder"]["naam"] == "Dorien Voorbeeld"
    assert "dorien@" not in eigen.text
    geschiedenis = sent(vws.get(f"{BASIS}/casussen/{casus}/gebeurtenissen"), 200)["items"]
    hashes = [rij["hash"] for rij in geschiedenis]
    assert [rij["vorigeHash"] for rij in geschiedenis] == ["", *hashes[:-1]]


def test_a_klacht_stays_out_of_casus_offer_and_history(web: Web) -> None:
    vws, ozj = web.client("vws-ucz"), web.client("ozj")
    klacht = {"tekst": "Ik ben drie keer niet teruggebeld.", "over": "het wijkteam"}
    nieuw = register(vws, aard=["hulpvraag", "klacht"], klacht=klacht)
    casus = nieuw["casussen"][0]["id"]
    offer(vws, casus, "ozj")
    for pad in (
        f"casussen/{casus}",
        f"casussen/{casus}/gebeurtenissen",
        f"meldingen/{nieuw['id']}",
        "termijnen",
    ):
        gezien = ozj.get(f"{BASIS}/{pad}")
        assert gezien.status_code == 200
        assert "teruggebeld" not in gezien.text
        assert "klacht" not in gezien.text.replace('"klacht":null', "")
    assert "klacht_afhandelen" in vws.get(f"{BASIS}/termijnen").text
