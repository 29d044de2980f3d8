"""The REST API, version 1: JSON only, a sub-application with its own rules (docs in openapi.json)."""

from app.routers.api.samenstellen import create_api

__all__ = ["create_api"]
