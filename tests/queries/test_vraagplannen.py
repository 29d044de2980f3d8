"""How the databases answer the questions that are asked all day: through an index, never row after row.

A table of thousands hides nothing here: SQLite chooses without statistics, and PostgreSQL is told to walk
through a table only where there is no other way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, Index, event
from sqlalchemy.engine.interfaces import DBAPICursor

from app.domain.actor import Rol
from app.domain.termen import CasusStatus
from app.models import metadata
from app.queries.afstemmingen import Afstemmingfilter, list_afstemmingen
from app.queries.api_casussen import CasusFilter, list_casussen
from app.queries.api_meldingen import MeldingFilter, list_meldingen
from app.queries.api_termijnen import TermijnFilter, list_termijnen
from app.queries.bijdragen import Bijdragefilter, Kant, list_bijdragen
from app.queries.casusbeeld import load_casus
from app.queries.leeslog import Leesvraag, who_read
from app.queries.relaties import relations
from app.queries.vandaag import today
from app.queries.werkbeelden import Lijst, Werkfilter
from app.queries.werklijst import list_work, overview
from app.queries.werkplek import Werkplek
from app.services.samenloop import find_alike, read_typed
from app.services.tafelzoeken import person_on_agendas
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen

#: What grows with the years; the directory and the people do not.
GROEIT = (
    "afstemming", "afstemming_kant", "agendering", "agendering_sleutel", "antwoordplicht", "bericht",
    "casus", "eigenaarschap", "escalatie", "gebeurtenis", "jeugdige", "klacht", "bijdrage",
    "klachthandeling", "leeslog", "leeslog_2026_10", "leeslog_2026_11", "leeslog_overig", "melder",
    "melding", "melding_casus", "overdracht", "samenloop", "samenloop_sleutel", "termijn", "terugkoppeling",
)  # fmt: skip
KIND = read_typed({"voornamen": "Femke", "achternaam": "Voorbeeld", "geboortedatum": "2010-03-14"}, "GM0193")
Vraag = Callable[[Werkplek, str], object]


def _work_of(lijst: Lijst, desk: Werkplek, _kenmerk: str) -> object:
    return list_work(desk, Werkfilter(lijst=lijst))


def _bijdragen_of(kant: Kant, desk: Werkplek, _kenmerk: str) -> object:
    return list_bijdragen(desk, Bijdragefilter(kant))


def _readers_of(desk: Werkplek, kenmerk: str) -> object:
    """A week: of more months there are more plans of the same kind."""
    officier = replace(desk, actor=replace(desk.actor, rollen=frozenset({Rol.PRIVACY_OFFICER})))
    vandaag = desk.omgeving.vandaag
    return who_read(officier, Leesvraag(kenmerk, vandaag - timedelta(days=6), vandaag))


VRAGEN: dict[str, Vraag] = {
    "today": lambda desk, _: today(desk),
    "counts": lambda desk, _: overview(desk),
    **{f"work list {lijst}": partial(_work_of, lijst) for lijst in Lijst},
    "casus page": load_casus,
    "relations": lambda desk, kenmerk: relations(desk, load_casus(desk, kenmerk).id),
    "API casussen": lambda desk, _: list_casussen(desk, CasusFilter()),
    "API open casussen": lambda desk, _: list_casussen(desk, CasusFilter(status=CasusStatus.OPEN)),
    "API meldingen": lambda desk, _: list_meldingen(desk, MeldingFilter()),
    **{f"bijdragen {kant}": partial(_bijdragen_of, kant) for kant in Kant},
    "hits": lambda desk, _: list_afstemmingen(desk, Afstemmingfilter()),
    "API termijnen": lambda desk, _: list_termijnen(desk, TermijnFilter()),
    "who is alike": lambda desk, _: find_alike(desk, KIND),
    "who read it": _readers_of,
    "who on an agenda is alike": lambda desk, _: person_on_agendas(desk, KIND, None),
}


@contextmanager
def plans_of(desk: Werkplek) -> Iterator[list[str]]:
    """The plan of every SELECT inside, line by line."""
    sqlite = desk.session.get_bind().dialect.name == "sqlite"
    verbinding = desk.session.connection()
    regels: list[str] = []

    def explain(_c: Connection, cursor: DBAPICursor, opdracht: str, waarden: object, *_rest: object) -> None:
        if opdracht.lstrip().upper().startswith(("SELECT", "WITH")):
            eigen = cursor.connection.cursor()
            eigen.execute(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + opdracht, waarden)  # type: ignore[arg-type]  # raw cursor
            regels.extend(str(rij[-1]) for rij in eigen.fetchall())
            eigen.close()

    if not sqlite:
        verbinding.exec_driver_sql("SET LOCAL enable_seqscan = off")
    event.listen(verbinding, "before_cursor_execute", explain)
    try:
        yield regels
    finally:
        event.remove(verbinding, "before_cursor_execute", explain)


def walks(plan: list[str], deels: frozenset[str]) -> list[str]:
    """The lines that read a growing table from end to end, also when that is through an index; ``deels``:
    the indexes that hold only some rows."""
    gevonden = []
    for regel in plan:
        woorden = regel.replace("->", " ").split()
        scan = woorden[:1] == ["SCAN"] and deels.isdisjoint(woorden) and woorden[1:2]
        seq = "Seq Scan on" in regel and [woorden[woorden.index("on") + 1]]
        tabel = scan or seq
        if tabel and tabel[0] in GROEIT:
            gevonden.append(regel.strip())
    return gevonden


@pytest.mark.parametrize("wat", VRAGEN)
def test_no_daily_question_reads_a_whole_table(wereld: Wereld, wat: str) -> None:
    stappen = Stappen(wereld)
    casus = stappen.register("vws-ucz").casussen[0]
    stappen.move(casus.id, "vws-ucz", "ozj")
    with wereld.werkplek("ozj") as desk, plans_of(desk) as plan:
        VRAGEN[wat](desk, casus.kenmerk)
    assert plan, "nothing was asked"
    assert not walks(plan, partial_indexes())


def partial_indexes() -> frozenset[str]:
    """The indexes that hold only some rows of a table."""
    alle: list[Index] = [index for tabel in metadata.tables.values() for index in tabel.indexes]
    return frozenset(str(i.name) for i in alle if i.dialect_options["sqlite"]["where"] is not None)


def test_the_work_list_is_read_in_the_order_of_its_index(sqlite_wereld: Wereld) -> None:
    """Sorting would read everything an organisatie owns before it shows the first line."""
    with sqlite_wereld.werkplek("ozj") as desk, plans_of(desk) as plan:
        list_work(desk, Werkfilter(lijst=Lijst.ONS))
    assert any("ix_casus_werklijst" in regel for regel in plan)
    assert not any("ORDER BY" in regel for regel in plan)
