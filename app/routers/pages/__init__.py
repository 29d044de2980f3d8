"""HTML pages: real links and forms that work without JavaScript; htmx only makes them quicker."""

from fastapi import APIRouter

from app.routers.pages import (
    aanbod,
    acties,
    algemeen,
    beheer,
    berichten,
    bijdragen,
    brieven,
    casus,
    contact,
    dagbericht,
    intake,
    organisaties,
    overdracht,
    piket,
    regels,
    sjablonen,
    team,
    termijnen,
    terugkoppelingen,
    vangnet,
    veiligheid,
    vrijedagen,
    werkvoorraad,
)

router = APIRouter(include_in_schema=False)
for deel in (
    algemeen,
    werkvoorraad,
    intake,
    casus,
    acties,
    contact,
    termijnen,
    overdracht,
    aanbod,
    bijdragen,
    brieven,
    berichten,
    terugkoppelingen,
    organisaties,
    beheer,
    team,
    vangnet,
    regels,
    vrijedagen,
    sjablonen,
    veiligheid,
    piket,
    dagbericht,
):
    router.include_router(deel.router)
