"""DSN: reads a mail that came back (RFC 3464): which message it was, and whether it will never arrive.

Our own messages are known by the id that went along: in the envelope (RFC 3461) or as Message-ID.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default
from uuid import UUID

_ID = re.compile(r"([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})", re.IGNORECASE)
ORIGINEEL = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers")


@dataclass(frozen=True, slots=True)
class Terugmelding:
    """What came back. ``definitief``: it will never arrive; otherwise somebody still tries."""

    bericht_id: UUID
    definitief: bool


def read_dsn(inhoud: bytes) -> Terugmelding | None:
    """What this mail says about one of our messages; None when it is about none of them."""
    mail = message_from_bytes(inhoud, policy=default)
    rapport = next((deel for deel in mail.walk() if _is_report(deel)), None)
    if rapport is None:
        return None
    blokken = [blok for blok in rapport.get_payload() if isinstance(blok, Message)]
    bericht_id = _id_of([*(blok.get("Original-Envelope-Id") for blok in blokken), *_originals(mail)])
    if bericht_id is None:
        return None
    acties = [str(blok.get("Action", "")).strip().lower() for blok in blokken]
    return Terugmelding(bericht_id, "failed" in acties)


def _is_report(deel: Message) -> bool:
    return deel.get_content_type() == "message/delivery-status" and isinstance(deel.get_payload(), list)


def _originals(mail: Message) -> list[str | None]:
    """The Message-ID of the mail that came back, as a part of its own or as headers in a text."""
    gevonden: list[str | None] = []
    for deel in mail.walk():
        if deel.get_content_type() not in ORIGINEEL:
            continue
        inhoud = deel.get_payload()
        if isinstance(inhoud, list):
            gevonden += [lid.get("Message-ID") for lid in inhoud if isinstance(lid, Message)]
        else:
            gevonden.append(message_from_bytes(str(inhoud).encode()).get("Message-ID"))
    return gevonden


def _id_of(teksten: list[str | None]) -> UUID | None:
    for tekst in teksten:
        gevonden = _ID.search(str(tekst or ""))
        if gevonden is not None:
            return UUID(gevonden[1])
    return None
