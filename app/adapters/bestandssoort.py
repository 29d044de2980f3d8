"""Bestandssoort: what a file is by its content, whatever its name says.

puremagic knows the first bytes of kinds of files. The office kinds are all zip archives: there the parts
inside decide, and one with macros is none of them. Text has no mark: it is text when every byte is.
"""

import io
import zipfile
from collections.abc import Mapping

import puremagic

from app.domain.bijlage import Bestandssoort

S = Bestandssoort
MERKEN: Mapping[str, Bestandssoort] = {".pdf": S.PDF, ".png": S.PNG, ".jpg": S.JPEG, ".jpeg": S.JPEG}
ZIP = b"PK\x03\x04"
#: What the first bytes must be, whatever a list of marks says.
BEGIN: Mapping[Bestandssoort, bytes] = {S.PDF: b"%PDF-", S.PNG: b"\x89PNG\r\n\x1a\n", S.JPEG: b"\xff\xd8\xff"}
ODF: Mapping[bytes, Bestandssoort] = {
    b"application/vnd.oasis.opendocument.text": S.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": S.ODS,
}
OOXML: Mapping[str, Bestandssoort] = {"word/document.xml": S.DOCX, "xl/workbook.xml": S.XLSX}
MACROS = ("vbaproject.bin", "basic/", "scripts/", "activex", "oleobject")
#: More parts than any document has; a small file may hold millions of names.
MEESTE_DELEN = 5000


def sniff(inhoud: bytes) -> Bestandssoort | None:
    """The kind by content; None when it is none of ours."""
    if inhoud.startswith(ZIP):
        return _office(inhoud)
    gevonden = _by_mark(inhoud)
    if gevonden is not None:
        return gevonden if inhoud.startswith(BEGIN[gevonden]) else None
    return S.TXT if _is_text(inhoud) else None


def _by_mark(inhoud: bytes) -> Bestandssoort | None:
    try:
        merken = puremagic.magic_string(inhoud[:65536])
    except puremagic.PureError:
        return None
    return next((MERKEN[merk.extension] for merk in merken if merk.extension in MERKEN), None)


def _office(inhoud: bytes) -> Bestandssoort | None:
    """Looks at the names of the parts and unpacks at most the one small part that names the kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
            delen = archief.infolist()
            namen = [deel.filename.lower() for deel in delen]
            if len(delen) > MEESTE_DELEN or any(macro in naam for naam in namen for macro in MACROS):
                return None
            if "mimetype" in namen:
                with archief.open("mimetype") as deel:
                    return ODF.get(deel.read(100).strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, KeyError):
        return None
    if "[content_types].xml" not in namen:
        return None
    return next((soort for deel, soort in OOXML.items() if deel in namen), None)


def _is_text(inhoud: bytes) -> bool:
    """UTF-8 without control characters but tab and line ends; nothing a browser would run is text to us."""
    try:
        tekst = inhoud.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(teken >= " " or teken in "\t\r\n" for teken in tekst) and "<script" not in tekst.lower()
