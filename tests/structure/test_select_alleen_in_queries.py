"""Access lives in the queries, so only they select; the boundary commits, so nobody else does."""

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
