"""``POST /samenlopen/_zoek``: who may be the same jeugdige, and nothing else about them."""

import pytest
from sqlmodel import col, select

from app.models import Leesregel
from app.services import samenlopen
from tests.api.opdrachten import BASIS, Json, melding, register, sent
from tests.fixtures_web import Web
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


def test_who_is_known_and_who_is_not_take_the_same_path(web: Web) -> None:
    """The same statements up to what is shown: only the read log and the right to know follow a hit."""
    bekend, onbekend = casus_of(web, "igj"), casus_of(web, "igj", voornamen="Ali", achternaam="Kaya")
    casus_of(web, "vws-ucz")
    search(web, "igj", bekend)
    aantallen = []
    for casus_id in (bekend, onbekend):
        with counted() as opdrachten:
            search(web, "igj", casus_id)
        aantallen.append([opdracht for opdracht in opdrachten if "samenloop_sleutel" in opdracht])
    assert len(aantallen[0]) == len(aantallen[1]) == 1
