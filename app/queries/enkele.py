"""Enkele: a condition on "one of those", where those are few and only we know it.

PostgreSQL takes half of all parties for unreachable, since it cannot see how seldom that is, and then reads
every casus. Of an array it expects a handful, and looks each one up in the index.
"""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _OneOf(FunctionElement[Any]):
    """A column and a question for a handful of values; without a type, or SQLite compares it with 1."""

    inherit_cache = True


@compiles(_OneOf)
def _in_list(element: _OneOf, compiler: Any, **kw: Any) -> str:
    kolom, vraag = element.clauses
    return f"{compiler.process(kolom, **kw)} IN {compiler.process(vraag, **kw)}"


@compiles(_OneOf, "postgresql")
def _in_array(element: _OneOf, compiler: Any, **kw: Any) -> str:
    kolom, vraag = element.clauses
    return f"{compiler.process(kolom, **kw)} = ANY (ARRAY{compiler.process(vraag, **kw)})"


def one_of_few(kolom: SQLColumnExpression[UUID], vraag: Select[UUID]) -> ColumnElement[bool]:
    """The same as ``kolom IN (vraag)``."""
    return cast("ColumnElement[bool]", _OneOf(kolom, vraag.scalar_subquery()))
