"""Vandaag: what is too late comes before what is due today, also where only a loket waits for it."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.opdrachten import AssignBehandelaar, KlachtGegevens
from app.domain.termen import TerugkoppelingSoort
from app.models import Overdracht
from app.queries.vandaag import today
from app.services.behandelaar import assign_behandelaar
from tests.fixtures_app import Wereld
from tests.services.klachtstappen import GEMEENTE, LOKET, Klachtstappen
from tests.services.stappen import Stappen


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    """An order that no engine decides."""
    return Stappen(sqlite_wereld)


def tasks(stappen: Stappen, wie: str) -> list[str]:
    with stappen.wereld.werkplek(wie) as desk:
        return [wat for taak in today(desk).taken for wat in (taak.wat, *taak.ook)]


def answered(stappen: Stappen, melding_id: UUID) -> None:
    for soort in (TerugkoppelingSoort.ONTVANGSTBEVESTIGING, TerugkoppelingSoort.INHOUDELIJK):
        stappen.tell_melder("ozj", melding_id, soort=soort)


def test_what_is_too_late_comes_first_and_there_the_melder_first(stappen: Stappen) -> None:
    laat = stappen.register()
    stappen.move(laat.casussen[0].id, "vws-ucz", "ozj")
    stappen.wereld.later(days=35)
    answered(stappen, laat.melding.id)
    vandaag = stappen.register("ozj", loket="ozj", ontvangen_op=stappen.vandaag)
    answered(stappen, vandaag.melding.id)
    stappen.tell_melder("ozj", vandaag.melding.id, afspraak_op=stappen.vandaag)
    loket, melder = "Vertel het loket wat er gedaan is", "Laat de melder weten hoe het staat"
    assert [wat for wat in tasks(stappen, "ozj") if wat in (loket, melder)] == [loket, melder]
    stappen.tell_melder("ozj", laat.melding.id, afspraak_op=stappen.vandaag + timedelta(days=1))
    stappen.wereld.later(days=2)
    gevonden = [wat for wat in tasks(stappen, "ozj") if wat in (loket, melder)]
    assert gevonden[0] == melder, "both are late: the melder waits first"


def test_one_klacht_of_several_is_known_again_by_whom_it_is_about(sqlite_wereld: Wereld) -> None:
    stappen = Klachtstappen(sqlite_wereld)
    for over in (GEMEENTE, None):
        stappen.complain(klacht=KlachtGegevens(tekst="Niemand belt terug.", organisatie=over))
    with stappen.wereld.werkplek(LOKET) as desk:
        rest = {taak.rest for taak in today(desk).taken if taak.soort == "klacht"}
    assert rest == {"over Gemeente Zwolle, binnen op di 3 november", "binnen op di 3 november"}


def test_what_ends_today_comes_before_what_only_lies_here(stappen: Stappen) -> None:
    """An offer that lapses today stood below a casus that nobody treats since days, out of sight."""
    ligt = stappen.register("en2", loket="en2", ontvangen_op=stappen.vandaag)
    stappen.tell_melder("en2", ligt.melding.id, soort=TerugkoppelingSoort.ONTVANGSTBEVESTIGING)
    with stappen.wereld.werkplek("en2") as desk:
        assign_behandelaar(desk, AssignBehandelaar(casus_id=ligt.casussen[0].id, medewerker_id=None))
    stappen.wereld.later(days=1)
    aanbod = stappen.register("ozj", loket="ozj", ontvangen_op=stappen.vandaag)
    stappen.offer("ozj", "en2", aanbod.casussen[0].id)
    with stappen.wereld.database.transaction() as session:
        session.exec(select(Overdracht)).one().uiterlijk = stappen.vandaag
    gevonden = tasks(stappen, "en2")
    assert gevonden.index("Beantwoord het aanbod van OZJ") < gevonden.index("Kies wie deze casus behandelt")
