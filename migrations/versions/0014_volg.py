"""The own page of a melder: links and codes without an account, visits through them, and what is said there.

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import Ombouw, one_of, rebuild

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ACTOREN = ("medewerker", "systeem", "worker")
CODES = (
    "ontvangstbevestiging", "overdracht_aanvaarden", "eerste_contact", "antwoord_melder", "tussenbericht",
    "spoed", "gegevens_aanvullen", "klacht_afhandelen", "klacht_niet_in_behandeling", "terugkoppeling_loket",
    "bijdrage", "samenloop_beoordelen", "advies_opvolgen", "contact_herstellen",
)  # fmt: skip
DOELEN = ("volg", "partij")
WEGEN = ("mail", "telefoon", "brief")
SOORTEN = ("vraag", "geholpen", "niet_geholpen", "terug")
GELDIG = "ingetrokken_op IS NULL"
TE_MAILEN = "mailen_na IS NOT NULL"


def upgrade() -> None:
    """The melder acts and reads too; then the new tables."""
    rebuild(
        *(
            Ombouw(
                tabel,
                vervangen=(
                    (
                        f"ck_{tabel}_actorsoort",
                        one_of("actor_soort", ACTOREN),
                        one_of("actor_soort", (*ACTOREN, "melder")),
                    ),
                ),
            )
            for tabel in ("gebeurtenis", "leeslog")
        ),
        Ombouw(
            "termijn",
            vervangen=(
                (
                    "ck_termijn_termijncode",
                    one_of("code", CODES),
                    one_of("code", (*CODES, "inbreng_beantwoorden")),
                ),
            ),
        ),
    )
    create_toegangslink()
    create_toegangscode()
    create_linksessie()
    create_inbreng()


def create_toegangslink() -> None:
    """At most one that works for each doel; the value is found by its hash and sealed to be repeated."""
    op.create_table(
        "toegangslink",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("doel", sa.String(length=40), nullable=False),
        sa.Column("doel_id", sa.Uuid(), nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("waarde_verzegeld", sa.LargeBinary(), nullable=True),
        _moment("gemaakt_op", leeg=False),
        sa.Column("gemaakt_door_id", sa.Uuid(), nullable=True),
        _moment("verloopt_op"),
        _moment("geopend_op"),
        _moment("ingetrokken_op"),
        sa.Column("ingetrokken_door_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toegangslink")),
        sa.UniqueConstraint("hash", name=op.f("uq_toegangslink_hash")),
        sa.CheckConstraint(one_of("doel", DOELEN), name=op.f("ck_toegangslink_linkdoel")),
        sa.CheckConstraint("(doel = 'volg') = (melding_id IS NOT NULL)", name=op.f("ck_toegangslink_volg")),
        sa.CheckConstraint(
            "melding_id IS NULL OR melding_id = doel_id", name=op.f("ck_toegangslink_doel_id")
        ),
        _fk("toegangslink", "melding_id", "melding.id"),
        _fk("toegangslink", "gemaakt_door_id", "medewerker.id"),
        _fk("toegangslink", "ingetrokken_door_id", "medewerker.id"),
    )
    op.create_index(op.f("ix_toegangslink_melding_id"), "toegangslink", ["melding_id"])
    geldig = sa.text(GELDIG)
    op.create_index(
        "uq_toegangslink_geldig", "toegangslink", ["doel", "doel_id"], unique=True,
        sqlite_where=geldig, postgresql_where=geldig,
    )  # fmt: skip


def create_toegangscode() -> None:
    """Codes of a link, sealed; those that wait to be mailed have an index of their own."""
    op.create_table(
        "toegangscode",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("weg", sa.String(length=40), nullable=False),
        sa.Column("code_verzegeld", sa.LargeBinary(), nullable=True),
        _moment("gemaakt_op", leeg=False),
        sa.Column("gemaakt_door_id", sa.Uuid(), nullable=True),
        _moment("verloopt_op"),
        _moment("gebruikt_op"),
        _moment("ingetrokken_op"),
        _moment("mailen_na"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toegangscode")),
        sa.CheckConstraint(one_of("weg", WEGEN), name=op.f("ck_toegangscode_codeweg")),
        sa.CheckConstraint("mailen_na IS NULL OR weg = 'mail'", name=op.f("ck_toegangscode_mailen")),
        _fk("toegangscode", "link_id", "toegangslink.id"),
        _fk("toegangscode", "gemaakt_door_id", "medewerker.id"),
    )
    op.create_index(op.f("ix_toegangscode_link_id"), "toegangscode", ["link_id"])
    te_mailen = sa.text(TE_MAILEN)
    op.create_index(
        "ix_toegangscode_te_mailen", "toegangscode", ["mailen_na", "id"],
        sqlite_where=te_mailen, postgresql_where=te_mailen,
    )  # fmt: skip


def create_linksessie() -> None:
    """Visits, by the hash of their cookie."""
    op.create_table(
        "linksessie",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        _moment("gemaakt_op", leeg=False),
        _moment("gezien_op", leeg=False),
        _moment("verloopt_op", leeg=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linksessie")),
        _fk("linksessie", "link_id", "toegangslink.id"),
    )
    op.create_index(op.f("ix_linksessie_link_id"), "linksessie", ["link_id"])


def create_inbreng() -> None:
    """What a melder said, sealed; its promise tells whether it was taken up."""
    op.create_table(
        "inbreng",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("melding_id", sa.Uuid(), nullable=False),
        sa.Column("periode", sa.Integer(), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("tekst_verzegeld", sa.LargeBinary(), nullable=True),
        _moment("gezegd_op", leeg=False),
        sa.Column("termijn_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbreng")),
        sa.UniqueConstraint("termijn_id", name=op.f("uq_inbreng_termijn_id")),
        sa.CheckConstraint(one_of("soort", SOORTEN), name=op.f("ck_inbreng_inbrengsoort")),
        _fk("inbreng", "melding_id", "melding.id"),
        _fk("inbreng", "termijn_id", "termijn.id"),
    )
    op.create_index(op.f("ix_inbreng_melding_id"), "inbreng", ["melding_id"])


def _moment(naam: str, *, leeg: bool = True) -> sa.Column[object]:
    return sa.Column(naam, sa.DateTime(timezone=True), nullable=leeg)


def _fk(tabel: str, kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    naam = op.f(f"fk_{tabel}_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [doel], name=naam, deferrable=True, initially="DEFERRED")
