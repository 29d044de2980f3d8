"""Klachten over the API: every act once, with its article in the refusal, and the figures of a year."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.domain.actor import Rol
from app.models import Bericht
from app.services.klachtberichten import mark_klachtbericht_sent
from tests.api.opdrachten import BASIS, register, sent
from tests.fixtures_app import Wereld
from tests.fixtures_web import Web, make_web
from tests.services.klachtstappen import GEMEENTE

KLACHT = {"tekst": "Ik ben drie keer niet teruggebeld.", "over": "de consulent", "organisatie": GEMEENTE}


@pytest.fixture
def web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def kb(web: Web) -> TestClient:
    """The program of the gemeente; people handle klachten there too."""
    web.wereld.hire(GEMEENTE, Rol.KLACHTBEHANDELAAR)
    return web.client(GEMEENTE, Rol.KLACHTBEHANDELAAR)


@pytest.fixture
def pad(web: Web, kb: TestClient) -> str:
    """A klacht that was recorded with its melding and sent on to the gemeente."""
    vws = web.client("vws-ucz")
    nieuw = register(vws, aard=["hulpvraag", "klacht"], klacht=KLACHT)
    (klacht,) = nieuw["klachten"]
    pad = f"{BASIS}/klachten/{klacht['id']}"
    sent(vws.post(f"{pad}/doorzendingen", json={"naarOrganisatie": GEMEENTE}), 201)
    assert sent(vws.get(pad), 200)["tekst"] is None, "who sent it on knows where it lies, not its words"
    return pad


def handler(web: Web) -> str:
    return str(web.wereld.hire(GEMEENTE, Rol.KLACHTBEHANDELAAR).id)


def post_letters(web: Web) -> None:
    """Who handles it posts what waits: a receipt counts once it was sent."""
    with web.wereld.werkplek(web.wereld.hire(GEMEENTE, Rol.KLACHTBEHANDELAAR)) as desk:
        for bericht in desk.session.exec(select(Bericht).where(Bericht.moment == "klacht_ontvangen")):
            if bericht.organisatie_id == desk.actor.organisatie_id:
                mark_klachtbericht_sent(desk, bericht.id)


def test_a_klaagschrift_is_taken_back(web: Web, kb: TestClient, pad: str) -> None:
    sent(kb.post(f"{pad}/behandelaars", json={"medewerker": handler(web)}), 201)
    (wie,) = sent(kb.post(f"{pad}/klaagschriften", json={"naam": "J. de Wit"}), 201)["beklaagden"]
    lijf = {"beklaagde": wie["id"], "toelichting": "Zij was er niet bij."}
    uit = sent(kb.post(f"{pad}/klaagschriften/intrekkingen", json=lijf), 201)
    assert (uit["beklaagden"], uit["klaagschriftOp"]) == ([], None)


def test_from_receipt_to_outcome(web: Web, kb: TestClient, pad: str) -> None:
    assert sent(kb.get(pad), 200)["tekst"].startswith("Ik ben drie keer")
    for deel, lijf in (
        ("ontvangstbevestigingen", {}),
        ("behandelaars", {"medewerker": handler(web)}),
        ("klaagschriften", {"naam": "J. de Wit"}),
        ("hoorzittingen", {"overgeslagen": "melder_ziet_af", "toelichting": "Zij wil dat niet."}),
        ("hoorzittingen", {"wie": "beklaagde", "verslag": "Hij belde te laat."}),
        ("beklaagden", {"organisatie": GEMEENTE}),
        ("aantekeningen", {"tekst": "Bel na zes uur."}),
        ("afdoeningen", {"uitkomst": "deels_gegrond", "toelichting": "Wij belden te laat."}),
    ):
        if deel == "afdoeningen":
            post_letters(web)
        uit = sent(kb.post(f"{pad}/{deel}", json=lijf), 201)
    assert uit["beklaagden"][0]["naam"] == "J. de Wit"
    assert uit["status"] == "afgedaan"
    tweede = kb.post(f"{pad}/afdoeningen", json={"uitkomst": "gegrond", "toelichting": "Nog eens."})
    assert tweede.status_code == 409
    assert [rij["id"] for rij in sent(kb.get(f"{BASIS}/klachten?lijst=afgedaan"), 200)["items"]] == [
        uit["id"]
    ]
    cijfers = {
        c["code"]: c["aantal"] for c in sent(kb.get(f"{BASIS}/klachtcijfers?jaar=2026"), 200)["cijfers"]
    }
    assert (cijfers["ontvangen"], cijfers["deels_gegrond"]) == (1, 1)


def test_too_soon_says_everything_that_lacks(web: Web, kb: TestClient, pad: str) -> None:
    sent(kb.post(f"{pad}/behandelaars", json={"medewerker": handler(web)}), 201)
    antwoord = kb.post(f"{pad}/afdoeningen", json={"uitkomst": "gegrond", "toelichting": "x"})
    assert antwoord.status_code == 409
    for artikel in ("9:6", "9:9", "9:10"):
        assert artikel in antwoord.text


def test_others_get_404_and_no_figures(web: Web, pad: str) -> None:
    for kenmerk, rol in ((GEMEENTE, Rol.CASUSREGISSEUR), ("ozj", Rol.KLACHTBEHANDELAAR)):
        client = web.client(kenmerk, rol)
        assert client.get(pad).status_code == 404
        assert client.post(f"{pad}/aantekeningen", json={"tekst": "x"}).status_code == 404
        assert sent(client.get(f"{BASIS}/klachten"), 200)["items"] == []
    assert web.client(GEMEENTE, Rol.CASUSREGISSEUR).get(f"{BASIS}/klachtcijfers?jaar=2026").status_code == 403


def test_a_melding_turns_out_to_be_a_klacht_later(web: Web) -> None:
    vws = web.client("vws-ucz")
    nieuw = register(vws)
    lijf = {"tekst": "Niemand belt.", "vorm": "mondeling", "ontvangenOp": web.wereld.now.date().isoformat()}
    uit = sent(vws.post(f"{BASIS}/meldingen/{nieuw['id']}/klachten", json=lijf), 201)
    assert uit["kenmerk"].startswith("K-2026-")


def test_one_key_records_one_klacht(web: Web) -> None:
    vws = web.client("vws-ucz")
    nieuw = register(vws)
    lijf = {"tekst": "Niemand belt.", "vorm": "mondeling", "ontvangenOp": web.wereld.now.date().isoformat()}
    kop = {"Idempotency-Key": "klacht-een-keer-0001"}
    paden = [vws.post(f"{BASIS}/meldingen/{nieuw['id']}/klachten", json=lijf, headers=kop) for _ in range(2)]
    assert paden[0].json()["id"] == paden[1].json()["id"]
