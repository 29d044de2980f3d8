"""Kluis: sealing and opening of fields, one data key per dossier, wrapped by a keyring.

Rule (I8): words and persons are sealed with the key of their casus or melding. The data key is stored
next to the row, wrapped by the active key of the keyring; destroying the wrapped key destroys the
content, while the history, which holds ids and codes only, still verifies. The keyring lies in a file
outside the database and is backed up apart. AES-256-GCM; table, id and column are associated data, so
a sealed value cannot be moved to another place.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
MAP_VERSIE = 1


class KluisError(Exception):
    """A key is missing, wrong or destroyed."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a sealed value lives: it opens only there."""

    tabel: str
    id: UUID
    kolom: str

    def aad(self) -> bytes:
        """Associated data of this place."""
        return f"{self.tabel}:{self.id}:{self.kolom}".encode()


class Datasleutel:
    """An opened data key; seals and opens text of one dossier."""

    __slots__ = ("_aes",)

    def __init__(self, sleutel: bytes) -> None:
        self._aes = AESGCM(sleutel)

    def verzegel(self, plek: Plek, tekst: str) -> bytes:
        """Seal ``tekst`` for ``plek``."""
        return self.verzegel_bytes(plek, tekst.encode())

    def ontzegel(self, plek: Plek, verzegeld: bytes) -> str:
        """Open a sealed value; refuses a value that was sealed for another place or key."""
        return self.ontzegel_bytes(plek, verzegeld).decode()

    def verzegel_bytes(self, plek: Plek, inhoud: bytes) -> bytes:
        """Seal bytes as they are, for a file."""
        nonce = os.urandom(NONCE)
        return nonce + self._aes.encrypt(nonce, inhoud, plek.aad())

    def ontzegel_bytes(self, plek: Plek, verzegeld: bytes) -> bytes:
        """Open what ``verzegel_bytes`` sealed; refuses another place or key."""
        try:
            return self._aes.decrypt(verzegeld[:NONCE], verzegeld[NONCE:], plek.aad())
        except InvalidTag as error:
            raise KluisError(f"verzegelde waarde past niet bij {plek.tabel}.{plek.kolom}") from error

    def verzegel_json(self, plek: Plek, waarde: Mapping[str, object]) -> bytes:
        """Seal a flat mapping (a person) as one value."""
        return self.verzegel(plek, json.dumps(waarde, ensure_ascii=False, sort_keys=True))

    def ontzegel_json(self, plek: Plek, verzegeld: bytes) -> dict[str, str]:
        """Open what ``verzegel_json`` sealed; absent values are left out."""
        waarde: dict[str, str] = json.loads(self.ontzegel(plek, verzegeld))
        return waarde


class Kluis:
    """The keyring: wraps and unwraps data keys, makes search keys.

    ``sleutels`` maps a key name to 32 bytes; ``actief`` names the one that wraps new keys.
    """

    def __init__(self, sleutels: Mapping[str, bytes], actief: str) -> None:
        if actief not in sleutels or any(len(sleutel) != 32 for sleutel in sleutels.values()):
            raise KluisError("het sleutelbestand klopt niet: elke sleutel telt 32 bytes")
        self._ring = {naam: AESGCM(sleutel) for naam, sleutel in sleutels.items()}
        self._zoek = {naam: hashlib.sha256(b"zoek" + s).digest() for naam, s in sleutels.items()}
        self._actief = actief

    def maak_sleutel(self) -> tuple[bytes, Datasleutel]:
        """A new data key: (wrapped for storage, opened for use)."""
        sleutel = AESGCM.generate_key(256)
        return self._wikkel(sleutel), Datasleutel(sleutel)

    def open_sleutel(self, gewikkeld: bytes | None) -> Datasleutel:
        """Unwrap a stored data key; refuses a destroyed key or a foreign keyring."""
        if gewikkeld is None:
            raise KluisError("de sleutel van dit dossier is vernietigd")
        naam, _, rest = gewikkeld.partition(b":")
        ring = self._ring.get(naam.decode())
        if ring is None:
            raise KluisError(f"sleutel {naam.decode()} ontbreekt in het sleutelbestand")
        try:
            return Datasleutel(ring.decrypt(rest[:NONCE], rest[NONCE:], b"datasleutel"))
        except InvalidTag as error:
            raise KluisError("dit sleutelbestand hoort niet bij deze database") from error

    def controlewaarde(self) -> bytes:
        """A wrapped constant, stored at ``init``: tells whether a keyring fits a database."""
        return self._wikkel(hashlib.sha256(b"houvast").digest())

    def past_bij(self, controlewaarde: bytes) -> bool:
        """Whether this keyring opens the control value of a database."""
        try:
            self.open_sleutel(controlewaarde)
        except KluisError:
            return False
        return True

    def zegel_los(self, plek: Plek, tekst: str) -> bytes:
        """Seal a value that belongs to no dossier (stored answers) with a key of its own."""
        gewikkeld, sleutel = self.maak_sleutel()
        return len(gewikkeld).to_bytes(2, "big") + gewikkeld + sleutel.verzegel(plek, tekst)

    def ontzegel_los(self, plek: Plek, verzegeld: bytes) -> str:
        """Open what ``zegel_los`` sealed."""
        lengte = int.from_bytes(verzegeld[:2], "big")
        return self.open_sleutel(verzegeld[2 : 2 + lengte]).ontzegel(plek, verzegeld[2 + lengte :])

    def zoeksleutel(self, soort: str, waarde: str) -> bytes:
        """A truncated keyed hash (16 bytes) to find an equal value without reading it."""
        return _hash(self._zoek[self._actief], soort, waarde)

    def zoekgetal(self, soort: str, waarde: str) -> int:
        """The same as a number of 64 bits, for an index."""
        return int.from_bytes(self.zoeksleutel(soort, waarde)[:8], "big", signed=True)

    def zoekgetallen(self, soort: str, waarde: str) -> tuple[int, ...]:
        """The number under each key of the ring: rows of before a new key are found too."""
        ring = sorted(self._zoek, key=lambda naam: naam != self._actief)
        return tuple(
            int.from_bytes(_hash(self._zoek[naam], soort, waarde)[:8], "big", signed=True) for naam in ring
        )

    def _wikkel(self, sleutel: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        wikkel = nonce + self._ring[self._actief].encrypt(nonce, sleutel, b"datasleutel")
        return self._actief.encode() + b":" + wikkel


def _hash(sleutel: bytes, soort: str, waarde: str) -> bytes:
    return hmac.digest(sleutel, f"{soort}:{waarde}".encode(), "sha256")[:16]


def read_kluis(bestand: Path) -> Kluis:
    """Read the key file; refuses a file that is missing, broken or readable for others."""
    if not bestand.exists():
        raise KluisError(f"sleutelbestand {bestand} ontbreekt. Maak het met: houvast init")
    if stat.S_IMODE(bestand.stat().st_mode) & 0o077:
        raise KluisError(f"sleutelbestand {bestand} is leesbaar voor anderen. Doe: chmod 600")
    return parse_kluis(bestand.read_text(), bestand)


def parse_kluis(tekst: str, bestand: Path) -> Kluis:
    """The keyring in the text of a key file; refuses broken text."""
    try:
        inhoud = json.loads(tekst)
        ring = {naam: base64.b64decode(waarde) for naam, waarde in inhoud["sleutels"].items()}
        return Kluis(ring, inhoud["actief"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KluisError(f"sleutelbestand {bestand} is niet te lezen") from error


def add_key(tekst: str, random_bytes: Callable[[int], bytes] = os.urandom) -> tuple[str, str]:
    """The text of a key file with one more key, which is the active one now; and the name of that key."""
    inhoud = json.loads(tekst)
    nummers = (int(naam[1:]) for naam in inhoud["sleutels"] if re.fullmatch(r"k\d+", naam))
    naam = f"k{max(nummers, default=0) + 1}"
    inhoud["sleutels"][naam] = base64.b64encode(random_bytes(32)).decode()
    inhoud["actief"] = naam
    return json.dumps(inhoud), naam


def create_key_file(bestand: Path, random_bytes: Callable[[int], bytes] = os.urandom) -> bool:
    """Make a key file with one new key (mode 0600); False when it was already there."""
    if bestand.exists():
        return False
    bestand.parent.mkdir(parents=True, exist_ok=True)
    sleutel = base64.b64encode(random_bytes(32)).decode()
    inhoud = {"versie": MAP_VERSIE, "actief": "k1", "sleutels": {"k1": sleutel}}
    nummer = os.open(bestand, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(nummer, "w") as uit:
        json.dump(inhoud, uit)
    return True
