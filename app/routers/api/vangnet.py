"""Vangnet: what may come to a standstill, as data."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, LeesWerkplekDep
from app.domain.vangnet import Vangnetsoort, regel_of
from app.queries.vangnet import VangnetFilter, Vangnetrij, count_findings, list_findings
from app.routers.api.antwoorden import answer
from app.routers.api.bladeren import Bladzijde, link_header, read_cursor, split_page
from app.routers.api.drempel import Drempel
from app.schemas.api.basis import PartijUit, PersoonUit, RefUit
from app.schemas.api.vangnet import VangnetLijst, VangnetRijUit, VangnetTellingUit
from app.schemas.vangnet import words_of

router = APIRouter(tags=["vangnet"], route_class=Drempel)


class VangnetVraag(Bladzijde):
    """Filters of the vangnet."""

    soort: Vangnetsoort | None = None


@router.get("/vangnet", response_model=VangnetLijst)
def list_vangnet(
    request: Request, werkplek: LeesWerkplekDep, leeslog: LeeslogDep, vraag: Annotated[VangnetVraag, Query()]
) -> Response:
    """Wat stil dreigt te vallen, ernstigste eerst, met wie het oplost."""
    plek = read_cursor(werkplek, vraag)
    na = (int(plek[0]), date.fromisoformat(plek[1]), UUID(plek[2])) if plek else None
    rijen = list_findings(werkplek, VangnetFilter(soort=vraag.soort, na=na, limit=vraag.limit))
    bladzijde, volgende = split_page(werkplek, vraag, rijen, lambda rij: rij.plaats)
    leeslog.noteer(
        werkplek,
        Leesactie.LEZEN,
        "casus",
        [rij.casus_id for rij in bladzijde if rij.casus_id],
        doel="vangnet",
    )
    antwoord = answer(
        VangnetLijst(
            items=[_row(rij) for rij in bladzijde],
            controles=[
                VangnetTellingUit(
                    soort=soort,
                    controle=regel_of(soort).controle,
                    aantal=aantal,
                    oplosser=regel_of(soort).oplosser,
                    weg_als=regel_of(soort).weg_als,
                )
                for soort, aantal in count_findings(werkplek).items()
            ],
            volgende=volgende,
        )
    )
    antwoord.headers.update(link_header(request, volgende))
    return antwoord


def _row(rij: Vangnetrij) -> VangnetRijUit:
    return VangnetRijUit(
        soort=rij.soort,
        id=rij.id,
        wat=words_of(rij),
        kenmerk=rij.kenmerk,
        casus=RefUit(id=rij.casus_id, kenmerk=rij.kenmerk) if rij.casus_id and rij.kenmerk else None,
        sinds=rij.sinds,
        organisatie=PartijUit.model_validate(rij.organisatie),
        behandelaar=PersoonUit.model_validate(rij.behandelaar) if rij.behandelaar else None,
        partij=PartijUit.model_validate(rij.partij) if rij.partij else None,
        namens=PartijUit.model_validate(rij.namens) if rij.namens else None,
        achttien_op=rij.achttien_op,
        doen=regel_of(rij.soort).doen,
    )
