"""The main route of a question over REST, from the ministry to the wijkteam, by tokens of five parties."""

from itertools import pairwise

from tests.api.opdrachten import BASIS, pass_on, problem, register, sent
from tests.fixtures_web import Web

ROUTE = ("vws-ucz", "ozj", "en2", "ret-jz07", "wijkteam-gm0193")


def test_a_question_travels_the_whole_chain_and_ends_with_nobody_left_without_word(web: Web) -> None:
    systemen = {kenmerk: web.client(kenmerk) for kenmerk in ROUTE}
    nieuw = register(systemen["vws-ucz"])
    casus, melding = nieuw["casussen"][0], nieuw["id"]
    assert casus["kenmerk"].startswith("C-2026-")
    assert {t["code"] for t in nieuw["termijnen"]} >= {"ontvangstbevestiging", "antwoord_melder"}
    for van, naar in pairwise(ROUTE):
        web.wereld.later(hours=5)
        pass_on(systemen[van], systemen[naar], casus["id"], naar)
        gezien = sent(systemen[naar].get(f"{BASIS}/casussen/{casus['id']}"), 200)
        assert gezien["eigenaar"]["organisatie"]["kenmerk"] == naar
        assert gezien["antwoordplichten"][0]["organisatie"]["kenmerk"] == naar
    assert [schakel["organisatie"]["kenmerk"] for schakel in gezien["keten"]] == list(ROUTE)
    assert gezien["jeugdige"]["achternaam"] == "Voorbeeld"
    wijkteam, ret = systemen["wijkteam-gm0193"], systemen["ret-jz07"]
    afsluiting = f"{BASIS}/meldingen/{melding}/afsluitingen"
    weigering = problem(wijkteam.post(afsluiting, json={"uitkomst": "geholpen", "toelichting": "Klaar"}), 409)
    assert weigering["ontbreekt"] == ["melder_niet_beantwoord"]
    terugkoppeling = f"{BASIS}/meldingen/{melding}/terugkoppelingen"
    sent(
        wijkteam.post(
            terugkoppeling,
            json={
                "aan": "melder",
                "soort": "inhoudelijk",
                "kanaal": "telefoon",
                "inhoud": "Er is een plek.",
                "gedaanOp": "2026-11-04",
            },
        )
    )
    gevraagd = wijkteam.post(afsluiting, json={"uitkomst": "geholpen", "toelichting": "Er is een plek."})
    assert sent(gevraagd, 202)["status"] == "afsluiting_gevraagd"
    loket = {
        "aan": "loket",
        "soort": "mededeling",
        "kanaal": "mail",
        "inhoud": "Er is een passende plek.",
        "gedaanOp": "2026-11-04",
        "uitkomst": "oplossing",
        "acties": ["partijen_bijeengebracht"],
    }
    sent(ret.post(terugkoppeling, json=loket))
    sent(
        wijkteam.post(
            f"{BASIS}/casussen/{casus['id']}/afsluitingen",
            json={"uitkomst": "opgelost", "toelichting": "Klaar"},
        )
    )
    bij_loket = sent(systemen["vws-ucz"].get(f"{BASIS}/meldingen/{melding}"), 200)
    assert bij_loket["status"] == "gesloten"
    verteld = sent(systemen["vws-ucz"].get(terugkoppeling), 200)["items"]
    assert [(t["aan"], t["inhoud"]) for t in verteld if t["aan"] == "loket"] == [
        ("loket", "Er is een passende plek.")
    ]
    terug = systemen["vws-ucz"].post(
        f"{BASIS}/meldingen/{melding}/heropeningen", json={"toelichting": "De plek ging niet door."}
    )
    assert sent(terug)["status"] == "open"


def test_the_addressed_party_reads_the_question_but_not_how_to_reach_the_melder(web: Web) -> None:
    vws, ozj = web.client("vws-ucz"), web.client("ozj")
    casus = register(vws)["casussen"][0]["id"]
    aangeboden = sent(
        vws.post(
            f"{BASIS}/casussen/{casus}/overdrachten",
            json={
                "naarOrganisatie": "ozj",
                "reden": "Past bij u",
                "notitie": "Bel vast",
                "mededeling": {"wijze": "mail"},
            },
        )
    )
    antwoord = ozj.get(f"{BASIS}/casussen/{casus}")
    gezien = sent(antwoord, 200)
    assert gezien["openOverdracht"]["id"] == aangeboden["id"]
    assert gezien["openOverdracht"]["notitie"] == "Bel vast"
    assert gezien["meldingen"][0]["hulpvraag"].startswith("Mijn dochter")
    assert gezien["jeugdige"]["leeftijd"] == 16
    for geheim in ("dorien@", "0612345678", "Dorien", "Femke", "8011AB", "2010-03-14"):
        assert geheim not in antwoord.text
    assert "dorien@" not in ozj.get(f"{BASIS}/meldingen/{gezien['meldingen'][0]['id']}").text


def test_after_a_return_the_content_closes_at_once_and_the_sender_still_owns_it(web: Web) -> None:
    vws, ozj = web.client("vws-ucz"), web.client("ozj")
    casus = register(vws)["casussen"][0]["id"]
    overdracht = sent(
        vws.post(
            f"{BASIS}/casussen/{casus}/overdrachten",
            json={"naarOrganisatie": "ozj", "reden": "Past", "mededeling": {"wijze": "mail"}},
        )
    )["id"]
    assert sent(ozj.post(f"{BASIS}/overdrachten/{overdracht}/beoordelingen"))["status"] == "in_beoordeling"
    problem(ozj.post(f"{BASIS}/overdrachten/{overdracht}/beoordelingen"), 409)
    terug = ozj.post(
        f"{BASIS}/overdrachten/{overdracht}/teruggaven",
        json={"redencode": "anders", "toelichting": "Al bij een ander.", "voorgesteldeOntvanger": "en2"},
    )
    assert sent(terug)["status"] == "teruggegeven"
    antwoord = ozj.get(f"{BASIS}/casussen/{casus}")
    rest = sent(antwoord, 200)
    assert (rest["eigenaar"], rest["meldingen"], rest["jeugdige"]) == (None, [], None)
    assert rest["overdrachten"][0]["redencode"] == "anders"
    assert "Mijn dochter" not in antwoord.text
    bij_vws = sent(vws.get(f"{BASIS}/casussen/{casus}"), 200)
    assert bij_vws["eigenaar"]["organisatie"]["kenmerk"] == "vws-ucz"
    assert problem(ozj.post(f"{BASIS}/overdrachten/{overdracht}/aanvaardingen", json={}), 409)["code"]


def test_the_route_names_every_level_with_its_reason(web: Web) -> None:
    ozj = web.client("ozj")
    items = sent(ozj.get(f"{BASIS}/routeadviezen", params={"gemeente": "GM0193"}), 200)["items"]
    assert [item["niveau"] for item in items] == [2, 3, 4, 5, 5]
    assert [item["organisatie"]["kenmerk"] for item in items if item["voorgesteld"]] == ["en2"]
    alleen = sent(web.client("vws-ucz").get(f"{BASIS}/routeadviezen"), 200)["items"]
    assert [item["organisatie"]["kenmerk"] for item in alleen] == ["vws-ucz", "ozj"]
    assert problem(ozj.get(f"{BASIS}/routeadviezen", params={"gemeente": "GM9999"}), 400)["fouten"]
