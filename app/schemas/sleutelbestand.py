"""Sleutelbestand: the file with the key that a tafel receives, and the file with codes that it hands in.

Both are JSON that says what it is. The second holds no name, date or address: numbers, codes, and the own
name of each line, which should say nothing either.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from app.domain.errors import InvalidInputError, Veldfout
from app.linkage.deelbaar import VELDEN, Deelbaar, Sleutelregel, pack, unpack
from app.schemas.api.basis import Invoer

SLEUTEL, CODES = "houvast-koppelsleutel", "houvast-sleutels"
#: So many lines in one file, and codes in one line.
MEESTE_REGELS, MEESTE_CODES, MEESTE_GETALLEN = 1000, 2000, 200
EERSTE_FOUTEN = 10
#: What a tafel calls a line has no more characters than this.
LANGSTE_NUMMER = 80
#: A file with so many lines weighs less than a third of this.
GROOTSTE = 20 * 1024 * 1024
GEEN_SLEUTELS = "Dit is geen bestand met sleutels. Maak het met: houvast sleutels maken."
#: What is wrong with a line, by its field.
WAT_MIST = {
    "kenmerk": f"heeft geen eigen nummer, of een van meer dan {LANGSTE_NUMMER} tekens",
    "getallen": "heeft zoekgetallen die niet kloppen",
    "codes": "heeft codes die niet kloppen",
    "gevuld": "zegt niet goed welke gegevens er waren",
    "letters": "zegt niet goed welke gegevens er waren",
}
_Hex16 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
_Hex32 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class UnreadableKeyFileError(ValueError):
    """No file of that kind; the Dutch message tells what to do. ``fouten``: what is wrong, by line."""

    def __init__(self, tekst: str, fouten: Sequence[str] = ()) -> None:
        super().__init__(" ".join((tekst, *fouten)))
        self.fouten = (*fouten,) or (tekst,)


@dataclass(frozen=True, slots=True)
class Koppelsleutelbestand:
    """What a tafel received: for which tafel, which version, the key itself, until when it counts."""

    tafel: str
    versie: int
    sleutel: bytes
    vervalt_op: date | None = None


class CodesIn(Invoer):
    """One line: the own name, numbers to be found by, codes to weigh with."""

    kenmerk: Annotated[str, StringConstraints(min_length=1, max_length=LANGSTE_NUMMER)]
    getallen: list[_Hex16] = Field(max_length=MEESTE_GETALLEN)
    codes: dict[str, list[_Hex32]]
    gevuld: list[bool] = Field(min_length=VELDEN, max_length=VELDEN)
    letters: bool = False

    def to_record(self) -> Deelbaar:
        """As linkage compares it; ValueError for what no client of ours makes."""
        if sum(len(hashes) for hashes in self.codes.values()) > MEESTE_CODES:
            raise ValueError("te veel codes in één regel")
        getallen = tuple(int.from_bytes(bytes.fromhex(hex_), "big", signed=True) for hex_ in self.getallen)
        return Deelbaar(getallen, unpack(self.codes, self.gevuld, letters=self.letters))


class SleutelsIn(Invoer):
    """A list as codes."""

    soort: str = Field(pattern=f"^{CODES}$")
    tafel: str = Field(max_length=80)
    sleutelversie: int = Field(ge=1)
    regels: list[CodesIn] = Field(min_length=1, max_length=MEESTE_REGELS)

    def require_for(self, tafel: str) -> None:
        """Refuse a list that was made for another tafel: it was sent to the wrong page."""
        if self.tafel != tafel:
            raise InvalidInputError(
                [Veldfout("sleutels", f"Deze lijst is gemaakt voor tafel {self.tafel}, niet voor {tafel}.")]
            )

    def to_lines(self) -> list[Sleutelregel]:
        """As linkage compares them; refuses, by line, what no client of ours makes."""
        regels, fouten = [], []
        for nummer, regel in enumerate(self.regels, start=1):
            try:
                regels.append(Sleutelregel(regel.kenmerk, regel.to_record()))
            except ValueError as error:
                fouten.append(Veldfout("sleutels", f"Regel {nummer} is niet te lezen: {error}."))
        if fouten:
            raise InvalidInputError(fouten[:EERSTE_FOUTEN])
        return regels


def write_key(bestand: Koppelsleutelbestand) -> str:
    """The key file of a tafel."""
    inhoud = {
        "soort": SLEUTEL,
        "tafel": bestand.tafel,
        "versie": bestand.versie,
        "sleutel": base64.b64encode(bestand.sleutel).decode(),
    }
    return json.dumps(inhoud, indent=1) + "\n"


def read_key(tekst: str) -> Koppelsleutelbestand:
    """The key file read back; refuses anything else."""
    try:
        inhoud = json.loads(tekst)
        sleutel = base64.b64decode(inhoud["sleutel"], validate=True)
        if inhoud["soort"] != SLEUTEL or len(sleutel) < 32:
            raise ValueError
        return Koppelsleutelbestand(str(inhoud["tafel"]), int(inhoud["versie"]), sleutel)
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise UnreadableKeyFileError(
            "Dit is geen koppelsleutel. Gebruik het bestand dat uw tafel kreeg."
        ) from error


def write_codes(sleutel: Koppelsleutelbestand, regels: Mapping[str, Deelbaar]) -> str:
    """A list as codes, per own name of a line."""
    return json.dumps(
        {
            "soort": CODES,
            "tafel": sleutel.tafel,
            "sleutelversie": sleutel.versie,
            "regels": [_line(kenmerk, record) for kenmerk, record in regels.items()],
        }
    )


def read_codes(tekst: str) -> SleutelsIn:
    """A list as codes read back; refuses anything else, with what is wrong by line."""
    try:
        return SleutelsIn.model_validate_json(tekst)
    except ValidationError as error:
        raise UnreadableKeyFileError(GEEN_SLEUTELS, _by_line(error)) from error
    except ValueError as error:
        raise UnreadableKeyFileError(GEEN_SLEUTELS) from error


def _by_line(error: ValidationError) -> list[str]:
    """Each line that is wrong once; the file as a whole only when its lines are right."""
    regels: dict[int, str] = {}
    for fout in error.errors():
        plaats = fout["loc"]
        if plaats[:1] == ("regels",) and len(plaats) > 1 and isinstance(plaats[1], int):
            veld = str(plaats[2]) if len(plaats) > 2 else ""
            regels.setdefault(plaats[1] + 1, WAT_MIST.get(veld, "is niet te lezen"))
        elif plaats == ("regels",) and fout["type"] == "too_long":
            return [
                f"Er staan te veel regels in: {fout['ctx']['actual_length']}. Deel de lijst op, "
                f"met hoogstens {MEESTE_REGELS} regels per bestand."
            ]
        elif plaats == ("regels",) and fout["type"] == "too_short":
            return ["Er staan geen regels in."]
    zinnen = [f"Regel {nummer} {wat}." for nummer, wat in sorted(regels.items())]
    over = len(zinnen) - EERSTE_FOUTEN
    return zinnen[:EERSTE_FOUTEN] + ([f"En nog {over} andere regels."] if over > 0 else [])


def _line(kenmerk: str, record: Deelbaar) -> dict[str, Any]:
    getallen = [getal.to_bytes(8, "big", signed=True).hex() for getal in record.getallen]
    return {"kenmerk": kenmerk, "getallen": getallen, **pack(record.gecodeerd)}
