"""A clock that jumps: the history goes on in order, no promise is broken, and nobody is shut out for it."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlmodel import col, select

from app.domain.actor import Actor
from app.domain.gebeurtenissen import GebeurtenisSoort as Soort
from app.domain.termen import OverdrachtStatus
from app.models import Eigenaarschap, Gebeurtenis, Overdracht
from app.security import POGINGEN_PER_NAAM
from tests.api.opdrachten import Json, aanbod, melding
from tests.faults.nazien import Grootboek, look_over
from tests.faults.proces import Huis, send
from tests.fixtures_app import START

TE_VAAK = "Er is te vaak geprobeerd."
UUR, DAG = timedelta(hours=1), timedelta(days=1)


def done(antwoord: httpx.Response) -> Json:
    assert antwoord.status_code == 201, antwoord.text
    uit: Json = antwoord.json()
    return uit


def test_acts_keep_their_order_and_their_effect_whatever_the_clock_does(
    huis: Huis, grootboek: Grootboek
) -> None:
    dienst = huis.serve()
    vws, ozj = huis.system("vws-ucz", dienst), huis.system("ozj", dienst)
    mens = huis.browser(huis.wereld.actors["vws-ucz"], dienst)
    nieuw = done(send(vws, "/meldingen", melding(), "begin"))
    casus = nieuw["casussen"][0]["id"]
    huis.set_clock(START - UUR)
    aangeboden = done(send(vws, f"/casussen/{casus}/overdrachten", aanbod("ozj"), "aanbod"))
    assert mens.get("/werkvoorraad").status_code == 200
    huis.set_clock(START - DAG)
    assert huis.run("werk", "--eenmalig")[0] == 0
    done(send(ozj, f"/overdrachten/{aangeboden['id']}/beoordelingen", {}, "beoordelen"))
    assert mens.get("/werkvoorraad").status_code == 200
    assert done(send(vws, "/meldingen", melding(), "begin")) == nieuw
    huis.set_clock(START + DAG + UUR)
    assert huis.run("werk", "--eenmalig")[0] == 0
    assert done(send(vws, "/meldingen", melding(), "begin")) == nieuw
    assert mens.get("/werkvoorraad").headers["Location"].startswith("/inloggen")
    done(send(ozj, f"/overdrachten/{aangeboden['id']}/aanvaardingen", {}, "aanvaarden"))
    huis.set_clock(START)
    assert mens.get("/werkvoorraad").status_code == 200
    verder = done(send(ozj, f"/casussen/{casus}/overdrachten", aanbod("en2"), "verder"))
    done(send(ozj, f"/overdrachten/{verder['id']}/intrekkingen", {}, "terug"))
    for soort, keren in VERWACHT.items():
        for _ in range(keren):
            grootboek.acknowledge(casus, soort)
    assert moments(huis) == sorted(set(moments(huis)))
    assert all(interval > timedelta(0) for interval in intervals(huis))
    huis.set_clock(START + 2 * DAG)
    look_over(huis, grootboek)


VERWACHT = {
    Soort.MELDING_GEREGISTREERD: 1,
    Soort.OVERDRACHT_AANGEBODEN: 2,
    Soort.OVERDRACHT_AANVAARD: 1,
    Soort.OVERDRACHT_INGETROKKEN: 1,
}


@pytest.mark.parametrize("sprong", [-UUR, -DAG, UUR, DAG], ids=["uur_terug", "dag_terug", "uur_op", "dag_op"])
def test_an_offer_ends_on_its_own_day_and_not_before(
    sqlite_huis: Huis, grootboek: Grootboek, sprong: timedelta
) -> None:
    """Offered on Tuesday 3 November, while the clock was wrong; it counts to the end of its last day."""
    huis = sqlite_huis
    dienst = huis.serve()
    vws = huis.system("vws-ucz", dienst)
    casus = done(send(vws, "/meldingen", melding()))["casussen"][0]["id"]
    huis.set_clock(START + sprong)
    done(send(vws, f"/casussen/{casus}/overdrachten", aanbod("ozj")))
    uiterlijk = datetime(2026, 11, 6 if sprong == DAG else 5, 22, 59, tzinfo=UTC)
    for moment, status in (
        (START - DAG, OverdrachtStatus.AANGEBODEN),
        (uiterlijk, OverdrachtStatus.AANGEBODEN),
        (uiterlijk + timedelta(minutes=2), OverdrachtStatus.VERLOPEN),
    ):
        huis.set_clock(moment)
        assert huis.run("werk", "--eenmalig")[0] == 0
        with huis.wereld.database.read() as session:
            assert session.exec(select(Overdracht.status)).one() is status
    for soort in (Soort.MELDING_GEREGISTREERD, Soort.OVERDRACHT_AANGEBODEN, Soort.OVERDRACHT_VERLOPEN):
        grootboek.acknowledge(casus, soort)
    look_over(huis, grootboek)


@pytest.mark.parametrize(
    "overgang",
    [datetime(2026, 10, 25, 1, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)],
    ids=["wintertijd", "zomertijd"],
)
def test_in_the_night_of_the_clock_change_everything_stays_in_order(
    sqlite_huis: Huis, grootboek: Grootboek, overgang: datetime
) -> None:
    """At 02.30, and in autumn at 02.10 for the second time, which is later."""
    huis = sqlite_huis
    dienst = huis.serve()
    huis.set_clock(overgang - timedelta(minutes=30))
    vws, ozj = huis.system("vws-ucz", dienst), huis.system("ozj", dienst)
    dag = str(overgang.date())
    casus = done(send(vws, "/meldingen", melding(ontvangenOp=dag)))["casussen"][0]["id"]
    huis.set_clock(overgang + timedelta(minutes=10))
    aangeboden = done(send(vws, f"/casussen/{casus}/overdrachten", aanbod("ozj")))["id"]
    huis.set_clock(overgang + timedelta(minutes=20))
    done(send(ozj, f"/overdrachten/{aangeboden}/aanvaardingen", {}))
    for soort in (Soort.MELDING_GEREGISTREERD, Soort.OVERDRACHT_AANGEBODEN, Soort.OVERDRACHT_AANVAARD):
        grootboek.acknowledge(casus, soort)
    assert moments(huis) == sorted(moments(huis))
    assert [round(i / timedelta(minutes=1)) for i in intervals(huis)] == [50]
    look_over(huis, grootboek)


def test_who_was_shut_out_under_a_wrong_clock_gets_in_under_the_right_one(sqlite_huis: Huis) -> None:
    huis = sqlite_huis
    dienst = huis.serve()
    mens: Actor = huis.wereld.actors["vws-ucz"]
    huis.set_clock(START + DAG)
    poging = {"gebruikersnaam": mens.naam, "wachtwoord": "verkeerd geraden"}
    browser = huis.browser(mens, dienst)
    browser.cookies.clear()
    for _ in range(POGINGEN_PER_NAAM):
        assert TE_VAAK not in browser.post("/inloggen", data=poging).text
    assert TE_VAAK in browser.post("/inloggen", data=poging).text
    huis.set_clock(START)
    assert TE_VAAK not in browser.post("/inloggen", data=poging).text


def moments(huis: Huis) -> list[datetime]:
    """When the acts of the one casus were, in the order of its history; one act may be two events."""
    query = select(Gebeurtenis.op).order_by(col(Gebeurtenis.nummer))
    with huis.wereld.database.read() as session:
        return list(dict.fromkeys(session.exec(query)))


def intervals(huis: Huis) -> list[timedelta]:
    """How long each ended ownership lasted."""
    with huis.wereld.database.read() as session:
        rijen = session.exec(select(Eigenaarschap)).all()
    return [rij.tot - rij.van for rij in rijen if rij.tot is not None]
