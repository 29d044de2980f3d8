"""A klacht is never seen by colleagues of who it is about, through no door (decision 0007, Awb 9:9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.domain.actor import Actor, Rol
from app.domain.opdrachten import KlachtGegevens, MelderGegevens
from app.domain.termen import Aard
from app.models import Klacht
from app.services.dagbericht import gather_points
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import Antwoord, fetch, log_in, walk
from tests.services.klachtstappen import GEMEENTE, Klachtstappen

#: Words of the klacht that stand nowhere else, and its codes and kenmerk.
GEHEIM = ("Klaagwoord", "Beklaagdenaam", "Hoorwoord", "Aantekenwoord", "K-2026-", "klacht_", "KLACHT_")
NIET_HIER = re.compile(r'"soort":"klacht_zonder_behandelaar","controle":"[^"]*","aantal":0')
COLLEGAS = (
    Rol.CASUSREGISSEUR, Rol.COORDINATOR, Rol.LOKETMEDEWERKER, Rol.BEHEERDER, Rol.PRIVACY_OFFICER,
)  # fmt: skip
API = (
    "klachten", "klachten?lijst=afgedaan", "klachten?lijst=doorgestuurd", "casussen", "meldingen",
    "termijnen", "stukken", "berichten", "terugkoppelingen", "gebeurtenissen", "vangnet", "bijdragen",
    "klachtcijfers?jaar=2026",
)  # fmt: skip


@dataclass
class Stad:
    """A gemeente that treats a casus about which a klacht runs at that same gemeente."""

    web: Web
    stappen: Klachtstappen
    klacht: Klacht
    melding: str
    casus: str


@pytest.fixture
def stad(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Stad]:
    web, stappen = make_web(sqlite_wereld, tmp_path), Klachtstappen(sqlite_wereld)
    gemeld = stappen.register(
        "vws-ucz",
        aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}),
        hulpvraag="Wie helpt ons?",
        melder=MelderGegevens(
            naam="Dorien", email="dorien@voorbeeld.example", adres="Kade 1\n8011 AB Zwolle"
        ),
        klacht=KlachtGegevens(tekst="Klaagwoord: hij liegt.", over="Beklaagdenaam", organisatie=GEMEENTE),
    )
    klacht = gemeld.klacht
    assert klacht is not None
    stappen.move_casus(klacht)
    stappen.forward(klacht)
    stappen.confirm(klacht)
    stappen.take(klacht)
    stappen.send(klacht, naam="Beklaagdenaam")
    stappen.hear(klacht, "Hoorwoord: beiden gehoord.")
    stappen.note(klacht, "Aantekenwoord.")
    sqlite_wereld.later(days=60)  # the clock of the klacht is late: a finding somewhere, not here
    yield Stad(web, stappen, stappen.now(klacht), gemeld.melding.kenmerk, gemeld.casussen[0].kenmerk)
    web.app.state.huis.database.dispose()


def seen(antwoorden: list[Antwoord]) -> list[tuple[str, str]]:
    """Where a word of the klacht stands; an address that was typed stands in no answer."""
    return [(antwoord.pad, woord) for antwoord in antwoorden for woord in GEHEIM if woord in antwoord.tekst]


def pages(stad: Stad, actor: Actor) -> list[Antwoord]:
    client = log_in(stad.web, actor)
    k = stad.klacht
    direct = (
        f"/klachten/{k.id}", f"/klaagschriften/{k.id}", "/klachten/register?jaar=2026",
        "/klachten/register.csv?jaar=2026",
        f"/casussen/{stad.casus}", f"/casussen/{stad.casus}?geschiedenis=alles", "/zoeken?q=Klaag",
        f"/werkvoorraad?q={stad.melding}", f"/casussen/{stad.casus}/meldingen/{stad.melding}/afsluiten",
    )  # fmt: skip
    return [*walk(client), *(fetch(client, pad) for pad in direct)]


@pytest.mark.parametrize("rol", COLLEGAS)
def test_no_page_list_search_export_vangnet_or_digest_tells_a_colleague(stad: Stad, rol: Rol) -> None:
    collega = stad.web.wereld.hire(GEMEENTE, rol)
    assert seen(pages(stad, collega)) == []


@pytest.mark.parametrize("rol", COLLEGAS)
def test_no_answer_of_the_api_tells_a_colleague(stad: Stad, rol: Rol) -> None:
    client = stad.web.client(GEMEENTE, rol)
    k = stad.klacht
    paden = (
        *API, f"klachten/{k.id}", f"klachten/{k.kenmerk}", f"meldingen/{k.melding_id}",
        f"casussen/{stad.casus}", f"casussen/{stad.casus}/gebeurtenissen",
        f"meldingen/{k.melding_id}/terugkoppelingen",
    )  # fmt: skip
    gezien = [fetch(client, f"/api/v1/{pad}") for pad in paden]
    # a kind of finding that is never here, counted as none
    gezien = [replace(rij, tekst=NIET_HIER.sub("", rij.tekst)) for rij in gezien]
    assert seen(gezien) == []
    for pad, lijf in (
        ("aantekeningen", {"tekst": "x"}), ("ontvangstbevestigingen", {}), ("behandelaars", {}),
        ("afdoeningen", {"uitkomst": "gegrond", "toelichting": "x"}),
    ):  # fmt: skip
        antwoord = client.post(f"/api/v1/klachten/{k.id}/{pad}", json=lijf)
        assert antwoord.status_code in (403, 404), pad
        assert "K-2026-" not in antwoord.text


def test_the_digest_of_everybody_counts_nothing_of_it(stad: Stad) -> None:
    """Also now that the klacht is late: the daily mail is read by more people than handle it."""
    wereld = stad.web.wereld
    wereld.hire(GEMEENTE, Rol.COORDINATOR)
    with wereld.werkplek(GEMEENTE) as desk:
        punten = gather_points(desk.session, desk.omgeving)
    assert punten, "there is work that is late here"
    assert "klacht" not in str(punten).lower()
    assert str(stad.klacht.id) not in str(punten)


def test_the_same_words_are_read_by_who_handles_it(stad: Stad) -> None:
    """That the test above can fail: the klachtbehandelaar sees what colleagues do not."""
    gezien = {woord for _, woord in seen(pages(stad, stad.stappen.kb))}
    assert gezien >= {"Klaagwoord", "Hoorwoord", "Aantekenwoord", "K-2026-"}


def test_who_it_is_about_reads_the_klaagschrift_and_nothing_else_of_it(stad: Stad) -> None:
    consulent = stad.web.wereld.hire(GEMEENTE, Rol.CASUSREGISSEUR)
    stad.stappen.send(stad.klacht, medewerker=consulent.id)
    client = log_in(stad.web, consulent)
    alles = [*walk(client), fetch(client, f"/klachten/{stad.klacht.kenmerk}")]
    gezien = {woord for _, woord in seen(alles)}
    assert "Klaagwoord" in gezien
    assert not gezien & {"Hoorwoord", "Aantekenwoord"}
    klaagschrift = client.get(f"/klaagschriften/{stad.klacht.kenmerk}").text
    assert "Dorien" not in klaagschrift
    antwoord = client.post(f"/klaagschriften/{stad.klacht.kenmerk}", data={"tekst": "Ik belde twee keer."})
    assert antwoord.status_code == 303
    bij_kb = log_in(stad.web, stad.stappen.kb).get(f"/klachten/{stad.klacht.kenmerk}").text
    assert "Ik belde twee keer." in bij_kb


def test_the_loket_that_received_it_keeps_where_it_is_and_not_its_words(stad: Stad) -> None:
    gezien = {woord for _, woord in seen(pages(stad, stad.web.wereld.actors["vws-ucz"]))}
    assert "Hoorwoord" not in gezien
    assert "Aantekenwoord" not in gezien
