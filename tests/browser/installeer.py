"""Find a Chromium for the browser tests, or install one: `python -m tests.browser.installeer`.

Prints the path of the browser. Ends with an error, never in silence, when there is none and none
can be had: browser tests do not skip.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from app.adapters.pdf import can_make_pdf

#: The shell without a window draws the same and takes a third less processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Root may only start Chromium without its sandbox; the rest keeps it from calling home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ADVICE = (
    "Er is geen Chromium gevonden en installeren lukte niet. Installeer zelf een Chromium "
    "(op Debian of Ubuntu: apt-get install chromium) "
    "of wijs er een aan met TOETS_CHROMIUM=/pad/naar/chromium."
)


class NoChromiumError(RuntimeError):
    """There is no Chromium on this machine."""


def find_chromium() -> Path:
    """The Chromium of this machine; refuses with advice when there is none."""
    chosen = os.environ.get("TOETS_CHROMIUM")
    if chosen:
        if not os.access(chosen, os.X_OK):
            raise NoChromiumError(f"TOETS_CHROMIUM wijst naar {chosen}; dat is geen programma.")
        return Path(chosen)
    on_path = (shutil.which(name) for name in NAMES)
    found = next((Path(path) for path in on_path if path), None) or _chromium_of_playwright()
    if found is None:
        raise NoChromiumError(ADVICE)
    return found


def install_chromium() -> Path:
    """Find a Chromium, installing one first where needed."""
    try:
        return find_chromium()
    except NoChromiumError:
        if os.environ.get("TOETS_CHROMIUM"):
            raise
    if not (
        _installed_with_apt("chromium-headless-shell")
        or _installed_with_apt("chromium")
        or _succeeds(sys.executable, "-m", "playwright", "install", "chromium")
    ):
        raise NoChromiumError(ADVICE)
    return find_chromium()


def _chromium_of_playwright() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def install_pango() -> None:
    """Pango draws the letters; a Chromium from the system brings it along, another one does not."""
    if not can_make_pdf():
        _installed_with_apt("libpango-1.0-0", "libpangoft2-1.0-0")


def _installed_with_apt(*packages: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    return _succeeds("apt-get", "update") and _succeeds(
        "apt-get", "install", "-y", "--no-install-recommends", *packages
    )


def _succeeds(*command: str) -> bool:
    print("+", *command, file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=quiet, stdout=sys.stderr, check=False).returncode == 0


def main() -> int:
    """Print the browser's path; 1 when there is none."""
    try:
        print(install_chromium())
        install_pango()
    except NoChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
