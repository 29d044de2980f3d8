"""A hand on the database: SQL that breaks an invariant is refused by a migrated database, on both engines.

Each row names what is broken, the statements, and the constraint that must refuse them.
"""

from dataclasses import dataclass

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.db import Database
from app.models import metadata
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen

NIEUW = "'0199ffffffff7fffbfffffffffffffff'"
A = "(SELECT id FROM casus WHERE kenmerk = 'C-2026-000001')"
B = "(SELECT id FROM casus WHERE kenmerk = 'C-2026-000002')"
MA = "(SELECT id FROM melding WHERE kenmerk = 'M-2026-000001')"
MB = "(SELECT id FROM melding WHERE kenmerk = 'M-2026-000002')"
IGJ = "(SELECT id FROM organisatie WHERE kenmerk = 'igj')"
LATER = "'2027-01-01 00:00:00.000000'"
DAG = "'2027-01-01'"
EIGENAAR = "(SELECT eigenaar_id FROM casus WHERE kenmerk = 'C-2026-000001')"
SUCCESSIE = (
    "INSERT INTO rechtsopvolging (id, van_organisatie_id, naar_organisatie_id, per, status, voorgesteld_op) "
    f"VALUES ({NIEUW}, {IGJ}, {{naar}}, {DAG}, 'voorgesteld', {LATER})"
)
EIND = f"tot = {LATER}, is_open = false"
EERSTE = f"casus_id = {A} AND vorige_tot IS NULL"
OPEN = f"casus_id = {A} AND is_open"
AANBOD = "status = 'aangeboden'"
VOLGENDE = f"(SELECT volgende_termijn_id FROM melding WHERE id = {MA})"


def copy(tabel: str, waar: str, **anders: str) -> str:
    """INSERT … SELECT: the same row again under a new id, with some values changed."""
    kolommen = [kolom.name for kolom in metadata.tables[tabel].columns]
    waarden = {"id": NIEUW} | anders
    keuze = ", ".join(waarden.get(kolom, kolom) for kolom in kolommen)
    return f"INSERT INTO {tabel} ({', '.join(kolommen)}) SELECT {keuze} FROM {tabel} WHERE {waar} LIMIT 1"


@dataclass(frozen=True)
class Breuk:
    wat: str
    weigert: str
    opdrachten: tuple[str, ...]


def breuk(wat: str, weigert: str, *opdrachten: str) -> Breuk:
    return Breuk(wat, weigert, opdrachten)


I1 = (
    breuk("no owner", "ck_casus_eigenaar",
          f"UPDATE casus SET huidig_eigenaarschap_id = NULL, huidig_open = NULL WHERE id = {A}"),
    breuk("pointer says closed", "ck_casus_alleen_open",
          f"UPDATE casus SET huidig_open = false WHERE id = {A}"),
    breuk("half a pointer", "ck_casus_wijst_naar_open",
          f"UPDATE casus SET huidig_open = NULL WHERE id = {A}"),
    breuk("owner ends without a next one", "fk_casus_huidig_eigenaarschap",
          f"UPDATE overdracht SET status = 'verlopen', eigenaarschap_open = NULL, beeindigd_op = {LATER} "
          f"WHERE {AANBOD}", f"UPDATE eigenaarschap SET {EIND} WHERE {OPEN}"),
    breuk("two open owners", "uq_eigenaarschap_open",
          copy("eigenaarschap", OPEN, vorige_tot="NULL", periode="2", overdracht_id="NULL")),
    breuk("dangling pointer", "fk_casus_huidig_eigenaarschap",
          f"UPDATE casus SET huidig_eigenaarschap_id = {NIEUW} WHERE id = {A}"),
    breuk("pointer to the owner of another casus", "fk_casus_huidig_eigenaarschap",
          f"UPDATE casus SET huidig_eigenaarschap_id = (SELECT id FROM eigenaarschap WHERE casus_id = {B}) "
          f"WHERE id = {A}"),
    breuk("pointer to a former owner", "fk_casus_huidig_eigenaarschap",
          "UPDATE casus SET (huidig_eigenaarschap_id, eigenaar_id) = "
          f"(SELECT id, organisatie_id FROM eigenaarschap WHERE {EERSTE}) WHERE id = {A}"),
    breuk("another owner on the casus", "fk_casus_huidig_eigenaarschap",
          f"UPDATE casus SET eigenaar_id = {IGJ} WHERE id = {A}"),
    breuk("gap after the first owner", "fk_eigenaarschap_vorige",
          f"UPDATE eigenaarschap SET tot = {LATER} WHERE {EERSTE}"),
    breuk("gap before the second owner", "ck_eigenaarschap_sluit_aan",
          f"UPDATE eigenaarschap SET van = {LATER} WHERE {OPEN}"),
    breuk("joins an end that never was", "fk_eigenaarschap_vorige",
          f"UPDATE eigenaarschap SET van = {LATER}, vorige_tot = {LATER} WHERE {OPEN}"),
    breuk("overlap: two owners follow the same one", "uq_eigenaarschap_casus_id_periode_vorige_tot",
          copy("eigenaarschap", OPEN, is_open="false", tot=LATER)),
    breuk("second first owner", "uq_eigenaarschap_eerste",
          copy("eigenaarschap", EERSTE, tot=LATER, is_open="false")),
    breuk("ends before it begins", "ck_eigenaarschap_duur",
          f"UPDATE eigenaarschap SET tot = van WHERE {EERSTE}"),
    breuk("open with an end", "ck_eigenaarschap_open",
          f"UPDATE eigenaarschap SET tot = {LATER} WHERE {OPEN}"),
    breuk("the owner removed", "fk_", f"DELETE FROM eigenaarschap WHERE casus_id = {B}"),
    breuk("closed casus keeps its owner", "ck_casus_eigenaar",
          f"UPDATE casus SET status = 'gesloten', gesloten_op = {LATER} WHERE id = {A}"),
    breuk("closed without a moment", "ck_casus_einde",
          f"UPDATE casus SET status = 'gesloten', huidig_eigenaarschap_id = NULL, huidig_open = NULL "
          f"WHERE id = {A}"),
    breuk("a next owner out of nowhere", "ck_eigenaarschap_herkomst",
          f"UPDATE eigenaarschap SET overdracht_id = NULL WHERE {OPEN}"),
    breuk("a first owner by succession", "ck_eigenaarschap_herkomst",
          f"UPDATE eigenaarschap SET opvolging_id = {NIEUW} WHERE {EERSTE}"),
    breuk("the owner ends while it owns", "fk_casus_eigenaar_is_actief",
          f"UPDATE organisatie SET is_actief = false, actief_tot = {DAG} WHERE id = {EIGENAAR}"),
    breuk("the place of receipt ends while a melding is open", "fk_",
          f"UPDATE organisatie SET is_actief = false, actief_tot = {DAG} "
          f"WHERE id = (SELECT loket_id FROM melding WHERE id = {MA})"),
    breuk("a party that ended without a day", "ck_organisatie_einde",
          f"UPDATE organisatie SET is_actief = false WHERE id = {IGJ}"),
    breuk("succeeded and still active", "ck_organisatie_opvolger",
          f"UPDATE organisatie SET rechtsopvolger_id = {EIGENAAR} WHERE id = {IGJ}"),
    breuk("its own successor", "ck_rechtsopvolging_niet_zichzelf", SUCCESSIE.format(naar=IGJ)),
    breuk("two successions at once", "uq_rechtsopvolging_open",
          SUCCESSIE.format(naar=EIGENAAR), SUCCESSIE.format(naar=EIGENAAR).replace("ffff'", "fffe'", 1)),
    breuk("succession that nobody confirmed", "ck_rechtsopvolging_bevestigd",
          SUCCESSIE.format(naar=EIGENAAR).replace("'voorgesteld',", "'bevestigd',")),
    breuk("a gemeente that went on elsewhere without a day", "ck_gemeente_opvolger",
          "UPDATE gemeente SET opvolger_code = 'GM0193' WHERE gm_code = 'GM0153'"),
    breuk("merged with nothing", "ck_casus_samengevoegd",
          f"UPDATE casus SET status = 'samengevoegd', huidig_eigenaarschap_id = NULL, huidig_open = NULL, "
          f"gesloten_op = {LATER} WHERE id = {A}"),
    breuk("two jeugdigen in one casus", "uq_jeugdige_casus_id", copy("jeugdige", f"casus_id = {A}")),
    breuk("a known place that is unknown", "ck_jeugdige_woonplaats",
          f"UPDATE jeugdige SET woonplaats_status = 'onbekend' WHERE casus_id = {A}"),
)  # fmt: skip
I2 = (
    breuk("two pending overdrachten", "uq_overdracht_open", copy("overdracht", AANBOD)),
    breuk("offer by a party that is not the owner", "fk_overdracht_eigenaar_biedt_aan",
          f"UPDATE overdracht SET van_organisatie_id = {IGJ} WHERE {AANBOD}"),
    breuk("offer of another casus", "fk_overdracht_eigenaar_biedt_aan",
          f"UPDATE overdracht SET casus_id = {B} WHERE {AANBOD}"),
    breuk("offer by a former owner", "fk_overdracht_eigenaar_biedt_aan",
          "UPDATE overdracht SET (eigenaarschap_id, van_organisatie_id) = "
          f"(SELECT id, organisatie_id FROM eigenaarschap WHERE {EERSTE}) WHERE {AANBOD}"),
    breuk("an offer that proves no owner", "ck_overdracht_eigenaarschap_open",
          f"UPDATE overdracht SET eigenaarschap_open = NULL WHERE {AANBOD}"),
    breuk("offer on a closed ownership", "ck_overdracht_alleen_open",
          f"UPDATE overdracht SET eigenaarschap_open = false WHERE {AANBOD}"),
    breuk("offer to itself", "ck_overdracht_niet_aan_zichzelf",
          f"UPDATE overdracht SET naar_organisatie_id = van_organisatie_id WHERE {AANBOD}"),
    breuk("ended without a moment", "ck_overdracht_einde",
          f"UPDATE overdracht SET status = 'verlopen', eigenaarschap_open = NULL WHERE {AANBOD}"),
    breuk("returned without a reason", "ck_overdracht_teruggave",
          f"UPDATE overdracht SET status = 'teruggegeven', eigenaarschap_open = NULL, "
          f"beeindigd_op = {LATER} WHERE {AANBOD}"),
    breuk("the melder not told and nobody says why", "ck_overdracht_mededeling",
          f"UPDATE overdracht SET wijze = 'geen' WHERE {AANBOD}"),
)  # fmt: skip
I4 = (
    breuk("open melding without a date", "ck_melding_volgende_termijn",
          f"UPDATE melding SET volgende_termijn_id = NULL, volgende_open = NULL WHERE id = {MA}"),
    breuk("half a pointer", "ck_melding_wijst_naar_open",
          f"UPDATE melding SET volgende_open = NULL WHERE id = {MA}"),
    breuk("pointer says closed", "ck_melding_alleen_open",
          f"UPDATE melding SET volgende_open = false WHERE id = {MA}"),
    breuk("pointer to a kept promise", "fk_melding_volgende_termijn",
          f"UPDATE termijn SET is_open = false, status = 'voldaan', afgedaan_op = {LATER} "
          f"WHERE id = {VOLGENDE}"),
    breuk("pointer to a promise of another melding", "fk_melding_volgende_termijn",
          f"UPDATE melding SET volgende_termijn_id = "
          f"(SELECT id FROM termijn WHERE melding_id = {MB} LIMIT 1) WHERE id = {MA}"),
    breuk("dangling pointer", "fk_melding_volgende_termijn",
          f"UPDATE melding SET volgende_termijn_id = {NIEUW} WHERE id = {MA}"),
    breuk("the next promise removed", "fk_melding_volgende_termijn",
          f"DELETE FROM termijn WHERE id = {VOLGENDE}"),
    breuk("closed melding still promises", "ck_melding_volgende_termijn",
          f"UPDATE melding SET status = 'gesloten', gesloten_op = {LATER} WHERE id = {MA}"),
    breuk("closed without a moment", "ck_melding_einde",
          "UPDATE melding SET status = 'gesloten', volgende_termijn_id = NULL, volgende_open = NULL "
          f"WHERE id = {MA}"),
    breuk("kept and open at once", "ck_termijn_open",
          f"UPDATE termijn SET status = 'voldaan' WHERE id = {VOLGENDE}"),
    breuk("open with an end", "ck_termijn_afgedaan",
          f"UPDATE termijn SET afgedaan_op = {LATER} WHERE id = {VOLGENDE}"),
    breuk("lapsed without a reason", "ck_termijn_verval",
          f"UPDATE termijn SET status = 'vervallen', is_open = false, afgedaan_op = {LATER} "
          "WHERE code = 'antwoord_melder'"),
    breuk("a promise about nothing", "ck_termijn_betreft",
          "UPDATE termijn SET melding_id = NULL, casus_id = NULL WHERE code = 'antwoord_melder'"),
    breuk("due before it starts", "ck_termijn_volgorde",
          "UPDATE termijn SET uiterlijk = '2020-01-01' WHERE code = 'antwoord_melder'"),
    breuk("two who must answer", "uq_antwoordplicht_open", copy("antwoordplicht", f"melding_id = {MB}")),
)  # fmt: skip
I6_I12 = (
    breuk("the same message twice", "uq_bericht_eenmalig", copy("bericht", "true")),
    breuk("sent without a moment", "ck_bericht_afgedaan", "UPDATE bericht SET status = 'verstuurd'"),
    breuk("report to nobody", "ck_terugkoppeling_loket",
          "UPDATE terugkoppeling SET aan = 'loket', uitkomst = 'oplossing'"),
    breuk("report without an outcome", "ck_terugkoppeling_uitkomst",
          f"UPDATE terugkoppeling SET aan = 'loket', loket_id = {IGJ}"),
    breuk("the same kenmerk twice", "uq_casus_kenmerk",
          f"UPDATE casus SET kenmerk = 'C-2026-000001' WHERE id = {B}"),
    breuk("linked twice", "uq_melding_casus_open", copy("melding_casus", f"casus_id = {A}")),
    breuk("two installations", "ck_installatie_een_rij", "UPDATE installatie SET id = 2"),
    breuk("history changed", "groeit alleen aan", "UPDATE gebeurtenis SET soort = 'iets_anders'"),
    breuk("history removed", "groeit alleen aan", "DELETE FROM gebeurtenis"),
    breuk("reading changed", "groeit alleen aan", "UPDATE leeslog SET actie = 'X'"),
    breuk("reading removed", "groeit alleen aan", "DELETE FROM leeslog"),
    breuk("one event twice", "uq_gebeurtenis_stroom_id_nummer", copy("gebeurtenis", "nummer = 1")),
)  # fmt: skip
CODES = (
    ("casus", "status", ""),
    ("melding", "status", "meldingstatus"),
    ("melding", "kanaal", "kanaal"),
    ("melder", "voorkeurskanaal", "voorkeurskanaal"),
    ("overdracht", "status", "overdrachtstatus"),
    ("overdracht", "grondslag", "grondslag"),
    ("overdracht", "richting", "richting"),
    ("overdracht", "wijze", "wijze"),
    ("termijn", "code", "termijncode"),
    ("termijn", "voor", "termijnvoor"),
    ("termijn", "grondsoort", "grondsoort"),
    ("antwoordplicht", "aard", "aard"),
    ("terugkoppeling", "soort", "terugkoppelingsoort"),
    ("bericht", "moment", "berichtmoment"),
    ("organisatie", "soort", "organisatiesoort"),
    ("organisatie", "teamtoegang", "teamtoegang"),
    ("medewerker_rol", "rol", "rol"),
    ("jeugdige", "verblijf", "verblijf"),
)
ALLE = (
    *I1, *I2, *I4, *I6_I12,
    *(breuk(f"unknown code in {tabel}.{kolom}", f"ck_{tabel}_{naam}", f"UPDATE {tabel} SET {kolom} = 'onzin'")
      for tabel, kolom, naam in CODES),
)  # fmt: skip


@pytest.fixture
def stand(wereld: Wereld) -> Wereld:
    """Casus A went from the loket to ozj, which offers it on; casus B is fresh; something was told."""
    stappen = Stappen(wereld)
    gemeld = stappen.register()
    stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    wereld.later(hours=1)
    stappen.offer("ozj", "en2", gemeld.casussen[0].id)
    stappen.tell_melder("ozj", gemeld.melding.id)
    with wereld.database.transaction() as session:
        session.connection().execute(
            text(
                "INSERT INTO leeslog (id, op, actor_soort, actor_id, organisatie_id, rol, actie, "
                "object_soort, doel, uitkomst, aanvraag_id) "
                f"SELECT id, {LATER}, 'medewerker', id, id, 'x', 'R', 'casus', 'x', 'x', 'x' FROM casus"
            )
        )
    return wereld


def answer(wereld: Wereld, opdrachten: tuple[str, ...]) -> str:
    """What the database says to these statements in one transaction; "accepted" when it takes them."""
    try:
        with wereld.database.transaction() as session:
            for opdracht in opdrachten:
                session.connection().execute(text(opdracht))
    except DBAPIError as fout:
        return str(fout.orig)
    return "accepted"


def fits(antwoord: str, weigert: str, *, sqlite: bool) -> bool:
    """SQLite names a CHECK, but of a unique index or a foreign key only the kind."""
    if not sqlite or weigert.startswith(("ck_", "groeit")):
        return weigert in antwoord
    return {"uq": "UNIQUE", "fk": "FOREIGN KEY"}[weigert[:2]] + " constraint failed" in antwoord


def test_every_statement_that_breaks_an_invariant_is_refused(stand: Wereld) -> None:
    sqlite = stand.database.is_sqlite
    antwoorden = {b.wat + " / " + b.weigert: answer(stand, b.opdrachten) for b in ALLE}
    anders = {
        wat: antwoord
        for wat, antwoord in antwoorden.items()
        if not fits(antwoord, wat.rpartition(" / ")[2], sqlite=sqlite)
    }
    assert anders == {}
    assert len(antwoorden) == len(ALLE)
    Stappen(stand).nothing_broken()


@pytest.mark.postgresql
@pytest.mark.parametrize("tabel", ["gebeurtenis", "leeslog"])
def test_history_and_read_log_cannot_be_emptied(postgresql_url: str, tabel: str) -> None:
    database = Database(postgresql_url)
    with pytest.raises(DBAPIError, match="groeit alleen aan"), database.transaction() as session:
        session.connection().execute(text(f"TRUNCATE {tabel}"))
    database.dispose()
