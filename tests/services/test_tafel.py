"""Tafels: the register, what comes on an agenda and leaves it, and what was discussed (R032–R035)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlmodel import select

from app.audit.verificatie import verify_chain
from app.domain.actor import Actor, Rol
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import JeugdigeGegevens
from app.domain.tafel import RecordBespreking, months_later
from app.domain.tafeltermen import (
    Agenderingeinde,
    Besprekinguitkomst,
    Gebiedsoort,
    Tafelgrond,
    Tafelsoort,
)
from app.models import Agendering, AgenderingSleutel, Bespreking, Gebeurtenis, Tafel
from app.queries.agenderingen import (
    Agendafilter,
    Agendalijst,
    AgenderingBeeld,
    agenda_of_casus,
    list_agenda,
    load_agendering,
)
from app.queries.casusbeeld import load_casus
from app.queries.tafels import Tafelfilter, find_tafel, list_tafels, load_tafel
from app.queries.tafelwerk import expired_agenderingen
from app.services.agendering import expire_agendering, withdraw_agendering, withdraw_everything
from app.services.bespreking import record_bespreking
from app.services.controle import check_invariants
from app.services.tafel import change_tafel, end_tafel
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen
from tests.services.tafelstappen import KIND, REDEN, TAFEL, make, put_casus, put_person, secretaris

VERSLAG = "Moeder vertelde wat helpt. Wij vragen de school om een plan."


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    """Rules that no engine decides; tests/api/test_tafels.py walks the way on both."""
    return Stappen(sqlite_wereld)


@pytest.fixture
def carla(stappen: Stappen) -> Actor:
    """The secretaris of a gemeente."""
    return secretaris(stappen.wereld, "gemeente-gm0193")


def seen(stappen: Stappen, wie: Actor | str, agendering: Agendering) -> AgenderingBeeld:
    with stappen.wereld.werkplek(wie) as desk:
        return load_agendering(desk, agendering.id)


def discuss(stappen: Stappen, wie: Actor, agendering: Agendering, **anders: object) -> Bespreking:
    opdracht = RecordBespreking(
        agendering_id=agendering.id,
        besproken_op=stappen.wereld.now.date(),
        uitkomst=Besprekinguitkomst.AFSPRAKEN,
        verslag=VERSLAG,
    )
    with stappen.wereld.werkplek(wie) as desk:
        return record_bespreking(desk, replace(opdracht, **anders))  # type: ignore[arg-type]  # named


def test_everybody_finds_a_tafel_by_kind_and_area_with_whom_to_phone(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla, secretaris_id=carla.id)
    regio = make(
        wereld, carla, naam="MDA", soort=Tafelsoort.MDA_PLUS_PLUS, gebied=Gebiedsoort.JEUGDREGIO,
        gebied_code="JZ07",
    )  # fmt: skip
    make(wereld, carla, naam="Enschede", gebied_code="GM0153")
    assert tafel.kenmerk.startswith("T-2026-")
    with wereld.werkplek("ret-jz07") as desk:
        in_zwolle = list_tafels(desk, Tafelfilter(gebied="GM0193"))
        assert [rij.kenmerk for rij in in_zwolle] == [tafel.kenmerk, regio.kenmerk], "its jeugdregio too"
        soort = list_tafels(desk, Tafelfilter(soort=Tafelsoort.MDA_PLUS_PLUS))
        assert [rij.naam for rij in soort] == ["MDA"]
        beeld = load_tafel(desk, tafel.kenmerk)
    assert (beeld.contact.naam, beeld.contact.telefoon) == ("Bureau van de tafel", "038-0001234")
    assert beeld.secretaris is not None
    assert (beeld.secretaris.naam, beeld.gebied.naam, beeld.rechten) == (carla.naam, "Zwolle", frozenset())
    with wereld.werkplek("ret-jz07") as desk:
        eerste = list_tafels(desk, Tafelfilter(limit=1))
        rest = list_tafels(desk, Tafelfilter(na=eerste[0].plaats))
    assert [rij.naam for rij in (eerste[0], *rest)] == ["Enschede", "Jeugdbeschermingstafel Zwolle", "MDA"]


def test_an_entry_that_others_cannot_use_is_refused(stappen: Stappen, carla: Actor) -> None:
    verkeerd: tuple[tuple[dict[str, object], str], ...] = (
        ({"naam": " "}, "naam"),
        ({"gebied_code": "GM9999"}, "gebiedCode"),
        ({"gebied": Gebiedsoort.LANDELIJK}, "gebiedCode"),
        ({"contact_telefoon": None}, "contactTelefoon"),
        ({"contact_naam": ""}, "contactNaam"),
        ({"grond_tekst": " "}, "grondTekst"),
        ({"bewaartermijn_maanden": 25}, "bewaartermijnMaanden"),
        ({"secretaris_id": uuid4()}, "secretaris"),
    )
    for anders, veld in verkeerd:
        with pytest.raises(InvalidInputError) as fout:
            make(stappen.wereld, carla, **anders)
        assert [een.veld for een in fout.value.fouten] == [veld]


def test_the_register_is_written_by_who_speaks_for_the_tafelhouder(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    with pytest.raises(NotPermittedError, match="niet_uw_tafel"):
        make(wereld, wereld.actors["gemeente-gm0193"])
    with pytest.raises(NotPermittedError, match="niet_uw_tafel"):
        make(wereld, carla, tafelhouder="ret-jz07")
    andere = secretaris(wereld, "ret-jz07")
    opdracht = replace(TAFEL, tafel_id=tafel.id, naam="Anders", bewaartermijn_maanden=6)
    for vreemd in (andere, wereld.actors["gemeente-gm0193"]):
        with pytest.raises(NotPermittedError), wereld.werkplek(vreemd) as desk:
            change_tafel(desk, opdracht)
    beheer = wereld.hire("gemeente-gm0193", Rol.COORDINATOR)
    with wereld.werkplek(beheer) as desk:
        assert change_tafel(desk, opdracht).naam == "Anders"
    landelijk = wereld.hire("ozj", Rol.BEHEERDER)
    assert make(wereld, landelijk, tafelhouder="ret-jz07").tafelhouder_id == andere.organisatie_id


def test_no_ground_nothing_on_the_agenda_and_keys_only_takes_no_person(
    stappen: Stappen, carla: Actor
) -> None:
    wereld = stappen.wereld
    zonder = make(wereld, carla, grond=None, grond_tekst=None)
    with pytest.raises(RefusedError, match="geen_grond"):
        put_person(wereld, carla, zonder)
    sleutels = make(wereld, carla, grond=Tafelgrond.ALLEEN_SLEUTELS)
    with pytest.raises(RefusedError, match="alleen_sleutels"):
        put_person(wereld, carla, sleutels)
    tafel = make(wereld, carla)
    put_person(wereld, carla, tafel)
    for grond in (None, Tafelgrond.ALLEEN_SLEUTELS):
        opdracht = replace(TAFEL, tafel_id=tafel.id, grond=grond)
        with pytest.raises(RefusedError, match="agenda_niet_leeg"), wereld.werkplek(carla) as desk:
            change_tafel(desk, opdracht)


def test_a_person_on_the_agenda_is_read_by_the_secretaris_alone(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    agendering = put_person(wereld, carla, tafel, bespreken_op=date(2026, 11, 20))
    beeld = seen(stappen, carla, agendering)
    assert (beeld.naam, beeld.reden, beeld.verloopt_op) == ("Ruben Brugmans", REDEN, date(2027, 11, 3))
    with wereld.werkplek(carla) as desk:
        rij = list_agenda(desk, find_tafel(desk.session, tafel.kenmerk), Agendafilter())[0]
    assert (rij.wie, rij.leeftijd, rij.bespreken_op) == ("R.B.", 15, date(2026, 11, 20))
    vreemden = (wereld.actors["gemeente-gm0193"], secretaris(wereld, "ret-jz07"), wereld.actors["ret-jz07"])
    for vreemd in vreemden:
        with pytest.raises(NotVisibleError):
            seen(stappen, vreemd, agendering)
        with pytest.raises(NotPermittedError), wereld.werkplek(vreemd) as desk:
            list_agenda(desk, find_tafel(desk.session, tafel.kenmerk), Agendafilter())
        with pytest.raises(NotPermittedError):
            put_person(wereld, vreemd, tafel)
        with pytest.raises(NotVisibleError):
            discuss(stappen, vreemd, agendering)


def test_an_agendering_that_nobody_can_use_is_refused(stappen: Stappen, carla: Actor) -> None:
    tafel = make(stappen.wereld, carla)
    verkeerd: tuple[tuple[JeugdigeGegevens, dict[str, object], str], ...] = (
        (JeugdigeGegevens(), {}, "persoon.achternaam"),
        (replace(KIND, geboortedatum=date(2027, 1, 1)), {}, "persoon.geboortedatum"),
        (replace(KIND, woonplaats_gemeente="GM9999"), {}, "persoon.woonplaatsGemeente"),
        (KIND, {"reden": " "}, "reden"),
        (KIND, {"bespreken_op": date(2026, 11, 2)}, "besprekenOp"),
    )
    for persoon, anders, veld in verkeerd:
        with pytest.raises(InvalidInputError) as fout:
            put_person(stappen.wereld, carla, tafel, persoon, **anders)
        assert [een.veld for een in fout.value.fouten] == [veld]


def test_the_owner_puts_a_casus_on_the_agenda_and_the_tafel_reads_no_dossier(
    stappen: Stappen, carla: Actor
) -> None:
    wereld = stappen.wereld
    casus = stappen.register("ret-jz07").casussen[0]
    tafel = make(wereld, carla)
    agendering = put_casus(wereld, "ret-jz07", tafel, casus.id)
    beeld = seen(stappen, carla, agendering)
    assert (beeld.wie, beeld.naam) == (f"{casus.kenmerk} · F.V.", "Femke Voorbeeld")
    with pytest.raises(NotVisibleError), wereld.werkplek(carla) as desk:
        load_casus(desk, casus.kenmerk)
    discuss(stappen, carla, agendering)
    bij_ret = seen(stappen, "ret-jz07", agendering)
    assert [(b.uitkomst, b.verslag) for b in bij_ret.besprekingen] == [(Besprekinguitkomst.AFSPRAKEN, None)]
    assert [b.verslag for b in seen(stappen, carla, agendering).besprekingen] == [VERSLAG]
    with pytest.raises(RefusedError, match="al_op_agenda"):
        put_casus(wereld, "ret-jz07", tafel, casus.id)
    with pytest.raises(NotVisibleError):
        put_casus(wereld, "ret-jz14", tafel, casus.id)
    with wereld.werkplek("ret-jz07") as desk:
        assert [t.kenmerk for _, t in agenda_of_casus(desk, casus.id)] == [tafel.kenmerk]
        withdraw_agendering(desk, agendering.id)
    with wereld.werkplek("ret-jz07") as desk:
        assert agenda_of_casus(desk, casus.id) == []
    stappen.nothing_broken()


def test_a_discussion_has_an_outcome_and_may_come_back(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    agendering = put_person(wereld, carla, make(wereld, carla))
    discuss(stappen, carla, agendering, volgende_op=date(2026, 12, 1))
    assert seen(stappen, carla, agendering).bespreken_op == date(2026, 12, 1)
    wereld.later(days=1)
    discuss(stappen, carla, agendering, uitkomst=Besprekinguitkomst.AFGEROND)
    beeld = seen(stappen, carla, agendering)
    assert [b.uitkomst for b in beeld.besprekingen] == [
        Besprekinguitkomst.AFGEROND,
        Besprekinguitkomst.AFSPRAKEN,
    ]
    assert beeld.bespreken_op is None
    fout = {"besproken_op": date(2026, 11, 9), "verslag": " ", "volgende_op": date(2026, 11, 1)}
    with pytest.raises(InvalidInputError) as gevonden:
        discuss(stappen, carla, agendering, **fout)
    assert [een.veld for een in gevonden.value.fouten] == ["besprokenOp", "verslag", "volgendeOp"]


def test_what_leaves_the_agenda_leaves_no_word_behind(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    een, ander = put_person(wereld, carla, tafel), put_person(wereld, carla, tafel)
    discuss(stappen, carla, een)
    with wereld.werkplek(carla) as desk:
        withdraw_agendering(desk, een.id)
    with pytest.raises(RefusedError, match="niet_op_agenda"), wereld.werkplek(carla) as desk:
        withdraw_agendering(desk, een.id)
    with pytest.raises(RefusedError, match="niet_op_agenda"):
        discuss(stappen, carla, een)
    beeld = seen(stappen, carla, een)
    assert (beeld.naam, beeld.reden, beeld.einde) == (None, None, Agenderingeinde.INGETROKKEN)
    assert [b.verslag for b in beeld.besprekingen] == [None]
    with wereld.werkplek(carla) as desk:
        assert withdraw_everything(desk, tafel.id) == 1
    with pytest.raises(RefusedError, match="agenda_leeg"), wereld.werkplek(carla) as desk:
        withdraw_everything(desk, tafel.id)
    with wereld.database.read() as session:
        rijen = session.exec(select(Agendering).order_by(Agendering.id)).all()  # type: ignore[arg-type]  # a column
        assert [rij.einde for rij in rijen] == [
            Agenderingeinde.INGETROKKEN,
            Agenderingeinde.ALLES_INGETROKKEN,
        ]
        assert all(rij.sleutel is rij.persoon_verzegeld is rij.reden_verzegeld is None for rij in rijen)
        assert session.exec(select(AgenderingSleutel)).all() == []
        assert session.exec(select(Bespreking.verslag_verzegeld)).all() == [None]
        assert verify_chain(session) == []
    stappen.nothing_broken()
    with wereld.werkplek(carla) as desk:
        rij = find_tafel(desk.session, tafel.kenmerk)
        eerder = list_agenda(desk, rij, Agendafilter(Agendalijst.VOORBIJ))
    assert {rij.id for rij in eerder} == {een.id, ander.id}
    assert {rij.wie for rij in eerder} == {"Gegevens vernietigd"}


def test_the_worker_takes_off_what_a_tafel_may_keep_no_longer(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla, bewaartermijn_maanden=3)
    agendering = put_person(wereld, carla, tafel)
    with wereld.werkplek(carla) as desk:
        change_tafel(desk, replace(TAFEL, tafel_id=tafel.id, bewaartermijn_maanden=1))
    wereld.later(days=29)
    with wereld.werkplek(stappen.worker) as desk:
        assert expired_agenderingen(desk.session, desk.omgeving.vandaag) == []
        assert not expire_agendering(desk, agendering.id)
    wereld.later(days=1)
    with wereld.werkplek(stappen.worker) as desk:
        assert expired_agenderingen(desk.session, desk.omgeving.vandaag) == [agendering.id]
        assert expire_agendering(desk, agendering.id)
    assert seen(stappen, carla, agendering).einde is Agenderingeinde.VERLOPEN


def test_a_tafel_stops_when_its_agenda_is_empty(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    put_person(wereld, carla, tafel)
    with pytest.raises(RefusedError, match="agenda_niet_leeg"), wereld.werkplek(carla) as desk:
        end_tafel(desk, tafel.id)
    with wereld.werkplek(carla) as desk:
        withdraw_everything(desk, tafel.id)
        end_tafel(desk, tafel.id)
    with wereld.werkplek("ret-jz07") as desk:
        assert list_tafels(desk, Tafelfilter()) == []
    with pytest.raises(RefusedError, match="tafel_beeindigd"):
        put_person(wereld, carla, tafel)


def test_the_history_of_a_tafel_holds_ids_and_codes_and_no_name(stappen: Stappen, carla: Actor) -> None:
    wereld = stappen.wereld
    tafel = make(wereld, carla)
    agendering = put_person(wereld, carla, tafel)
    discuss(stappen, carla, agendering)
    with wereld.database.read() as session:
        gebeurd = session.exec(select(Gebeurtenis).where(Gebeurtenis.stroom_id == tafel.id)).all()
        rij = session.get(Tafel, tafel.id)
    assert [rij.soort for rij in gebeurd] == ["tafel_gemaakt", "agendering_gemaakt", "bespreking_vastgelegd"]
    assert rij is not None and rij.gebeurtenis_nr == 3
    alles = " ".join(een.gegevens for een in gebeurd)
    assert not any(woord in alles for woord in ("Ruben", "Brugmans", "thuis", "Moeder"))


def test_a_hand_on_the_agenda_is_found(stappen: Stappen, carla: Actor) -> None:
    """`houvast controleer`: no ground, kept too long, gone but not destroyed."""
    wereld = stappen.wereld
    een, ander = make(wereld, carla), make(wereld, carla)
    put_person(wereld, carla, een)
    weg = put_person(wereld, carla, ander)
    with wereld.werkplek(carla) as desk:
        withdraw_agendering(desk, weg.id)
    stappen.nothing_broken()
    with wereld.database.transaction() as session:
        session.connection().execute(text("UPDATE agendering SET verloopt_op = '2026-11-01'"))
        session.connection().execute(text("UPDATE tafel SET grond = NULL"))
        session.connection().execute(
            text("UPDATE agendering SET persoon_verzegeld = 'x' WHERE beeindigd_op IS NOT NULL")
        )
    with wereld.database.read() as session:
        gevonden = check_invariants(session, wereld.omgeving)
    assert [(b.invariant, b.onderwerp) for b in gevonden] == [
        ("I8", een.kenmerk),
        ("I8", ander.kenmerk),
        ("I9", een.kenmerk),
    ]


def test_months_end_on_the_last_day_where_that_day_is_missing() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 3), 14) == date(2028, 1, 3)
    assert months_later(date(2026, 12, 1), 12) - date(2026, 12, 1) == timedelta(days=365)
