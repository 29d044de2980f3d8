"""Gids: the directory, calendar and rules as a copy in this process, right to the last commit.

They change rarely and every page needs them, so a process keeps a copy. One number counts each change
(``Stelselversie``, by triggers); the look-up of the log-in brings it along, so that any process sees a
change with its next request. Access is never read from a copy: who may log in, who is blocked and who can
be reached is asked of the database each time (docs/beslissingen/0009).
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.domain.actor import OrganisatieSoort
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.keten.niveaus import NIVEAUS, RouteVoorkeur
from app.domain.keten.route import Schakelkandidaat
from app.domain.piket import Dienst, Rooster
from app.domain.sjablonen import Sjabloon
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import Regelboek
from app.models import (
    Berichtsjabloon,
    Gemeente,
    Organisatie,
    Piket,
    Piketdienst,
    Stelselversie,
    Werkgebied,
)
from app.queries.beelden import Partijnaam
from app.queries.regels import load_kalender, load_regels

#: Where a session finds the copy of its process, and the number that its first statement brought along.
KAST = "gidskast"
VERSIE = "stelselversie"
EIGEN = "eigen_gids"


@dataclass(frozen=True, slots=True)
class Periode:
    """From a day, until a day (not included) or for good."""

    van: date
    tot: date | None

    def bevat(self, dag: date) -> bool:
        """Whether it holds on that day."""
        return self.van <= dag and (self.tot is None or self.tot > dag)


@dataclass(frozen=True, slots=True)
class Partij:
    """An organisatie as everybody may know it; nothing about access."""

    naam: Partijnaam
    bestuursorgaan: bool
    route_voorkeur: RouteVoorkeur
    actief: Periode
    is_actief: bool
    rechtsopvolger_id: UUID | None
    telefoon: str | None = None
    email: str | None = None

    @property
    def soort(self) -> OrganisatieSoort:
        """What kind of party it is."""
        return self.naam.soort

    @property
    def kandidaat(self) -> Schakelkandidaat:
        """This party as a possible link of the chain."""
        return Schakelkandidaat(self.naam.id, self.naam.kenmerk, self.naam.naam, self.naam.soort)


@dataclass(frozen=True, slots=True)
class Gids:
    """The copy itself, with the number it belongs to."""

    versie: int
    partijen: Mapping[UUID, Partij]
    per_kenmerk: Mapping[str, Partij]
    gemeenten: Mapping[str, str]
    #: Of a gemeente that merged: into which, from which day on.
    opgegaan: Mapping[str, tuple[str, date]]
    werkgebied: Mapping[str, tuple[tuple[UUID, Periode], ...]]
    #: Who is a link of every chain, whatever the woonplaats.
    landelijk: tuple[UUID, ...]
    kalender: Kalender
    regels: Regelboek
    #: When somebody answers the phone there, for who has a piket.
    piket: Mapping[UUID, Rooster]
    #: The words of messages that this installation changed, every version.
    sjablonen: tuple[Sjabloon, ...] = ()

    def name(self, organisatie_id: UUID) -> Partijnaam:
        """How a party is named."""
        return self.partijen[organisatie_id].naam

    def current(self, organisatie_id: UUID) -> UUID:
        """Who this party is now: itself, or the last one that took everything over."""
        return self.partijen[organisatie_id].rechtsopvolger_id or organisatie_id

    def look_up(self, sleutel: str) -> Partij | None:
        """The party with this kenmerk or id."""
        try:
            return self.partijen.get(UUID(sleutel))
        except ValueError:
            return self.per_kenmerk.get(sleutel)

    def find_id(self, sleutel: str) -> UUID | None:
        """Its id, for a condition in a query; None is nobody's."""
        gevonden = self.look_up(sleutel)
        return gevonden.naam.id if gevonden else None

    def find(self, sleutel: str, veld: str) -> Partij:
        """The party for input that names one by kenmerk or id; refuses an unknown one by field."""
        gevonden = self.look_up(sleutel)
        if gevonden is None:
            raise InvalidInputError(
                [Veldfout(veld, f"“{sleutel}” staat niet in de lijst met organisaties. Zoek hem op.")]
            )
        return gevonden

    def route_candidates(self, gm_code: str | None, vandaag: date) -> list[Schakelkandidaat]:
        """All parties of the chain for a woonplaats: ozj, and who serves it (or what it became)."""
        opvolger, vanaf = self.opgegaan.get(gm_code or "", ("", date.max))
        gebied = [gm_code or "", opvolger] if vanaf <= vandaag else [gm_code or ""]
        bedienen = {
            id_ for code in gebied for id_, periode in self.werkgebied.get(code, ()) if periode.bevat(vandaag)
        }
        partijen = [self.partijen[id_] for id_ in bedienen.union(self.landelijk)]
        kandidaten = [
            partij.kandidaat
            for partij in partijen
            if partij.soort in NIVEAUS and partij.actief.bevat(vandaag)
        ]
        return sorted(kandidaten, key=lambda kandidaat: (kandidaat.naam, kandidaat.id))


@dataclass(slots=True)
class Gidskast:
    """Keeps the copy of one process; ``lees`` opens a session that sees committed rows only."""

    lees: Callable[[], Session]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _gids: Gids | None = None

    def open(self, versie: int) -> Gids:
        """The copy, read again when the number is another one (lower: a database was put back)."""
        with self._lock:
            if self._gids is None or self._gids.versie != versie:
                with self.lees() as eigen:
                    self._gids = load_gids(eigen)
            return self._gids

    def put(self, gids: Gids) -> None:
        """A copy that was read elsewhere; another number than the database has, and it is read again."""
        with self._lock:
            self._gids = gids


def open_gids(session: Session) -> Gids:
    """The copy that is right for this session.

    What a transaction changed itself nobody else sees yet: then the session keeps a copy of its own.
    """
    versie = session.info.get(VERSIE)
    if versie is None:
        versie = session.info[VERSIE] = session.execute(select(stelselversie())).scalar_one()
    van, eigen = session.info.get(EIGEN, (None, None))
    if eigen is not None and van is session.get_transaction():
        return cast("Gids", eigen)
    kast: Gidskast = session.info[KAST]
    gids = kast.open(versie)
    if gids.versie < versie:
        gids = load_gids(session)
        session.info[EIGEN] = (session.get_transaction(), gids)
    return gids


def get_partij(session: Session, organisatie_id: UUID) -> Partij:
    """A party that is known to exist; one that this very transaction made is not in the copy yet."""
    return open_gids(session).partijen.get(organisatie_id) or load_gids(session).partijen[organisatie_id]


def vangnethouder(session: Session) -> UUID:
    """The landelijke schakel: it owns what nobody else can act on (§8)."""
    gids = open_gids(session)
    return next(id_ for id_ in gids.landelijk if gids.partijen[id_].is_actief)


def name_of_party(session: Session, organisatie_id: UUID) -> Partijnaam:
    """How a party is named."""
    return get_partij(session, organisatie_id).naam


def stelselversie() -> ColumnElement[int]:
    """The number, to take along in another statement; nought when nothing was ever changed."""
    return func.coalesce(select(Stelselversie.versie).scalar_subquery(), 0)


_VAN_EEN_PARTIJ: tuple[Any, ...] = (
    *(Organisatie.id, Organisatie.kenmerk, Organisatie.naam, Organisatie.korte_naam, Organisatie.soort),
    *(Organisatie.bestuursorgaan, Organisatie.route_voorkeur, Organisatie.actief_van, Organisatie.actief_tot),
    *(Organisatie.is_actief, Organisatie.rechtsopvolger_id, Organisatie.telefoon, Organisatie.email),
)
_PARTIJEN = sa_select(*_VAN_EEN_PARTIJ).order_by(col(Organisatie.naam), col(Organisatie.id))
_WERKGEBIED = sa_select(
    col(Werkgebied.gm_code), col(Werkgebied.organisatie_id), col(Werkgebied.van), col(Werkgebied.tot)
).order_by(col(Werkgebied.id))
_GEMEENTEN = sa_select(
    col(Gemeente.gm_code), col(Gemeente.naam), col(Gemeente.opvolger_code), col(Gemeente.geldig_tot)
).order_by(col(Gemeente.naam))


def load_gids(session: Session) -> Gids:
    """Read everything; the number first, so that the copy is never older than it says."""
    versie = session.execute(select(stelselversie())).scalar_one()
    partijen = _load_partijen(session)
    gebied: dict[str, list[tuple[UUID, Periode]]] = {}
    for gm_code, organisatie_id, van, tot in session.execute(_WERKGEBIED).all():
        gebied.setdefault(gm_code, []).append((organisatie_id, Periode(van, tot)))
    gemeenten = session.execute(_GEMEENTEN).all()
    return Gids(
        versie=versie,
        partijen=partijen,
        per_kenmerk={partij.naam.kenmerk: partij for partij in partijen.values()},
        gemeenten={gm_code: naam for gm_code, naam, _, _ in gemeenten},
        opgegaan={gm_code: (opvolger, tot) for gm_code, _, opvolger, tot in gemeenten if opvolger and tot},
        werkgebied={gm_code: tuple(rijen) for gm_code, rijen in gebied.items()},
        landelijk=tuple(id_ for id_, partij in partijen.items() if partij.soort is OrganisatieSoort.OZJ),
        kalender=load_kalender(session),
        regels=load_regels(session),
        piket=_load_piket(session),
        sjablonen=_load_sjablonen(session),
    )


def _load_sjablonen(session: Session) -> tuple[Sjabloon, ...]:
    rijen = session.exec(select(Berichtsjabloon).order_by(col(Berichtsjabloon.moment)))
    return tuple(
        Sjabloon(Berichtmoment(rij.moment), rij.versie, rij.onderwerp, rij.kern, rij.geldig_van)
        for rij in rijen
    )


def _load_piket(session: Session) -> dict[UUID, Rooster]:
    query = select(Piket, Piketdienst).join(Piketdienst, col(Piketdienst.piket_id) == col(Piket.id))
    gevonden: dict[UUID, Rooster] = {}
    for piket, rij in session.exec(query.order_by(col(Piketdienst.dag))):
        eerder = gevonden.get(piket.organisatie_id, Rooster(piket.telefoon, ()))
        dienst = Dienst(rij.dag, rij.van, rij.tot)
        gevonden[piket.organisatie_id] = Rooster(piket.telefoon, (*eerder.diensten, dienst))
    return gevonden


def _load_partijen(session: Session) -> dict[UUID, Partij]:
    """Column rows: entities that nobody changes here take many times as long."""
    return {
        rij.id: Partij(
            naam=Partijnaam(rij.id, rij.kenmerk, rij.naam, rij.korte_naam, rij.soort),
            bestuursorgaan=rij.bestuursorgaan,
            route_voorkeur=rij.route_voorkeur,
            actief=Periode(rij.actief_van, rij.actief_tot),
            is_actief=rij.is_actief,
            rechtsopvolger_id=rij.rechtsopvolger_id,
            telefoon=rij.telefoon,
            email=rij.email,
        )
        for rij in session.execute(_PARTIJEN).all()
    }
