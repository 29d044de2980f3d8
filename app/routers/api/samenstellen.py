"""The API as a sub-application: routes, media types and the OpenAPI document."""

from fastapi import FastAPI

from app.middleware import VERSIE_API
from app.problems import register_problems


def create_api(hoofd: FastAPI) -> FastAPI:
    """The API of this house; it shares state and replaced dependencies with the pages."""
    api = FastAPI(
        title="Houvast API",
        version=VERSIE_API,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    api.state = hoofd.state
    api.dependency_overrides = hoofd.dependency_overrides
    register_problems(api)
    return api
