"""Access lives in the queries, so only they select; the boundary commits, so nobody else does."""

import ast

from tests.structure.broncode import calls, modules

READERS = ("app/queries/", "app/audit/")
BOUNDARY = (
    "app/db.py",
    "app/dependencies.py",
    "app/cli.py",
    "app/cli/",
    "app/cli_",
    "app/worker/",
    "app/demo/",
)


def found(endings: tuple[str, ...], allowed: tuple[str, ...]) -> list[str]:
    """Where a call ends in one of these names, outside the allowed places."""
    return [
        f"{path}:{line}: {name}()"
        for path, tree in modules()
        if not path.startswith(allowed)
        for name, line in calls(tree)
        if name.rpartition(".")[2] in endings
    ]


def test_only_queries_and_audit_select() -> None:
    # `.exec` and `.query` are the ways of SQLModel and SQLAlchemy to run a select.
    assert found(("select", "query", "exec"), READERS) == []


def test_only_the_boundary_commits() -> None:
    assert found(("commit",), BOUNDARY) == []


def test_no_list_skips_rows_by_counting_them() -> None:
    """A page goes on after the last row of the one before: OFFSET reads everything it skips."""
    assert found(("offset",), ()) == []
    teksten = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "OFFSET" in node.value.split()
    ]
    assert teksten == []
