"""Stelsel: what this database is."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.models import Afstemming, Agendering, Casus, Installatie, Klacht, Melding, Organisatie


def get_installatie(session: Session) -> Installatie | None:
    """The one row that says what this database is; None before ``init``."""
    return session.exec(select(Installatie)).first()


def is_furnished(session: Session) -> bool:
    """Whether the reference data are there."""
    return session.exec(select(Organisatie.id).limit(1)).first() is not None


def newest_keys(session: Session) -> list[bytes]:
    """The wrapped keys of the newest casus and melding: an older keyring does not open these."""
    sleutels = (
        session.exec(select(model.sleutel).order_by(col(model.id).desc()).limit(1)).first()
        for model in (Casus, Melding)
    )
    return [sleutel for sleutel in sleutels if sleutel is not None]


def all_keys(session: Session) -> Iterator[bytes]:
    """Every wrapped key there is; destroyed ones are left out."""
    for model in (Casus, Melding, Klacht, Agendering, Afstemming):
        vraag = select(model.sleutel).where(col(model.sleutel).is_not(None))
        yield from (sleutel for sleutel in session.exec(vraag.execution_options(yield_per=2000)) if sleutel)
