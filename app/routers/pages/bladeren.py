"""Bladeren: where the next page of a work list starts, as one opaque word in the address.

It holds a rank, a date and an id, no personal data; who changes it sees another part of what he may
see anyway, because the filter on the actor is in the query.
"""

import base64
import binascii
from datetime import UTC, date, datetime
from uuid import UUID

Plaats = tuple[int, date, UUID]
#: No rank is higher; a number that somebody made up may be more than a database holds.
HOOGSTE = 99


def write_cursor(plaats: Plaats | None) -> str:
    """The place as a word."""
    if plaats is None:
        return ""
    rang, datum, id_ = plaats
    ruw = f"{rang}|{datum.isoformat()}|{id_}".encode()
    return base64.urlsafe_b64encode(ruw).decode().rstrip("=")


def read_cursor(woord: str) -> Plaats | None:
    """The place, or None for anything that is not one."""
    try:
        ruw = base64.urlsafe_b64decode(woord + "=" * (-len(woord) % 4)).decode()
        rang, datum, id_ = ruw.split("|")
        return max(0, min(int(rang), HOOGSTE)), date.fromisoformat(datum), UUID(id_)
    except (ValueError, binascii.Error, UnicodeDecodeError):
        return None


def write_moment(plaats: tuple[datetime, UUID] | None) -> str:
    """A place in a list in order of time, as a word."""
    return f"{plaats[0].astimezone(UTC):%Y%m%dT%H%M%S.%fZ}_{plaats[1]}" if plaats else ""


def read_moment(woord: str) -> tuple[datetime, UUID] | None:
    """The place, or None for anything that is not one."""
    moment, _, id_ = woord.partition("_")
    try:
        return datetime.strptime(moment, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC), UUID(id_)
    except ValueError:
        return None


def read_after(naam: str, id_: str) -> tuple[str, UUID] | None:
    """The last row before, in a list by name; None for nonsense, and for the first page."""
    try:
        return (naam, UUID(id_)) if naam else None
    except ValueError:
        return None
