"""Each test has a database of its own, copied from one template: what is in its directory is read once.

Reading it takes longer than many a test. A copy counts for a database that was made from the template and is
still at the number of the template; whatever a test changes gives another number, and is read.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL, make_url

from app.db import Database
from app.queries.gids import Gids, load_gids

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
    _give_copy(database)


def server_of(url: URL) -> URL:
    """Each PostgreSQL has a template of its own, with ids of its own; all files of SQLite have one."""
    return url._replace(database=None)  # ``set`` takes None for: leave it as it is


def _give_copy(database: Database) -> None:
    url = make_url(database.url)
    if url in GEMAAKT:
        database.gidskast.put(VAN_SJABLOON[server_of(url)])


@pytest.fixture(scope="session", autouse=True)
def een_gids() -> Iterator[None]:
    """Every later connection to such a database begins with the copy too: the app of a test has its own."""
    make = Database.__init__

    def make_with_copy(database: Database, url: str, pool_size: int = 10) -> None:
        make(database, url, pool_size)
        _give_copy(database)

    with pytest.MonkeyPatch.context() as anders:
        anders.setattr(Database, "__init__", make_with_copy)
        yield
