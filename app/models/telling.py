"""Telling: the triggers that count each change of what processes keep a copy of (Stelselversie)."""

from sqlmodel import SQLModel

from app.models.basis import after_create
from app.models.berichtsjabloon import Berichtsjabloon
from app.models.organisatie import AangewezenDag, Gemeente, Organisatie, Werkgebied
from app.models.piket import Piket, Piketdienst
from app.models.termijn import Termijnregel

GETELD: tuple[type[SQLModel], ...] = (
    *(Organisatie, Werkgebied, Gemeente, AangewezenDag, Termijnregel),
    *(Berichtsjabloon, Piket, Piketdienst),
)
TEL = (
    "INSERT INTO stelselversie (id, versie) VALUES (1, 1) "
    "ON CONFLICT (id) DO UPDATE SET versie = stelselversie.versie + 1"
)
FUNCTIE_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION houvast_tel_stelsel() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {TEL}; RETURN NULL; END $$"
)


def counting_sqlite(tabel: str) -> tuple[str, ...]:
    """Triggers for SQLite, which has them per row only."""
    return tuple(
        f"CREATE TRIGGER tr_{tabel}_telt_{act.lower()} AFTER {act} ON {tabel} BEGIN {TEL}; END"
        for act in ("INSERT", "UPDATE", "DELETE")
    )


def counting_postgresql(tabel: str) -> tuple[str, ...]:
    """Trigger for PostgreSQL, once per statement."""
    return (
        FUNCTIE_POSTGRESQL,
        f"CREATE TRIGGER tr_{tabel}_telt AFTER INSERT OR UPDATE OR DELETE ON {tabel} "
        "FOR EACH STATEMENT EXECUTE FUNCTION houvast_tel_stelsel()",
    )


for _model in GETELD:
    _tabel = str(_model.__tablename__)
    after_create(_model, counting_sqlite(_tabel), "sqlite")
    after_create(_model, counting_postgresql(_tabel), "postgresql")
