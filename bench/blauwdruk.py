"""Blauwdruk: the dossiers of the demo, taken apart so that each can be made again under new ids.

The demo was played through the use-cases, so its rows keep every invariant. A copy has new ids and
kenmerken, is sealed again under keys of its own, and its history is chained anew; nothing else changes.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from app.kluis import Datasleutel, Kluis, KluisError, Plek

#: Tables of a dossier, and the columns that say to which casus or melding a row belongs.
TABELLEN: dict[str, tuple[str, ...]] = {
    "gezin": (),
    "casus": ("id",),
    "melding": ("id",),
    "melding_casus": ("casus_id", "melding_id"),
    "eigenaarschap": ("casus_id",),
    "jeugdige": ("casus_id",),
    "melder": ("melding_id",),
    "overdracht": ("casus_id",),
    "escalatie": ("casus_id",),
    "klacht": ("id",),
    "klachthandeling": ("klacht_id",),
    "klachtdoorzending": ("klacht_id",),
    "beklaagde": ("klacht_id",),
    "antwoordplicht": ("melding_id",),
    "terugkoppeling": ("melding_id",),
    "inbreng": ("melding_id",),
    "termijn": ("melding_id", "casus_id", "klacht_id"),
    "bijdrage": ("casus_id",),
    "bericht": ("casus_id", "melding_id", "klacht_id"),
    "samenloop_sleutel": ("jeugdige_id",),
    "gebeurtenis": ("stroom_id",),
}
#: What a row may hang on.
ANKERS = ("casus", "melding", "klacht", "jeugdige")
IN_TEKST = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Rij = dict[str, Any]


@dataclass(slots=True)
class Regel:
    """One row to copy: which columns hold ids of the dossier, which are sealed, which mention ids."""

    tabel: str
    waarden: Rij
    ids: dict[str, UUID]
    verzegeld: dict[str, tuple[UUID, str]] = field(default_factory=dict)
    teksten: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Dossier:
    """Everything that hangs together: the ids in it, who has a key, and the rows."""

    ids: set[UUID]
    sleutels: set[UUID]
    regels: list[Regel]
    casussen: int
    is_open: bool


def read_dossiers(verbinding: Connection, kluis: Kluis) -> list[Dossier]:
    """Every dossier of the database."""
    rijen = {tabel: _read(verbinding, tabel) for tabel in TABELLEN}
    groepen = _groups(rijen)
    per: dict[UUID, list[tuple[str, Rij]]] = defaultdict(list)
    for tabel, kolommen in TABELLEN.items():
        for rij in rijen[tabel]:
            anker = next((rij[k] for k in kolommen if rij[k] is not None), None)
            if anker in groepen:
                per[groepen[anker]].append((tabel, rij))
    gezinnen = {rij["id"]: rij for rij in rijen["gezin"]}
    return [_dossier(inhoud, gezinnen, kluis) for inhoud in per.values()]


def _read(verbinding: Connection, tabel: str) -> list[Rij]:
    """The rows with ids as UUID, whatever the engine stores; the rest as the driver gives it."""
    rijen = [dict(rij) for rij in verbinding.execute(text(f"SELECT * FROM {tabel}")).mappings()]
    for rij in rijen:
        for kolom, waarde in rij.items():
            if isinstance(waarde, str) and len(waarde) == 32 and (kolom == "id" or kolom.endswith("_id")):
                rij[kolom] = UUID(waarde)
    return rijen


def _groups(rijen: Mapping[str, Sequence[Rij]]) -> dict[UUID, UUID]:
    """What rows hang on → the one that stands for all it is linked to."""
    leider = {rij["id"]: rij["id"] for tabel in ANKERS for rij in rijen[tabel]}

    def find(id_: UUID) -> UUID:
        while leider[id_] != id_:
            id_ = leider[id_]
        return id_

    paren = [(rij["casus_id"], rij["melding_id"]) for rij in rijen["melding_casus"]]
    paren += [(rij["melding_id"], rij["id"]) for rij in rijen["klacht"]]
    paren += [(rij["casus_id"], rij["id"]) for rij in rijen["jeugdige"]]
    eerste: dict[UUID, UUID] = {}
    for casus in rijen["casus"]:
        if casus["gezin_id"] is not None:
            paren.append((eerste.setdefault(casus["gezin_id"], casus["id"]), casus["id"]))
    for een, ander in paren:
        leider[find(een)] = find(ander)
    return {id_: find(id_) for id_ in leider}


def _dossier(inhoud: list[tuple[str, Rij]], gezinnen: Mapping[UUID, Rij], kluis: Kluis) -> Dossier:
    van_gezin = {rij["gezin_id"] for tabel, rij in inhoud if tabel == "casus" and rij["gezin_id"]}
    alles = [*(("gezin", gezinnen[id_]) for id_ in van_gezin), *inhoud]
    sleutels = {
        rij["id"]: kluis.open_sleutel(rij["sleutel"]) for _, rij in alles if rij.get("sleutel") is not None
    }
    ids = {rij["id"] for _, rij in alles if "id" in rij}
    regels = [_regel(tabel, rij, ids, sleutels) for tabel, rij in alles]
    regels.sort(key=lambda regel: regel.waarden.get("nummer") or 0)
    casussen = [rij for tabel, rij in alles if tabel == "casus"]
    return Dossier(
        ids, set(sleutels), regels, len(casussen), any(rij["status"] == "open" for rij in casussen)
    )


def _regel(tabel: str, rij: Rij, ids: set[UUID], sleutels: Mapping[UUID, Datasleutel]) -> Regel:
    regel = Regel(tabel, rij, {kolom: waarde for kolom, waarde in rij.items() if waarde in ids})
    for kolom, waarde in rij.items():
        if kolom.endswith("_verzegeld") and waarde is not None:
            plek = Plek(tabel, rij["id"], kolom.removesuffix("_verzegeld"))
            regel.verzegeld[kolom] = _open(plek, waarde, sleutels)
        elif isinstance(waarde, str) and any(UUID(gevonden) in ids for gevonden in IN_TEKST.findall(waarde)):
            regel.teksten[kolom] = list(_cut(waarde, ids))
    return regel


def _open(plek: Plek, verzegeld: bytes, sleutels: Mapping[UUID, Datasleutel]) -> tuple[UUID, str]:
    """Whose key opens it, and what it says."""
    for id_, sleutel in sleutels.items():
        try:
            return id_, sleutel.ontzegel(plek, bytes(verzegeld))
        except KluisError:
            continue
    raise KluisError(f"geen sleutel van dit dossier opent {plek.tabel}.{plek.kolom}")


def _cut(tekst: str, ids: set[UUID]) -> Iterator[str]:
    """Text and ids of the dossier in turn; an id is marked by its place (odd)."""
    rest, begin = tekst, 0
    for gevonden in IN_TEKST.finditer(tekst):
        if UUID(gevonden.group()) in ids:
            yield rest[begin : gevonden.start()]
            yield gevonden.group()
            begin = gevonden.end()
    yield rest[begin:]
