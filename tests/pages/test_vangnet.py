"""The vangnet as a page and over REST: who sees which finding, in words, with the way to solve it."""

from base64 import urlsafe_b64encode
from datetime import date
from uuid import UUID

from sqlmodel import select

from app.domain.actor import Rol
from app.domain.opdrachten import JeugdigeGegevens
from app.models import Leesregel
from app.queries.intern.hartslag import WERK, beat
from app.services.vangnet import keep_findings, look_for_findings
from tests.api.opdrachten import BASIS, sent
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen


def late(web: Web) -> str:
    """A casus of ozj of which a promise is late and a message waits; the kenmerk."""
    stappen = Stappen(web.wereld)
    kenmerk = stappen.register("ozj", loket="ozj").casussen[0].kenmerk
    web.wereld.later(days=8)
    with web.wereld.database.transaction() as session:
        beat(session, WERK, web.wereld.now)
    return kenmerk


def test_the_page_says_what_is_wrong_who_solves_it_and_where(sqlite_web: Web) -> None:
    kenmerk = late(sqlite_web)
    ozj = sqlite_web.wereld.actors["ozj"]
    blad = log_in(sqlite_web, ozj).get("/vangnet").text
    assert "2 zaken dreigen stil te vallen" in blad
    assert "Te laat: bevestig de ontvangst aan de melder." in blad
    assert ozj.naam in blad and f'href="/casussen/{kenmerk}"' in blad
    assert "Verstuur het bericht" in blad and 'href="/berichten/' in blad
    assert "In orde" in blad
    assert "iemand die hem mag behandelen" not in blad, "what is hidden here is not said to be in order"
    alleen = log_in(sqlite_web, ozj).get("/vangnet?soort=bericht_blijft_liggen").text
    assert "Te laat: bevestig" not in alleen and "“Ontvangstbevestiging” blijft liggen" in alleen
    assert (
        "Hier is niets op te lossen."
        in log_in(sqlite_web, sqlite_web.wereld.actors["en2"]).get("/vangnet").text
    )


def test_nonsense_in_the_address_counts_as_absent(sqlite_web: Web) -> None:
    late(sqlite_web)
    mens = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    assert "2 zaken" in mens.get("/vangnet?soort=onzin&na=onzin&van=niemand").text
    verzonnen = urlsafe_b64encode(f"{'9' * 30}|2026-01-01|{UUID(int=0)}".encode()).decode()
    assert mens.get(f"/vangnet?na={verzonnen}").status_code == 200


def test_who_solves_nothing_gets_no_page_and_no_link(sqlite_web: Web) -> None:
    for organisatie, rol, mag in (("ozj", Rol.BEHEERDER, True), ("vws-ucz", Rol.BEHEERDER, False)):
        mens = log_in(sqlite_web, sqlite_web.wereld.hire(organisatie, rol))
        assert mens.get("/vangnet").status_code == (200 if mag else 403)
        assert ('href="/vangnet"' in mens.get("/organisaties").text) is mag


def test_the_api_gives_the_same_as_data_and_every_showing_is_logged(sqlite_web: Web) -> None:
    kenmerk = late(sqlite_web)
    ozj = sqlite_web.client("ozj")
    gelezen = sent(ozj.get(f"{BASIS}/vangnet?limit=1"), 200)
    (rij,) = gelezen["items"]
    assert (rij["soort"], rij["casus"]["kenmerk"], rij["organisatie"]["kenmerk"]) == (
        "belofte_te_laat", kenmerk, "ozj",
    )  # fmt: skip
    assert (rij["sinds"], rij["behandelaar"]["naam"]) == ("2026-11-06", sqlite_web.wereld.actors["ozj"].naam)
    controles = {c["soort"]: c["aantal"] for c in gelezen["controles"]}
    assert controles["bericht_blijft_liggen"] == 1
    assert "klacht_zonder_behandelaar" not in controles, "nought would say that it is in order"
    verder = sent(ozj.get(f"{BASIS}/vangnet?limit=1&cursor={gelezen['volgende']}"), 200)
    assert [rij["soort"] for rij in verder["items"]] == ["bericht_blijft_liggen"]
    assert verder["volgende"] is None
    with sqlite_web.wereld.database.read() as session:
        regels = session.exec(select(Leesregel).where(Leesregel.doel == "vangnet")).all()
    assert len(regels) == 2
    assert ozj.get(f"{BASIS}/vangnet?soort=onzin").status_code == 400


def test_the_future_of_who_almost_turns_18_is_talked_about(sqlite_web: Web) -> None:
    wereld = sqlite_web.wereld
    jong = JeugdigeGegevens(voornamen="Teun", geboortedatum=date(2009, 2, 2), woonplaats_gemeente="GM0193")
    kenmerk = Stappen(wereld).register("ozj", loket="ozj", jeugdigen=(jong,)).casussen[0].kenmerk
    with wereld.database.transaction() as session:
        keep_findings(session, wereld.omgeving, look_for_findings(session, wereld.omgeving, wereld.kluis))
    mens = log_in(sqlite_web, wereld.actors["ozj"])
    pad = f"/casussen/{kenmerk}/toekomst"
    assert pad in mens.get("/vangnet").text
    assert pad in mens.get(f"/casussen/{kenmerk}").text
    leeg = mens.post(pad, data={"afspraak": ""})
    assert leeg.status_code == 422 and "Schrijf kort op wat er is afgesproken" in leeg.text
    assert mens.post(pad, data={"afspraak": "Kamer bij de woongroep"}).status_code == 303
    assert "Kamer bij de woongroep" in mens.get(f"/casussen/{kenmerk}").text
    assert "Kamer bij de woongroep" in mens.get(pad).text
    assert pad not in mens.get("/vangnet").text
