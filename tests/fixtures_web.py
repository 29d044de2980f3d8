"""Web: the whole app over a furnished database, with clients that act for an organisatie."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.domain.actor import ROL_BIJ_SOORT, Rol, Scope
from app.main import create_app
from app.models import Organisatie
from app.security import NieuwToken, create_token
from app.settings import Settings
from tests.fixtures_app import Wereld, make_wereld


def write_keys(map_: Path) -> Path:
    """The key file that fits the furnished templates."""
    bestand = map_ / "sleutels.json"
    sleutel = base64.b64encode(bytes(range(32))).decode()
    bestand.write_text(json.dumps({"versie": 1, "sleutels": {"k1": sleutel}, "actief": "k1"}))
    bestand.chmod(0o600)
    return bestand


@dataclass
class Web:
    """The app, its world, and a client per organisatie."""

    wereld: Wereld
    app: FastAPI

    def browser(self, **kopjes: str) -> TestClient:
        """Somebody who is not logged in."""
        return TestClient(self.app, raise_server_exceptions=False, follow_redirects=False, headers=kopjes)

    def token(self, kenmerk: str, rol: Rol | None = None, **anders: Any) -> str:
        """A token for a system of this organisatie, with all scopes that fit."""
        with self.wereld.database.transaction() as session:
            organisatie = session.exec(select(Organisatie).where(col(Organisatie.kenmerk) == kenmerk)).one()
            nieuw = NieuwToken(
                organisatie=organisatie,
                naam=f"Systeem van {kenmerk}",
                rol=rol or ROL_BIJ_SOORT[organisatie.soort],
                verloopt_op=self.wereld.now + timedelta(days=365),
                **anders,
            )
            return create_token(session, nieuw, self.wereld.new_id(), self.wereld.now)

    def client(
        self, kenmerk: str, rol: Rol | None = None, scopes: frozenset[Scope] | None = None
    ) -> TestClient:
        """A system of this organisatie."""
        return self.browser(Authorization=f"Bearer {self.token(kenmerk, rol, scopes=scopes)}")


def make_web(wereld: Wereld, map_: Path, **instellingen: Any) -> Web:
    settings = Settings(
        var=map_,
        database_url=wereld.database.url,
        sleutelbestand=write_keys(map_),
        log_niveau="error",
        **{"samenlopen_openen": wereld.opent_samenlopen, **instellingen},
    )
    return Web(wereld, create_app(settings, klok=lambda: wereld.now))


@pytest.fixture
def web(wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    """The app on both engines."""
    web = make_web(wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def sqlite_web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    """The app on SQLite alone."""
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def comparing_web(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Web]:
    """The app on SQLite, where every registration is compared with all others."""
    sqlite_wereld.opent_samenlopen = True
    web = make_web(sqlite_wereld, tmp_path)
    yield web
    web.app.state.huis.database.dispose()


@pytest.fixture
def postgresql_web(postgresql_url: str, tmp_path: Path) -> Iterator[Web]:
    """The app on PostgreSQL alone."""
    for wereld in make_wereld(postgresql_url):
        web = make_web(wereld, tmp_path)
        yield web
        web.app.state.huis.database.dispose()
