"""What `houvast controleer` looks at: a hand on the database that no constraint stops is still found."""

import pytest
from sqlalchemy import text

from app.audit.verificatie import Ketenfout, verify_chain
from app.domain.opdrachten import KlachtGegevens
from app.domain.termen import Aard, MeldingUitkomst
from app.queries.intern.controle import CONTROLES
from app.services.controle import Bevinding, check_invariants
from tests.services.stappen import Stappen

A = "(SELECT id FROM casus WHERE kenmerk = 'C-2026-000001')"
M = "(SELECT id FROM melding WHERE kenmerk = 'M-2026-000001')"
IGJ = "(SELECT id FROM organisatie WHERE kenmerk = 'igj')"
OPEN_EIGENAAR = f"casus_id = {A} AND is_open"
TUSSENBERICHT = "code = 'tussenbericht' AND is_open"
LATER = "'2027-01-01 00:00:00.000000'"


@pytest.fixture
def stand(stappen: Stappen) -> Stappen:
    """The loket registered it, ozj owns it and offers it on; the melder was told once."""
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.tell_melder("ozj", gemeld.melding.id)
    stappen.offer("ozj", "en2", gemeld.casussen[0].id)
    return stappen


def change(stappen: Stappen, *opdrachten: str) -> None:
    with stappen.wereld.database.transaction() as session:
        for opdracht in opdrachten:
            session.connection().execute(text(opdracht))


def findings(stappen: Stappen) -> list[Bevinding]:
    with stappen.wereld.database.read() as session:
        return check_invariants(session, stappen.wereld.omgeving)


def test_a_chain_at_work_breaks_nothing(stand: Stappen) -> None:
    stand.nothing_broken()
    assert {regel.invariant for regel in CONTROLES} == {
        "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I11", "I12",
    }  # fmt: skip


AF = "status = 'afgedaan', uitkomst = 'tevreden', afgedaan_op = ontvangen_op"
#: invariant, a word of the rule, and what a hand did.
HANDEN = (
    ("I1", "behandelaar werkt bij",
     f"UPDATE eigenaarschap SET behandelaar_id = (SELECT id FROM medewerker WHERE organisatie_id = {IGJ}) "
     f"WHERE {OPEN_EIGENAAR}"),
    ("I1", "die van het open eigenaarschap", f"UPDATE casus SET periode = 2 WHERE id = {A}"),
    ("I1", "geteld vanaf 1", f"UPDATE casus SET periode = 2 WHERE id = {A}"),
    ("I1", "ten minste één melding", "DELETE FROM melding_casus"),
    ("I1", "niet open is, heeft geen open",
     f"UPDATE casus SET status = 'gesloten', gesloten_op = {LATER}, uitkomst = 'opgelost', "
     f"huidig_eigenaarschap_id = NULL, huidig_open = NULL WHERE id = {A}"),
    ("I3", "Alleen een aanvaarding", f"UPDATE eigenaarschap SET overdracht_id = id WHERE {OPEN_EIGENAAR}"),
    ("I3", "werd eigenaar door",
     f"UPDATE eigenaarschap SET overdracht_id = NULL, opvolging_id = id WHERE {OPEN_EIGENAAR}"),
    ("I11", "die nog bestaat",
     "UPDATE organisatie SET is_actief = false, actief_tot = '2026-11-01' "
     f"WHERE id = (SELECT eigenaar_id FROM casus WHERE id = {A})"),
    ("I11", "blijft niets bij haar liggen",
     "UPDATE organisatie SET is_actief = false, actief_tot = '2026-11-01' WHERE kenmerk = 'vws-ucz'"),
    ("I11", "toegang heeft", "UPDATE organisatie SET toegang_geblokkeerd = true WHERE kenmerk = 'en2'"),
    ("I11", "toegang heeft", "UPDATE organisatie SET actief_tot = '2026-11-01' WHERE kenmerk = 'en2'"),
    ("I4", "werklijst toont", f"UPDATE casus SET eerste_datum = '2020-01-01' WHERE id = {A}"),
    ("I4", "spoed open is", f"UPDATE casus SET spoed_rang = 0 WHERE id = {A}"),
    ("I4", "is eigenaar of antwoordt", f"UPDATE termijn SET verantwoordelijke_id = {IGJ}"),
    ("I4", "ligt bij wie aan zet is", f"UPDATE termijn SET verantwoordelijke_id = {IGJ}"),
    ("I4", "open tussenbericht", f"UPDATE termijn SET periode = 9 WHERE {TUSSENBERICHT}"),
    ("I4", "een termijn om aan te vullen", "UPDATE jeugdige SET persoon_verzegeld = NULL"),
    ("I4", "antwoordt precies één", "DELETE FROM antwoordplicht"),
    ("I4", "antwoordt precies één", f"UPDATE melding SET aard = 'hulpvraag,signaal' WHERE id = {M}"),
    ("I4", "De eigenaar antwoordt", f"UPDATE antwoordplicht SET organisatie_id = {IGJ} WHERE tot IS NULL"),
    ("I4", "formele brief zonder antwoord", f"UPDATE melding SET formele_brief = true WHERE id = {M}"),
    ("I5", "precies één eigen klok",
     "UPDATE overdracht SET uiterlijk = '2026-12-31' WHERE status = 'aangeboden'"),
    ("I5", "begint bij ontvangst", f"UPDATE melding SET ontvangen_op = '2026-11-01' WHERE id = {M}"),
    ("I5", "hoort niet bij haar datum",
     f"UPDATE termijn SET uiterlijk = '2027-12-31' WHERE {TUSSENBERICHT}"),
    ("I5", "is niet te lezen", "UPDATE termijn SET uitleg = 'weg' WHERE code = 'eerste_contact'"),
    ("I5", "is niet te lezen", "UPDATE termijn SET uitleg = '{}' WHERE code = 'eerste_contact'"),
    ("I5", "volgt niet uit haar uitleg",
     "UPDATE termijn SET uitleg = replace(uitleg, '\"lengte\": 10', '\"lengte\": 11') "
     "WHERE code = 'eerste_contact'"),
    ("I5", "volgt niet uit haar uitleg",
     "UPDATE termijn SET begint_op = '2010-01-05', "
     "uitleg = replace(uitleg, '\"begintOp\": \"2026-11-03\"', '\"begintOp\": \"2010-01-05\"') "
     "WHERE code = 'eerste_contact'"),
    ("I5", "het loket hoort ervan", "DELETE FROM termijn WHERE code = 'terugkoppeling_loket'"),
    ("I6", "precies één keer", "DELETE FROM bericht WHERE moment = 'overgenomen'"),
    ("I6", "Alleen bij een aanvaarding", "UPDATE bericht SET overdracht_id = NULL"),
    ("I6", "zonder kanaal", "UPDATE melder SET voorkeurskanaal = 'geen'"),
    ("I7", "Een poging, of wat teruggenomen is", "UPDATE terugkoppeling SET bereikt = false"),
    ("I7", "heeft een uitkomst zodra", f"UPDATE melding SET uitkomst = 'geholpen' WHERE id = {M}"),
    ("I8", "heeft een sleutel", f"UPDATE casus SET sleutel = NULL WHERE id = {A}"),
    ("I8", "even veel gebeurtenissen", f"UPDATE casus SET gebeurtenis_nr = 99 WHERE id = {A}"),
    ("I12", "uitgegeven door de teller", "DELETE FROM kenmerkteller"),
)  # fmt: skip


def test_every_hand_on_the_database_is_found(stand: Stappen) -> None:
    gevonden = {}
    for nummer, (invariant, woord, opdracht) in enumerate(HANDEN):
        with stand.wereld.database.write() as session:  # never committed
            session.connection().execute(text(opdracht))
            bevindingen = check_invariants(session, stand.wereld.omgeving)
            session.rollback()
        gevonden[nummer, woord] = [
            b.onderwerp for b in bevindingen if b.invariant == invariant and woord in b.melding
        ]
    assert [sleutel for sleutel, onderwerpen in gevonden.items() if not onderwerpen] == []
    assert {o[:2] for onderwerpen in gevonden.values() for o in onderwerpen} == {"C-", "M-", "vw"}
    assert findings(stand) == []


@pytest.mark.parametrize(
    ("woord", "opdracht"),
    [
        ("Een klacht heeft een klok", f"UPDATE klacht SET {AF}"),
        ("Een klacht heeft een klok", "DELETE FROM termijn WHERE klacht_id IS NOT NULL"),
        ("Een klacht heeft een klok", "DELETE FROM antwoordplicht WHERE aard = 'klacht'"),
        (
            "De eigenaar antwoordt",
            "UPDATE antwoordplicht SET organisatie_id = (SELECT eigenaar_id FROM casus)",
        ),
        ("Van een gesloten melding", f"UPDATE klacht SET {AF}"),
    ],
)
def test_a_klacht_that_outlives_its_melding_is_looked_at_too(
    stappen: Stappen, woord: str, opdracht: str
) -> None:
    aard = frozenset({Aard.HULPVRAAG, Aard.KLACHT})
    gemeld = stappen.register("ozj", loket="ozj", aard=aard, klacht=KlachtGegevens(tekst="x"))
    stappen.move(gemeld.casussen[0].id, "ozj", "en2")
    stappen.close_melding("en2", gemeld.melding.id, MeldingUitkomst.INGETROKKEN)
    assert findings(stappen) == []
    change(stappen, opdracht)
    assert any(b.melding.startswith(woord) for b in findings(stappen))


def test_a_date_of_an_older_rule_is_not_computed_by_the_new_one(stand: Stappen) -> None:
    change(stand, "UPDATE termijn SET uitleg = replace(uitleg, '\"regelversie\": 1', '\"regelversie\": 7')")
    assert findings(stand) == []


def test_findings_come_in_the_order_of_the_invariants(stand: Stappen) -> None:
    change(
        stand,
        "DELETE FROM kenmerkteller",
        f"UPDATE casus SET eerste_datum = '2020-01-01', periode = 2 WHERE id = {A}",
    )
    volgorde = [int(b.invariant[1:]) for b in findings(stand)]
    assert volgorde == sorted(volgorde)
    assert {1, 4, 12} <= set(volgorde)


def without_guard(stappen: Stappen) -> None:
    """Somebody with full rights takes the guard off the history first."""
    if stappen.wereld.database.is_sqlite:
        change(stappen, "DROP TRIGGER tr_gebeurtenis_update", "DROP TRIGGER tr_gebeurtenis_delete")
    else:
        change(stappen, "ALTER TABLE gebeurtenis DISABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("opdracht", "verwacht"),
    [
        ("UPDATE gebeurtenis SET gegevens = '{}' WHERE nummer = 2", [(2, Ketenfout.VERKEERDE_HASH)]),
        ("UPDATE gebeurtenis SET soort = 'x' WHERE nummer = 1", [(1, Ketenfout.VERKEERDE_HASH)]),
        ("DELETE FROM gebeurtenis WHERE nummer = 2", [(3, Ketenfout.GAT)]),
        ("DELETE FROM gebeurtenis WHERE nummer = 6", [(5, Ketenfout.KOP_WIJKT_AF)]),
        ("DELETE FROM gebeurtenis WHERE nummer > 0", [(0, Ketenfout.GEEN_GEBEURTENISSEN)]),
        (
            "UPDATE gebeurtenis SET vorige_hash = 'x' WHERE nummer = 3",
            [(3, Ketenfout.VERKEERDE_SCHAKEL), (3, Ketenfout.VERKEERDE_HASH)],
        ),
        (
            "UPDATE gebeurtenis SET stroom_id = '0199ffffffff7fffbfffffffffffffff' WHERE nummer = 6",
            [(5, Ketenfout.KOP_WIJKT_AF), (6, Ketenfout.GAT), (6, Ketenfout.VERKEERDE_HASH),
             (0, Ketenfout.GEEN_CASUS)],
        ),
    ],
)  # fmt: skip
def test_a_change_in_the_history_shows(
    stand: Stappen, opdracht: str, verwacht: list[tuple[int, Ketenfout]]
) -> None:
    without_guard(stand)
    change(stand, opdracht)
    with stand.wereld.database.read() as session:
        gevonden = [(b.nummer, b.reden) for b in verify_chain(session)]
    assert sorted(gevonden) == sorted(verwacht)


def test_rewriting_the_whole_stream_shows_in_its_head(stand: Stappen) -> None:
    without_guard(stand)
    change(stand, f"UPDATE casus SET gebeurtenis_hash = 'anders' WHERE id = {A}")
    with stand.wereld.database.read() as session:
        assert [b.reden for b in verify_chain(session)] == [Ketenfout.KOP_WIJKT_AF]
