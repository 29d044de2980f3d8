"""Alembic environment; installed with the package so that houvast init works from any directory."""
