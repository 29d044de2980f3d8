"""The OpenAPI document, as the NL API Design Rules want it: public, with contact, servers and problems."""

import re
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from app.middleware import VERSIE_API
from app.schemas.api.basis import Probleem
from app.settings import Settings

Document = dict[str, Any]  # an OpenAPI document is free-form JSON
BESCHRIJVING = (
    "Houvast volgt een vraag over een jeugdige door de keten: wie is verantwoordelijk, wat is de volgende "
    "datum, en wat hoorde de melder. Alles wat een pagina kan, kan deze API."
)
#: Status → how a refusal is described.
WEIGERINGEN = {
    "400": "De invoer klopt niet; alle fouten staan in het antwoord",
    "401": "Geen geldig token",
    "403": "Dit mag dit token niet",
    "404": "Bestaat niet, of is voor u niet zichtbaar",
    "409": "Past niet bij de stand van nu",
    "412": "Intussen gewijzigd",
    "429": "Te veel verzoeken",
    "500": "Er ging iets mis bij ons",
    "503": "Te druk; er is niets gebeurd",
}
PROBLEEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}}
KOPPEN = {
    "API-Version": {"description": "Versie van deze API", "schema": {"type": "string", "example": VERSIE_API}}
}
router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
def get_document(request: Request) -> JSONResponse:
    """The document, without log-in, for every site."""
    document = request.app.openapi()
    return JSONResponse(document, headers={"Access-Control-Allow-Origin": "*"})


def describe(api: FastAPI, settings: Settings) -> Document:
    """The document of this API at this address."""
    document = get_openapi(
        title=api.title,
        version=api.version,
        description=BESCHRIJVING,
        routes=api.routes,
        contact={
            "name": settings.contact_naam,
            "url": settings.contact_url,
            "email": settings.contact_email,
        },
        servers=[{"url": f"{settings.basis_url.rstrip('/')}/api/v1", "description": "Deze installatie"}],
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        tags=[{"name": naam} for naam in _tags(api)],
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for naam in ("HTTPValidationError", "ValidationError"):
        schemas.pop(naam, None)
    probleem = Probleem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(probleem.pop("$defs", {}))
    schemas["Probleem"] = probleem
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"token": []}]
    for pad, bewerkingen in document["paths"].items():
        for methode, bewerking in bewerkingen.items():
            _complete(bewerking, methode, pad)
    return document


def operation_id(naam: str, pad: str) -> str:
    """camelCase, unique because it holds the nouns of the path: ``closeCasussenAfsluitingen``."""
    woorden: list[str] = [*naam.split("_"), *re.findall(r"[a-zA-Z]+", pad.replace("{id}", ""))]
    return woorden[0] + "".join(woord.capitalize() for woord in woorden[1:])


def _tags(api: FastAPI) -> list[str]:
    gevonden = [tag for route in api.routes for tag in getattr(route, "tags", [])]
    return list(dict.fromkeys(str(tag) for tag in gevonden))


def _complete(bewerking: Document, methode: str, pad: str) -> None:
    """Replace the answers of FastAPI by ours, and name the header that is always there."""
    antwoorden: Document = bewerking["responses"]
    antwoorden.pop("422", None)
    for status, betekenis in WEIGERINGEN.items():
        if status in ("409", "412") and methode == "get":
            continue
        antwoorden.setdefault(status, {"description": betekenis, "content": PROBLEEM})
    for antwoord in antwoorden.values():
        antwoord.setdefault("headers", {}).update(KOPPEN)
    if methode in ("post", "patch") and not pad.endswith("_zoek"):
        bewerking.setdefault("parameters", []).append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": "Zelfde sleutel en inhoud: zelfde antwoord, 24 uur lang",
                "schema": {"type": "string", "maxLength": 120},
            }
        )
