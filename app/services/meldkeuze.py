"""Meldkeuze: what a person wants to be reminded by: the digest of each werkdag, the own calendar.

About oneself only, so there is nobody to ask; nothing of a casus changes.
"""

from app.models import Agendasleutel
from app.queries.agenda import agendasleutel_of, lock_medewerker
from app.queries.werkplek import Werkplek


def choose_dagbericht(werkplek: Werkplek, *, aan: bool) -> None:
    """Get the digest of each werkdag, or not."""
    lock_medewerker(werkplek.session, werkplek.actor.id).dagbericht = aan


def keep_mailbox(werkplek: Werkplek, email: str | None) -> None:
    """Where the own digest goes; None: nowhere."""
    lock_medewerker(werkplek.session, werkplek.actor.id).email = email


def open_agenda(werkplek: Werkplek, hash_: str) -> None:
    """A new address for the own calendar, of which only the hash is kept; the one before ends."""
    close_agenda(werkplek)
    werkplek.session.flush()  # the old one first: only one of a person works
    werkplek.session.add(
        Agendasleutel(
            id=werkplek.omgeving.new_id(),
            medewerker_id=werkplek.actor.id,
            hash=hash_,
            gemaakt_op=werkplek.omgeving.now,
        )
    )


def close_agenda(werkplek: Werkplek) -> None:
    """The address stops working at once; without one nothing happens."""
    lock_medewerker(werkplek.session, werkplek.actor.id)
    sleutel = agendasleutel_of(werkplek.session, werkplek.actor.id)
    if sleutel is not None:
        sleutel.ingetrokken_op = werkplek.omgeving.now
