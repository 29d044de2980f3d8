"""Somebody else holds the database: locks, deadlocks, a writer that stays. The answer says: try again."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from app.domain.gebeurtenissen import GebeurtenisSoort as Soort
from tests.api.opdrachten import aanbod, melding
from tests.faults.nazien import Grootboek, assert_come_back, look_over
from tests.faults.proces import Dienst, Huis, send, wait_until
from tests.faults.test_dubbel import DOORZETTEN
from tests.fixtures_database import connect, statement

#: Names the row of the one casus, as another program would.
CASUS = "SELECT id FROM casus FOR UPDATE"
MELDING = "SELECT id FROM melding FOR UPDATE"


@contextmanager
def bezet(huis: Huis) -> Iterator[object]:
    """Another program that holds what an act needs, for as long as the block lasts."""
    database = huis.wereld.database
    if database.is_sqlite:
        with closing(sqlite3.connect(make_url(database.url).database or "")) as ander:
            ander.execute("BEGIN IMMEDIATE")
            yield ander
    else:
        with other_program(huis) as ander:
            ander.execute(CASUS)
            yield ander


@contextmanager
def other_program(huis: Huis) -> Iterator[psycopg.Connection]:
    with connect(huis.wereld.database.url) as ander:
        ander.execute("SET deadlock_timeout = '60s'")  # the other one must be the victim
        ander.autocommit = False
        yield ander
        ander.rollback()


def registered(huis: Huis, dienst: Dienst, grootboek: Grootboek) -> tuple[httpx.Client, str]:
    vws = huis.system("vws-ucz", dienst)
    antwoord = send(vws, "/meldingen", melding(), "begin")
    assert antwoord.status_code == 201, antwoord.text
    casus = antwoord.json()["casussen"][0]
    grootboek.acknowledge(casus["id"], Soort.MELDING_GEREGISTREERD)
    return vws, casus["kenmerk"]


def assert_busy(antwoord: httpx.Response) -> None:
    assert_come_back(antwoord)
    assert antwoord.headers["content-type"] == "application/problem+json"
    inhoud = antwoord.json()
    assert (inhoud["status"], inhoud["code"], inhoud["title"]) == (503, "druk", "Het is nu te druk")
    assert inhoud["detail"].startswith("Er is niets opgeslagen. Probeer het")


def offer_at_last(huis: Huis, vws: httpx.Client, kenmerk: str, grootboek: Grootboek, sleutel: str) -> None:
    antwoord = send(vws, f"/casussen/{kenmerk}/overdrachten", aanbod("ozj"), sleutel)
    assert antwoord.status_code == 201, antwoord.text
    grootboek.acknowledge(antwoord.json()["casus"]["id"], Soort.OVERDRACHT_AANGEBODEN)
    look_over(huis, grootboek)


def test_when_another_program_holds_the_database_too_long_the_act_can_be_repeated(
    huis: Huis, grootboek: Grootboek
) -> None:
    dienst = huis.serve()
    vws, kenmerk = registered(huis, dienst, grootboek)
    mens = huis.browser(huis.wereld.actors["vws-ucz"], dienst)
    # The person who registered by token is no behandelaar; the page needs one of its own.
    pad = f"/casussen/{kenmerk}/doorzetten"
    with bezet(huis), ThreadPoolExecutor(2) as draden:
        machine = draden.submit(send, vws, f"/casussen/{kenmerk}/overdrachten", aanbod("ozj"), "bezet")
        formulier = draden.submit(mens.post, pad, data=DOORZETTEN | {"reden": "Dit typte ik net"})
        assert_busy(machine.result())
        assert_come_back(formulier.result())
        assert "Dit typte ik net" in formulier.result().text
        assert "Er is niets opgeslagen" in formulier.result().text
    offer_at_last(huis, vws, kenmerk, grootboek, "bezet")


@pytest.mark.postgresql
def test_the_victim_of_a_deadlock_hears_that_it_can_try_again(
    postgresql_huis: Huis, grootboek: Grootboek
) -> None:
    huis = postgresql_huis
    with connect(huis.wereld.database.url) as beheerder:  # room to cross before the act looks for a circle
        naam = make_url(huis.wereld.database.url).database or ""
        beheerder.execute(statement("ALTER DATABASE {} SET deadlock_timeout = '3s'", naam))
    dienst = huis.serve()
    vws, kenmerk = registered(huis, dienst, grootboek)

    def cross(ander: psycopg.Connection, act: Callable[[], Future[httpx.Response]]) -> httpx.Response:
        """The other program holds the melding; the act holds the casus; then each wants the other's."""
        ander.execute(MELDING)
        lopend = act()
        wait_until(lambda: waits_for(huis, ander.info.backend_pid), "the act does not wait")
        ander.execute(CASUS)
        return lopend.result()

    with other_program(huis) as ander, ThreadPoolExecutor(1) as draad:
        assert_busy(
            cross(
                ander,
                lambda: draad.submit(send, vws, f"/casussen/{kenmerk}/overdrachten", aanbod("ozj"), "kruis"),
            )
        )
    assert "DeadlockDetected" in huis.said()
    offer_at_last(huis, vws, kenmerk, grootboek, "kruis")


def waits_for(huis: Huis, pid: int) -> bool:
    """Whether somebody waits for what this program holds."""
    with connect(huis.wereld.database.url) as kijker:
        rij = kijker.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))", (pid,)
        ).fetchone()
    return rij is not None and rij[0] > 0


@pytest.mark.postgresql
def test_a_statement_that_is_cut_off_can_be_repeated(postgresql_huis: Huis, grootboek: Grootboek) -> None:
    """Cut off by the time limit or by an administrator: it is the same error to us."""
    huis = postgresql_huis
    dienst = huis.serve()
    vws, kenmerk = registered(huis, dienst, grootboek)
    with other_program(huis) as ander, ThreadPoolExecutor(1) as draad:
        ander.execute(CASUS)
        lopend = draad.submit(send, vws, f"/casussen/{kenmerk}/overdrachten", aanbod("ozj"), "kap")
        wait_until(lambda: waits_for(huis, ander.info.backend_pid), "the act does not wait")
        with connect(huis.wereld.database.url) as beheerder:
            beheerder.execute(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))",
                (ander.info.backend_pid,),
            )
        assert_busy(lopend.result())
    offer_at_last(huis, vws, kenmerk, grootboek, "kap")
