"""SIGKILL just before and just after a commit: what was not answered is done once when it is sent again."""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlmodel import col, select

from app.domain.gebeurtenissen import GebeurtenisSoort
from app.domain.termen import OverdrachtStatus
from app.models import Gebeurtenis, Overdracht
from tests.api.opdrachten import Json, aanbod, melding
from tests.faults.nazien import Grootboek, look_over, recorded
from tests.faults.proces import Dienst, Huis, send
from tests.faults.sabotage import NA, STERF, VOOR
from tests.services.stappen import Stappen

PUNTEN = (VOOR, NA)
ANTWOORD = {
    "aan": "melder",
    "soort": "inhoudelijk",
    "kanaal": "telefoon",
    "inhoud": "Er is een plek.",
    "gedaanOp": "2026-11-03",
}


@dataclass
class Sterfelijk:
    """A web process that dies at every act, once, and starts again."""

    huis: Huis
    grootboek: Grootboek
    dienst: Dienst
    punt: str

    def act(self, wie: str, pad: str, inhoud: Json, soort: GebeurtenisSoort, casus: str = "") -> Json:
        """Send, die, start again, send again with the same key: done exactly once."""
        sleutel, voor = f"{self.punt}-{soort}-{pad}"[-100:], recorded(self.huis)
        with self.huis.system(wie, self.dienst) as client:
            self.huis.switch(STERF, self.punt)
            with pytest.raises(httpx.TransportError):
                send(client, pad, inhoud, sleutel)
            assert self.dienst.wait() == -signal.SIGKILL
            self.huis.switch(STERF, None)
            assert (recorded(self.huis) == voor) == (self.punt == VOOR)
            self.dienst = self.huis.serve()
            antwoord = send(client, pad, inhoud, sleutel)
            nog_eens = send(client, pad, inhoud, sleutel)
        assert antwoord.status_code == 201, antwoord.text
        assert (nog_eens.status_code, nog_eens.json()) == (201, antwoord.json())
        uit: Json = antwoord.json()
        self.grootboek.acknowledge(casus or uit["casussen"][0]["id"], soort)
        return uit


@pytest.fixture(params=PUNTEN, ids=["voor_de_commit", "na_de_commit"])
def sterfelijk(huis: Huis, grootboek: Grootboek, request: pytest.FixtureRequest) -> Iterator[Sterfelijk]:
    yield Sterfelijk(huis, grootboek, huis.serve(), request.param)


@pytest.mark.lang
def test_whatever_the_web_was_doing_when_it_was_killed_is_done_once(sterfelijk: Sterfelijk) -> None:
    s = sterfelijk
    nieuw = s.act("vws-ucz", "/meldingen", melding(), GebeurtenisSoort.MELDING_GEREGISTREERD)
    casus = nieuw["casussen"][0]["id"]
    aanbieden = f"/casussen/{casus}/overdrachten"
    eerst = s.act("vws-ucz", aanbieden, aanbod("ozj"), GebeurtenisSoort.OVERDRACHT_AANGEBODEN, casus)
    terug = {"redencode": "anders", "toelichting": "Dit is voor een ander."}
    s.act(
        "ozj",
        f"/overdrachten/{eerst['id']}/teruggaven",
        terug,
        GebeurtenisSoort.OVERDRACHT_TERUGGEGEVEN,
        casus,
    )
    nieuws = aanbod("ozj", reden="Toch", nieuwFeit="Er is nieuws")
    weer = s.act("vws-ucz", aanbieden, nieuws, GebeurtenisSoort.OVERDRACHT_AANGEBODEN, casus)
    s.act("ozj", f"/overdrachten/{weer['id']}/aanvaardingen", {}, GebeurtenisSoort.OVERDRACHT_AANVAARD, casus)
    look_over(s.huis, s.grootboek)


@pytest.mark.lang
def test_a_web_that_is_killed_while_closing_closes_once(sterfelijk: Sterfelijk) -> None:
    s = sterfelijk
    nieuw = s.act("vws-ucz", "/meldingen", melding(), GebeurtenisSoort.MELDING_GEREGISTREERD)
    casus, pad = nieuw["casussen"][0]["id"], f"/meldingen/{nieuw['id']}"
    s.act("vws-ucz", f"{pad}/terugkoppelingen", ANTWOORD, GebeurtenisSoort.TERUGGEKOPPELD, casus)
    s.act(
        "vws-ucz", f"{pad}/afsluitingen", {"uitkomst": "geholpen"}, GebeurtenisSoort.MELDING_GESLOTEN, casus
    )
    sluiten = f"/casussen/{casus}/afsluitingen"
    s.act("vws-ucz", sluiten, {"uitkomst": "opgelost"}, GebeurtenisSoort.CASUS_GESLOTEN, casus)
    look_over(s.huis, s.grootboek)


@pytest.mark.parametrize("punt", PUNTEN, ids=["voor_de_commit", "na_de_commit"])
def test_a_worker_that_is_killed_lets_each_offer_expire_once(
    huis: Huis, grootboek: Grootboek, punt: str
) -> None:
    casussen = [make_offer(huis, grootboek) for _ in range(3)]
    huis.set_clock(huis.wereld.now + timedelta(days=7))
    for nummer in range(3):
        huis.switch(STERF, punt)
        assert huis.kraam.wait(huis.start("werk", "--eenmalig")) == -signal.SIGKILL
        assert len(expired(huis)) == (nummer + 1 if punt == NA else 0)
    huis.switch(STERF, None)
    for _ in range(2):
        status, gezegd = huis.run("werk", "--eenmalig")
        assert status == 0, gezegd
    assert sorted(expired(huis)) == sorted(casussen)
    for casus_id in casussen:
        grootboek.acknowledge(casus_id, GebeurtenisSoort.OVERDRACHT_VERLOPEN)
    assert statuses(huis) == {OverdrachtStatus.VERLOPEN}
    look_over(huis, grootboek)


def make_offer(huis: Huis, grootboek: Grootboek) -> UUID:
    stappen = Stappen(huis.wereld)
    casus_id = stappen.register().casussen[0].id
    huis.wereld.later(minutes=1)
    stappen.offer("vws-ucz", "ozj", casus_id)
    grootboek.acknowledge(casus_id, GebeurtenisSoort.MELDING_GEREGISTREERD)
    grootboek.acknowledge(casus_id, GebeurtenisSoort.OVERDRACHT_AANGEBODEN)
    return casus_id


def expired(huis: Huis) -> list[UUID]:
    query = select(Gebeurtenis.stroom_id).where(
        col(Gebeurtenis.soort) == GebeurtenisSoort.OVERDRACHT_VERLOPEN
    )
    with huis.wereld.database.read() as session:
        return list(session.exec(query))


def statuses(huis: Huis) -> set[OverdrachtStatus]:
    with huis.wereld.database.read() as session:
        return set(session.exec(select(Overdracht.status)))
