"""The first schema: directory, casus, melding, overdracht, termijnen, history, access.

Revision: 0001, the first.

Two references go in a circle (a casus names its open eigenaarschap, a melding its next termijn). SQLite
takes them inside CREATE TABLE; PostgreSQL gets them afterwards. Triggers make the history and the read
log grow only; on PostgreSQL the read log has a partition for each month.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ALLEEN_GROEIEN = ("gebeurtenis", "leeslog")


def upgrade() -> None:
    """Create everything."""
    create_tables()
    if op.get_bind().dialect.name == "sqlite":
        for tabel in ALLEEN_GROEIEN:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER tr_{tabel}_{act.lower()} BEFORE {act} ON {tabel} "
                    f"BEGIN SELECT RAISE(ABORT, '{tabel} groeit alleen aan'); END"
                )
    else:
        finish_postgresql()


def finish_postgresql() -> None:
    """Circular references, partitions of the read log, and the triggers."""
    op.create_foreign_key(
        "fk_casus_huidig_eigenaarschap",
        "casus",
        "eigenaarschap",
        ["huidig_eigenaarschap_id", "id", "eigenaar_id", "huidig_open"],
        ["id", "casus_id", "organisatie_id", "is_open"],
        deferrable=True,
        initially="DEFERRED",
    )
    op.create_foreign_key(
        "fk_melding_volgende_termijn",
        "melding",
        "termijn",
        ["volgende_termijn_id", "id", "volgende_open"],
        ["id", "melding_id", "is_open"],
        deferrable=True,
        initially="DEFERRED",
    )
    maanden = [(jaar, maand) for jaar in range(2026, 2037) for maand in range(1, 13)]
    for (jaar, maand), (tot_jaar, tot_maand) in zip(maanden, [*maanden[1:], (2037, 1)], strict=True):
        op.execute(
            f"CREATE TABLE leeslog_{jaar}_{maand:02d} PARTITION OF leeslog FOR VALUES FROM "
            f"('{jaar}-{maand:02d}-01 00:00:00+00') TO ('{tot_jaar}-{tot_maand:02d}-01 00:00:00+00')"
        )
    op.execute("CREATE TABLE leeslog_overig PARTITION OF leeslog DEFAULT")
    op.execute(
        "CREATE OR REPLACE FUNCTION houvast_alleen_groeien() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% groeit alleen aan', TG_TABLE_NAME; END $$"
    )
    for tabel in ALLEEN_GROEIEN:
        op.execute(
            f"CREATE TRIGGER tr_{tabel}_alleen_groeien BEFORE UPDATE OR DELETE ON {tabel} "
            "FOR EACH ROW EXECUTE FUNCTION houvast_alleen_groeien()"
        )
        op.execute(
            f"CREATE TRIGGER tr_{tabel}_niet_legen BEFORE TRUNCATE ON {tabel} "
            "FOR EACH STATEMENT EXECUTE FUNCTION houvast_alleen_groeien()"
        )


def create_tables() -> None:
    """All tables, in an order that references allow."""
    op.create_table(
        "aangewezen_dag",
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("grond", sa.String(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("datum", name=op.f("pk_aangewezen_dag")),
    )
    op.create_table(
        "gebeurtenis",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stroom_soort", sa.String(length=20), nullable=False),
        sa.Column("stroom_id", sa.Uuid(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("soort", sa.String(length=60), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "actor_soort",
            sa.Enum(
                "medewerker",
                "systeem",
                "worker",
                name="actorsoort",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("gegevens", sa.String(), nullable=False),
        sa.Column("vorige_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gebeurtenis")),
        sa.UniqueConstraint("stroom_id", "nummer", name=op.f("uq_gebeurtenis_stroom_id_nummer")),
    )
    op.create_table(
        "gemeente",
        sa.Column("gm_code", sa.String(length=6), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("provincie", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("gm_code", name=op.f("pk_gemeente")),
    )
    op.create_table(
        "gezin",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gezin")),
    )
    op.create_table(
        "idempotentie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("methode", sa.String(length=8), nullable=False),
        sa.Column("pad", sa.String(length=200), nullable=False),
        sa.Column("sleutel", sa.String(length=120), nullable=False),
        sa.Column("invoer_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("locatie", sa.String(), nullable=True),
        sa.Column("antwoord_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotentie")),
        sa.UniqueConstraint(
            "actor_id", "methode", "pad", "sleutel", name=op.f("uq_idempotentie_actor_id_methode_pad_sleutel")
        ),
    )
    op.create_table(
        "installatie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("controlewaarde", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installatie_een_rij")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installatie")),
    )
    op.create_table(
        "jeugdregio",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_jeugdregio")),
    )
    op.create_table(
        "kenmerkteller",
        sa.Column("soort", sa.String(length=1), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("laatste", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("soort", "jaar", name=op.f("pk_kenmerkteller")),
    )
    op.create_table(
        "leeslog",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "actor_soort",
            sa.Enum(
                "medewerker",
                "systeem",
                "worker",
                name="actorsoort",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("rol", sa.String(length=120), nullable=False),
        sa.Column("actie", sa.String(length=1), nullable=False),
        sa.Column("object_soort", sa.String(length=30), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("doel", sa.String(length=60), nullable=False),
        sa.Column("uitkomst", sa.String(length=20), nullable=False),
        sa.Column("aanvraag_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", "op", name=op.f("pk_leeslog")),
        postgresql_partition_by="RANGE (op)",
    )
    op.create_index(op.f("ix_leeslog_object_id"), "leeslog", ["object_id"], unique=False)
    op.create_table(
        "limietteller",
        sa.Column("sleutel", sa.String(length=120), nullable=False),
        sa.Column("venster", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sleutel", name=op.f("pk_limietteller")),
    )
    op.create_table(
        "organisatie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kenmerk", sa.String(length=40), nullable=False),
        sa.Column(
            "soort",
            sa.Enum(
                "loket",
                "ozj",
                "expertisenetwerk",
                "ret",
                "gemeente",
                "wijkteam",
                "veilig_thuis",
                "tafelhouder",
                "aanbieder",
                "gi",
                "clientondersteuning",
                name="organisatiesoort",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("korte_naam", sa.String(), nullable=False),
        sa.Column("bestuursorgaan", sa.Boolean(), nullable=False),
        sa.Column("bestuurlijk_contact", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("telefoon", sa.String(), nullable=True),
        sa.Column(
            "teamtoegang",
            sa.Enum(
                "team",
                "behandelaar",
                name="teamtoegang",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "route_voorkeur",
            sa.Enum(
                "keten", "kortst", name="routevoorkeur", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("toegang_geblokkeerd", sa.Boolean(), nullable=False),
        sa.Column("actief_van", sa.Date(), nullable=False),
        sa.Column("actief_tot", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "actief_tot IS NULL OR actief_tot >= actief_van", name=op.f("ck_organisatie_periode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisatie")),
        sa.UniqueConstraint("kenmerk", name=op.f("uq_organisatie_kenmerk")),
    )
    op.create_table(
        "termijnregel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("lengte", sa.Integer(), nullable=False),
        sa.Column(
            "eenheid",
            sa.Enum(
                "werkdagen",
                "kalenderdagen",
                "weken",
                "maanden",
                name="eenheid",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_termijnregel")),
    )
    op.create_table(
        "casus",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kenmerk", sa.String(length=20), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "gesloten",
                "samengevoegd",
                name="casusstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sleutel", sa.LargeBinary(), nullable=True),
        sa.Column("onderwerp_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("gezin_id", sa.Uuid(), nullable=True),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column("eigenaar_id", sa.Uuid(), nullable=False),
        sa.Column("huidig_eigenaarschap_id", sa.Uuid(), nullable=True),
        sa.Column("huidig_open", sa.Boolean(), nullable=True),
        sa.Column("spoed_rang", sa.Integer(), nullable=False),
        sa.Column("eerste_datum", sa.Date(), nullable=False),
        sa.Column("geopend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gesloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "uitkomst",
            sa.Enum(
                "opgelost",
                "niet_opgelost",
                name="casusuitkomst",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("toelichting_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("samengevoegd_met_id", sa.Uuid(), nullable=True),
        sa.Column("gebeurtenis_nr", sa.Integer(), nullable=False),
        sa.Column("gebeurtenis_hash", sa.String(), nullable=False),
        sa.Column("gebeurtenis_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'open') = (gesloten_op IS NULL)", name=op.f("ck_casus_einde")),
        sa.CheckConstraint(
            "(status = 'open') = (huidig_eigenaarschap_id IS NOT NULL)", name=op.f("ck_casus_eigenaar")
        ),
        sa.CheckConstraint(
            "(status = 'samengevoegd') = (samengevoegd_met_id IS NOT NULL)",
            name=op.f("ck_casus_samengevoegd"),
        ),
        sa.CheckConstraint(
            "(huidig_eigenaarschap_id IS NULL) = (huidig_open IS NULL)", name=op.f("ck_casus_wijst_naar_open")
        ),
        sa.CheckConstraint("huidig_open IS NULL OR huidig_open", name=op.f("ck_casus_alleen_open")),
        sa.CheckConstraint("spoed_rang IN (0, 1)", name=op.f("ck_casus_spoed")),
        sa.ForeignKeyConstraint(
            ["eigenaar_id"],
            ["organisatie.id"],
            name=op.f("fk_casus_eigenaar_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["gezin_id"], ["gezin.id"], name=op.f("fk_casus_gezin_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["huidig_eigenaarschap_id", "id", "eigenaar_id", "huidig_open"],
            [
                "eigenaarschap.id",
                "eigenaarschap.casus_id",
                "eigenaarschap.organisatie_id",
                "eigenaarschap.is_open",
            ],
            name="fk_casus_huidig_eigenaarschap",
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["samengevoegd_met_id"],
            ["casus.id"],
            name=op.f("fk_casus_samengevoegd_met_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_casus")),
        sa.UniqueConstraint("kenmerk", name=op.f("uq_casus_kenmerk")),
    )
    op.create_index(op.f("ix_casus_gezin_id"), "casus", ["gezin_id"], unique=False)
    op.create_index(
        "ix_casus_werklijst",
        "casus",
        ["eigenaar_id", "spoed_rang", "eerste_datum", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "medewerker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("gebruikersnaam", sa.String(length=80), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("wachtwoord_hash", sa.String(), nullable=True),
        sa.Column("actief_van", sa.Date(), nullable=False),
        sa.Column("actief_tot", sa.Date(), nullable=True),
        sa.Column("afwezig_van", sa.Date(), nullable=True),
        sa.Column("afwezig_tot", sa.Date(), nullable=True),
        sa.Column("plaatsvervanger_id", sa.Uuid(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "afwezig_tot IS NULL OR afwezig_tot >= afwezig_van", name=op.f("ck_medewerker_afwezig")
        ),
        sa.ForeignKeyConstraint(
            ["organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_medewerker_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["plaatsvervanger_id"],
            ["medewerker.id"],
            name="fk_medewerker_plaatsvervanger",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medewerker")),
        sa.UniqueConstraint("gebruikersnaam", name=op.f("uq_medewerker_gebruikersnaam")),
    )
    op.create_index(op.f("ix_medewerker_organisatie_id"), "medewerker", ["organisatie_id"], unique=False)
    op.create_index(
        op.f("ix_medewerker_plaatsvervanger_id"), "medewerker", ["plaatsvervanger_id"], unique=False
    )
    op.create_table(
        "melding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kenmerk", sa.String(length=20), nullable=False),
        sa.Column("sleutel", sa.LargeBinary(), nullable=True),
        sa.Column("loket_id", sa.Uuid(), nullable=False),
        sa.Column("geregistreerd_door_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kanaal",
            sa.Enum(
                "burgerbrief",
                "brief",
                "mail",
                "telefoon",
                "webformulier",
                "gesprek",
                "overig",
                name="kanaal",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column("geregistreerd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extern_kenmerk", sa.String(length=80), nullable=True),
        sa.Column("import_kenmerk", sa.String(length=80), nullable=True),
        sa.Column("aard", sa.String(), nullable=False),
        sa.Column("hulpvraag_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("geholpen_met_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("aanvulling_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("spoed", sa.Boolean(), nullable=False),
        sa.Column("veilig_thuis_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("formele_brief", sa.Boolean(), nullable=False),
        sa.Column("wettelijk_kader", sa.String(), nullable=False),
        sa.Column("themas", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "afsluiting_gevraagd",
                "gesloten",
                name="meldingstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column("volgende_termijn_id", sa.Uuid(), nullable=True),
        sa.Column("volgende_open", sa.Boolean(), nullable=True),
        sa.Column(
            "gevraagde_uitkomst",
            sa.Enum(
                "geholpen",
                "niet_geholpen",
                "niet_bereikbaar",
                "ingetrokken",
                "anoniem",
                "overleden",
                "onjuist_geregistreerd",
                name="gevraagde_uitkomst",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "uitkomst",
            sa.Enum(
                "geholpen",
                "niet_geholpen",
                "niet_bereikbaar",
                "ingetrokken",
                "anoniem",
                "overleden",
                "onjuist_geregistreerd",
                name="meldinguitkomst",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("toelichting_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("gesloten_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'gesloten') = (gesloten_op IS NOT NULL)", name=op.f("ck_melding_einde")
        ),
        sa.CheckConstraint(
            "(status = 'gesloten') = (volgende_termijn_id IS NULL)", name=op.f("ck_melding_volgende_termijn")
        ),
        sa.CheckConstraint(
            "(volgende_termijn_id IS NULL) = (volgende_open IS NULL)", name=op.f("ck_melding_wijst_naar_open")
        ),
        sa.CheckConstraint("volgende_open IS NULL OR volgende_open", name=op.f("ck_melding_alleen_open")),
        sa.ForeignKeyConstraint(
            ["geregistreerd_door_id"],
            ["organisatie.id"],
            name=op.f("fk_melding_geregistreerd_door_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["loket_id"],
            ["organisatie.id"],
            name=op.f("fk_melding_loket_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["volgende_termijn_id", "id", "volgende_open"],
            ["termijn.id", "termijn.melding_id", "termijn.is_open"],
            name="fk_melding_volgende_termijn",
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_melding")),
        sa.UniqueConstraint("kenmerk", name=op.f("uq_melding_kenmerk")),
    )
    op.create_index(op.f("ix_melding_extern_kenmerk"), "melding", ["extern_kenmerk"], unique=False)
    op.create_index(op.f("ix_melding_loket_id"), "melding", ["loket_id"], unique=False)
    op.create_index(
        "ix_melding_loket_open",
        "melding",
        ["loket_id", "id"],
        unique=False,
        sqlite_where=sa.text("status <> 'gesloten'"),
        postgresql_where=sa.text("status <> 'gesloten'"),
    )
    op.create_index(
        "uq_melding_import",
        "melding",
        ["loket_id", "import_kenmerk"],
        unique=True,
        sqlite_where=sa.text("import_kenmerk IS NOT NULL"),
        postgresql_where=sa.text("import_kenmerk IS NOT NULL"),
    )
    op.create_table(
        "werkgebied",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("gm_code", sa.String(length=6), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.CheckConstraint("tot IS NULL OR tot >= van", name=op.f("ck_werkgebied_periode")),
        sa.ForeignKeyConstraint(
            ["organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_werkgebied_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_werkgebied")),
    )
    op.create_index(
        "ix_werkgebied_gemeente",
        "werkgebied",
        ["gm_code", "organisatie_id"],
        unique=False,
        sqlite_where=sa.text("tot IS NULL"),
        postgresql_where=sa.text("tot IS NULL"),
    )
    op.create_index(op.f("ix_werkgebied_gm_code"), "werkgebied", ["gm_code"], unique=False)
    op.create_index(op.f("ix_werkgebied_organisatie_id"), "werkgebied", ["organisatie_id"], unique=False)
    op.create_table(
        "antwoordplicht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column(
            "aard",
            sa.Enum(
                "hulpvraag",
                "klacht",
                "signaal",
                "informatievraag",
                "bezwaar",
                "aanvraag",
                name="aard",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["melding_id"],
            ["melding.id"],
            name=op.f("fk_antwoordplicht_melding_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_antwoordplicht_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_antwoordplicht")),
    )
    op.create_index(op.f("ix_antwoordplicht_melding_id"), "antwoordplicht", ["melding_id"], unique=False)
    op.create_index(
        "ix_antwoordplicht_organisatie",
        "antwoordplicht",
        ["organisatie_id"],
        unique=False,
        sqlite_where=sa.text("tot IS NULL"),
        postgresql_where=sa.text("tot IS NULL"),
    )
    op.create_index(
        "uq_antwoordplicht_open",
        "antwoordplicht",
        ["melding_id", "aard"],
        unique=True,
        sqlite_where=sa.text("tot IS NULL"),
        postgresql_where=sa.text("tot IS NULL"),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("naam", sa.String(length=80), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=True),
        sa.Column(
            "rol",
            sa.Enum(
                "loketmedewerker",
                "verbindingsregisseur",
                "netwerkmedewerker",
                "procesregisseur",
                "casusregisseur",
                "klachtbehandelaar",
                "tafelsecretaris",
                "coordinator",
                "beheerder",
                "privacy_officer",
                name="rol",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verloopt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["medewerker_id"],
            ["medewerker.id"],
            name=op.f("fk_api_token_medewerker_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_api_token_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("hash", name=op.f("uq_api_token_hash")),
    )
    op.create_index(op.f("ix_api_token_organisatie_id"), "api_token", ["organisatie_id"], unique=False)
    op.create_table(
        "eigenaarschap",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("behandelaar_id", sa.Uuid(), nullable=True),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("vorige_tot", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overdracht_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("is_open = (tot IS NULL)", name=op.f("ck_eigenaarschap_open")),
        sa.CheckConstraint("tot IS NULL OR tot > van", name=op.f("ck_eigenaarschap_duur")),
        sa.CheckConstraint("vorige_tot IS NULL OR van = vorige_tot", name=op.f("ck_eigenaarschap_sluit_aan")),
        sa.ForeignKeyConstraint(
            ["behandelaar_id"],
            ["medewerker.id"],
            name=op.f("fk_eigenaarschap_behandelaar_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["casus_id", "periode", "vorige_tot"],
            ["eigenaarschap.casus_id", "eigenaarschap.periode", "eigenaarschap.tot"],
            name="fk_eigenaarschap_vorige",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["casus_id"],
            ["casus.id"],
            name=op.f("fk_eigenaarschap_casus_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_eigenaarschap_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eigenaarschap")),
        sa.UniqueConstraint("casus_id", "periode", "tot", name=op.f("uq_eigenaarschap_casus_id_periode_tot")),
        sa.UniqueConstraint(
            "casus_id", "periode", "vorige_tot", name=op.f("uq_eigenaarschap_casus_id_periode_vorige_tot")
        ),
        sa.UniqueConstraint(
            "id",
            "casus_id",
            "organisatie_id",
            "is_open",
            name=op.f("uq_eigenaarschap_id_casus_id_organisatie_id_is_open"),
        ),
    )
    op.create_index(
        "ix_eigenaarschap_behandelaar",
        "eigenaarschap",
        ["behandelaar_id"],
        unique=False,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        op.f("ix_eigenaarschap_organisatie_id"), "eigenaarschap", ["organisatie_id"], unique=False
    )
    op.create_index(
        "uq_eigenaarschap_eerste",
        "eigenaarschap",
        ["casus_id", "periode"],
        unique=True,
        sqlite_where=sa.text("vorige_tot IS NULL"),
        postgresql_where=sa.text("vorige_tot IS NULL"),
    )
    op.create_index(
        "uq_eigenaarschap_open",
        "eigenaarschap",
        ["casus_id"],
        unique=True,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_table(
        "jeugdige",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("woonplaats_gemeente", sa.String(length=6), nullable=True),
        sa.Column(
            "woonplaats_status",
            sa.Enum(
                "vastgesteld",
                "vermoedelijk",
                "betwist",
                "onbekend",
                name="woonplaatsstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("woonplaats_gewijzigd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verblijf_gemeente", sa.String(length=6), nullable=True),
        sa.Column(
            "verblijf",
            sa.Enum(
                "thuis",
                "pleeggezin",
                "jeugdzorgplus",
                "instelling",
                "ziekenhuis",
                "detentie",
                "dakloos",
                "zelfstandig",
                "anders",
                name="verblijf",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("afgeschermd", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(woonplaats_status = 'onbekend') = (woonplaats_gemeente IS NULL)",
            name=op.f("ck_jeugdige_woonplaats"),
        ),
        sa.ForeignKeyConstraint(
            ["casus_id"],
            ["casus.id"],
            name=op.f("fk_jeugdige_casus_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["woonplaats_gemeente"], ["gemeente.gm_code"], name=op.f("fk_jeugdige_woonplaats_gemeente")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jeugdige")),
        sa.UniqueConstraint("casus_id", name=op.f("uq_jeugdige_casus_id")),
    )
    op.create_index(
        op.f("ix_jeugdige_woonplaats_gemeente"), "jeugdige", ["woonplaats_gemeente"], unique=False
    )
    op.create_table(
        "klacht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("sleutel", sa.LargeBinary(), nullable=True),
        sa.Column("inhoud_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open", "gesloten", name="klachtstatus", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["melding_id"],
            ["melding.id"],
            name=op.f("fk_klacht_melding_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_klacht_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_klacht")),
    )
    op.create_index(op.f("ix_klacht_melding_id"), "klacht", ["melding_id"], unique=False)
    op.create_index(op.f("ix_klacht_organisatie_id"), "klacht", ["organisatie_id"], unique=False)
    op.create_table(
        "medewerker_rol",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=False),
        sa.Column(
            "rol",
            sa.Enum(
                "loketmedewerker",
                "verbindingsregisseur",
                "netwerkmedewerker",
                "procesregisseur",
                "casusregisseur",
                "klachtbehandelaar",
                "tafelsecretaris",
                "coordinator",
                "beheerder",
                "privacy_officer",
                name="rol",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["medewerker_id"],
            ["medewerker.id"],
            name=op.f("fk_medewerker_rol_medewerker_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medewerker_rol")),
    )
    op.create_index(
        op.f("ix_medewerker_rol_medewerker_id"), "medewerker_rol", ["medewerker_id"], unique=False
    )
    op.create_table(
        "melder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("anoniem", sa.Boolean(), nullable=False),
        sa.Column(
            "relatie",
            sa.Enum(
                "ouder",
                "jeugdige",
                "pleegouder",
                "familie",
                "professional",
                "overig",
                name="relatie",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "voorkeurskanaal",
            sa.Enum(
                "mail",
                "brief",
                "telefoon",
                "geen",
                name="voorkeurskanaal",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("afgeschermd", sa.Boolean(), nullable=False),
        sa.Column("persoon_verzegeld", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["melding_id"],
            ["melding.id"],
            name=op.f("fk_melder_melding_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_melder")),
        sa.UniqueConstraint("melding_id", name=op.f("uq_melder_melding_id")),
    )
    op.create_table(
        "melding_casus",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("volgorde", sa.Integer(), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["casus_id"],
            ["casus.id"],
            name=op.f("fk_melding_casus_casus_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["melding_id"],
            ["melding.id"],
            name=op.f("fk_melding_casus_melding_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_melding_casus")),
    )
    op.create_index(op.f("ix_melding_casus_casus_id"), "melding_casus", ["casus_id"], unique=False)
    op.create_index(
        "uq_melding_casus_open",
        "melding_casus",
        ["melding_id", "casus_id"],
        unique=True,
        sqlite_where=sa.text("tot IS NULL"),
        postgresql_where=sa.text("tot IS NULL"),
    )
    op.create_table(
        "sessie",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gezien_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verloopt_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["medewerker_id"],
            ["medewerker.id"],
            name=op.f("fk_sessie_medewerker_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessie")),
    )
    op.create_index(op.f("ix_sessie_medewerker_id"), "sessie", ["medewerker_id"], unique=False)
    op.create_table(
        "overdracht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("eigenaarschap_id", sa.Uuid(), nullable=False),
        sa.Column("eigenaarschap_open", sa.Boolean(), nullable=True),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column("van_organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("naar_organisatie_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "aangeboden",
                "in_beoordeling",
                "aanvaard",
                "teruggegeven",
                "ingetrokken",
                "verlopen",
                name="overdrachtstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "richting",
            sa.Enum(
                "door", "op", "zij", name="richting", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "grondslag",
            sa.Enum(
                "awb_2_3",
                "jeugdwet_2_3",
                "ketenafspraak",
                "eigenaar_onbereikbaar",
                name="grondslag",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "overgeslagen",
            sa.Enum(
                "netwerk_ondersteunt",
                "al_in_behandeling_bij",
                "spoed",
                "lokaal_voldoende",
                "kortste_route",
                name="overslagreden",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reden_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("notitie_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("nieuw_feit_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("mededeling_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("te_tonen", sa.String(), nullable=False),
        sa.Column(
            "wijze",
            sa.Enum(
                "mail",
                "brief",
                "telefoon",
                "geen",
                name="wijze",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "uitzondering",
            sa.Enum(
                "veiligheid",
                "geen_kanaal",
                "melder_wil_dit_niet",
                name="uitzondering",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.Column("aangeboden_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aangeboden_door_id", sa.Uuid(), nullable=True),
        sa.Column("in_beoordeling_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beeindigd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beeindigd_door_id", sa.Uuid(), nullable=True),
        sa.Column(
            "teruggaaf_reden",
            sa.Enum(
                "verkeerde_regio",
                "verkeerd_niveau",
                "niet_jeugdwet",
                "onvoldoende_informatie",
                "anders",
                name="teruggaafreden",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("toelichting_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("voorgestelde_ontvanger_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(status = 'teruggegeven') = (teruggaaf_reden IS NOT NULL)", name=op.f("ck_overdracht_teruggave")
        ),
        sa.CheckConstraint(
            "(status IN ('aangeboden', 'in_beoordeling')) = (beeindigd_op IS NULL)",
            name=op.f("ck_overdracht_einde"),
        ),
        sa.CheckConstraint(
            "(status IN ('aangeboden', 'in_beoordeling')) = (eigenaarschap_open IS NOT NULL)",
            name=op.f("ck_overdracht_eigenaarschap_open"),
        ),
        sa.CheckConstraint(
            "wijze <> 'geen' OR uitzondering IS NOT NULL", name=op.f("ck_overdracht_mededeling")
        ),
        sa.CheckConstraint(
            "eigenaarschap_open IS NULL OR eigenaarschap_open", name=op.f("ck_overdracht_alleen_open")
        ),
        sa.CheckConstraint(
            "van_organisatie_id <> naar_organisatie_id", name=op.f("ck_overdracht_niet_aan_zichzelf")
        ),
        sa.ForeignKeyConstraint(
            ["aangeboden_door_id"],
            ["medewerker.id"],
            name=op.f("fk_overdracht_aangeboden_door_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["beeindigd_door_id"],
            ["medewerker.id"],
            name=op.f("fk_overdracht_beeindigd_door_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["casus_id"],
            ["casus.id"],
            name=op.f("fk_overdracht_casus_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["eigenaarschap_id", "casus_id", "van_organisatie_id", "eigenaarschap_open"],
            [
                "eigenaarschap.id",
                "eigenaarschap.casus_id",
                "eigenaarschap.organisatie_id",
                "eigenaarschap.is_open",
            ],
            name="fk_overdracht_eigenaar_biedt_aan",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["eigenaarschap_id"],
            ["eigenaarschap.id"],
            name=op.f("fk_overdracht_eigenaarschap_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["naar_organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_overdracht_naar_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["van_organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_overdracht_van_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["voorgestelde_ontvanger_id"],
            ["organisatie.id"],
            name=op.f("fk_overdracht_voorgestelde_ontvanger_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overdracht")),
    )
    op.create_index(op.f("ix_overdracht_casus_id"), "overdracht", ["casus_id"], unique=False)
    op.create_index(
        op.f("ix_overdracht_naar_organisatie_id"), "overdracht", ["naar_organisatie_id"], unique=False
    )
    op.create_index(
        "ix_overdracht_te_aanvaarden",
        "overdracht",
        ["naar_organisatie_id", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('aangeboden', 'in_beoordeling')"),
        postgresql_where=sa.text("status IN ('aangeboden', 'in_beoordeling')"),
    )
    op.create_index(
        op.f("ix_overdracht_van_organisatie_id"), "overdracht", ["van_organisatie_id"], unique=False
    )
    op.create_index(
        "uq_overdracht_open",
        "overdracht",
        ["casus_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('aangeboden', 'in_beoordeling')"),
        postgresql_where=sa.text("status IN ('aangeboden', 'in_beoordeling')"),
    )
    op.create_table(
        "bericht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("eenmalig", sa.String(length=120), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "doorgestuurd",
                "overgenomen",
                "ontvangstbevestiging",
                "escalatie",
                "terugkoppeling",
                name="berichtmoment",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "aan",
            sa.Enum(
                "melder",
                "loket",
                "organisatie",
                name="berichtaan",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "wijze",
            sa.Enum(
                "mail",
                "brief",
                "telefoon",
                "geen",
                name="wijze",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("melding_id", sa.Uuid(), nullable=True),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("overdracht_id", sa.Uuid(), nullable=True),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("aan_organisatie_id", sa.Uuid(), nullable=True),
        sa.Column("inhoud_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "te_versturen",
                "verstuurd",
                "vervallen",
                name="berichtstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgedaan_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("afgedaan_door_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(status = 'te_versturen') = (afgedaan_op IS NULL)", name=op.f("ck_bericht_afgedaan")
        ),
        sa.ForeignKeyConstraint(
            ["aan_organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_bericht_aan_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["afgedaan_door_id"],
            ["medewerker.id"],
            name=op.f("fk_bericht_afgedaan_door_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["casus_id"],
            ["casus.id"],
            name=op.f("fk_bericht_casus_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["melding_id"],
            ["melding.id"],
            name=op.f("fk_bericht_melding_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_bericht_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["overdracht_id"],
            ["overdracht.id"],
            name=op.f("fk_bericht_overdracht_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bericht")),
        sa.UniqueConstraint("eenmalig", name=op.f("uq_bericht_eenmalig")),
    )
    op.create_index(op.f("ix_bericht_casus_id"), "bericht", ["casus_id"], unique=False)
    op.create_index(op.f("ix_bericht_melding_id"), "bericht", ["melding_id"], unique=False)
    op.create_index(
        "ix_bericht_te_versturen",
        "bericht",
        ["organisatie_id", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'te_versturen'"),
        postgresql_where=sa.text("status = 'te_versturen'"),
    )
    op.create_table(
        "escalatie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("overdracht_id", sa.Uuid(), nullable=True),
        sa.Column("door_organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("door_medewerker_id", sa.Uuid(), nullable=True),
        sa.Column("aan_organisatie_id", sa.Uuid(), nullable=False),
        sa.Column(
            "redencode",
            sa.Enum(
                "geen_capaciteit",
                "vaak_teruggegeven",
                "geen_overeenstemming",
                "anders",
                name="escalatiereden",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("toelichting_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgehandeld_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("afgehandeld_door_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["aan_organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_escalatie_aan_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["casus_id"],
            ["casus.id"],
            name=op.f("fk_escalatie_casus_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["door_medewerker_id"],
            ["medewerker.id"],
            name=op.f("fk_escalatie_door_medewerker_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["door_organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_escalatie_door_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["overdracht_id"],
            ["overdracht.id"],
            name=op.f("fk_escalatie_overdracht_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalatie")),
    )
    op.create_index(op.f("ix_escalatie_casus_id"), "escalatie", ["casus_id"], unique=False)
    op.create_index(
        "ix_escalatie_open",
        "escalatie",
        ["aan_organisatie_id"],
        unique=False,
        sqlite_where=sa.text("afgehandeld_op IS NULL"),
        postgresql_where=sa.text("afgehandeld_op IS NULL"),
    )
    op.create_table(
        "terugkoppeling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=True),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column(
            "aan",
            sa.Enum("melder", "loket", name="gericht", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("loket_id", sa.Uuid(), nullable=True),
        sa.Column(
            "soort",
            sa.Enum(
                "ontvangstbevestiging",
                "eerste_contact",
                "inhoudelijk",
                "formeel_antwoord",
                "tussenbericht",
                "mededeling",
                name="terugkoppelingsoort",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "kanaal",
            sa.Enum(
                "burgerbrief",
                "brief",
                "mail",
                "telefoon",
                "webformulier",
                "gesprek",
                "overig",
                name="kanaal",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("inhoud_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("gedaan_op", sa.Date(), nullable=False),
        sa.Column("vastgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker_id", sa.Uuid(), nullable=True),
        sa.Column("bereikt", sa.Boolean(), nullable=False),
        sa.Column(
            "uitkomst",
            sa.Enum(
                "al_bekend",
                "al_afgesloten",
                "oplossing",
                "geen_aanvullende_actie",
                "in_behandeling",
                name="loketuitkomst",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("acties", sa.String(), nullable=False),
        sa.Column("bericht_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(aan = 'loket') = (loket_id IS NOT NULL)", name=op.f("ck_terugkoppeling_loket")),
        sa.CheckConstraint(
            "(aan = 'loket') = (uitkomst IS NOT NULL)", name=op.f("ck_terugkoppeling_uitkomst")
        ),
        sa.ForeignKeyConstraint(
            ["bericht_id"],
            ["bericht.id"],
            name=op.f("fk_terugkoppeling_bericht_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["casus_id"],
            ["casus.id"],
            name=op.f("fk_terugkoppeling_casus_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["loket_id"],
            ["organisatie.id"],
            name=op.f("fk_terugkoppeling_loket_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["medewerker_id"],
            ["medewerker.id"],
            name=op.f("fk_terugkoppeling_medewerker_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["melding_id"],
            ["melding.id"],
            name=op.f("fk_terugkoppeling_melding_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_terugkoppeling_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terugkoppeling")),
    )
    op.create_index(op.f("ix_terugkoppeling_melding_id"), "terugkoppeling", ["melding_id"], unique=False)
    op.create_table(
        "termijn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "code",
            sa.Enum(
                "ontvangstbevestiging",
                "overdracht_aanvaarden",
                "eerste_contact",
                "antwoord_melder",
                "tussenbericht",
                "spoed",
                "gegevens_aanvullen",
                "klacht_afhandelen",
                "klacht_niet_in_behandeling",
                "terugkoppeling_loket",
                "bijdrage",
                "samenloop_beoordelen",
                "advies_opvolgen",
                name="termijncode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column(
            "voor",
            sa.Enum(
                "melder",
                "loket",
                "ontvanger",
                "intern",
                name="termijnvoor",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("melding_id", sa.Uuid(), nullable=True),
        sa.Column("casus_id", sa.Uuid(), nullable=True),
        sa.Column("overdracht_id", sa.Uuid(), nullable=True),
        sa.Column("klacht_id", sa.Uuid(), nullable=True),
        sa.Column("verantwoordelijke_id", sa.Uuid(), nullable=False),
        sa.Column("aan_organisatie_id", sa.Uuid(), nullable=True),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column("begint_op", sa.Date(), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.Column("wettelijk_uiterlijk", sa.Date(), nullable=True),
        sa.Column(
            "grondsoort",
            sa.Enum(
                "wet",
                "norm",
                "afspraak",
                name="grondsoort",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("artikel", sa.String(), nullable=True),
        sa.Column("uitleg", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "voldaan",
                "vervallen",
                name="termijnstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column(
            "vervalreden",
            sa.Enum(
                "melding_gesloten",
                "overdracht_geeindigd",
                "vervangen",
                "niet_meer_nodig",
                name="vervalreden",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgedaan_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terugkoppeling_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(status = 'vervallen') = (vervalreden IS NOT NULL)", name=op.f("ck_termijn_verval")
        ),
        sa.CheckConstraint("is_open = (status = 'open')", name=op.f("ck_termijn_open")),
        sa.CheckConstraint("is_open = (afgedaan_op IS NULL)", name=op.f("ck_termijn_afgedaan")),
        sa.CheckConstraint("melding_id IS NOT NULL OR casus_id IS NOT NULL", name=op.f("ck_termijn_betreft")),
        sa.CheckConstraint("uiterlijk >= begint_op", name=op.f("ck_termijn_volgorde")),
        sa.ForeignKeyConstraint(
            ["aan_organisatie_id"],
            ["organisatie.id"],
            name=op.f("fk_termijn_aan_organisatie_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["casus_id"],
            ["casus.id"],
            name=op.f("fk_termijn_casus_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["klacht_id"],
            ["klacht.id"],
            name=op.f("fk_termijn_klacht_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["melding_id"],
            ["melding.id"],
            name=op.f("fk_termijn_melding_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["overdracht_id"],
            ["overdracht.id"],
            name=op.f("fk_termijn_overdracht_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["terugkoppeling_id"],
            ["terugkoppeling.id"],
            name=op.f("fk_termijn_terugkoppeling_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["verantwoordelijke_id"],
            ["organisatie.id"],
            name=op.f("fk_termijn_verantwoordelijke_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_termijn")),
        sa.UniqueConstraint("id", "melding_id", "is_open", name=op.f("uq_termijn_id_melding_id_is_open")),
    )
    op.create_index(op.f("ix_termijn_casus_id"), "termijn", ["casus_id"], unique=False)
    op.create_index(op.f("ix_termijn_melding_id"), "termijn", ["melding_id"], unique=False)
    op.create_index(op.f("ix_termijn_overdracht_id"), "termijn", ["overdracht_id"], unique=False)
    op.create_index(
        "ix_termijn_verantwoordelijke",
        "termijn",
        ["verantwoordelijke_id", "uiterlijk", "id"],
        unique=False,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
