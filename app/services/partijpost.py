"""Partijpost: how the mailbox of a party without an account asks for its links from its digest (I11).

A digest carries no link: those are for one thing, one at a time, each with a code. It carries where they
are asked for. Whoever has that address can do no more than have mail sent to that same mailbox.
"""

import hmac
from uuid import UUID

from app.kluis import Kluis

SOORT = "partijpostvak"


def mailbox_key(kluis: Kluis, organisatie_id: UUID) -> str:
    """What stands in the address: the party, and that we wrote it."""
    return f"{organisatie_id.hex}-{_spelled(kluis.zoekgetal(SOORT, str(organisatie_id)))}"


def mailbox_behind(kluis: Kluis, sleutel: str) -> UUID | None:
    """Whose address this is, under any key of the keyring; None for what we did not write."""
    deel, _, merk = sleutel.partition("-")
    try:
        organisatie_id = UUID(hex=deel)
    except ValueError:
        return None
    bekend = [_spelled(getal) for getal in kluis.zoekgetallen(SOORT, str(organisatie_id))]
    return organisatie_id if any(hmac.compare_digest(merk.encode(), een.encode()) for een in bekend) else None


def _spelled(getal: int) -> str:
    return getal.to_bytes(8, "big", signed=True).hex()
