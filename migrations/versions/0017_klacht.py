"""A klacht is a thing of its own: own kenmerk, stream, clock, messages and acts; stukken that go elsewhere.

Revision: 0017, after 0016.

What was known of a klacht keeps its meaning: open becomes received, closed becomes ended with its melding.
Its promises and messages leave melding and casus, so that no list of these shows them any more.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import Kolom, Ombouw, judge_now, one_of, rebuild

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UITGESTELD = "DEFERRABLE INITIALLY DEFERRED"
STATUSSEN = ("ontvangen", "in_behandeling", "afgedaan")
UITKOMSTEN = (
    "gegrond", "deels_gegrond", "ongegrond", "geen_oordeel", "niet_in_behandeling", "tevreden", "ingetrokken",
    "elders_behandeld", "met_melding_gesloten",
)  # fmt: skip
GRONDEN = (
    "eerder_behandeld", "langer_dan_een_jaar", "bezwaar_mogelijk", "beroep_mogelijk", "rechter", "strafrecht",
    "kennelijk_onvoldoende",
)  # fmt: skip
ACTIES = (
    "aantekenen", "aanspreekpunt", "bevestigen", "doorzenden", "elders", "nemen", "weigeren", "klaagschrift",
    "verweer", "horen", "niet_horen", "commissie", "verdagen", "afdoen", "tevreden", "intrekken",
)  # fmt: skip
GEEN_HOREN = ("kennelijk_ongegrond", "melder_ziet_af", "geen_reactie")
CODES = (
    "ontvangstbevestiging", "overdracht_aanvaarden", "eerste_contact", "antwoord_melder", "tussenbericht",
    "spoed", "gegevens_aanvullen", "klacht_afhandelen", "klacht_niet_in_behandeling", "terugkoppeling_loket",
    "bijdrage", "samenloop_beoordelen", "advies_opvolgen", "contact_herstellen",
    "inbreng_beantwoorden",
)  # fmt: skip
MOMENTEN = (
    "doorgestuurd", "overgenomen", "ontvangstbevestiging", "escalatie", "terugkoppeling", "opgevolgd",
    "verdaagd", "spoed", "aanbod", "herinnering", "verlopen", "bijdrage",
)  # fmt: skip
NIEUWE_MOMENTEN = (
    "klacht_ontvangen", "klacht_doorgezonden", "klacht_commissie", "klacht_geweigerd", "klacht_afgedaan",
    "klacht_geeindigd", "klacht_bericht", "stuk_doorgezonden",
)  # fmt: skip
#: Columns that refer to another table, with a name for the constraint that says so.
VERWIJST = {
    "ontvangen_door_id": "organisatie", "beklaagde_id": "organisatie", "aanspreekpunt_id": "organisatie",
    "behandelaar_id": "medewerker", "klacht_id": "klacht", "bericht_id": "bericht", "melding_id": "melding",
    "organisatie_id": "organisatie", "medewerker_id": "medewerker", "van_organisatie_id": "organisatie",
    "naar_organisatie_id": "organisatie", "termijn_id": "termijn",
}  # fmt: skip
#: The kenmerk of a klacht that was there already: counted per year of receipt, in the order they came.
KENMERK = """'K-' || substr(CAST(klacht.ontvangen_op AS VARCHAR(10)), 1, 4) || '-' || substr(CAST(1000000 + (
    SELECT count(*) FROM klacht k WHERE k.id <= klacht.id
      AND substr(CAST(k.ontvangen_op AS VARCHAR(10)), 1, 4)
        = substr(CAST(klacht.ontvangen_op AS VARCHAR(10)), 1, 4)) AS VARCHAR(7)), 2)"""
BEVESTIGD = """(SELECT min(date(t.afgedaan_op)) FROM termijn t WHERE t.melding_id = klacht.melding_id
    AND t.code = 'ontvangstbevestiging' AND t.variant = 'klacht' AND t.status = 'voldaan')"""
GESLOTEN_OP = """CASE WHEN status = 'gesloten' THEN coalesce((SELECT date(m.gesloten_op) FROM melding m
    WHERE m.id = klacht.melding_id), ontvangen_op) END"""

KLACHT = Ombouw(
    "klacht",
    (
        Kolom("kenmerk", "VARCHAR(20) NOT NULL", "VARCHAR(20) NOT NULL", KENMERK),
        Kolom("ontvangen_door_id", "CHAR(32) NOT NULL", "UUID NOT NULL", "organisatie_id"),
        Kolom("beklaagde_id", "CHAR(32)", "UUID"),
        Kolom("vorm", "VARCHAR(40) NOT NULL", "VARCHAR(40) NOT NULL", "'schriftelijk'"),
        Kolom("bij_behandelaar_op", "DATE NOT NULL", "DATE NOT NULL", "ontvangen_op"),
        Kolom("behandelaar_id", "CHAR(32)", "UUID"),
        Kolom("bevestigd_op", "DATE", "DATE", BEVESTIGD),
        Kolom("klaagschrift_op", "DATE", "DATE"),
        Kolom("gehoord_op", "DATE", "DATE"),
        Kolom("geen_horen", "VARCHAR(40)", "VARCHAR(40)"),
        Kolom("commissie_op", "DATE", "DATE"),
        Kolom("commissie_leden", "INTEGER", "INTEGER"),
        Kolom("commissie_van_buiten", "BOOLEAN NOT NULL", "BOOLEAN NOT NULL", "false"),
        Kolom("aanspreekpunt_id", "CHAR(32)", "UUID"),
        Kolom(
            "uitkomst",
            "VARCHAR(40)",
            "VARCHAR(40)",
            "CASE WHEN status = 'gesloten' THEN 'met_melding_gesloten' END",
        ),
        Kolom("weigergrond", "VARCHAR(40)", "VARCHAR(40)"),
        Kolom("afgedaan_op", "DATE", "DATE", GESLOTEN_OP),
        Kolom("versie", "INTEGER NOT NULL", "INTEGER NOT NULL", "1"),
        Kolom("gebeurtenis_nr", "INTEGER NOT NULL", "INTEGER NOT NULL", "0"),
        Kolom("gebeurtenis_hash", "VARCHAR(64) NOT NULL", "VARCHAR(64) NOT NULL", "''"),
        Kolom("gebeurtenis_op", "DATETIME NOT NULL", "TIMESTAMP WITH TIME ZONE NOT NULL", "vastgelegd_op"),
    ),
    vervangen=(
        (
            "ck_klacht_klachtstatus",
            one_of("status", ("open", "gesloten")),
            one_of("status", ("open", "gesloten", *STATUSSEN)),
        ),
    ),
)
KLACHT_REGELS = Ombouw(
    "klacht",
    beperkingen=(
        ("uq_klacht_kenmerk", "UNIQUE (kenmerk)"),
        ("ck_klacht_einde", "CHECK ((status = 'afgedaan') = (afgedaan_op IS NOT NULL))"),
        ("ck_klacht_uitkomst", "CHECK ((status = 'afgedaan') = (uitkomst IS NOT NULL))"),
        ("ck_klacht_behandelaar", "CHECK (status <> 'in_behandeling' OR behandelaar_id IS NOT NULL)"),
        ("ck_klacht_grond", "CHECK (weigergrond IS NULL OR uitkomst = 'niet_in_behandeling')"),
        ("ck_klacht_ontvangst", "CHECK (bij_behandelaar_op >= ontvangen_op)"),
        ("ck_klacht_horen", "CHECK (gehoord_op IS NULL OR geen_horen IS NULL)"),
        ("ck_klacht_commissie", "CHECK ((commissie_op IS NULL) = (commissie_leden IS NULL))"),
        ("ck_klacht_klachtvorm", f"CHECK ({one_of('vorm', ('schriftelijk', 'mondeling'))})"),
        ("ck_klacht_geenhoren", f"CHECK ({one_of('geen_horen', GEEN_HOREN)})"),
        ("ck_klacht_klachtuitkomst", f"CHECK ({one_of('uitkomst', UITKOMSTEN)})"),
        ("ck_klacht_weigergrond", f"CHECK ({one_of('weigergrond', GRONDEN)})"),
        *(
            (f"fk_klacht_{kolom}", f"FOREIGN KEY({kolom}) REFERENCES {VERWIJST[kolom]} (id) {UITGESTELD}")
            for kolom in ("ontvangen_door_id", "beklaagde_id", "behandelaar_id", "aanspreekpunt_id")
        ),
    ),
    vervangen=(
        (
            "ck_klacht_klachtstatus",
            one_of("status", ("open", "gesloten", *STATUSSEN)),
            one_of("status", STATUSSEN),
        ),
    ),
)
TERMIJN = Ombouw(
    "termijn",
    vervangen=(
        ("ck_termijn_termijncode", one_of("code", CODES), one_of("code", (*CODES, "doorzenden"))),
        (
            "ck_termijn_betreft",
            "melding_id IS NOT NULL OR casus_id IS NOT NULL",
            "melding_id IS NOT NULL OR casus_id IS NOT NULL OR klacht_id IS NOT NULL",
        ),
    ),
)
TERMIJN_APART = Ombouw(
    "termijn",
    beperkingen=(
        (
            "ck_termijn_klacht_apart",
            "CHECK (klacht_id IS NULL OR (melding_id IS NULL AND casus_id IS NULL))",
        ),
    ),
)
BERICHT = Ombouw(
    "bericht",
    (Kolom("klacht_id", "CHAR(32)", "UUID"),),
    (("fk_bericht_klacht_id", f"FOREIGN KEY(klacht_id) REFERENCES klacht (id) {UITGESTELD}"),),
    (
        (
            "ck_bericht_berichtmoment",
            one_of("moment", MOMENTEN),
            one_of("moment", (*MOMENTEN, *NIEUWE_MOMENTEN)),
        ),
    ),
    (("casus_id", "CHAR(32)"),),
)
BERICHT_APART = Ombouw(
    "bericht",
    beperkingen=(
        ("ck_bericht_betreft", "CHECK ((casus_id IS NULL) = (klacht_id IS NOT NULL))"),
        ("ck_bericht_klacht_apart", "CHECK (klacht_id IS NULL OR melding_id IS NULL)"),
    ),
)
#: A receipt that is still due on a klacht goes with it.
BEVESTIGING = """
    UPDATE termijn SET
      klacht_id = (SELECT min(k.id) FROM klacht k WHERE k.melding_id = termijn.melding_id
        AND k.status = 'ontvangen'),
      verantwoordelijke_id = (SELECT k.organisatie_id FROM klacht k WHERE k.id =
        (SELECT min(e.id) FROM klacht e WHERE e.melding_id = termijn.melding_id AND e.status = 'ontvangen'))
    WHERE code = 'ontvangstbevestiging' AND variant = 'klacht' AND is_open AND EXISTS
      (SELECT 1 FROM klacht k WHERE k.melding_id = termijn.melding_id AND k.status = 'ontvangen')"""
VOLGENDE = """
    UPDATE melding SET volgende_termijn_id = (SELECT t.id FROM termijn t WHERE t.melding_id = melding.id
      AND t.is_open AND t.klacht_id IS NULL AND t.voor IN ('melder', 'intern')
      ORDER BY t.uiterlijk, t.id LIMIT 1)
    WHERE volgende_termijn_id IN (SELECT t.id FROM termijn t WHERE t.klacht_id IS NOT NULL)"""
VAN_CASUS = """
    FROM termijn t WHERE t.is_open AND t.klacht_id IS NULL AND (t.casus_id = casus.id OR t.melding_id IN
      (SELECT mc.melding_id FROM melding_casus mc JOIN melding m ON m.id = mc.melding_id
       WHERE mc.casus_id = casus.id AND mc.tot IS NULL AND m.status <> 'gesloten'))"""
EERSTE_DATUM = f"""
    UPDATE casus SET eerste_datum = coalesce(
      (SELECT min(CASE WHEN t.verantwoordelijke_id = casus.eigenaar_id THEN t.uiterlijk END) {VAN_CASUS}),
      (SELECT min(t.uiterlijk) {VAN_CASUS}), '9999-12-31')
    WHERE status = 'open' AND id IN
      (SELECT mc.casus_id FROM melding_casus mc JOIN klacht k ON k.melding_id = mc.melding_id)"""
BERICHTEN = """
    UPDATE bericht SET casus_id = NULL, melding_id = NULL, klacht_id = (SELECT min(t.klacht_id)
      FROM termijnwijziging w JOIN termijn t ON t.id = w.termijn_id WHERE w.bericht_id = bericht.id)
    WHERE id IN (SELECT w.bericht_id FROM termijnwijziging w JOIN termijn t ON t.id = w.termijn_id
      WHERE t.klacht_id IS NOT NULL)"""
TELLER = """
    INSERT INTO kenmerkteller (soort, jaar, laatste)
    SELECT 'K', CAST(substr(kenmerk, 3, 4) AS INTEGER), max(CAST(substr(kenmerk, 8) AS INTEGER))
    FROM klacht GROUP BY CAST(substr(kenmerk, 3, 4) AS INTEGER)"""


def upgrade() -> None:
    """The klachten that exist, their promises and messages, then the new tables."""
    _renew_klacht()
    _set_promises_apart()
    _set_messages_apart()
    create_handelingen()
    create_rest()


def _renew_klacht() -> None:
    rebuild(KLACHT)
    op.execute("UPDATE klacht SET status = 'ontvangen' WHERE status = 'open'")
    op.execute("UPDATE klacht SET status = 'afgedaan' WHERE status = 'gesloten'")
    rebuild(KLACHT_REGELS)
    op.create_index("ix_klacht_organisatie_status", "klacht", ["organisatie_id", "status", "id"])
    op.execute(TELLER)


def _set_promises_apart() -> None:
    rebuild(TERMIJN)
    op.execute(_with_min(BEVESTIGING, "k.id", "e.id"))
    op.execute(VOLGENDE)
    op.execute("UPDATE termijn SET melding_id = NULL, casus_id = NULL WHERE klacht_id IS NOT NULL")
    op.execute(EERSTE_DATUM)
    rebuild(TERMIJN_APART)


def _set_messages_apart() -> None:
    rebuild(BERICHT)
    op.execute(_with_min(BERICHTEN, "t.klacht_id"))
    rebuild(BERICHT_APART)
    waar = "klacht_id IS NOT NULL"
    op.create_index(
        "ix_bericht_klacht", "bericht", ["klacht_id"],
        sqlite_where=sa.text(waar), postgresql_where=sa.text(waar),
    )  # fmt: skip
    judge_now()


def _with_min(tekst: str, *kolommen: str) -> str:
    """PostgreSQL knows min() of a uuid from version 18 on only."""
    if op.get_bind().dialect.name != "postgresql":
        return tekst
    for kolom in kolommen:
        tekst = tekst.replace(f"min({kolom})", f"min({kolom}::text)::uuid")
    return tekst


def _table(naam: str, kolommen: tuple[sa.Column[object], ...], *regels: sa.Constraint) -> None:
    """A new table with its references, each checked at the end of the transaction."""
    verwijzingen = (
        sa.ForeignKeyConstraint(
            [kolom.name], [f"{VERWIJST[kolom.name]}.id"], name=f"fk_{naam}_{kolom.name}",
            deferrable=True, initially="DEFERRED",
        )
        for kolom in kolommen if kolom.name in VERWIJST
    )  # fmt: skip
    sleutel = sa.PrimaryKeyConstraint("id", name=f"pk_{naam}")
    op.create_table(naam, *kolommen, sleutel, *regels, *verwijzingen)


def _id(naam: str, *, leeg: bool = False) -> sa.Column[object]:
    return sa.Column(naam, sa.Uuid(), nullable=leeg)


def _rule(tabel: str, naam: str, regel: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(regel, name=op.f(f"ck_{tabel}_{naam}"))


def create_handelingen() -> None:
    """Everything that is done with a klacht."""
    _table(
        "klachthandeling",
        (
            _id("id"), _id("klacht_id"),
            sa.Column("actie", sa.String(length=40), nullable=False),
            sa.Column("gedaan_op", sa.Date(), nullable=False),
            sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
            _id("organisatie_id"), _id("medewerker_id", leeg=True),
            sa.Column("inhoud_verzegeld", sa.LargeBinary(), nullable=True),
            _id("bericht_id", leeg=True),
        ),
        _rule("klachthandeling", "klachtactie", one_of("actie", ACTIES)),
    )  # fmt: skip
    _table(
        "klachtdoorzending",
        (
            _id("id"), _id("klacht_id"), _id("van_organisatie_id"), _id("naar_organisatie_id"),
            sa.Column("doorgezonden_op", sa.Date(), nullable=False),
            sa.Column("ontvangen_op", sa.Date(), nullable=True),
            sa.Column("buiten", sa.Boolean(), nullable=False),
            sa.Column("toelichting_verzegeld", sa.LargeBinary(), nullable=True),
            _id("bericht_id", leeg=True),
            sa.Column("op", sa.DateTime(timezone=True), nullable=False),
            _id("medewerker_id", leeg=True),
        ),
        _rule("klachtdoorzending", "ander", "van_organisatie_id <> naar_organisatie_id"),
        _rule("klachtdoorzending", "buiten", "buiten = (ontvangen_op IS NULL)"),
    )  # fmt: skip
    _table(
        "beklaagde",
        (
            _id("id"), _id("klacht_id"), _id("medewerker_id", leeg=True),
            sa.Column("naam_verzegeld", sa.LargeBinary(), nullable=True),
            sa.Column("gestuurd_op", sa.Date(), nullable=False),
            sa.Column("verweer_verzegeld", sa.LargeBinary(), nullable=True),
            sa.Column("verweer_op", sa.Date(), nullable=True),
        ),
        sa.UniqueConstraint("klacht_id", "medewerker_id", name="uq_beklaagde_klacht_id_medewerker_id"),
        _rule("beklaagde", "wie", "(medewerker_id IS NULL) <> (naam_verzegeld IS NULL)"),
        _rule("beklaagde", "verweer", "(verweer_op IS NULL) = (verweer_verzegeld IS NULL)"),
    )  # fmt: skip
    for tabel, kolom in (
        ("klachthandeling", "klacht_id"), ("klachtdoorzending", "klacht_id"),
        ("klachtdoorzending", "van_organisatie_id"), ("beklaagde", "klacht_id"),
        ("beklaagde", "medewerker_id"),
    ):  # fmt: skip
        op.create_index(f"ix_{tabel}_{kolom}", tabel, [kolom])


def create_rest() -> None:
    """The own regeling of an organisatie, and stukken for another body."""
    _table(
        "klachtregeling",
        (
            _id("organisatie_id"), _id("id"),
            sa.Column("weken", sa.Integer(), nullable=False),
            sa.Column("ombudsman", sa.String(length=200), nullable=False),
            sa.Column("contact", sa.String(length=200), nullable=True),
            sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        ),
        sa.UniqueConstraint("organisatie_id", name="uq_klachtregeling_organisatie_id"),
        _rule("klachtregeling", "weken", "weken BETWEEN 1 AND 26"),
    )  # fmt: skip
    _table(
        "stuk",
        (
            _id("id"), _id("melding_id"),
            sa.Column("aard", sa.String(length=40), nullable=False),
            sa.Column("ontvangen_op", sa.Date(), nullable=False),
            _id("organisatie_id"),
            sa.Column("status", sa.String(length=40), nullable=False),
            _id("termijn_id", leeg=True), _id("naar_organisatie_id", leeg=True),
            sa.Column("naar_naam", sa.String(length=200), nullable=True),
            sa.Column("afgedaan_op", sa.Date(), nullable=True),
            _id("bericht_id", leeg=True),
        ),
        sa.UniqueConstraint("melding_id", "aard", name="uq_stuk_melding_id_aard"),
        _rule("stuk", "af", "(status = 'open') = (afgedaan_op IS NULL)"),
        _rule(
            "stuk", "naar",
            "(status = 'doorgezonden') = (naar_organisatie_id IS NOT NULL OR naar_naam IS NOT NULL)",
        ),
        _rule("stuk", "stukaard", one_of("aard", ("bezwaar", "aanvraag"))),
        _rule("stuk", "stukstatus", one_of("status", ("open", "doorgezonden", "zelf_behandeld", "geen"))),
    )  # fmt: skip
    open_ = "status = 'open'"
    op.create_index(
        "ix_stuk_open", "stuk", ["organisatie_id"],
        sqlite_where=sa.text(open_), postgresql_where=sa.text(open_),
    )  # fmt: skip
    for tabel, kolom in (
        ("klachthandeling", "bericht_id"), ("klachtdoorzending", "bericht_id"),
        ("stuk", "bericht_id"), ("stuk", "termijn_id"),
    ):  # fmt: skip
        op.execute(sa.text(f"CREATE INDEX ix_{tabel}_{kolom} ON {tabel} ({kolom}) WHERE {kolom} IS NOT NULL"))
