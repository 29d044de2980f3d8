"""Partijpost: what waits on the mailbox of a party without an account, by its links (I11)."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.models import Toegangslink
from app.queries.partijlink import still_runs


def running_links(session: Session, organisatie_id: UUID, vandaag: date) -> list[str]:
    """The newest link of each thing that still waits on this party, as hashes, oldest thing first."""
    query = (
        select(Toegangslink.doel, Toegangslink.doel_id, Toegangslink.hash)
        .where(Toegangslink.organisatie_id == organisatie_id, still_runs(vandaag))
        .order_by(col(Toegangslink.id))
    )
    nieuwste = {(doel, doel_id): hash_ for doel, doel_id, hash_ in session.exec(query)}
    return list(nieuwste.values())
