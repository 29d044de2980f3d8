"""Parties without an account: links for an offer, a bijdrage or an owned casus, and who came in by them.

Revision: 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import Kolom, Ombouw, one_of, rebuild

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ACTOREN = ("medewerker", "systeem", "worker", "melder")
DOELEN = ("volg", "partij")
NIEUWE_DOELEN = ("volg", "aanbod", "bijdrage", "casus")
MOMENTEN = (
    "doorgestuurd", "overgenomen", "ontvangstbevestiging", "escalatie", "terugkoppeling", "opgevolgd",
    "verdaagd", "spoed", "aanbod", "herinnering", "verlopen", "bijdrage",
    "klacht_ontvangen", "klacht_doorgezonden", "klacht_commissie", "klacht_geweigerd", "klacht_afgedaan",
    "klacht_geeindigd", "klacht_bericht", "stuk_doorgezonden",
)  # fmt: skip
UITGESTELD = "DEFERRABLE INITIALLY DEFERRED"
BEZOEKER = "linkbezoeker_id"


def upgrade() -> None:
    """One more kind of actor and of message, one new table, and who came in where it matters."""
    op.create_table(
        "linkbezoeker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("casus_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("persoon_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("genoemd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linkbezoeker")),
        _fk("linkbezoeker", "casus_id", "casus.id"),
        _fk("linkbezoeker", "organisatie_id", "organisatie.id"),
    )
    op.create_index(op.f("ix_linkbezoeker_casus_id"), "linkbezoeker", ["casus_id"])
    rebuild(
        *(_one_more_actor(tabel) for tabel in ("gebeurtenis", "leeslog")),
        Ombouw(
            "bericht",
            vervangen=(
                (
                    "ck_bericht_berichtmoment",
                    one_of("moment", MOMENTEN),
                    one_of("moment", (*MOMENTEN, "toegang")),
                ),
            ),
        ),
        _with_visitor("bijdrage"),
        _with_visitor(
            "eigenaarschap",
            ("ck_eigenaarschap_via_link", "CHECK (linkbezoeker_id IS NULL OR behandelaar_id IS NULL)"),
        ),
        _with_visitor("linksessie", kolom="bezoeker_id"),
        _links(),
    )
    for tabel in ("bijdrage", "eigenaarschap"):
        _index(f"ix_{tabel}_linkbezoeker", tabel, BEZOEKER)
    _index("ix_linksessie_bezoeker_id", "linksessie", "bezoeker_id")
    _index("ix_toegangslink_casus_id", "toegangslink", "casus_id")


def _one_more_actor(tabel: str) -> Ombouw:
    oud, nieuw = one_of("actor_soort", ACTOREN), one_of("actor_soort", (*ACTOREN, "partij"))
    return Ombouw(tabel, vervangen=((f"ck_{tabel}_actorsoort", oud, nieuw),))


def _with_visitor(tabel: str, *beperkingen: tuple[str, str], kolom: str = BEZOEKER) -> Ombouw:
    return Ombouw(
        tabel,
        (Kolom(kolom, "CHAR(32)", "UUID"),),
        (*beperkingen, _refers(tabel, kolom, "linkbezoeker")),
    )


def _links() -> Ombouw:
    return Ombouw(
        "toegangslink",
        (Kolom("casus_id", "CHAR(32)", "UUID"), Kolom("organisatie_id", "CHAR(32)", "UUID")),
        (
            ("ck_toegangslink_partij", "CHECK ((doel = 'volg') = (casus_id IS NULL))"),
            ("ck_toegangslink_organisatie", "CHECK ((casus_id IS NULL) = (organisatie_id IS NULL))"),
            _refers("toegangslink", "casus_id", "casus"),
            _refers("toegangslink", "organisatie_id", "organisatie"),
        ),
        (("ck_toegangslink_linkdoel", one_of("doel", DOELEN), one_of("doel", NIEUWE_DOELEN)),),
    )


def _refers(tabel: str, kolom: str, doel: str) -> tuple[str, str]:
    return f"fk_{tabel}_{kolom}", f"FOREIGN KEY({kolom}) REFERENCES {doel} (id) {UITGESTELD}"


def _index(naam: str, tabel: str, kolom: str) -> None:
    waar = sa.text(f"{kolom} IS NOT NULL")
    op.create_index(naam, tabel, [kolom], sqlite_where=waar, postgresql_where=waar)


def _fk(tabel: str, kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    naam = op.f(f"fk_{tabel}_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [doel], name=naam, deferrable=True, initially="DEFERRED")
