"""The register of casuïstiektafels, what stands on their agenda, and the keys with which lists are compared.

Revision: 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import one_of

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TAFELSOORTEN = (
    "swv_po_vo", "zorg_en_veiligheidshuis", "mda_plus_plus", "jeugdbeschermingstafel",
    "zorgkantoor_taskforce", "ret", "netwerk", "lokale_casusregie", "veilig_thuis", "rmc_leerplicht",
    "ggz_crisis", "doorbraaktafel", "anders",
)  # fmt: skip
GRONDEN = ("toestemming", "wettelijke_taak", "wgs", "alleen_sleutels")
UITKOMSTEN = ("advies", "besluit", "afspraken", "aangehouden", "door_andere_tafel", "afgerond")
VERWIJST = {
    "tafelhouder_id": "organisatie", "secretaris_id": "medewerker", "tafel_id": "tafel",
    "organisatie_id": "organisatie", "casus_id": "casus", "geagendeerd_door_id": "medewerker",
    "beeindigd_door_id": "medewerker", "agendering_id": "agendering", "vastgelegd_door_id": "medewerker",
}  # fmt: skip


def upgrade() -> None:
    """Five new tables."""
    create_tafel()
    create_agendering()
    create_bespreking()
    _table(
        "koppelsleutel",
        (
            sa.Column("versie", sa.Integer(), nullable=False, autoincrement=False),
            sa.Column("sleutel_verzegeld", sa.LargeBinary(), nullable=False),
            _moment("gemaakt_op"),
            sa.Column("vervalt_op", sa.Date(), nullable=True),
        ),
        sa.PrimaryKeyConstraint("versie", name=op.f("pk_koppelsleutel")),
    )


def create_tafel() -> None:
    """Who can be found, and on which ground it takes part."""
    _table(
        "tafel",
        (
            _id("id"),
            _text("kenmerk", 20),
            _text("soort", 40),
            _text("naam", 200),
            _text("gebied", 40),
            _text("gebied_code", 6, leeg=True),
            _id("tafelhouder_id"),
            _id("secretaris_id", leeg=True),
            _text("contact_naam", 200),
            _text("contact_telefoon", 80, leeg=True),
            _text("contact_email", 200, leeg=True),
            _text("grond", 40, leeg=True),
            _text("grond_tekst", 2000, leeg=True),
            sa.Column("bewaartermijn_maanden", sa.Integer(), nullable=False),
            _moment("gemaakt_op"),
            sa.Column("beeindigd_op", sa.Date(), nullable=True),
            sa.Column("gebeurtenis_nr", sa.Integer(), nullable=False),
            _text("gebeurtenis_hash", 64),
            _moment("gebeurtenis_op"),
        ),
        _key("tafel", "id"),
        sa.UniqueConstraint("kenmerk", name=op.f("uq_tafel_kenmerk")),
        _rule("tafel", "gebied", "(gebied = 'landelijk') = (gebied_code IS NULL)"),
        _rule("tafel", "grond", "grond IS NULL OR grond_tekst IS NOT NULL"),
        _rule("tafel", "bewaartermijn", "bewaartermijn_maanden BETWEEN 1 AND 24"),
        _rule("tafel", "contact", "contact_telefoon IS NOT NULL OR contact_email IS NOT NULL"),
        _rule("tafel", "tafelsoort", one_of("soort", TAFELSOORTEN)),
        _rule("tafel", "gebiedsoort", one_of("gebied", ("jeugdregio", "gemeente", "landelijk"))),
        _rule("tafel", "tafelgrond", one_of("grond", GRONDEN)),
    )
    op.create_index(op.f("ix_tafel_tafelhouder_id"), "tafel", ["tafelhouder_id"])
    op.create_index("ix_tafel_naam", "tafel", ["naam", "id"])


def create_agendering() -> None:
    """What stands on an agenda, and under which numbers it is found."""
    _table(
        "agendering",
        (
            _id("id"),
            _id("tafel_id"),
            _id("organisatie_id"),
            _text("soort", 40),
            _id("casus_id", leeg=True),
            *(
                _sealed(naam)
                for naam in ("sleutel", "persoon_verzegeld", "reden_verzegeld", "codes_verzegeld")
            ),
            sa.Column("afgeschermd", sa.Boolean(), nullable=False),
            sa.Column("sleutelversie", sa.Integer(), nullable=True),
            sa.Column("bespreken_op", sa.Date(), nullable=True),
            _moment("geagendeerd_op"),
            _id("geagendeerd_door_id", leeg=True),
            sa.Column("verloopt_op", sa.Date(), nullable=False),
            _moment("beeindigd_op", leeg=True),
            _id("beeindigd_door_id", leeg=True),
            _text("einde", 40, leeg=True),
        ),
        _key("agendering", "id"),
        _rule("agendering", "casus", "(soort = 'casus') = (casus_id IS NOT NULL)"),
        _rule("agendering", "sleutels", "(soort = 'sleutels') = (sleutelversie IS NOT NULL)"),
        _rule("agendering", "einde", "(beeindigd_op IS NULL) = (einde IS NULL)"),
        _rule("agendering", "vernietigd", "beeindigd_op IS NULL OR sleutel IS NULL"),
        _rule("agendering", "agenderingsoort", one_of("soort", ("casus", "persoon", "sleutels"))),
        _rule(
            "agendering", "agenderingeinde", one_of("einde", ("ingetrokken", "alles_ingetrokken", "verlopen"))
        ),
    )
    op.create_index(op.f("ix_agendering_organisatie_id"), "agendering", ["organisatie_id"])
    op.create_index(op.f("ix_agendering_casus_id"), "agendering", ["casus_id"])
    op.create_index("ix_agendering_tafel", "agendering", ["tafel_id", "beeindigd_op", "id"])
    op.create_index("ix_agendering_verloopt", "agendering", ["beeindigd_op", "verloopt_op"])
    waar = sa.text("casus_id IS NOT NULL AND beeindigd_op IS NULL")
    op.create_index(
        "uq_agendering_casus", "agendering", ["tafel_id", "casus_id"], unique=True,
        sqlite_where=waar, postgresql_where=waar,
    )  # fmt: skip
    _table(
        "agendering_sleutel",
        (sa.Column("hash", sa.BigInteger(), nullable=False, autoincrement=False), _id("agendering_id")),
        _key("agendering_sleutel", "hash", "agendering_id"),
    )
    op.create_index("ix_agendering_sleutel_agendering", "agendering_sleutel", ["agendering_id"])


def create_bespreking() -> None:
    """What was said."""
    _table(
        "bespreking",
        (
            _id("id"),
            _id("agendering_id"),
            sa.Column("besproken_op", sa.Date(), nullable=False),
            _text("uitkomst", 40),
            _sealed("verslag_verzegeld"),
            _moment("vastgelegd_op"),
            _id("vastgelegd_door_id", leeg=True),
        ),
        _key("bespreking", "id"),
        _rule("bespreking", "besprekinguitkomst", one_of("uitkomst", UITKOMSTEN)),
    )
    op.create_index(op.f("ix_bespreking_agendering_id"), "bespreking", ["agendering_id"])


def _table(naam: str, kolommen: tuple[sa.Column[object], ...], *regels: sa.Constraint) -> None:
    """A new table with its references, each checked at the end of the transaction."""
    verwijzingen = (
        sa.ForeignKeyConstraint(
            [kolom.name], [f"{VERWIJST[kolom.name]}.id"], name=op.f(f"fk_{naam}_{kolom.name}"),
            deferrable=True, initially="DEFERRED",
        )
        for kolom in kolommen if kolom.name in VERWIJST
    )  # fmt: skip
    op.create_table(naam, *kolommen, *regels, *verwijzingen)


def _id(naam: str, *, leeg: bool = False) -> sa.Column[object]:
    return sa.Column(naam, sa.Uuid(), nullable=leeg)


def _text(naam: str, lengte: int, *, leeg: bool = False) -> sa.Column[object]:
    return sa.Column(naam, sa.String(length=lengte), nullable=leeg)


def _moment(naam: str, *, leeg: bool = False) -> sa.Column[object]:
    return sa.Column(naam, sa.DateTime(timezone=True), nullable=leeg)


def _sealed(naam: str) -> sa.Column[object]:
    return sa.Column(naam, sa.LargeBinary(), nullable=True)


def _key(tabel: str, *kolommen: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*kolommen, name=op.f(f"pk_{tabel}"))


def _rule(tabel: str, naam: str, regel: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(regel, name=op.f(f"ck_{tabel}_{naam}"))
