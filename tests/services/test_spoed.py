"""Scenario 12: a crisis on a Saturday. Warned at once, piket or onbemand, contact logged; ownership stays."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from app.domain.actor import Rol
from app.domain.berichttermen import BerichtAan, Berichtmoment, BerichtStatus
from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError
from app.domain.piket import Dienst, SetPiket, piket_now
from app.domain.termen import Overslagreden
from app.domain.veiligheid import RecordVeiligheidscontact
from app.domain.veiligheidstermen import Veiligheidsinstantie, Wachtgrond
from app.domain.wachten import SetWacht
from app.kluis import Plek
from app.models import Bericht, Casus, Casuswacht, Organisatie
from app.queries.casusbeeld import load_casus
from app.queries.gids import open_gids
from app.queries.werkbeelden import Werkfilter
from app.queries.werklijst import list_work
from app.services.melding import Geregistreerd
from app.services.piket import set_piket
from app.services.veiligheid import record_veiligheidscontact
from app.services.wachten import end_wacht, set_wacht
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen

ZATERDAG = datetime(2026, 11, 14, 20, 15, tzinfo=UTC)


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    sqlite_wereld.now = ZATERDAG
    return Stappen(sqlite_wereld)


def crisis(stappen: Stappen) -> Geregistreerd:
    return stappen.register("ozj", loket="ozj", spoed=True, ontvangen_op=ZATERDAG.date())


def warnings(stappen: Stappen) -> list[tuple[str, BerichtStatus]]:
    """To whom, and how far it is."""
    with stappen.wereld.database.read() as session:
        rijen = session.exec(
            select(Organisatie.kenmerk, Bericht.status, Bericht.aan)
            .join(Bericht, col(Bericht.aan_organisatie_id) == col(Organisatie.id))
            .where(Bericht.moment == Berichtmoment.SPOED)
            .order_by(col(Bericht.id))
        ).all()
    assert {aan for _, _, aan in rijen} <= {BerichtAan.ORGANISATIE}
    return [(kenmerk, status) for kenmerk, status, _ in rijen]


def phone(stappen: Stappen, wie: str, casus: Casus, **anders: object) -> None:
    gegeven: dict[str, object] = {"gedaan_op": stappen.wereld.now} | anders
    opdracht = RecordVeiligheidscontact(
        casus_id=casus.id,
        instantie=Veiligheidsinstantie.VEILIG_THUIS,
        gesproken_met="J. de Wit, dienstdoende",
        afspraak="Zij gaan vanavond langs",
        **gegeven,  # type: ignore[arg-type]  # named
    )
    with stappen.wereld.werkplek(wie) as desk:
        record_veiligheidscontact(desk, opdracht)


def test_an_intake_with_spoed_warns_the_own_house_and_an_offer_the_addressed_party(stappen: Stappen) -> None:
    stappen.register("ozj", loket="ozj")
    assert warnings(stappen) == []
    casus_id = crisis(stappen).casussen[0].id
    assert warnings(stappen) == [("ozj", BerichtStatus.TE_VERSTUREN)]
    stappen.wereld.later(minutes=5)
    overdracht = stappen.offer("ozj", "ret-jz07", casus_id, overgeslagen=Overslagreden.SPOED)
    assert warnings(stappen)[1] == ("ret-jz07", BerichtStatus.TE_VERSTUREN)
    assert stappen.owner(casus_id) == "ozj"
    stappen.wereld.later(minutes=5)
    stappen.accept("ret-jz07", overdracht)
    assert warnings(stappen)[1] == ("ret-jz07", BerichtStatus.VERVALLEN)
    stappen.nothing_broken()


def test_a_withdrawn_offer_takes_its_warning_along_and_a_new_one_warns_again(stappen: Stappen) -> None:
    casus_id = crisis(stappen).casussen[0].id
    for _ in range(2):
        stappen.wereld.later(minutes=5)
        overdracht = stappen.offer("ozj", "en2", casus_id)
        stappen.wereld.later(minutes=5)
        stappen.withdraw("ozj", overdracht)
    assert [status for _, status in warnings(stappen)[1:]] == [BerichtStatus.VERVALLEN] * 2


def test_the_warning_names_the_kenmerk_and_the_number_and_nothing_of_the_question(stappen: Stappen) -> None:
    set_hours(stappen, "ozj", "06 12345678")
    casus = crisis(stappen).casussen[0]
    with stappen.wereld.werkplek("ozj") as desk:
        bericht = desk.session.exec(select(Bericht).where(Bericht.moment == Berichtmoment.SPOED)).one()
        inhoud = desk.unseal_person(casus, Plek("bericht", bericht.id, "inhoud"), bericht.inhoud_verzegeld)
    assert inhoud["onderwerp"] == f"Spoed: kijk nu naar {casus.kenmerk}"
    assert "06 12345678" in inhoud["tekst"]
    for woord in ("Femke", "Dorien", "ziekenhuis"):
        assert woord not in str(inhoud)


def set_hours(stappen: Stappen, organisatie: str, nummer: str | None) -> None:
    coordinator = stappen.wereld.hire(organisatie, Rol.COORDINATOR)
    diensten = (Dienst(6, 0, 1440),) if nummer else ()
    with stappen.wereld.werkplek(coordinator) as desk:
        set_piket(desk, SetPiket(organisatie, nummer, diensten))


def test_piket_is_known_at_once_and_goes_when_it_is_emptied(stappen: Stappen) -> None:
    for nummer, bemand in (("06 1", True), ("06 2", True), (None, False)):
        set_hours(stappen, "ret-jz07", nummer)
        with stappen.wereld.database.read() as session:
            gids = open_gids(session)
            stand = piket_now(gids.piket.get(stappen.id_of("ret-jz07")), stappen.wereld.now)
        assert (stand.bemand, stand.telefoon) == (bemand, nummer)


def test_piket_is_changed_by_who_leads_that_party_or_the_directory_only(stappen: Stappen) -> None:
    opdracht = SetPiket("ret-jz07", "06 1", (Dienst(6, 0, 1440),))
    landelijk = stappen.wereld.hire("ozj", Rol.BEHEERDER)
    for wie, mag in (("ret-jz07", False), (stappen.wereld.hire("en2", Rol.COORDINATOR), False)):
        with stappen.wereld.werkplek(wie) as desk, pytest.raises(NotPermittedError):
            set_piket(desk, opdracht)
        assert not mag
    with stappen.wereld.werkplek(landelijk) as desk:
        set_piket(desk, opdracht)


def test_contact_with_veilig_thuis_is_kept_with_day_time_and_person(stappen: Stappen) -> None:
    gemeld = crisis(stappen)
    phone(stappen, "ozj", gemeld.casussen[0])
    with stappen.wereld.werkplek("ozj") as desk:
        (contact,) = load_casus(desk, gemeld.casussen[0].kenmerk).veiligheid
    assert (contact.instantie, contact.gedaan_op) == (Veiligheidsinstantie.VEILIG_THUIS, ZATERDAG)
    assert (contact.gesproken_met, contact.afspraak) == ("J. de Wit, dienstdoende", "Zij gaan vanavond langs")
    assert stappen.owner(gemeld.casussen[0].id) == "ozj"
    stappen.wereld.later(minutes=5)
    stappen.offer("ozj", "en2", gemeld.casussen[0].id)
    with stappen.wereld.werkplek("en2") as desk:
        (gezien,) = load_casus(desk, gemeld.casussen[0].kenmerk).veiligheid
    assert (gezien.gedaan_op, gezien.gesproken_met) == (ZATERDAG, None)
    stappen.nothing_broken()


def test_a_contact_has_happened_and_is_recorded_by_the_owner(stappen: Stappen) -> None:
    casus = crisis(stappen).casussen[0]
    with pytest.raises(InvalidInputError, match="nog niet geweest"):
        phone(stappen, "ozj", casus, gedaan_op=stappen.wereld.now + timedelta(hours=1))
    stappen.wereld.later(minutes=5)
    stappen.offer("ozj", "en2", casus.id)
    with pytest.raises(NotPermittedError):
        phone(stappen, "en2", casus)


def wait(stappen: Stappen, casus: Casus, wie: str = "ozj") -> None:
    tot = stappen.vandaag + timedelta(days=10)
    opdracht = SetWacht(casus_id=casus.id, grond=Wachtgrond.PLEK, tot=tot, toelichting="Wachtlijst kliniek")
    with stappen.wereld.werkplek(wie) as desk:
        set_wacht(desk, opdracht)


def test_what_a_casus_waits_on_is_seen_on_casus_and_list_and_moves_no_date(stappen: Stappen) -> None:
    gemeld = crisis(stappen)
    casus = gemeld.casussen[0]
    data = [t.uiterlijk for t in stappen.termijnen()]
    for _ in range(2):
        stappen.wereld.later(minutes=5)
        wait(stappen, casus)
    assert [t.uiterlijk for t in stappen.termijnen()] == data
    with stappen.wereld.werkplek("ozj") as desk:
        wacht = load_casus(desk, casus.kenmerk).wacht
        (rij,) = list_work(desk, Werkfilter()).rijen
        assert len(desk.session.exec(select(Casuswacht)).all()) == 2
    assert wacht is not None and (wacht.grond, wacht.toelichting) == (Wachtgrond.PLEK, "Wachtlijst kliniek")
    assert rij.wacht_op is Wachtgrond.PLEK
    stappen.wereld.later(minutes=5)
    with stappen.wereld.werkplek("ozj") as desk:
        end_wacht(desk, casus.id)
    with stappen.wereld.werkplek("ozj") as desk:
        assert load_casus(desk, casus.kenmerk).wacht is None
        with pytest.raises(RefusedError, match="wacht nergens"):
            end_wacht(desk, casus.id)
    stappen.nothing_broken()


def test_what_the_former_owner_waited_on_ends_with_its_ownership(stappen: Stappen) -> None:
    casus = crisis(stappen).casussen[0]
    wait(stappen, casus)
    stappen.move(casus.id, "ozj", "en2")
    with stappen.wereld.werkplek("en2") as desk:
        assert load_casus(desk, casus.kenmerk).wacht is None
    stappen.wereld.later(minutes=5)
    wait(stappen, casus, "en2")
    with stappen.wereld.werkplek("en2") as desk:
        assert load_casus(desk, casus.kenmerk).wacht is not None
