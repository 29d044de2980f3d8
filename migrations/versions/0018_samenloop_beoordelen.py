"""Pairs of registrations to judge, what a samenvoeging moved, and what a privacy officer looks at.

A side is a casus; another kind of side gets columns of its own, and takes the place of the CHECKs
``ck_samenloop_ouder`` and ``ck_samenloop_jonger``.

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

from migrations.ombouw import one_of

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SOORTEN = (
    "melding", "termijn", "bijdrage", "bericht", "veiligheidscontact", "agendering", "bijlage", "gezin",
    "samenloop_ouder", "samenloop_jonger",
)  # fmt: skip
BESLUIT = (
    "(status = 'te_beoordelen' AND besluit IS NULL) OR (status = 'voorgesteld' AND besluit = 'samenvoegen') "
    "OR (status = 'bevestigd' AND besluit IN ('koppelen', 'samenvoegen')) "
    "OR (status = 'afgewezen' AND besluit = 'afgewezen')"
)
REGELS = {
    "samenloopstatus": one_of("status", ("te_beoordelen", "voorgesteld", "bevestigd", "afgewezen")),
    "band": one_of("band", ("treffer", "mogelijk")),
    "verwantschap": one_of("verwantschap", ("zelfde", "gezin", "meerling", "ander")),
    "samenloopbesluit": one_of("besluit", ("koppelen", "samenvoegen", "afgewezen")),
    "ouder": "ouder_casus_id IS NOT NULL",
    "jonger": "jonger_casus_id IS NOT NULL",
    "twee": "ouder_casus_id <> jonger_casus_id",
    "besluit": BESLUIT,
    "beslist": "(besluit IS NULL) = (beslist_op IS NULL)",
    "kant": "(besluit IS NULL) = (beslist_door_ouder IS NULL)",
    "blijft": "(blijft_casus_id IS NOT NULL) = (status = 'bevestigd' AND besluit = 'samenvoegen')",
    "groep": "groep_id IS NULL OR status IN ('voorgesteld', 'bevestigd')",
}
VERWIJST = {
    "ouder_casus_id": "casus.id",
    "jonger_casus_id": "casus.id",
    "termijn_id": "termijn.id",
    "beslist_organisatie_id": "organisatie.id",
    "beslist_door_id": "medewerker.id",
    "groep_id": "samenloop_groep.id",
    "blijft_casus_id": "casus.id",
}


def upgrade() -> None:
    """Four new tables."""
    op.create_table(
        "samenloop_groep",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procesregisseur_id", sa.Uuid(), nullable=True),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samenloop_groep")),
        _fk("samenloop_groep", "procesregisseur_id", "medewerker.id"),
    )
    _create_samenloop()
    op.create_table(
        "samenloop_verhuizing",
        sa.Column("samenloop_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("samenloop_id", "soort", "item_id", name=op.f("pk_samenloop_verhuizing")),
        sa.CheckConstraint(one_of("soort", SOORTEN), name=op.f("ck_samenloop_verhuizing_verhuissoort")),
        _fk("samenloop_verhuizing", "samenloop_id", "samenloop.id"),
    )
    _create_privacytaak()


def _create_samenloop() -> None:
    op.create_table(
        "samenloop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kenmerk", sa.String(length=20), nullable=False),
        sa.Column("ouder_casus_id", sa.Uuid(), nullable=True),
        sa.Column("jonger_casus_id", sa.Uuid(), nullable=True),
        *(sa.Column(naam, sa.String(length=40), nullable=False) for naam in ("status", "band")),
        sa.Column("verwantschap", sa.String(length=40), nullable=False),
        sa.Column("gewicht_tienden", sa.Integer(), nullable=False),
        sa.Column("bewijs", sa.String(length=200), nullable=False),
        sa.Column("model_versie", sa.Integer(), nullable=False),
        sa.Column("gevonden_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("termijn_id", sa.Uuid(), nullable=True),
        sa.Column("besluit", sa.String(length=40), nullable=True),
        sa.Column("beslist_door_ouder", sa.Boolean(), nullable=True),
        sa.Column("beslist_organisatie_id", sa.Uuid(), nullable=True),
        sa.Column("beslist_door_id", sa.Uuid(), nullable=True),
        sa.Column("beslist_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reden_verzegeld", sa.LargeBinary(), nullable=True),
        sa.Column("groep_id", sa.Uuid(), nullable=True),
        sa.Column("blijft_casus_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samenloop")),
        sa.UniqueConstraint("kenmerk", name=op.f("uq_samenloop_kenmerk")),
        sa.UniqueConstraint("termijn_id", name=op.f("uq_samenloop_termijn_id")),
        sa.UniqueConstraint(
            "ouder_casus_id", "jonger_casus_id", name=op.f("uq_samenloop_ouder_casus_id_jonger_casus_id")
        ),
        *(sa.CheckConstraint(regel, name=op.f(f"ck_samenloop_{naam}")) for naam, regel in REGELS.items()),
        *(_fk("samenloop", kolom, doel) for kolom, doel in VERWIJST.items()),
    )
    op.create_index("ix_samenloop_jonger_casus_id", "samenloop", ["jonger_casus_id"])
    for kolom in ("groep_id", "blijft_casus_id"):
        _index(f"ix_samenloop_{kolom}", "samenloop", [kolom], f"{kolom} IS NOT NULL")
    _index("ix_samenloop_open", "samenloop", ["id"], one_of("status", ("te_beoordelen", "voorgesteld")))


def _create_privacytaak() -> None:
    op.create_table(
        "privacytaak",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("samenloop_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("van", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ontstaan_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgehandeld_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("afgehandeld_door_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacytaak")),
        sa.UniqueConstraint(
            "samenloop_id", "organisatie_id", "ontstaan_op",
            name=op.f("uq_privacytaak_samenloop_id_organisatie_id_ontstaan_op"),
        ),
        sa.CheckConstraint(
            "(afgehandeld_op IS NULL) = (afgehandeld_door_id IS NULL)",
            name=op.f("ck_privacytaak_afgehandeld"),
        ),
        _fk("privacytaak", "samenloop_id", "samenloop.id"),
        _fk("privacytaak", "organisatie_id", "organisatie.id"),
        _fk("privacytaak", "afgehandeld_door_id", "medewerker.id"),
    )  # fmt: skip
    _index("ix_privacytaak_open", "privacytaak", ["organisatie_id", "id"], "afgehandeld_op IS NULL")


def _index(naam: str, tabel: str, kolommen: list[str], waar: str) -> None:
    regel = sa.text(waar)
    op.create_index(naam, tabel, kolommen, sqlite_where=regel, postgresql_where=regel)


def _fk(tabel: str, kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    naam = op.f(f"fk_{tabel}_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [doel], name=naam, deferrable=True, initially="DEFERRED")
