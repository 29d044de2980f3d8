"""Afzender: where a request comes from, and which system sends it."""

from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address

from fastapi import Request

from app.db import Database
from app.security import Bekende, resolve_token


def address_of(request: Request) -> str:
    """Where a request came from, to count attempts by; of IPv6 the /64, for one subscriber has all of it."""
    if request.client is None:
        return "onbekend"
    try:
        adres = ip_address(request.client.host)
    except ValueError:
        return request.client.host
    if isinstance(adres, IPv6Address) and adres.ipv4_mapped is None:
        return str(IPv6Network((int(adres) >> 64 << 64, 64)))
    return str(getattr(adres, "ipv4_mapped", None) or adres)


def find_bekende(request: Request, database: Database, now: datetime) -> Bekende | None:
    """Who is behind ``Authorization: Bearer``, or nobody.

    In a session of its own that only reads, as a log-in is looked up: no token holds the writer of SQLite.
    """
    soort, _, waarde = request.headers.get("Authorization", "").partition(" ")
    if soort.lower() != "bearer":
        return None
    with database.read() as session:
        return resolve_token(session, waarde.strip(), now)
