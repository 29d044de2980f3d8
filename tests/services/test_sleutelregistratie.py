"""Lists of keys: a line stands on the agenda once, and nobody tries names with lists or agendas (§3)."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlmodel import col, select

from app.domain.actor import Actor
from app.domain.errors import InvalidInputError, TooManyAttemptsError
from app.domain.tafeltermen import Tafelgrond
from app.linkage.deelbaar import Sleutelregel, make_shareable
from app.linkage.registratie import Registratie, read_persoon
from app.models import Agendering, AgenderingSleutel, Gebeurtenis, Tafel
from app.queries.sleutellijsten import OudeSleutels, lines_under_old_keys
from app.services import afstemming_begin, sleutelregistratie
from app.services.koppelsleutel import Sleutelversie, renew_key
from app.services.samenloop import rekey_next
from app.services.sleutelregistratie import Aanmelding, register_keys
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen
from tests.services.tafelstappen import KIND, make, put_casus, put_person, secretaris
from tests.services.test_afstemming import hits

RUBEN = {
    "voornamen": "Ruben", "achternaam": "Brugmans", "geboortedatum": "2011-05-09", "postcode": "8011AB",
    "huisnummer": "12", "gemeente": "GM0193",
}  # fmt: skip
NOOR = {"voornamen": "Noor", "achternaam": "Wielen", "geboortedatum": "2012-01-31", "gemeente": "GM0796"}


@dataclass
class School:
    """A tafel for keys only, and its secretaris."""

    stappen: Stappen
    piet: Actor
    tafel: Tafel
    versie: Sleutelversie

    def hand_in(self, *regels: tuple[str, dict[str, str]], versie: Sleutelversie | None = None) -> Aanmelding:
        met = versie or self.versie
        lijst = [
            Sleutelregel(naam, make_shareable(read_persoon(Registratie("1", **wie)), met.sleutel))
            for naam, wie in regels
        ]
        with self.stappen.wereld.werkplek(self.piet) as desk:
            return register_keys(desk, self.tafel.kenmerk, met.versie, lijst)

    def lines(self) -> list[Agendering]:
        """What stands on any agenda, first one first."""
        with self.stappen.wereld.database.read() as session:
            return list(session.exec(select(Agendering).order_by(col(Agendering.id))))

    def old(self) -> OudeSleutels:
        with self.stappen.wereld.werkplek(self.piet) as desk:
            return lines_under_old_keys(desk, self.tafel.id)

    def new_key(self) -> Sleutelversie:
        """A new version, and the keys of everybody again."""
        wereld = self.stappen.wereld
        with wereld.werkplek("ozj") as desk:
            versie = renew_key(desk)
        with wereld.database.transaction() as session:
            rekey_next(session, wereld.kluis, None, self.stappen.vandaag)
        return versie


@pytest.fixture
def school(sqlite_wereld: Wereld) -> School:
    sqlite_wereld.opent_samenlopen = True
    stappen, piet = Stappen(sqlite_wereld), secretaris(sqlite_wereld, "gemeente-gm0153")
    with sqlite_wereld.werkplek("ozj") as desk:
        versie = renew_key(desk)
    return School(stappen, piet, make(sqlite_wereld, piet, grond=Tafelgrond.ALLEEN_SLEUTELS), versie)


def test_a_list_that_is_handed_in_twice_stands_there_once(school: School) -> None:
    stappen = school.stappen
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    assert school.hand_in(("7", RUBEN), ("8", NOOR)) == Aanmelding(nieuw=2)
    [treffer] = hits(stappen, school.piet)
    assert treffer.eigen == "7"
    stappen.wereld.later(days=40)
    assert school.hand_in(("7", RUBEN), ("8", NOOR), ("9", NOOR)) == Aanmelding(nieuw=1, stond_er_al=2)
    assert len(school.lines()) == 3
    assert [een.kenmerk for een in hits(stappen, school.piet)] == [treffer.kenmerk]
    assert school.lines()[0].verloopt_op == date(2027, 11, 3), "counted from the first time"
    stappen.nothing_broken()


def test_a_corrected_line_takes_its_own_place_and_is_compared_again(school: School) -> None:
    stappen = school.stappen
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    school.hand_in(("7", RUBEN | {"voornamen": "Thijs"}))
    voor = hits(stappen, school.piet)
    assert [een.misschien for een in voor] in ([], [True])
    assert school.hand_in(("7", RUBEN)) == Aanmelding(bijgewerkt=1)
    assert [(een.eigen, een.misschien) for een in hits(stappen, school.piet)] == [("7", False)]
    with stappen.wereld.database.read() as session:
        getallen = set(session.exec(select(AgenderingSleutel.hash)))
        soorten = session.exec(
            select(Gebeurtenis.soort).where(Gebeurtenis.stroom_id == school.tafel.id)
        ).all()
    persoon = read_persoon(Registratie("1", **RUBEN))
    assert getallen == set(make_shareable(persoon, school.versie.sleutel).getallen)
    assert "agendering_bijgewerkt" in soorten
    assert len(school.lines()) == 1
    stappen.nothing_broken()


def test_a_name_is_of_one_child(school: School) -> None:
    school.hand_in(("7", RUBEN))
    with pytest.raises(InvalidInputError) as fout:
        school.hand_in(("8", NOOR), ("8", RUBEN), ("7", NOOR))
    assert [een.melding.split(":")[0] for een in fout.value.fouten] == [
        "Regel 2 heeft hetzelfde nummer als regel 1",
        "Regel 3",
    ]
    assert "staat al een ander kind" in fout.value.fouten[1].melding
    assert len(school.lines()) == 1, "a list comes whole or not at all"


def test_a_list_made_again_with_the_new_key_keeps_its_places(school: School) -> None:
    stappen = school.stappen
    school.hand_in(("7", RUBEN), ("8", NOOR))
    assert school.old() == OudeSleutels(0, 0, None)
    nieuw = school.new_key()
    assert school.old() == OudeSleutels(0, 2, date(2027, 2, 1))
    assert school.hand_in(("7", RUBEN), versie=nieuw) == Aanmelding(bijgewerkt=1)
    stappen.wereld.later(days=91)
    assert school.old() == OudeSleutels(1, 0, None)
    stappen.register("ret-jz07", jeugdigen=(KIND,))
    assert [een.eigen for een in hits(stappen, school.piet)] == ["7"]
    assert [rij.sleutelversie for rij in school.lines()] == [2, 1]
    stappen.nothing_broken()


def test_lists_have_a_limit_per_organisatie_and_day(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sleutelregistratie, "BESTANDEN", 2)
    collega = secretaris(school.stappen.wereld, "gemeente-gm0153")
    for _ in range(2):
        school.hand_in(("7", RUBEN))
    for wie in (school.piet, collega):
        school.piet = wie
        with pytest.raises(TooManyAttemptsError, match="te_vaak"):
            school.hand_in(("8", NOOR))
    assert len(school.lines()) == 1
    school.stappen.wereld.later(days=1, minutes=1)
    assert school.hand_in(("8", NOOR)) == Aanmelding(nieuw=1)


def test_persons_on_an_agenda_have_a_limit_per_organisatie_and_an_own_casus_has_none(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(afstemming_begin, "PER_VENSTER", 2)
    wereld = school.stappen.wereld
    carla = secretaris(wereld, "ret-jz07")
    een, ander = make(wereld, carla), make(wereld, carla, naam="Nog een tafel")
    for _ in range(2):
        put_person(wereld, carla, een)
    for tafel in (een, ander):
        with pytest.raises(TooManyAttemptsError, match="te_vaak_geagendeerd"):
            put_person(wereld, carla, tafel)
    casus = school.stappen.register("ret-jz07").casussen[0].id
    put_casus(wereld, "ret-jz07", een, casus)
    elders = secretaris(wereld, "gemeente-gm0193")
    put_person(wereld, elders, make(wereld, elders))
    wereld.later(minutes=16)
    put_person(wereld, carla, een)
    assert len(school.lines()) == 5
