"""The domain decides with what it is given: no library, no I/O, no clock, no chance."""

import sys

import pytest

from tests.structure.broncode import calls, imports, modules

WORLDLY = {
    "asyncio", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets",
    "shutil", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time",
    "urllib",
}  # fmt: skip
WORLDLY_CALLS = (
    "open", "print", "input", "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "uuid1", "uuid4", "uuid7",
)  # fmt: skip
DOMAIN = list(modules("app/domain"))


@pytest.mark.parametrize(("path", "tree"), DOMAIN, ids=[path for path, _ in DOMAIN])
def test_a_domain_module_imports_the_standard_library_and_the_domain_only(path, tree) -> None:
    allowed = sys.stdlib_module_names - WORLDLY
    strange = {
        name
        for name in imports(tree)
        if name.split(".")[0] not in allowed and not f"{name}.".startswith("app.domain.")
    }
    assert not strange


@pytest.mark.parametrize(("path", "tree"), DOMAIN, ids=[path for path, _ in DOMAIN])
def test_a_domain_module_asks_nothing_of_the_world(path, tree) -> None:
    asked = [
        f"line {line}: {name}"
        for name, line in calls(tree)
        if any(name == call or name.endswith(f".{call}") for call in WORLDLY_CALLS)
    ]
    assert not asked
