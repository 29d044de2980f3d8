"""The repository stands on its own: it names nobody's machine and no package server."""

import gzip
import re
import subprocess
from pathlib import Path

from tests.structure.broncode import ROOT

STRANGE = {
    "a path of one machine": re.compile(r"(?<![\w.)}-])/(?:root|work|opt/wheels|tmp/\w|home/\w)\b"),
    "a package server": re.compile(
        r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|(?:deb|security)\.debian\.org)\b"
    ),
    "an index address": re.compile(r"--(?:extra-)?index-url\b|--find[-]links\b"),
}
NOT_READ = {".js", ".png", ".ico", ".woff2", ".pdf", ".xlsx"}


def tracked() -> list[Path]:
    """Every text file that git keeps."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    paths = [ROOT / name for name in names if name]
    return [path for path in paths if path.suffix not in NOT_READ and path.is_file()]


def text_of(path: Path) -> str:
    inhoud = path.read_bytes()
    return (gzip.decompress(inhoud) if path.suffix == ".gz" else inhoud).decode()


def test_no_tracked_file_names_a_machine_or_a_package_server() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {what}: {match.group()}"
        for path in tracked()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        for what, pattern in STRANGE.items()
        if (match := pattern.search(line))
    ]
    assert found == []
