"""Every request takes a fixed number of SQL statements, on both engines, for one row and for many.

What counts is said in ``tests/tellen.py``. The numbers of ``DOEL`` come from the design; those of ``PLAFOND``
are what it takes now, so that nothing creeps. An act writes each table once: a melding fills ten tables, an
acceptance changes twelve, and SQLite takes one table per statement (docs/metingen.md).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.domain.actor import Actor, Rol
from app.domain.opdrachten import JeugdigeGegevens
from tests.api.opdrachten import BASIS, Json, aanbod, melding, offer, register, sent
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen
from tests.tellen import counted

#: What the design asks for (list ≤ 6, casus page ≤ 10).
DOEL = {"/werkvoorraad": 6, "/werkvoorraad?lijst=mijn": 6, "casuspagina": 10}
PLAFOND = DOEL | {
    "GET /casussen": 4,
    "GET /casussen/{id}": 8,
    "GET /meldingen": 4,
    "GET /meldingen/{id}": 12,
    "GET /overdrachten/{id}": 3,
    "/terugkoppelingen": 8,
    "/berichten": 2,
    "/organisaties": 3,
    "/meldingen/nieuw": 3,
    "doorzetten": 10,
    "aanbod": 11,
    "POST /meldingen": 20,
    "POST overdrachten": 16,
    "POST aanvaardingen": 22,
    "formulier melding": 17,
    "formulier doorzetten": 21,
    "formulier aanvaarden": 26,
}
VEEL = 25


@dataclass
class Balie:
    """Who asks: a system and a person of the loket, and of who is asked to take over."""

    web: Web
    systeem: TestClient
    mens: TestClient
    ander: TestClient
    ander_mens: TestClient
    loket: Actor


@pytest.fixture
def balie(wereld: Wereld, tmp_path: Path) -> Iterator[Balie]:
    web = make_web(wereld, tmp_path)
    loket, ozj = (wereld.hire(kenmerk, Rol.COORDINATOR) for kenmerk in ("vws-ucz", "ozj"))
    balie = Balie(web, web.client("vws-ucz"), log_in(web, loket), web.client("ozj"), log_in(web, ozj), loket)
    register(balie.systeem, externKenmerk="eerst")  # compiles the statements, loads the directory
    balie.mens.get("/werkvoorraad")
    yield balie
    web.app.state.huis.database.dispose()


def number(vraag: Callable[[], Response], *goed: int) -> int:
    """How many statements this request takes; it must succeed."""
    with counted() as opdrachten:
        antwoord = vraag()
    assert antwoord.status_code in goed, antwoord.text
    return len(opdrachten)


def reads(balie: Balie, gemeld: Json, casus: str, aanbod_id: str) -> dict[str, int]:
    """Every frequent request that only reads."""
    systeem, mens = balie.systeem, balie.mens
    paginas = {
        **{pad: pad for pad in PLAFOND if pad.startswith("/")},
        "casuspagina": f"/casussen/{casus}",
        "doorzetten": f"/casussen/{casus}/doorzetten",
    }
    adressen = {
        "GET /casussen": f"{BASIS}/casussen",
        "GET /casussen/{id}": f"{BASIS}/casussen/{casus}",
        "GET /meldingen": f"{BASIS}/meldingen",
        "GET /meldingen/{id}": f"{BASIS}/meldingen/{gemeld['id']}",
        "GET /overdrachten/{id}": f"{BASIS}/overdrachten/{aanbod_id}",
    }
    return {
        **{naam: number(lambda a=adres: mens.get(a), 200) for naam, adres in paginas.items()},
        **{naam: number(lambda a=adres: systeem.get(a), 200) for naam, adres in adressen.items()},
        "aanbod": number(lambda: balie.ander_mens.get(f"/overdrachten/{aanbod_id}"), 200),
    }


def grow(balie: Balie, casus_id: UUID) -> None:
    """Twenty-five of everything: casussen, and offers, words and meldingen of one casus."""
    stappen = Stappen(balie.web.wereld)
    eigen = stappen.register(balie.loket, jeugdigen=(JeugdigeGegevens(casus=str(casus_id)),)).melding.id
    for _ in range(VEEL):
        stappen.register(balie.loket)
        stappen.wereld.later(minutes=1)
        stappen.withdraw(balie.loket, stappen.offer(balie.loket, "ozj", casus_id))
        stappen.tell_melder(balie.loket, eigen)
    for _ in range(VEEL):
        stappen.register(balie.loket, jeugdigen=(JeugdigeGegevens(casus=str(casus_id)),))
    for mens in (balie.mens, balie.ander_mens):
        mens.get("/werkvoorraad")  # once a minute a log-in is marked as seen: one statement more


def writes(balie: Balie, casus: str, ander: str, sleutel: str) -> dict[str, int]:
    """The acts of the chain, over REST and by form."""
    kop = {"Idempotency-Key": sleutel}
    geteld = {}
    kinderen = melding()["jeugdigen"] * (4 if sleutel == "veel" else 1)
    nieuw = melding(externKenmerk=sleutel, jeugdigen=kinderen)
    geteld["POST /meldingen"] = number(
        lambda: balie.systeem.post(f"{BASIS}/meldingen", json=nieuw, headers=kop), 201
    )
    geteld["POST overdrachten"] = number(
        lambda: balie.systeem.post(f"{BASIS}/casussen/{casus}/overdrachten", json=aanbod("ozj"), headers=kop),
        201,
    )
    aanboden = sent(balie.ander.get(f"{BASIS}/casussen/{casus}"), 200)["overdrachten"]
    geteld["POST aanvaardingen"] = number(
        lambda: balie.ander.post(
            f"{BASIS}/overdrachten/{aanboden[-1]['id']}/aanvaardingen", json={}, headers=kop
        ),
        201,
    )
    return geteld | forms(balie, ander, sleutel)


def forms(balie: Balie, casus: str, sleutel: str) -> dict[str, int]:
    """The same three acts as a person does them."""
    intake = {
        "ontvangenOp": "2026-11-03", "kanaal": "burgerbrief", "aard": "hulpvraag", "spoed": "nee",
        "melderSoort": "bekend", "isKlacht": "nee",
        "hulpvraag": "Wie helpt ons?",
        "melder.naam": "Dorien Voorbeeld", "aantalJeugdigen": "1",
        "melder.email": "dorien@voorbeeld.example", "idempotency_key": f"f-{sleutel}",
        "loket": "vws-ucz",
        "jeugdigen.0.voornamen": "Femke", "jeugdigen.0.woonplaatsGemeente": "GM0193",
        "jeugdigen.0.woonplaatsStatus": "vastgesteld",
    }  # fmt: skip
    door = {"naarOrganisatie": "ozj", "reden": "Volgende", "wijze": "mail", "idempotency_key": f"d-{sleutel}"}
    geteld = {
        "formulier melding": number(lambda: balie.mens.post("/meldingen/nieuw", data=intake), 303),
        "formulier doorzetten": number(
            lambda: balie.mens.post(f"/casussen/{casus}/doorzetten", data=door), 303
        ),
    }
    aanbod_id = sent(balie.ander.get(f"{BASIS}/casussen/{casus}"), 200)["overdrachten"][-1]["id"]
    ja = {"idempotency_key": f"a-{sleutel}"}
    geteld["formulier aanvaarden"] = number(
        lambda: balie.ander_mens.post(f"/overdrachten/{aanbod_id}/aanvaarden", data=ja), 303
    )
    return geteld


def test_a_request_takes_few_statements_for_one_row_and_the_same_for_many(balie: Balie) -> None:
    eerste, ander, *rest = (register(balie.systeem, externKenmerk=naam) for naam in "abcd")
    casus, tweede, derde, vierde = (gemeld["casussen"][0]["id"] for gemeld in (eerste, ander, *rest))
    met_aanbod = offer(balie.systeem, tweede, "ozj")["id"]
    weinig = reads(balie, eerste, casus, met_aanbod) | writes(balie, derde, vierde, "weinig")
    grow(balie, UUID(casus))
    laatste = register(balie.systeem, externKenmerk="laatst")["casussen"][0]["id"]
    veel = reads(balie, eerste, casus, met_aanbod) | writes(balie, casus, laatste, "veel")
    assert weinig == {naam: min(aantal, PLAFOND[naam]) for naam, aantal in weinig.items()}
    assert veel == {naam: min(aantal, PLAFOND[naam]) for naam, aantal in veel.items()}
    assert weinig.keys() == PLAFOND.keys()
