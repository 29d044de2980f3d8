"""Agenda: dates as an iCalendar feed (RFC 5545) that Outlook and others can follow: all-day events, no alarm.

By hand and not by a library: a handful of fixed lines, of which only escaping and folding need care.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

MEDIATYPE = "text/calendar; charset=utf-8"
#: RFC 5545 §3.1: at most so many octets on a line, without the line break.
LANGSTE_REGEL = 75
BEGIN = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Houvast//Agenda//NL",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "X-WR-CALNAME:Houvast",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
)


@dataclass(frozen=True, slots=True)
class Dagpunt:
    """One all-day event; ``id`` stays the same when its day moves."""

    id: UUID
    dag: date
    titel: str
    adres: str


def write_calendar(punten: Iterable[Dagpunt], now: datetime) -> bytes:
    """The whole feed."""
    stempel = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    regels = [*BEGIN]
    for punt in punten:
        regels += _event(punt, stempel)
    regels.append("END:VCALENDAR")
    return "".join(f"{deel}\r\n" for regel in regels for deel in fold(regel)).encode()


def escape(tekst: str) -> str:
    """A TEXT value (RFC 5545 §3.3.11)."""
    for teken in ("\\", ";", ","):
        tekst = tekst.replace(teken, f"\\{teken}")
    return tekst.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def fold(regel: str) -> Iterator[str]:
    """A long line in pieces, each next one after a space; never in the middle of a character."""
    deel, lengte = "", 0
    for teken in regel:
        octetten = len(teken.encode())
        if lengte + octetten > LANGSTE_REGEL:
            yield deel
            deel, lengte = " ", 1
        deel, lengte = deel + teken, lengte + octetten
    yield deel


def _event(punt: Dagpunt, stempel: str) -> Iterable[str]:
    return (
        "BEGIN:VEVENT",
        f"UID:{punt.id}@houvast",
        f"DTSTAMP:{stempel}",
        f"DTSTART;VALUE=DATE:{punt.dag:%Y%m%d}",
        f"DTEND;VALUE=DATE:{punt.dag + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape(punt.titel)}",
        f"DESCRIPTION:{escape(f'Openen in Houvast: {punt.adres}')}",
        f"URL:{punt.adres}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "END:VEVENT",
    )
