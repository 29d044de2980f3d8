"""Hartslag: signs of life of web and worker. Purpose: health and metrics; no persons."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select

from app.models import Hartslag

#: The parts that give signs of life; then the check of every hour, and the digests of a day.
WEB, WERK, NAZIEN, DAGBERICHT = "web", "werk", "nazien", "dagbericht"


def beat(session: Session, onderdeel: str, now: datetime, *, verlopen: int = 0, mislukt: int = 0) -> None:
    """Store that this part could write now, and add what it did."""
    kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    tabel = Hartslag.__table__  # type: ignore[attr-defined]  # added by sqlmodel
    eerste = kind.insert(tabel).values(
        onderdeel=onderdeel, op=now, rondes=1, verlopen=verlopen, mislukt=mislukt
    )
    session.connection().execute(
        eerste.on_conflict_do_update(
            index_elements=["onderdeel"],
            set_={
                "op": now,
                "rondes": tabel.c.rondes + 1,
                "verlopen": tabel.c.verlopen + verlopen,
                "mislukt": tabel.c.mislukt + mislukt,
            },
        )
    )


def find_hartslag(session: Session, onderdeel: str) -> Hartslag | None:
    """The last sign of life of this part; None when it never gave one."""
    return session.exec(select(Hartslag).where(Hartslag.onderdeel == onderdeel)).first()
