"""Keuring: judges files at the door, before a transaction begins: size, name, content, malware.

Nothing is written meanwhile: a scan may take seconds, and no other act waits for it.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from app.adapters.bestandssoort import sniff
from app.adapters.clamav import ClamAv, read_clamav_url
from app.domain.bijlage import (
    MB,
    MEESTE,
    VELD,
    Bestand,
    Bevinding,
    Gekeurd,
    assess_number,
    refuse_unscanned,
    safe_name,
    why_not,
)
from app.domain.errors import InvalidInputError, Veldfout
from app.ports import Virusscanner
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Keuring:
    """The limits of this installation, and who looks for malware (None: nobody)."""

    grootste: int
    scanner: Virusscanner | None = None

    def judge(self, bestanden: Sequence[Bestand], veld: str = VELD) -> tuple[Gekeurd, ...]:
        """What may be kept. Refuses (InvalidInputError) with everything that is wrong with each; a scan
        that does not answer refuses all (BusyError)."""
        assess_number(len(bestanden), veld)
        gekeurd, fouten = [], []
        for bestand in bestanden:
            oordeel = self._judge_one(bestand)
            if isinstance(oordeel, str):
                fouten.append(Veldfout(veld, oordeel))
            else:
                gekeurd.append(oordeel)
        if fouten:
            raise InvalidInputError(fouten)
        return tuple(gekeurd)

    def _judge_one(self, bestand: Bestand) -> Gekeurd | str:
        """Cheap things first: what is refused anyway is not scanned."""
        soort = sniff(bestand.inhoud) if 0 < bestand.grootte <= self.grootste else None
        waarom = why_not(bestand, self.grootste, soort, Bevinding.SCHOON)
        if waarom is None and self.scanner is not None:
            bevinding = self.scanner.scan(bestand.inhoud)
            if bevinding is Bevinding.GEEN_ANTWOORD:
                raise refuse_unscanned()
            waarom = why_not(bestand, self.grootste, soort, bevinding)
        if waarom is not None or soort is None:
            return waarom or ""
        return Gekeurd(safe_name(bestand.naam), soort, bestand.inhoud)


def keuring_of(settings: Settings) -> Keuring:
    """As this installation was set."""
    scanner = ClamAv(read_clamav_url(settings.clamav)) if settings.clamav else None
    return Keuring(settings.bijlage_mb * MB, scanner)


def largest_body(settings: Settings) -> int:
    """What a request with as many files as may be can weigh, in base64 too, with room for its words."""
    return settings.bijlage_mb * MB * MEESTE * 4 // 3 + 2 * MB


def decode(naam: str, inhoud: str, veld: str) -> Bestand:
    """A file as the API sends it, in base64; refuses what is none."""
    try:
        heel = base64.b64decode(inhoud, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInputError([Veldfout(veld, "Stuur de inhoud van een bestand als base64.")]) from error
    return Bestand(naam, heel, len(heel))
