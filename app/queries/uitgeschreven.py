"""Uitgeschreven: a statement as the words that the database reads, with nothing but its blanks left open.

Every constant of a query (a status, a code, a limit) is a value that travels along with each execution, and
an ``IN`` of constants is spelled out anew each time: in a statement of nineteen parts that takes as long as
the answer. Written out once, the constants stand in the text, where the databases see them when they plan.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, Select, TextualSelect, column, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import iterate

T = TypeVar("T")
DIALECTEN: dict[str, Callable[..., Dialect]] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}


class Blank(BindParameter[T]):
    """A place for a value that comes with the question. Everything else in a statement is a constant."""

    inherit_cache = True


@compiles(Blank)
def _leave_open(blank: Blank[Any], compiler: Any, *, literal_binds: bool = False, **kw: Any) -> str:
    return f":{blank.key}" if literal_binds else cast("str", compiler.visit_bindparam(blank, **kw))


def write_out(opdracht: Select[Any] | CompoundSelect[Any], dialect: str) -> TextualSelect:
    """The same rows, names and types, for the database of this name; asks the values of its blanks.

    For statements of columns: what loads entities is no text. A constant with a colon in it would read as a
    blank, and executing would say so.
    """
    geschreven = opdracht.compile(
        dialect=DIALECTEN[dialect](paramstyle="named"), compile_kwargs={"literal_binds": True}
    )
    blanks = {deel.key: deel for deel in iterate(opdracht) if isinstance(deel, Blank)}
    kolommen = [
        column(_name_of(kolom, nummer), kolom.type) for nummer, kolom in enumerate(opdracht.selected_columns)
    ]
    return text(str(geschreven)).bindparams(*blanks.values()).columns(*kolommen)


def _name_of(kolom: ColumnElement[Any], nummer: int) -> str:
    """As in the query; an expression without a label has none."""
    naam = str(getattr(kolom, "name", ""))
    return naam if naam.isidentifier() else f"kolom_{nummer}"
