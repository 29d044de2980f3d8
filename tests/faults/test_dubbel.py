"""The same request more than once, at the same moment: one effect, and everybody reads the same."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import httpx
from sqlmodel import col, select

from app.domain.gebeurtenissen import GebeurtenisSoort as Soort
from app.models import Casus, Gebeurtenis, Melding, Overdracht
from tests.api.opdrachten import melding
from tests.faults.nazien import Grootboek, look_over
from tests.faults.proces import Huis, send

KEREN = 20
INTAKE = {
    "kanaal": "telefoon",
    "ontvangenOp": "2026-11-03",
    "aard": "hulpvraag",
    "spoed": "nee",
    "isKlacht": "nee",
    "melderSoort": "bekend",
    "melder.naam": "Dorien Voorbeeld",
    "melder.email": "dorien@voorbeeld.example",
    "hulpvraag": "Mijn dochter heeft geen vaste plek. Wie helpt ons?",
}
DOORZETTEN = {"naarOrganisatie": "ozj", "reden": "Volgende schakel", "wijze": "mail", "nieuwFeit": "Nieuws"}
VERTELD = {"kanaal": "telefoon", "gedaanOp": "2026-11-03", "inhoud": "Er is een plek."}


def test_twenty_times_the_same_act_at_once_is_done_once(huis: Huis, grootboek: Grootboek) -> None:
    dienst = huis.serve(HOUVAST_WACHTTIJD="30")
    with huis.system("vws-ucz", dienst) as vws:
        start = Barrier(KEREN)

        def register(_: int) -> httpx.Response:
            start.wait()
            return send(vws, "/meldingen", melding(), "dezelfde-sleutel")

        with ThreadPoolExecutor(KEREN) as draden:
            antwoorden = list(draden.map(register, range(KEREN)))
        assert {antwoord.status_code for antwoord in antwoorden} == {201}, antwoorden[0].text
        assert len({antwoord.text for antwoord in antwoorden}) == 1
        grootboek.acknowledge(antwoorden[0].json()["casussen"][0]["id"], Soort.MELDING_GEREGISTREERD)
        anders = send(vws, "/meldingen", melding(spoed=True), "dezelfde-sleutel")
    assert (anders.status_code, anders.json()["code"]) == (409, "sleutel_al_gebruikt")
    look_over(huis, grootboek)


@dataclass
class Tabbladen:
    """One person with the same form in two browsers, who presses the button in both."""

    huis: Huis
    een: httpx.Client
    ander: httpx.Client
    gedaan: int = 0

    def send(self, pad: str, **velden: str) -> str:
        """Both at once; both are led to the same page. Gives its address."""
        self.gedaan += 1
        formulier = velden | {"idempotency_key": f"formulier-{self.gedaan}"}
        start = Barrier(2)

        def press(browser: httpx.Client) -> httpx.Response:
            start.wait()
            return browser.post(pad, data=formulier)

        with ThreadPoolExecutor(2) as draden:
            een, ander = draden.map(press, (self.een, self.ander))
        later = self.een.post(pad, data=formulier)
        for antwoord in (een, ander, later):
            assert antwoord.status_code == 303, (pad, antwoord.status_code, antwoord.text)
        assert een.headers["Location"] == ander.headers["Location"] == later.headers["Location"]
        assert self.een.get(een.headers["Location"]).status_code == 200
        return een.headers["Location"]


def test_a_form_that_is_sent_from_two_tabs_acts_once(huis: Huis, grootboek: Grootboek) -> None:
    dienst = huis.serve(HOUVAST_WACHTTIJD="30")
    mensen = {wie: huis.wereld.actors[wie] for wie in ("vws-ucz", "ozj")}
    vws, ozj = (
        Tabbladen(huis, huis.browser(actor, dienst), huis.browser(actor, dienst)) for actor in mensen.values()
    )
    casus = vws.send("/meldingen/nieuw", **INTAKE).split("?")[0]
    vws.send(f"{casus}/escaleren", redencode="geen_capaciteit", toelichting="Vol")
    vws.send(f"{casus}/doorzetten", **DOORZETTEN)
    eerste = open_offer(huis).rpartition("/")[2]
    vws.send(f"{casus}/intrekken", overdracht=eerste, toelichting="Toch nog even niet")
    vws.send(f"{casus}/doorzetten", **DOORZETTEN)
    aanbod = open_offer(huis)
    ozj.send(f"{aanbod}/beoordelen")
    ozj.send(f"{aanbod}/teruggeven", redencode="anders", toelichting="Nog niet")
    vws.send(f"{casus}/doorzetten", **DOORZETTEN)
    ozj.send(f"{open_offer(huis)}/aanvaarden")
    pad = f"{casus}/meldingen/{only_melding(huis)}"
    ozj.send(f"{pad}/terugkoppelen", soort="inhoudelijk", **VERTELD)
    ozj.send(f"{pad}/loket", uitkomst="oplossing", geenZorginhoud="ja", **VERTELD)
    ozj.send(f"{pad}/aanvullen", aanvulling="Nog iets")
    ozj.send(f"{pad}/afsluiten", uitkomst="geholpen")
    ozj.send(f"{casus}/afsluiten", uitkomst="opgelost")
    ozj.send(f"{pad}/heropenen", toelichting="De vraag is terug")
    casus_id = only_casus(huis)
    for soort, keren in VERWACHT.items():
        for _ in range(keren):
            grootboek.acknowledge(casus_id, soort)
    look_over(huis, grootboek)
    assert sum(soort == Soort.MELDING_HEROPEND for soort in history(huis)) == 1


VERWACHT = {
    Soort.MELDING_GEREGISTREERD: 1,
    Soort.OVERDRACHT_AANGEBODEN: 3,
    Soort.OVERDRACHT_INGETROKKEN: 1,
    Soort.OVERDRACHT_TERUGGEGEVEN: 1,
    Soort.OVERDRACHT_AANVAARD: 1,
    Soort.TERUGGEKOPPELD: 2,
    Soort.MELDING_GESLOTEN: 1,
    Soort.CASUS_GESLOTEN: 1,
}


def test_back_other_words_and_sent_again_says_what_happened(huis: Huis, grootboek: Grootboek) -> None:
    dienst = huis.serve()
    with huis.browser(huis.wereld.actors["vws-ucz"], dienst) as browser:
        formulier = INTAKE | {"idempotency_key": "een-formulier"}
        assert browser.post("/meldingen/nieuw", data=formulier).status_code == 303
        anders = formulier | {"hulpvraag": "Andere woorden, na terug in de browser."}
        antwoord = browser.post("/meldingen/nieuw", data=anders)
    assert antwoord.status_code == 409
    assert "Dit formulier is al een keer verstuurd" in antwoord.text
    assert "Andere woorden, na terug in de browser." in antwoord.text
    grootboek.acknowledge(only_casus(huis), Soort.MELDING_GEREGISTREERD)
    look_over(huis, grootboek)


def open_offer(huis: Huis) -> str:
    query = select(Overdracht.id).order_by(col(Overdracht.id).desc())
    with huis.wereld.database.read() as session:
        return f"/overdrachten/{session.exec(query).first()}"


def only_melding(huis: Huis) -> str:
    with huis.wereld.database.read() as session:
        return session.exec(select(Melding.kenmerk)).one()


def only_casus(huis: Huis) -> str:
    with huis.wereld.database.read() as session:
        return str(session.exec(select(Casus.id)).one())


def history(huis: Huis) -> list[str]:
    with huis.wereld.database.read() as session:
        return list(session.exec(select(Gebeurtenis.soort)))
