"""Lists: pages, cursors, filters, and searching by person in the body only."""

from sqlmodel import select

from app.models import Leesregel
from tests.api.opdrachten import BASIS, offer, problem, register, sent
from tests.fixtures_web import Web


def test_pages_follow_each_other_without_gap_or_double(web: Web) -> None:
    vws = web.client("vws-ucz")
    kenmerken = [register(vws, spoed=nr == 3)["casussen"][0]["kenmerk"] for nr in range(5)]
    gezien, adres = [], f"{BASIS}/casussen?limit=2"
    while adres:
        antwoord = vws.get(adres)
        inhoud = sent(antwoord, 200)
        gezien += [item["kenmerk"] for item in inhoud["items"]]
        link = antwoord.headers.get("Link")
        assert (link is None) == (inhoud["volgende"] is None)
        adres = link.split(">")[0][1:] if link else ""
    assert gezien[0] == kenmerken[3]
    assert sorted(gezien) == sorted(kenmerken)


def test_a_cursor_fits_one_actor_and_one_set_of_filters(web: Web) -> None:
    vws, ozj = web.client("vws-ucz"), web.client("ozj")
    for _ in range(2):
        register(vws)
    for lijst in ("casussen", "meldingen", "termijnen", "organisaties"):
        cursor = sent(vws.get(f"{BASIS}/{lijst}?limit=1"), 200)["volgende"]
        assert vws.get(f"{BASIS}/{lijst}", params={"cursor": cursor}).status_code == 200
        problem(ozj.get(f"{BASIS}/{lijst}", params={"cursor": cursor}), 400)
        problem(vws.get(f"{BASIS}/{lijst}", params={"cursor": cursor[:-2] + "AA"}), 400)
    problem(vws.get(f"{BASIS}/meldingen", params={"cursor": cursor, "status": "open"}), 400)
    problem(vws.get(f"{BASIS}/meldingen?limit=101"), 400)
    problem(vws.get(f"{BASIS}/meldingen?achternaam=Voorbeeld"), 400)


def test_the_work_list_filters_on_owner_offer_date_and_spoed(web: Web) -> None:
    vws, ozj = web.client("vws-ucz"), web.client("ozj")
    casus = register(vws, spoed=True)["casussen"][0]
    rustig = register(vws)["casussen"][0]
    offer(vws, casus["id"], "ozj")

    def found(client: object, **params: str) -> list[str]:
        antwoord = client.get(f"{BASIS}/casussen", params=params)  # type: ignore[attr-defined]  # any client
        return [item["kenmerk"] for item in sent(antwoord, 200)["items"]]

    assert found(ozj, teAanvaarden="true") == [casus["kenmerk"]]
    assert found(vws, teAanvaarden="true") == []
    assert found(vws, spoed="false") == [rustig["kenmerk"]]
    assert found(vws, eigenaar="vws-ucz", status="open") == [casus["kenmerk"], rustig["kenmerk"]]
    assert found(vws, eigenaar="ozj") == []
    assert found(vws, termijnVoor="2026-11-03") == [casus["kenmerk"]]
    rij = sent(ozj.get(f"{BASIS}/casussen"), 200)["items"][0]
    assert (rij["initialen"], rij["eigenaar"]["organisatie"]["kenmerk"]) == ("F.V.", "vws-ucz")


def test_promises_can_be_listed_by_code_party_and_date(web: Web) -> None:
    vws = web.client("vws-ucz")
    nieuw = register(vws)
    alle = sent(vws.get(f"{BASIS}/termijnen?status=open"), 200)["items"]
    assert [t["uiterlijk"] for t in alle] == sorted(t["uiterlijk"] for t in alle)
    assert all(t["uitleg"] and t["grond"] == "norm" for t in alle)
    assert alle[0]["melding"]["kenmerk"] == nieuw["kenmerk"]
    een = sent(vws.get(f"{BASIS}/termijnen?code=antwoord_melder&verantwoordelijke=vws-ucz"), 200)["items"]
    assert [t["code"] for t in een] == ["antwoord_melder"]
    vroeg = sent(vws.get(f"{BASIS}/termijnen?voor=2026-11-06"), 200)["items"]
    assert [t["code"] for t in vroeg] == ["ontvangstbevestiging"]


def test_meldingen_are_found_by_kenmerk_and_loket_but_never_by_person_in_the_address(web: Web) -> None:
    vws = web.client("vws-ucz")
    nieuw = register(vws)
    for q in (nieuw["kenmerk"], "UCZ-2026-0042", "Unit Complexe"):
        assert len(sent(vws.get(f"{BASIS}/meldingen", params={"q": q}), 200)["items"]) == 1
    for q in ("Voorbeeld", "Femke", "%"):
        assert sent(vws.get(f"{BASIS}/meldingen", params={"q": q}), 200)["items"] == []
    assert len(sent(vws.get(f"{BASIS}/meldingen?loket=vws-ucz&status=open"), 200)["items"]) == 1


def test_a_person_is_found_in_the_body_among_what_the_actor_may_read(web: Web) -> None:
    vws = web.client("vws-ucz")
    nieuw = [register(vws) for _ in range(3)]
    register(vws, jeugdigen=[{"voornamen": "Bo", "achternaam": "Anders"}])
    zoek = {"achternaam": "VOORBÉÉLD", "geboortedatum": "2010-03-14"}
    eerste = sent(vws.post(f"{BASIS}/meldingen/_zoek", json={**zoek, "limit": 2}), 200)
    assert len(eerste["items"]) == 2
    verder = {**zoek, "limit": 2, "cursor": eerste["volgende"]}
    tweede = sent(vws.post(f"{BASIS}/meldingen/_zoek", json=verder), 200)
    gevonden = {item["id"] for item in eerste["items"] + tweede["items"]}
    assert gevonden == {melding["id"] for melding in nieuw}
    assert tweede["volgende"] is None
    assert sent(web.client("ozj").post(f"{BASIS}/meldingen/_zoek", json=zoek), 200)["items"] == []
    problem(vws.post(f"{BASIS}/meldingen/_zoek", json={"voornamen": "Femke"}), 400)


def test_every_read_is_logged_per_person_shown(web: Web) -> None:
    vws = web.client("vws-ucz")
    nieuw = register(vws)
    kopje = {"X-Request-ID": "proef-1"}
    vws.get(f"{BASIS}/casussen/{nieuw['casussen'][0]['id']}", headers=kopje)
    vws.post(f"{BASIS}/meldingen/_zoek", json={"achternaam": "Voorbeeld"}, headers=kopje)
    with web.wereld.database.read() as session:
        rijen = session.exec(select(Leesregel).where(Leesregel.aanvraag_id == "proef-1")).all()
    assert {(rij.object_soort, str(rij.object_id), rij.doel) for rij in rijen} == {
        ("casus", nieuw["casussen"][0]["id"], "behandeling"),
        ("melding", nieuw["id"], "zoeken"),
    }
