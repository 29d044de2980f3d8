"""Klachten that were there before a klacht became a thing of its own: row by row, on both engines (0017)."""

from datetime import date

from sqlalchemy import Connection, create_engine, text

from app.db import migrate
from tests.migrations.test_uitgaven import load

KOLOMMEN = "melding_id, organisatie_id, sleutel, inhoud_verzegeld, ontvangen_op, status, vastgelegd_op"
GESLOTEN = "(SELECT id FROM melding WHERE status = 'gesloten' ORDER BY id LIMIT 1)"
#: A klacht that ended with its melding, and two of the year before, of which one still runs.
ERBIJ = {
    "0199aaaaaaaa7aaabaaaaaaaaaaaaaa1": f"{GESLOTEN}, organisatie_id, NULL, NULL, '2026-08-27', 'gesloten'",
    "0199aaaaaaaa7aaabaaaaaaaaaaaaaa2": "melding_id, organisatie_id, NULL, NULL, '2025-12-30', 'open'",
    "0199aaaaaaaa7aaabaaaaaaaaaaaaaa3": "melding_id, organisatie_id, NULL, NULL, '2025-12-31', 'gesloten'",
}
NU = """SELECT kenmerk, status, uitkomst, ontvangen_op, bij_behandelaar_op, bevestigd_op, afgedaan_op, vorm,
    ontvangen_door_id = organisatie_id, inhoud_verzegeld IS NULL FROM klacht ORDER BY kenmerk"""
BELOFTEN = """SELECT count(*), count(t.klacht_id), count(t.melding_id) FROM termijn t
    WHERE t.code = 'klacht_afhandelen' AND t.is_open"""
WIJZERS = """SELECT count(*) FROM melding m JOIN termijn t ON t.id = m.volgende_termijn_id
    WHERE t.klacht_id IS NOT NULL"""


def test_a_klacht_of_an_earlier_release_keeps_its_meaning(empty_database_url: str) -> None:
    """Open becomes received, closed ended with its melding; numbered per year; its promise goes along."""
    load("0.1.0", empty_database_url)
    engine = create_engine(empty_database_url)
    with engine.begin() as verbinding:
        for id_, waarden in ERBIJ.items():
            verbinding.execute(
                text(
                    f"INSERT INTO klacht (id, {KOLOMMEN}) "
                    f"SELECT '{id_}', {waarden}, vastgelegd_op FROM klacht LIMIT 1"
                )
            )
    migrate(empty_database_url)
    with engine.connect() as verbinding:
        rijen = [tuple(map(as_day, rij)) for rij in verbinding.execute(text(NU))]
        beloften = tuple(verbinding.execute(text(BELOFTEN)).one())
        verkeerd = verbinding.execute(text(WIJZERS)).scalar_one()
        tellers = kenmerken_counted(verbinding)
    engine.dispose()
    assert rijen == [
        ("K-2025-000001", "ontvangen", None, "2025-12-30", "2025-12-30", "2026-11-10", None,
         "schriftelijk", 1, 1),
        ("K-2025-000002", "afgedaan", "met_melding_gesloten", "2025-12-31", "2025-12-31", "2026-11-10",
         "2025-12-31", "schriftelijk", 1, 1),
        ("K-2026-000001", "afgedaan", "met_melding_gesloten", "2026-08-27", "2026-08-27", None,
         "2026-09-17", "schriftelijk", 1, 1),
        ("K-2026-000002", "ontvangen", None, "2026-11-09", "2026-11-09", "2026-11-10", None,
         "schriftelijk", 1, 0),
    ]  # fmt: skip
    assert beloften == (1, 1, 0), "the promise of the klacht names the klacht, and no longer the melding"
    assert verkeerd == 0, "no melding waits on a promise of a klacht"
    assert tellers == {2025: 2, 2026: 2}


def as_day(waarde: object) -> object:
    """The engines give dates and truths in ways of their own."""
    if isinstance(waarde, date):
        return waarde.isoformat()
    return int(waarde) if isinstance(waarde, bool) else waarde


def kenmerken_counted(verbinding: Connection) -> dict[int, int]:
    rijen = verbinding.execute(text("SELECT jaar, laatste FROM kenmerkteller WHERE soort = 'K'"))
    return {rij.jaar: rij.laatste for rij in rijen}
