"""Toegangslink: how somebody without an account comes in: a secret link, a code, then a visit (§5, I11).

One mechanism for every doel: the melder on the own page, and a party without an account that is offered a
casus, asked for a bijdrage, or owns a casus. The link is 256 random bits, stored as a hash to find it and
sealed to repeat it. The code is the second factor: it goes another way, or stands on the letter; for a party
it goes to its mailbox alone (decision 0012).
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: Crockford's base32 in small letters: nothing that looks like something else, so a letter can carry it.
TEKENS = "0123456789abcdefghjkmnpqrstvwxyz"
LINK_BYTES = 32
#: Characters of a link without dashes: 256 bits in steps of five.
LINK_LENGTE = 52
BLOK = 4
_GELIJKT_OP = str.maketrans({"o": "0", "i": "1", "l": "1"})
_PARTIJLINK = re.compile(r"(/partij/)[0-9a-z-]{20,}")
#: Spaces and dashes of every kind: what somebody copies from a letter or a chat is often a longer one.
_SCHEIDING = re.compile("[\\s\u00ad\u2010-\u2015\u2212-]+")


class Linkdoel(StrEnum):
    """What a link opens."""

    VOLG = "volg"
    AANBOD = "aanbod"
    BIJDRAGE = "bijdrage"
    CASUS = "casus"


#: How long the link of an owner counts; each message about the casus carries one that works.
EIGENAARSLINK = timedelta(days=30)


class Codeweg(StrEnum):
    """How a code reaches who must type it."""

    MAIL = "mail"
    TELEFOON = "telefoon"
    BRIEF = "brief"


#: How long a code counts. That of a letter counts as long as its link: somebody may find it after a month.
GELDIG: dict[Codeweg, timedelta | None] = {
    Codeweg.MAIL: timedelta(minutes=15),
    Codeweg.TELEFOON: timedelta(minutes=30),
    Codeweg.BRIEF: None,
}
#: A code that counts for long is longer.
CIJFERS: dict[Codeweg, int] = {Codeweg.MAIL: 6, Codeweg.TELEFOON: 6, Codeweg.BRIEF: 8}
#: How long a visit lasts, at most and without doing anything.
BEZOEK, RUST = timedelta(hours=4), timedelta(hours=1)
#: A visit is marked as seen at most once in this time.
GEZIEN_NA = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Grens:
    """At most so many in a time."""

    aantal: int
    venster: timedelta


#: Codes that are tried, on one link and from one address; and codes that are asked for by mail.
POGINGEN_PER_LINK = (Grens(10, timedelta(minutes=15)), Grens(40, timedelta(days=1)))
POGINGEN_PER_ADRES = Grens(60, timedelta(minutes=15))
CODES_PER_LINK = (Grens(4, timedelta(minutes=15)), Grens(12, timedelta(days=1)))
#: New links that are asked for with an old one.
LINKS_PER_LINK = (Grens(2, timedelta(hours=1)), Grens(6, timedelta(days=1)))
#: How often somebody can write through one link.
INBRENG_PER_LINK = Grens(20, timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Codestand:
    """What decides whether a code counts."""

    verloopt_op: datetime | None
    gebruikt_op: datetime | None
    ingetrokken_op: datetime | None


def is_usable(stand: Codestand, now: datetime) -> bool:
    """A code of mail or telephone counts once and for a short time; that of a letter until it is replaced."""
    if stand.gebruikt_op is not None or stand.ingetrokken_op is not None:
        return False
    return stand.verloopt_op is None or now < stand.verloopt_op


def write_link(willekeurig: bytes) -> str:
    """256 bits as they stand in an address: 13 blocks of four characters."""
    getal = int.from_bytes(willekeurig, "big")
    tekens = [TEKENS[(getal >> 5 * plaats) & 31] for plaats in reversed(range(LINK_LENGTE))]
    return "-".join("".join(tekens[begin : begin + BLOK]) for begin in range(0, LINK_LENGTE, BLOK))


def read_link(getypt: str) -> str:
    """A link as it was typed or followed, in its one spelling; what can be no link becomes one of nobody."""
    kaal = _SCHEIDING.sub("", getypt.strip().lower()).translate(_GELIJKT_OP)
    heel = len(kaal) == LINK_LENGTE and not set(kaal) - set(TEKENS)
    kaal = kaal if heel else TEKENS[0] * LINK_LENGTE
    return "-".join(kaal[begin : begin + BLOK] for begin in range(0, LINK_LENGTE, BLOK))


def write_code(willekeurig: int, weg: Codeweg) -> str:
    """A random number as the digits of a code."""
    cijfers = CIJFERS[weg]
    return f"{willekeurig % 10**cijfers:0{cijfers}d}"


def read_code(getypt: str) -> str:
    """A code as it was typed: spaces and dashes do not matter."""
    return _SCHEIDING.sub("", getypt)[:20]


def hide_links(tekst: str) -> str:
    """A message as who sent it reads it: whoever offers must not be able to come in for the other."""
    return _PARTIJLINK.sub(r"\1…", tekst)


def show_code(code: str) -> str:
    """``123 456``: read aloud and typed in two parts."""
    helft = len(code) // 2
    return f"{code[:helft]} {code[helft:]}"
