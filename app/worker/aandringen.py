"""Aandringen: on a werkdag from seven on, the steps of the ladder that are due for open offers."""

from datetime import datetime
from uuid import UUID

from app.domain.aandringen import has_day_begun
from app.installatie import Installation, surroundings
from app.queries.intern.overdrachten import offers_to_remind, told_already
from app.services.aandringen import due_key, remind_of_offer
from app.worker.bureau import open_desk


def offers_with_step(installation: Installation, now: datetime) -> list[UUID]:
    """Open offers of which a step is due and was not taken; none where Houvast does not mail."""
    if not installation.settings.smtp_url:
        return []
    with installation.database.read() as session:
        omgeving = surroundings(session, now)
        if not has_day_begun(now, omgeving.kalender):
            return []
        stappen = {
            id_: due_key(omgeving, termijn) for id_, termijn in offers_to_remind(session, omgeving.vandaag)
        }
        gedaan = told_already(session, [sleutel for sleutel in stappen.values() if sleutel])
    return [id_ for id_, sleutel in stappen.items() if sleutel and sleutel not in gedaan]


def remind(installation: Installation, overdracht_id: UUID, now: datetime) -> bool:
    """Take the step, under the lock of the casus: it may have been answered meanwhile."""
    with installation.database.transaction() as session:
        return remind_of_offer(open_desk(installation, session, now), overdracht_id)
