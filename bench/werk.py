"""Werk: the kinds of work that are measured, each as a series of requests."""

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from os import environ
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text

from app.db import Database
from app.demo.namen import ACHTERNAMEN, ROEPNAMEN
from app.domain.actor import Rol
from app.installatie import now_utc, open_installation
from app.queries.organisaties import find_organisatie
from app.routers.pages.bladeren import write_cursor
from app.security import NieuwToken, Sessieduur, create_token, start_sessie
from bench.klant import Uitslag, request, run
from bench.voorraad import Doel

LOKET, VOLGENDE = "vws-ucz", "ozj"
MENS = "ozjcoordinator"
DIEP = 0.9
BASIS = "/api/v1"
TOEVAL = Random()


@dataclass(slots=True)
class Proef:
    """A database with its server, who asks, and what is asked for."""

    doel: Doel
    poort: int
    kop: dict[str, str] = field(default_factory=dict)
    loket: dict[str, str] = field(default_factory=dict)
    ozj: dict[str, str] = field(default_factory=dict)
    casussen: list[str] = field(default_factory=list)
    meldingen: list[str] = field(default_factory=list)
    diep: str = ""
    nieuw: Iterator[int] = field(default_factory=itertools.count)
    vers: list[str] = field(default_factory=list)

    def repeat(self, paden: list[str], kop: dict[str, str], aantal: int) -> Uitslag:
        """The same kind of page, for one after the other."""
        vragen = [request("GET", paden[next(self.nieuw) % len(paden)], kop) for _ in range(aantal)]
        return run(self.poort, vragen).must(200)

    def register(self, aantal: int) -> Uitslag:
        """New meldingen, each under a key of its own; their casussen are kept for the overdrachten."""
        vragen = [
            request("POST", f"{BASIS}/meldingen", self.loket | {"Idempotency-Key": str(uuid4())}, melding())
            for _ in range(aantal)
        ]
        uitslag = run(self.poort, vragen).must(201)
        self.vers += [json.loads(inhoud)["casussen"][0]["id"] for inhoud in uitslag.inhoud]
        return uitslag

    def hand_over(self, aantal: int) -> Uitslag:
        """Offers, then their acceptances: two requests for each casus."""
        if len(self.vers) < aantal:
            self.register(aantal - len(self.vers))
        casussen, self.vers = self.vers[:aantal], self.vers[aantal:]
        bod = {"naarOrganisatie": VOLGENDE, "reden": "Volgende schakel", "mededeling": {"wijze": "mail"}}
        samen = run(
            self.poort,
            [
                request("POST", f"{BASIS}/casussen/{c}/overdrachten", self.loket | _key(), bod)
                for c in casussen
            ],
        ).must(201)
        aanboden = [json.loads(inhoud)["id"] for inhoud in samen.inhoud]
        ja = run(
            self.poort,
            [
                request("POST", f"{BASIS}/overdrachten/{id_}/aanvaardingen", self.ozj | _key(), {})
                for id_ in aanboden
            ],
        ).must(201)
        samen.duur += ja.duur
        samen.tijden += ja.tijden
        return samen


Soort = Callable[[Proef, int], Uitslag]
SOORTEN: dict[str, Soort] = {
    "werklijst, eerste blad": lambda p, n: p.repeat(["/werkvoorraad?lijst=ons"], p.kop, n),
    "werklijst, op 90 %": lambda p, n: p.repeat([f"/werkvoorraad?lijst=ons&na={p.diep}"], p.kop, n),
    "casuspagina met leeslog": lambda p, n: p.repeat([f"/casussen/{k}" for k in p.casussen], p.kop, n),
    "melding registreren": Proef.register,
    "overdracht (bod + ja)": Proef.hand_over,
    "meldingen van het loket": lambda p, n: p.repeat(["/terugkoppelingen"], p.kop, n),
    "API lijst": lambda p, n: p.repeat([f"{BASIS}/casussen"], p.ozj, n),
    "API casus": lambda p, n: p.repeat([f"{BASIS}/casussen/{k}" for k in p.casussen], p.ozj, n),
    "API melding": lambda p, n: p.repeat([f"{BASIS}/meldingen/{k}" for k in p.meldingen], p.ozj, n),
}


def prepare(proef: Proef) -> None:
    """A log-in, two tokens, and what there is to ask for."""
    installation = open_installation(proef.doel.settings)
    database, now = installation.database, now_utc()
    with database.transaction() as session:
        for naam, organisatie, rol in (
            ("loket", LOKET, Rol.LOKETMEDEWERKER),
            ("ozj", VOLGENDE, Rol.VERBINDINGSREGISSEUR),
        ):
            wie = find_organisatie(session, organisatie, "organisatie")
            nieuw = NieuwToken(organisatie=wie, naam="bench", rol=rol, verloopt_op=now + timedelta(days=7))
            waarde = create_token(session, nieuw, uuid4(), now)
            setattr(proef, naam, {"Authorization": f"Bearer {waarde}"})
        medewerker = session.connection().execute(
            text("SELECT id FROM medewerker WHERE gebruikersnaam = :naam"), {"naam": MENS}
        )
        duur = Sessieduur(timedelta(hours=24), timedelta(hours=24))
        inlog = start_sessie(session, _uuid(medewerker.scalar_one()), duur, now)
        proef.kop = {"Cookie": f"houvast={inlog.waarde}"}
    _choose(proef, database)
    database.dispose()


def _choose(proef: Proef, database: Database) -> None:
    met = "FROM casus c JOIN organisatie o ON o.id = c.eigenaar_id WHERE c.status = 'open' AND o.kenmerk = :o"
    with database.read() as session:
        verbinding = session.connection()
        aantal = verbinding.execute(text(f"SELECT count(*) {met}"), {"o": VOLGENDE}).scalar_one()
        volgorde = "ORDER BY c.spoed_rang, c.eerste_datum, c.id"
        rij = verbinding.execute(
            text(f"SELECT c.spoed_rang, c.eerste_datum, c.id {met} {volgorde} LIMIT 1 OFFSET :n"),
            {"o": VOLGENDE, "n": int(aantal * DIEP)},
        ).one()
        proef.diep = write_cursor((rij[0], _date(rij[1]), _uuid(rij[2])))
        stap = max(1, aantal // 300)
        alle = verbinding.execute(text(f"SELECT c.kenmerk {met} {volgorde}"), {"o": VOLGENDE}).scalars().all()
        proef.casussen = [str(k) for k in alle[::stap]]
        proef.meldingen = [
            str(k)
            for k in verbinding.execute(
                text(
                    "SELECT m.kenmerk FROM melding m JOIN melding_casus k ON k.melding_id = m.id "
                    f"JOIN (SELECT c.id {met} {volgorde} LIMIT 300) x ON x.id = k.casus_id"
                ),
                {"o": VOLGENDE},
            ).scalars()
        ]


def _date(waarde: Any) -> Any:
    return date.fromisoformat(waarde) if isinstance(waarde, str) else waarde


def _uuid(waarde: Any) -> UUID:
    return waarde if isinstance(waarde, UUID) else UUID(waarde)


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def melding() -> dict[str, object]:
    """A plain question with one child, another one each time: a child that is known opens a samenloop."""
    geboren = date(2008, 11, 1) + timedelta(days=TOEVAL.randrange(17 * 365))
    return {
        "ontvangenOp": "2026-01-05", "kanaal": "mail", "aard": ["hulpvraag"], "spoed": False,
        "hulpvraag": "Wij zoeken al maanden een plek. Wie helpt ons verder?",
        "melder": {"naam": "Bench Voorbeeld", "email": "bench@voorbeeld.example"},
        "jeugdigen": [
            {"voornamen": TOEVAL.choice(ROEPNAMEN), "achternaam": _surname(), "woonplaatsGemeente": "GM0193",
             "geboortedatum": geboren.isoformat()}
        ],
    }  # fmt: skip


def _surname() -> str:
    """Two families' names: enough of them that hardly any child comes twice."""
    return "-".join(TOEVAL.sample(ACHTERNAMEN, 2))


@contextmanager
def serving(app: str, poort: int, omgeving: dict[str, str], *extra: str) -> Iterator[subprocess.Popen[bytes]]:
    """A real uvicorn process, ready for requests."""
    opdracht = [sys.executable, "-m", "uvicorn", app, "--port", str(poort), "--no-access-log", *extra]
    proces = subprocess.Popen(
        opdracht, env=environ | omgeving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait(poort, proces)
        yield proces
    finally:
        proces.terminate()
        proces.wait(timeout=30)


def wait(poort: int, proces: subprocess.Popen[bytes]) -> None:
    """Until ``/health/ready`` says yes, asked often: the first request after it is measured."""
    for _ in range(3000):
        if proces.poll() is not None:
            raise SystemExit(f"de server op poort {poort} stopte")
        try:
            if run(poort, [request("GET", "/health/ready")], 1).statussen == [200]:
                return
        except (TimeoutError, ConnectionError, OSError):
            time.sleep(0.02)
    raise SystemExit(f"de server op poort {poort} komt niet op gang")
