"""Linkbezoek: what every visit through a link does with its session, whoever visits."""

import hmac
from datetime import datetime

from fastapi import Request

from app.dependencies import VEILIG, Huis
from app.linktoegang import must_mark, touch
from app.queries.partijlink import Partijbezoek
from app.queries.toegangslink import Bezoekrij

Bezoek = Bezoekrij | Partijbezoek


def mark_visit(huis: Huis, bezoek: Bezoek, now: datetime) -> None:
    """The visit goes on; written now and then, in a transaction of its own."""
    if must_mark(bezoek.sessie, now):
        with huis.database.transaction() as session:
            touch(session, bezoek.sessie, now)


async def carries_token(request: Request, veld: str, bezoek: Bezoek) -> bool:
    """Whether an unsafe request carries the form token of this visit."""
    if request.method in VEILIG:
        return True
    token = str((await request.form()).get(veld, ""))
    return hmac.compare_digest(token.encode(), bezoek.sessie.csrf.encode())
