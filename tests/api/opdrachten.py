"""What systems send in these tests: complete bodies, any field of which can be changed."""

from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

Json = dict[str, Any]
BASIS = "/api/v1"
MAIL = {"wijze": "mail"}


def melding(**anders: Any) -> Json:
    """A melding as a loket registers it."""
    return {
        "loket": "vws-ucz",
        "kanaal": "burgerbrief",
        "ontvangenOp": "2026-11-03",
        "externKenmerk": "UCZ-2026-0042",
        "aard": ["hulpvraag"],
        "hulpvraag": "Mijn dochter heeft geen vaste plek na het ziekenhuis. Wie helpt ons?",
        "geholpenMet": "Een vaste plek dichtbij.",
        "spoed": False,
        "wettelijkKader": ["jeugdwet"],
        "eerderBetrokken": ["wijkteam", "ggz"],
        "themas": ["18-18plus"],
        "melder": {
            "naam": "Dorien Voorbeeld",
            "relatie": "ouder",
            "email": "dorien@voorbeeld.example",
            "telefoon": "0612345678",
            "voorkeurskanaal": "mail",
        },
        "jeugdigen": [
            {
                "voornamen": "Femke",
                "achternaam": "Voorbeeld",
                "geboortedatum": "2010-03-14",
                "postcode": "8011AB",
                "huisnummer": "1",
                "woonplaatsGemeente": "GM0193",
                "woonplaatsStatus": "vastgesteld",
                "verblijf": "thuis",
            }
        ],
    } | anders


def aanbod(naar: str, **anders: Any) -> Json:
    """An offer to the next link."""
    return {"naarOrganisatie": naar, "reden": "Volgende schakel", "mededeling": MAIL} | anders


def register(client: TestClient, **anders: Any) -> Json:
    """A registered melding."""
    return sent(client.post(f"{BASIS}/meldingen", json=melding(**anders)))


def offer(client: TestClient, casus_id: str, naar: str, **anders: Any) -> Json:
    """An open offer."""
    return sent(client.post(f"{BASIS}/casussen/{casus_id}/overdrachten", json=aanbod(naar, **anders)))


def accept(client: TestClient, overdracht_id: str) -> Json:
    """An accepted offer."""
    return sent(client.post(f"{BASIS}/overdrachten/{overdracht_id}/aanvaardingen", json={}))


def pass_on(van: TestClient, naar: TestClient, casus_id: str, kenmerk: str) -> None:
    """Offer and accept."""
    accept(naar, offer(van, casus_id, kenmerk)["id"])


def sent(antwoord: Response, status: int = 201) -> Json:
    """The body of an answer that must have this status."""
    assert antwoord.status_code == status, antwoord.text
    inhoud: Json = antwoord.json()
    return inhoud


def problem(antwoord: Response, status: int) -> Json:
    """The body of a refusal: problem+json with the same status inside."""
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["content-type"] == "application/problem+json"
    inhoud: Json = antwoord.json()
    assert inhoud["status"] == status
    assert inhoud["title"] and inhoud["detail"] and inhoud["type"]
    return inhoud
