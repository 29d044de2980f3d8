"""Each test has a database of its own, copied from one template: what is in its directory is read once.

Reading it takes longer than many a test. A copy counts for a database that was made from the template and is
still at the number of the template; whatever a test changes gives another number, and is read.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL, Engine, make_url
from sqlmodel import Session, select

from app.db import Database
from app.queries import gids
from app.queries.gids import Gids, load_gids, stelselversie

#: By the server that holds the template; and every database that was made from the template there.
VAN_SJABLOON: dict[URL, Gids] = {}
GEMAAKT: set[URL] = set()


def made_from_template(database: Database, adres: str) -> None:
    """Say so of a database that nobody changed yet."""
    url = make_url(adres)
    GEMAAKT.add(url)
    if server_of(url) not in VAN_SJABLOON:
        with database.read() as session:
            VAN_SJABLOON[server_of(url)] = load_gids(session)


def server_of(url: URL) -> URL:
    """Each PostgreSQL has a template of its own, with ids of its own; all files of SQLite have one."""
    return url.set(database=None)


@pytest.fixture(scope="session", autouse=True)
def een_gids() -> Iterator[None]:
    """The shared copy where it is right, else what the database says."""

    def load(session: Session) -> Gids:
        engine = session.get_bind()
        assert isinstance(engine, Engine)
        copy = VAN_SJABLOON.get(server_of(engine.url))
        if copy is None or engine.url not in GEMAAKT:
            return load_gids(session)
        now = session.execute(select(stelselversie())).scalar_one()
        return copy if copy.versie == now else load_gids(session)

    with pytest.MonkeyPatch.context() as anders:
        anders.setattr(gids, "load_gids", load)
        yield
