"""The demo: full of life, always the same, and true to every rule of the house."""

import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from app.audit.verificatie import verify_chain
from app.db import Database
from app.demo.mensen import DEMO_LOGINS, SCHOOLVERBAND, everybody
from app.demo.personen import Bijzonder, choose_gemeente, invent
from app.demo.plannen import plans
from app.demo.toneel import Toneel
from app.demo.vullen import fill
from app.domain.actor import OrganisatieSoort
from app.domain.termen import CasusStatus, MeldingStatus, OverdrachtStatus
from app.domain.termijnen.regels import STANDAARDREGELBOEK
from app.installatie import Installation, InstallationError, open_installation, set_up, surroundings
from app.kluis import Kluis
from app.models import (
    Bericht,
    Casus,
    Escalatie,
    Installatie,
    Medewerker,
    Melding,
    Organisatie,
    Overdracht,
    Samenloop,
    Termijn,
)
from app.referentie.lezer import organisaties, standaardkalender
from app.services.controle import check_invariants
from app.services.medewerker import fits
from app.settings import Settings
from tests.fixtures_app import Wereld
from tests.fixtures_database import once
from tests.test_cli import Map

DONDERDAG = datetime(2026, 11, 19, 13, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The demo as somebody sees it on a Thursday afternoon; read only in the tests below."""

    def make(place: Path) -> None:
        installation, _ = set_up(Settings(var=place))
        assert fill(installation, DONDERDAG)
        installation.database.dispose()

    return open_installation(Settings(var=once(tmp_path_factory, "demo", make)))


@pytest.mark.lang("demo")
@pytest.mark.traag
def test_the_demo_breaks_no_rule(gevuld: Installation) -> None:
    with gevuld.database.read() as session:
        assert check_invariants(session, surroundings(session, DONDERDAG)) == []
        assert verify_chain(session) == []


@pytest.mark.lang("demo")
@pytest.mark.traag
def test_the_demo_shows_every_state(gevuld: Installation) -> None:
    with gevuld.database.read() as session:
        soorten = session.exec(
            select(Organisatie.soort, func.count())
            .join(Casus, col(Casus.eigenaar_id) == col(Organisatie.id))
            .where(Casus.status == CasusStatus.OPEN)
            .group_by(col(Organisatie.soort))
        ).all()
        assert min(dict(soorten).values()) >= 8 and len(soorten) == 6
        overdrachten = Counter(session.exec(select(Overdracht.status)))
        assert set(overdrachten) == set(OverdrachtStatus)
        assert set(session.exec(select(Melding.status))) == set(MeldingStatus)
        assert session.exec(select(func.max(Melding.periode))).one() == 2
        vandaag = DONDERDAG.date()
        open_ = Counter(
            (t > vandaag) - (t < vandaag)
            for t in session.exec(select(Termijn.uiterlijk).where(col(Termijn.is_open).is_(True)))
        )
        assert min(open_[-1], open_[0], open_[1]) >= 15
        assert session.exec(select(func.count()).select_from(Casus)).one() >= 300
        te_versturen = select(func.count()).select_from(Bericht).where(Bericht.status == "te_versturen")
        assert session.exec(te_versturen).one() >= 20
        assert len(session.exec(select(Escalatie.id)).all()) >= 8
        te_beoordelen = session.exec(select(Samenloop).where(Samenloop.status == "te_beoordelen")).all()
        casussen = {casus.id: casus for casus in session.exec(select(Casus))}
        van_twee = [
            {casussen[rij.ouder_casus_id].eigenaar_id, casussen[rij.jonger_casus_id].eigenaar_id}
            for rij in te_beoordelen
            if rij.ouder_casus_id and rij.jonger_casus_id
        ]
        assert len(van_twee) >= 2 and all(len(eigenaren) == 2 for eigenaren in van_twee)
        met_tafel = [rij for rij in te_beoordelen if rij.ouder_agendering_id or rij.jonger_agendering_id]
        assert len(met_tafel) >= 3


@pytest.mark.lang("demo")
@pytest.mark.traag
def test_nothing_in_the_demo_happens_after_now_or_to_a_real_address(gevuld: Installation) -> None:
    with gevuld.database.read() as session:
        assert session.exec(select(func.max(Casus.gebeurtenis_op))).one() <= DONDERDAG
        assert all(mail.endswith(".example") for mail in session.exec(select(Medewerker.email)) if mail)
        assert all(session.exec(select(Medewerker.is_demo)))
        assert session.exec(select(Installatie.is_demo)).one()


@pytest.mark.lang("demo")
@pytest.mark.traag
def test_filling_again_changes_nothing_and_another_time_is_allowed(
    gevuld: Installation, tmp_path: Path
) -> None:
    assert fill(gevuld, DONDERDAG) is False
    shutil.copytree(gevuld.settings.var, tmp_path / "var")
    houvast = Map(tmp_path)
    opnieuw = houvast.run("demo", "--alleen-vullen")
    assert opnieuw.returncode == 0, opnieuw.stderr
    assert "al gevuld" in opnieuw.stderr
    assert all(login.gebruikersnaam in opnieuw.stdout for login in DEMO_LOGINS)
    voor = houvast.sql("SELECT count(*) FROM overdracht WHERE status IN ('aangeboden', 'in_beoordeling')")
    werk = houvast.run("werk", "--eenmalig", "--nu", "2026-12-24T09:00")
    assert werk.returncode == 0, werk.stderr
    assert f"verlopen: {voor[0][0]}." in werk.stderr
    assert houvast.run("werk", "--nu", "morgen").returncode == 2


@pytest.mark.lang
@pytest.mark.traag
def test_the_demo_fits_a_sunday_just_after_midnight(tmp_path: Path) -> None:
    now = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # half past twelve in Amsterdam
    installation, _ = set_up(Settings(var=tmp_path))
    fill(installation, now, elke=6)
    with installation.database.read() as session:
        assert check_invariants(session, surroundings(session, now)) == []
        assert session.exec(select(func.max(Casus.gebeurtenis_op))).one() <= now
    installation.database.dispose()


def test_demo_people_are_never_put_beside_real_work(sqlite_wereld: Wereld) -> None:
    settings = Settings(var=Path("ongebruikt"), database_url=sqlite_wereld.database.url)
    installation = Installation(settings, sqlite_wereld.database, sqlite_wereld.kluis)
    with pytest.raises(InstallationError, match="echte gegevens"):
        fill(installation, DONDERDAG)
    with sqlite_wereld.database.read() as session:
        assert not session.exec(select(Installatie.is_demo)).one()


def test_everybody_has_a_name_of_their_own_and_a_role_that_fits() -> None:
    mensen = list(everybody())
    assert len({mens.gebruikersnaam for mens in mensen}) == len(mensen)
    soort_van = {gegeven.kenmerk: gegeven.soort for gegeven in (*organisaties(), SCHOOLVERBAND)}
    assert all(fits(mens.rol, soort_van[mens.organisatie]) for mens in mensen)
    bezet = {mens.organisatie for mens in mensen}
    altijd = (OrganisatieSoort.RET, OrganisatieSoort.EXPERTISENETWERK, OrganisatieSoort.LOKET)
    assert {kenmerk for kenmerk, soort in soort_van.items() if soort in altijd} <= bezet


def test_the_same_seed_invents_the_same_demo() -> None:
    from random import Random

    assert list(plans(Random("x"))) == list(plans(Random("x")))
    a, b = Random("y"), Random("y")
    dag = DONDERDAG.date()
    assert invent(a, dag, choose_gemeente(a), Bijzonder()) == invent(b, dag, choose_gemeente(b), Bijzonder())


def test_ids_of_the_play_follow_its_clock(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.read() as session:
        kluis = Kluis({"k1": bytes(32)}, "k1")
        toneel = Toneel(
            session, kluis, standaardkalender(), STANDAARDREGELBOEK, DONDERDAG, "ozj", toneel_moment(0)
        )
        eerste = toneel.new_id()
        toneel.now = toneel_moment(1)
        tweede = toneel.new_id()
    database.dispose()
    assert eerste < tweede
    assert {eerste.version, tweede.version} == {7}


def toneel_moment(uur: int) -> datetime:
    return datetime(2026, 1, 5, 9 + uur, tzinfo=UTC)
