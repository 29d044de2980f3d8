"""A number that counts every change of the directory, the calendar and the rules.

Processes keep a copy of these; one number tells them whether it is still right. Triggers count, so it
does not matter who makes the change: the application, the command line or a hand on the database.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

GETELD = ("organisatie", "werkgebied", "gemeente", "aangewezen_dag", "termijnregel")
TEL = (
    "INSERT INTO stelselversie (id, versie) VALUES (1, 1) "
    "ON CONFLICT (id) DO UPDATE SET versie = stelselversie.versie + 1"
)


def upgrade() -> None:
    """The table and its triggers; without a row the number is nought."""
    op.create_table(
        "stelselversie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_stelselversie_een_rij")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stelselversie")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for tabel in GETELD:
            for act in ("INSERT", "UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER tr_{tabel}_telt_{act.lower()} AFTER {act} ON {tabel} BEGIN {TEL}; END"
                )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION houvast_tel_stelsel() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {TEL}; RETURN NULL; END $$"
    )
    for tabel in GETELD:
        op.execute(
            f"CREATE TRIGGER tr_{tabel}_telt AFTER INSERT OR UPDATE OR DELETE ON {tabel} "
            "FOR EACH STATEMENT EXECUTE FUNCTION houvast_tel_stelsel()"
        )
