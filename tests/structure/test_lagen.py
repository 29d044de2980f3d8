"""Who may import whom: the contracts in pyproject.toml, checked by import-linter."""

import subprocess
import sys

from tests.structure.broncode import ROOT


def test_every_room_imports_only_what_the_house_allows() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    outcome = subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
