"""Reservekopie: the form of a backup, without files or databases.

A backup holds one member per table: JSON, one row a line, values in the order of the columns. The manifest
says which tables and columns, how many rows, and the SHA-256 of each member. It belongs to no engine, so a
copy of a SQLite file can be restored into PostgreSQL (docs/beslissingen/0008).
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

Waarde = str | int | date | datetime | UUID | bytes | None
Rij = Sequence[Waarde]

FORMAAT = 1


class ReservekopieError(Exception):
    """The copy cannot be made, read or restored; the Dutch message tells the next step."""


class Kolomsoort(StrEnum):
    """What a column holds, on every engine."""

    TEKST = "tekst"
    GETAL = "getal"
    JA_NEE = "ja_nee"
    DATUM = "datum"
    MOMENT = "moment"
    ID = "id"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column and what it holds."""

    naam: str
    soort: Kolomsoort


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table and its columns, in the order in which the copy has the values."""

    naam: str
    kolommen: tuple[Kolom, ...]


@dataclass(frozen=True, slots=True)
class Tabelinhoud:
    """What the copy has of one table."""

    tabel: Tabel
    rijen: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the copy is, so that it can be judged before anything is touched."""

    houvast: str
    revisie: str
    motor: str
    gemaakt_op: datetime
    tabellen: tuple[Tabelinhoud, ...]

    @property
    def rijen(self) -> int:
        """All rows together."""
        return sum(inhoud.rijen for inhoud in self.tabellen)

    def to_json(self) -> str:
        """As it stands in the copy: plain JSON that a person can read."""
        inhoud = {
            "formaat": FORMAAT,
            "houvast": self.houvast,
            "revisie": self.revisie,
            "motor": self.motor,
            "gemaaktOp": self.gemaakt_op.astimezone(UTC).isoformat(),
            "tabellen": [
                {
                    "naam": deel.tabel.naam,
                    "rijen": deel.rijen,
                    "sha256": deel.sha256,
                    "kolommen": {kolom.naam: kolom.soort.value for kolom in deel.tabel.kolommen},
                }
                for deel in self.tabellen
            ],
        }
        return json.dumps(inhoud, ensure_ascii=False, indent=1)


def read_manifest(tekst: str) -> Manifest:
    """Read a manifest; refuses one that is broken or of a form that this version does not know."""
    try:
        inhoud = json.loads(tekst)
        if inhoud["formaat"] != FORMAAT:
            raise ReservekopieError(
                f"Deze kopie heeft vorm {inhoud['formaat']}; deze Houvast kent vorm {FORMAAT}. "
                f"Herstel haar met Houvast {inhoud['houvast']} of nieuwer."
            )
        return Manifest(
            houvast=str(inhoud["houvast"]),
            revisie=str(inhoud["revisie"]),
            motor=str(inhoud["motor"]),
            gemaakt_op=datetime.fromisoformat(inhoud["gemaaktOp"]),
            tabellen=tuple(_read_table(deel) for deel in inhoud["tabellen"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReservekopieError("De inhoudsopgave van deze kopie is niet te lezen.") from error


def to_line(rij: Rij) -> bytes:
    """One row as one line of JSON."""
    return json.dumps(list(rij), ensure_ascii=False, separators=(",", ":"), default=_spell).encode() + b"\n"


def from_line(regel: bytes, kolommen: Sequence[Kolom]) -> tuple[Waarde, ...]:
    """The row of a line; refuses a line that does not fit the columns."""
    try:
        waarden = json.loads(regel)
        return tuple(
            None if waarde is None else LEES[kolom.soort](waarde)
            for waarde, kolom in zip(waarden, kolommen, strict=True)
        )
    except (ValueError, TypeError) as error:
        raise ReservekopieError("Een regel in deze kopie past niet bij haar kolommen.") from error


def _read_table(deel: Mapping[str, object]) -> Tabelinhoud:
    kolommen = deel["kolommen"]
    if not isinstance(kolommen, dict):
        raise TypeError("kolommen")
    tabel = Tabel(
        str(deel["naam"]), tuple(Kolom(naam, Kolomsoort(soort)) for naam, soort in kolommen.items())
    )
    return Tabelinhoud(tabel, int(str(deel["rijen"])), str(deel["sha256"]))


def _spell(waarde: object) -> str:
    match waarde:
        case datetime():
            return waarde.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return waarde.isoformat()
        case UUID():
            return waarde.hex
        case bytes():
            return base64.b64encode(waarde).decode()
        case _:
            raise TypeError(f"een {type(waarde).__name__} past niet in een kopie")


def _exactly(soort: type) -> Callable[[object], Waarde]:
    def read(waarde: object) -> Waarde:
        if type(waarde) is not soort:
            raise TypeError(f"geen {soort.__name__}")
        return waarde  # type: ignore[return-value]  # one of str, int and bool: see LEES

    return read


def _text(lees: Callable[[str], Waarde]) -> Callable[[object], Waarde]:
    def read(waarde: object) -> Waarde:
        if not isinstance(waarde, str):
            raise TypeError("geen tekst")
        return lees(waarde)

    return read


#: How a JSON value becomes the value of the database again.
LEES: Mapping[Kolomsoort, Callable[[object], Waarde]] = {
    Kolomsoort.TEKST: _exactly(str),
    Kolomsoort.GETAL: _exactly(int),
    Kolomsoort.JA_NEE: _exactly(bool),
    Kolomsoort.DATUM: _text(date.fromisoformat),
    Kolomsoort.MOMENT: _text(datetime.fromisoformat),
    Kolomsoort.ID: _text(UUID),
    Kolomsoort.BYTES: _text(lambda tekst: base64.b64decode(tekst, validate=True)),
}
