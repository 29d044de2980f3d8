"""PDF: letters as an accessible document (PDF/UA, tagged, with language, title and bookmarks).

WeasyPrint draws with Pango, a library of the system. It is loaded only here and only when needed: where it is
missing, everything else works and letters are printed from the page.
"""

from functools import lru_cache
from importlib.resources import files
from types import ModuleType
from typing import Any


class PdfUnavailableError(Exception):
    """This machine cannot make a PDF: Pango is missing."""


def can_make_pdf() -> bool:
    """Whether a PDF can be made here."""
    try:
        _weasyprint()
    except PdfUnavailableError:
        return False
    return True


def write_pdf(html: str) -> bytes:
    """A tagged PDF of this page, with the style of a letter. Nothing outside the page is fetched.

    Raises PdfUnavailableError where it cannot be made.
    """
    weasyprint = _weasyprint()
    stijl = files("app").joinpath("templates", "brief", "brief.css").read_text(encoding="utf-8")
    blad = weasyprint.HTML(string=html, url_fetcher=_refuse)
    uit: bytes = blad.write_pdf(stylesheets=[weasyprint.CSS(string=stijl)], pdf_variant="pdf/ua-1")
    return uit


@lru_cache(maxsize=1)
def _weasyprint() -> ModuleType:
    try:
        # Here, not above: Pango is a library of the system and may be missing.
        import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415
    except OSError as error:
        raise PdfUnavailableError from error
    module: ModuleType = weasyprint
    return module


def _refuse(_url: str, *_anders: Any, **_nog: Any) -> Any:
    raise ValueError("een brief haalt niets van elders")
