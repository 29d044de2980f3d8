"""Bijlage: what may be attached, how it is named, and why something is refused.

A file is judged before anything is stored: size, name, kind and content, and the malware scan where there is
one. What passed is a ``Gekeurd``; only that can become a bijlage.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.domain.errors import BusyError, InvalidInputError, NotPermittedError, RefusedError, Veldfout

VELD = "bijlagen"
MB = 1024 * 1024
#: Together in one act.
MEESTE = 5
LANGSTE_NAAM = 100
#: A bijlage is sealed and stored in parts of this size, so that no single value is large.
DEEL = 256 * 1024


class Bestandssoort(StrEnum):
    """What may be attached: text, pictures and documents without macros."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    TXT = "txt"


S = Bestandssoort
#: How a file of each kind may be called; the first is ours.
UITGANGEN: Mapping[Bestandssoort, tuple[str, ...]] = {
    S.PDF: ("pdf",),
    S.JPEG: ("jpg", "jpeg"),
    S.PNG: ("png",),
    S.DOCX: ("docx",),
    S.XLSX: ("xlsx",),
    S.ODT: ("odt",),
    S.ODS: ("ods",),
    S.TXT: ("txt",),
}
MEDIATYPE: Mapping[Bestandssoort, str] = {
    S.PDF: "application/pdf",
    S.JPEG: "image/jpeg",
    S.PNG: "image/png",
    S.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    S.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    S.ODT: "application/vnd.oasis.opendocument.text",
    S.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    S.TXT: "text/plain; charset=utf-8",
}
MOGELIJK = "pdf, foto (jpg, png), Word (docx), Excel (xlsx), odt, ods of txt"
_UITGANG = {uitgang: soort for soort, uitgangen in UITGANGEN.items() for uitgang in uitgangen}
_GEWOON = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_VERBODEN = re.compile(r'[<>:"|?*;`$&{}\[\]\\/]+')


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file as it was sent. ``inhoud`` may be cut off: ``grootte`` tells how much there was."""

    naam: str
    inhoud: bytes
    grootte: int


@dataclass(frozen=True, slots=True)
class Gekeurd:
    """A file that passed: its content is what its name says, and nothing was found in it."""

    naam: str
    soort: Bestandssoort
    inhoud: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class AddBijlagen:
    """Files with a casus, as things of their own."""

    casus_id: UUID
    bestanden: tuple[Gekeurd, ...]


class Bijlagereden(StrEnum):
    """Why a file is taken back: the history keeps this code and no words."""

    VERKEERD_BESTAND = "verkeerd_bestand"
    ANDER_KIND = "ander_kind"
    TE_VEEL_GEGEVENS = "te_veel_gegevens"


@dataclass(frozen=True, slots=True)
class WithdrawBijlage:
    """A file that should not be there."""

    bijlage_id: UUID
    reden: Bijlagereden


class Bevinding(StrEnum):
    """What the malware scan says."""

    SCHOON = "schoon"
    BESMET = "besmet"
    GEEN_ANTWOORD = "geen_antwoord"


class Bijlagekant(StrEnum):
    """Which side of a bijdrage a bijlage goes with."""

    VRAAG = "vraag"
    ANTWOORD = "antwoord"


def safe_name(naam: str) -> str:
    """The last part of a name, in characters that every system can store and no header trips over."""
    kaal = unicodedata.normalize("NFC", naam).replace("\\", "/").rsplit("/", 1)[-1]
    kaal = re.sub(r"\s+", " ", _VERBODEN.sub("-", kaal))
    kaal = "".join(teken for teken in kaal if unicodedata.category(teken)[0] != "C")
    kaal = kaal.strip(" -").rstrip(" .-")
    stam, punt, uitgang = kaal.rpartition(".")
    if not punt:
        stam, uitgang = kaal, ""
    stam = stam[: LANGSTE_NAAM - len(uitgang) - 1].strip(" .") or "bijlage"
    return f"{stam}.{uitgang.lower()}" if uitgang else stam


def kind_by_name(naam: str) -> Bestandssoort | None:
    """What a file says it is."""
    return _UITGANG.get(naam.rpartition(".")[2].lower())


def assess_number(aantal: int, veld: str = VELD) -> None:
    """Refuses more files at once than anybody reads."""
    if aantal > MEESTE:
        raise InvalidInputError(
            [Veldfout(veld, f"Kies hoogstens {MEESTE} bestanden tegelijk. Stuur de rest apart.")]
        )


def why_not(
    bestand: Bestand, grootste: int, inhoud_is: Bestandssoort | None, bevinding: Bevinding
) -> str | None:
    """Why this file is refused and what to do then; None when it may be kept.

    ``inhoud_is`` is what the content turned out to be.
    """
    naam = safe_name(bestand.naam)
    zegt = kind_by_name(naam)
    if bestand.grootte == 0:
        return f"“{naam}” is leeg. Kies het goede bestand."
    if bestand.grootte > grootste:
        return (
            f"“{naam}” is {_megabytes(bestand.grootte)} MB. Een bijlage mag hoogstens {_megabytes(grootste)} "
            "MB zijn. Maak het bestand kleiner of stuur het in delen."
        )
    if zegt is None:
        return f"“{naam}” is geen soort die wij bewaren. Kies een {MOGELIJK}."
    if inhoud_is is not zegt:
        return (
            f"De inhoud van “{naam}” is geen {zegt}. Open het bestand, sla het op als {zegt} en kies het "
            "opnieuw."
        )
    if bevinding is Bevinding.BESMET:
        return f"In “{naam}” is een virus gevonden. Het is niet bewaard. Waarschuw uw beheerder."
    return None


def refuse_unscanned() -> BusyError:
    """A scan was asked for and did not answer: nothing is kept that nobody looked at."""
    return BusyError(
        "niet_gescand",
        "Wij kunnen bijlagen nu niet op virussen controleren. Er is niets bewaard. Verstuur zonder bijlage, "
        "of probeer het over een kwartier opnieuw.",
    )


def refuse_withdrawal(*, van_ons: bool, ingetrokken: bool, meegestuurd: bool) -> None:
    """Taken back by who added it, once, and not when it went along with a question or an answer: that is kept
    as it was sent (decision 0011)."""
    if not van_ons:
        raise NotPermittedError(
            "niet_uw_bijlage", "Alleen de organisatie die dit bestand toevoegde, kan het intrekken."
        )
    if ingetrokken:
        raise RefusedError("al_ingetrokken", "Dit bestand is al ingetrokken.")
    if meegestuurd:
        raise RefusedError(
            "bijlage_meegestuurd",
            "Dit bestand ging mee met een vraag of een antwoord. Wat verstuurd is, blijft bewaard. Is er nog "
            "geen antwoord? Trek dan eerst de vraag in.",
        )


def download_headers(naam: str, soort: Bestandssoort) -> dict[str, str]:
    """How a file goes out: as a download under its own name, never shown or guessed at by a browser."""
    kaal = safe_name(unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode())
    return {
        "Content-Disposition": f"attachment; filename=\"{kaal}\"; filename*=UTF-8''{_percent(naam)}",
        "Content-Type": MEDIATYPE[soort],
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
    }


def _percent(naam: str) -> str:
    """A name in a header, as RFC 5987 spells what is not plain."""
    return "".join(chr(b) if chr(b) in _GEWOON else f"%{b:02X}" for b in naam.encode())


def _megabytes(bytes_: int) -> str:
    return f"{bytes_ / MB:.1f}".replace(".", ",").removesuffix(",0")
