"""Samenlopen: where the jeugdige of an own casus may be known already."""

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, RouteerWerkplekDep
from app.queries.gids import open_gids
from app.routers.api.antwoorden import answer
from app.schemas.api.basis import PartijUit, RefUit
from app.schemas.api.samenloop import BewijsUit, KandidaatUit, SamenloopLijst, ZoekSamenloopIn
from app.services.samenlopen import search_samenlopen

router = APIRouter(prefix="/samenlopen", tags=["samenlopen"])


@router.post("/_zoek", response_model=SamenloopLijst)
def search(werkplek: RouteerWerkplekDep, leeslog: LeeslogDep, invoer: ZoekSamenloopIn) -> Response:
    """Wie dezelfde jeugdige kan zijn. Elke vraag en elk antwoord staat in het leeslog."""
    gevonden = search_samenlopen(werkplek, invoer.casus)
    leeslog.noteer(
        werkplek,
        Leesactie.LEZEN,
        "casus",
        [invoer.casus, *(een.casus_id for een in gevonden)],
        doel=f"samenloop:{invoer.doel}",
    )
    gids = open_gids(werkplek.session)
    return answer(
        SamenloopLijst(
            items=[
                KandidaatUit(
                    kans=een.kans,
                    gewicht=een.gewicht,
                    besluit=een.besluit,
                    bewijs=[BewijsUit.model_validate(zin) for zin in een.bewijs],
                    casus=RefUit.model_validate(een.casus) if een.casus else None,
                    contact=PartijUit.model_validate(gids.name(een.eigenaar_id)) if een.eigenaar_id else None,
                )
                for een in gevonden
            ]
        )
    )
