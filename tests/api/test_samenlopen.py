"""``POST /samenlopen/_zoek``: who may be the same jeugdige, and nothing else about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from sqlmodel import col, select

from app.domain.opdrachten import JeugdigeGegevens
from app.linkage.kandidaten import BESTE
from app.linkage.registratie import Persoon
from app.linkage.zoeken import Gevonden
from app.models import Casus, Leesregel
from app.services import samenloop, samenlopen
from app.services.controle import check_invariants
from app.services.samenlopen import look_up_typed
from tests.api.opdrachten import BASIS, Json, melding, offer, register, sent
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.tellen import counted

FEMKE = melding()["jeugdigen"][0]


def search(web: Web, wie: str, casus_id: str, **anders: object) -> list[Json]:
    vraag = {"casus": casus_id, "doel": "dubbel_voorkomen"} | anders
    items: list[Json] = sent(web.client(wie).post(f"{BASIS}/samenlopen/_zoek", json=vraag), 200)["items"]
    return items


def casus_of(web: Web, wie: str, **anders: object) -> str:
    kind = {**FEMKE, **anders}
    return str(register(web.client(wie), loket=wie, externKenmerk="x", jeugdigen=[kind])["casussen"][0]["id"])


def test_the_same_child_at_another_desk_is_found_with_a_contact_and_no_casus(web: Web) -> None:
    casus_of(web, "vws-ucz", voornamen="Femke Johanna", postcode="9999ZZ", woonplaatsGemeente="GM0014")
    eigen = casus_of(web, "igj")
    [gevonden] = search(web, "igj", eigen)
    assert gevonden["besluit"] == "treffer"
    assert gevonden["contact"]["kenmerk"] == "vws-ucz"
    assert gevonden["casus"] is None
    assert [zin["veld"] for zin in gevonden["bewijs"]] == [
        "Voornamen",
        "Achternaam",
        "Geboortedatum",
        "Adres",
    ]
    assert [zin["niveau"] for zin in gevonden["bewijs"]] == ["gelijk", "gelijk", "gelijk", "anders"]
    assert not {"Femke", "Voorbeeld", "2010", "9999"} & set(str(gevonden).replace("'", " ").split())


def test_an_own_casus_is_named(web: Web) -> None:
    eerste, tweede = casus_of(web, "vws-ucz"), casus_of(web, "vws-ucz")
    [gevonden] = search(web, "vws-ucz", tweede)
    assert gevonden["casus"]["id"] == eerste


def test_a_brother_is_not_a_treffer_and_a_stranger_is_not_there(web: Web) -> None:
    casus_of(web, "vws-ucz", voornamen="Joris", geboortedatum="2012-07-01")
    casus_of(
        web, "vws-ucz", voornamen="Ali", achternaam="Kaya", geboortedatum="2015-07-01", postcode="1111AA"
    )
    assert [een for een in search(web, "igj", casus_of(web, "igj")) if een["besluit"] == "treffer"] == []


def test_of_who_is_afgeschermd_no_place_is_told(web: Web) -> None:
    casus_of(web, "vws-ucz", afgeschermd=True)
    [gevonden] = search(web, "igj", casus_of(web, "igj"))
    assert gevonden["contact"] is None
    assert gevonden["bewijs"][3]["niveau"] == "onbekend"


def test_asking_needs_an_own_casus_and_a_purpose(web: Web) -> None:
    ander = casus_of(web, "vws-ucz")
    igj = web.client("igj")
    pad = f"{BASIS}/samenlopen/_zoek"
    assert igj.post(pad, json={"casus": ander, "doel": "afstemmen"}).status_code == 404
    assert igj.post(pad, json={"casus": ander}).status_code == 400
    assert igj.post(pad, json={"casus": ander, "doel": "nieuwsgierig"}).status_code == 400


def test_every_question_is_in_the_read_log_with_its_purpose(web: Web) -> None:
    eigen = casus_of(web, "vws-ucz")
    search(web, "vws-ucz", eigen, doel="overdragen")
    with web.wereld.database.read() as session:
        regels = session.exec(select(Leesregel).where(col(Leesregel.doel) == "samenloop:overdragen")).all()
    assert [str(regel.object_id) for regel in regels] == [eigen]


def test_who_asks_too_often_waits(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samenlopen, "VRAGEN_PER_VENSTER", 2)
    eigen = casus_of(web, "vws-ucz")
    search(web, "vws-ucz", eigen)
    search(web, "vws-ucz", eigen)
    vraag = {"casus": eigen, "doel": "afstemmen"}
    assert web.client("vws-ucz").post(f"{BASIS}/samenlopen/_zoek", json=vraag).status_code == 429


def test_who_is_known_and_who_is_not_take_the_same_path(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same child, before and after another desk has it: the same statements word for word, as many
    persons weighed; the one who types gets the same answer too."""
    eigen = casus_of(web, "igj")
    gewogen: list[int] = []
    weeg = samenloop.search

    def count_and_weigh(persoon: Persoon, personen: Sequence[Persoon], *rest: Any) -> list[Gevonden]:
        gewogen.append(len(personen))
        return weeg(persoon, personen, *rest)

    monkeypatch.setattr(samenloop, "search", count_and_weigh)
    search(web, "igj", eigen)  # the first question of an organisatie begins its counter
    onbekend, getypt = ask(web, eigen)
    casus_of(web, "vws-ucz")
    bekend, weer_getypt = ask(web, eigen)
    assert [len(vondst) for vondst in (onbekend.gevonden, bekend.gevonden)] == [0, 1]
    assert onbekend.opdrachten == bekend.opdrachten
    assert getypt == weer_getypt
    assert getypt.gevonden == [], "of what others have, a typed child shows nothing"
    assert gewogen == [BESTE] * 5


@dataclass(frozen=True)
class Vraag:
    """What was asked of the database, in order, and what was answered."""

    opdrachten: list[str]
    gevonden: list[Any]


def ask(web: Web, casus_id: str) -> tuple[Vraag, Vraag]:
    """Search with an own casus, and somebody of a third desk types the same child."""
    with counted() as gezocht:
        gevonden = search(web, "igj", casus_id)
    kind = JeugdigeGegevens(
        voornamen=FEMKE["voornamen"],
        achternaam=FEMKE["achternaam"],
        geboortedatum=date.fromisoformat(FEMKE["geboortedatum"]),
        woonplaats_gemeente=FEMKE["woonplaatsGemeente"],
    )
    with web.wereld.werkplek("en2") as desk, counted() as getypt:
        herkend = look_up_typed(desk, kind)
    return Vraag(gezocht, gevonden), Vraag(getypt, list(herkend))


@pytest.fixture
def vergelijkend(wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    """The app on both engines, where each registration is compared with all others."""
    wereld.opent_samenlopen = True
    web = make_web(wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


def decide(web: Web, wie: str, samenloop_id: str, uitkomst: str, **anders: object) -> Response:
    """Sent as it is: the test says what comes of it."""
    besluit = {"uitkomst": uitkomst, "reden": "Gebeld, het is hetzelfde kind."} | anders
    web.wereld.later(minutes=1)
    return web.client(wie).post(f"{BASIS}/samenlopen/{samenloop_id}/besluiten", json=besluit)


def test_two_meldingen_become_one_casus_and_two_again(vergelijkend: Web) -> None:
    """Scenario 4: a letter to VWS and a call to the gemeente; then it turns out to be a cousin."""
    web = vergelijkend
    brief = register(web.client("vws-ucz"))
    assert brief["samenlopen"] == []
    web.wereld.later(hours=1)
    bij_gemeente = {"loket": "gemeente-gm0193", "kanaal": "telefoon", "externKenmerk": None}
    telefoon = register(web.client("gemeente-gm0193"), **bij_gemeente)
    [samenloop] = telefoon["samenlopen"]
    pad = f"{BASIS}/samenlopen/{samenloop['id']}"

    gezien = sent(web.client("gemeente-gm0193").get(pad), 200)
    assert [kant["casus"] is None for kant in gezien["kanten"]] == [True, False]
    assert gezien["kanten"][0]["contact"]["organisatie"]["kenmerk"] == "vws-ucz"
    assert not {"Femke", "Voorbeeld", "2010", "8011AB"} & set(str(gezien).replace("'", " ").split())
    assert brief["casussen"][0]["kenmerk"] not in str(gezien)
    lijst = sent(web.client("vws-ucz").get(f"{BASIS}/samenlopen?status=te_beoordelen"), 200)
    assert [rij["kenmerk"] for rij in lijst["items"]] == [samenloop["kenmerk"]]
    assert sent(web.client("igj").get(f"{BASIS}/samenlopen"), 200)["items"] == []
    assert web.client("igj").get(pad).status_code == 404
    assert decide(web, "igj", samenloop["id"], "koppelen").status_code == 404

    voorstel = sent(decide(web, "vws-ucz", samenloop["id"], "samenvoegen"))
    assert (voorstel["status"], voorstel["beslistDoor"]["kenmerk"]) == ("voorgesteld", "vws-ucz")
    assert decide(web, "vws-ucz", samenloop["id"], "samenvoegen").status_code == 409
    samen = sent(decide(web, "gemeente-gm0193", samenloop["id"], "samenvoegen"))
    assert (samen["status"], samen["samengevoegdIn"]) == ("bevestigd", telefoon["casussen"][0]["kenmerk"])
    casus = sent(
        web.client("gemeente-gm0193").get(f"{BASIS}/casussen/{telefoon['casussen'][0]['kenmerk']}"), 200
    )
    assert {melding["kenmerk"] for melding in casus["meldingen"]} == {brief["kenmerk"], telefoon["kenmerk"]}

    splitsing = {"reden": "Het is een nichtje.", "toewijzingen": []}
    assert web.client("vws-ucz").post(f"{pad}/splitsingen", json=splitsing).status_code in (403, 404)
    gesplitst = sent(web.client("gemeente-gm0193").post(f"{pad}/splitsingen", json=splitsing))
    assert (gesplitst["status"], gesplitst["uitkomst"]) == ("afgewezen", "afgewezen")
    terug = sent(
        web.client("gemeente-gm0193").get(f"{BASIS}/casussen/{brief['casussen'][0]['kenmerk']}"), 200
    )
    assert [melding["kenmerk"] for melding in terug["meldingen"]] == [brief["kenmerk"]]
    with web.wereld.database.read() as session:
        assert check_invariants(session, web.wereld.omgeving) == []


def test_accepting_what_is_already_in_treatment_joins_over_the_api(vergelijkend: Web) -> None:
    web = vergelijkend
    eigen = register(web.client("gemeente-gm0193"), loket="gemeente-gm0193", externKenmerk=None)
    brief = register(web.client("vws-ucz"))
    aanbod = offer(
        web.client("vws-ucz"),
        brief["casussen"][0]["id"],
        "gemeente-gm0193",
        overgeslagen="al_in_behandeling_bij",
    )
    pad = f"{BASIS}/overdrachten/{aanbod['id']}/aanvaardingen"
    verkeerd = web.client("gemeente-gm0193").post(pad, json={"alInBehandeling": "C-2026-000099"})
    assert verkeerd.status_code == 400
    sent(web.client("gemeente-gm0193").post(pad, json={"alInBehandeling": eigen["casussen"][0]["kenmerk"]}))
    with web.wereld.database.read() as session:
        assert check_invariants(session, web.wereld.omgeving) == []
        weg = session.exec(select(Casus).where(Casus.id == UUID(brief["casussen"][0]["id"]))).one()
        assert str(weg.samengevoegd_met_id) == eigen["casussen"][0]["id"]


def test_a_decision_sent_twice_is_made_once(vergelijkend: Web) -> None:
    web = vergelijkend
    register(web.client("vws-ucz"))
    [samenloop] = register(web.client("igj"), loket="igj", externKenmerk=None)["samenlopen"]
    besluit = {"uitkomst": "koppelen", "reden": "Gebeld."}
    kop = {"Idempotency-Key": "koppel-1"}
    pad = f"{BASIS}/samenlopen/{samenloop['id']}/besluiten"
    igj = web.client("igj")
    antwoorden = [igj.post(pad, json=besluit, headers=kop) for _ in range(2)]
    assert [antwoord.status_code for antwoord in antwoorden] == [201, 201]
    assert antwoorden[0].json() == antwoorden[1].json()
    assert decide(web, "igj", samenloop["id"], "koppelen").status_code == 409
    assert decide(web, "igj", samenloop["id"], "weet_niet").status_code == 400
