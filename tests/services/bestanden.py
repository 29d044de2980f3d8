"""Bestanden: small real files of each kind, and a ClamAV daemon on this machine that speaks INSTREAM."""

import io
import socket
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from app.domain.bijlage import Bestandssoort, Gekeurd

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
#: What scanners call a virus, and nothing else does.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def archive(**delen: bytes) -> bytes:
    """A zip with these parts; ``__`` in a name is a slash, ``_`` a dot."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam.replace("__", "/").replace("_", "."), inhoud)
    return uit.getvalue()


def content_types(**delen: bytes) -> bytes:
    """A zip as Word and Excel write it."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        archief.writestr("[Content_Types].xml", b"<Types/>")
        for naam, inhoud in delen.items():
            archief.writestr(naam.replace("__", "/").replace("_", "."), inhoud)
    return uit.getvalue()


DOCX = content_types(word__document_xml=b"<w/>")
XLSX = content_types(xl__workbook_xml=b"<x/>")
ODT = archive(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<o/>")
MET_MACRO = content_types(word__document_xml=b"<w/>", word__vbaProject_bin=b"macro")


def judged(naam: str = "verslag.pdf", inhoud: bytes = PDF) -> Gekeurd:
    """A file that passed."""
    return Gekeurd(naam, Bestandssoort(naam.rsplit(".", 1)[1]), inhoud)


@dataclass
class Clamd:
    """What it was sent, and what it answers; an empty answer closes the line."""

    adres: str
    antwoord: bytes = b""
    gezien: list[bytes] = field(default_factory=list)


@contextmanager
def open_clamd() -> Iterator[Clamd]:
    """A daemon that finds EICAR, unless the test puts other words in its mouth."""

    class Lijn(StreamRequestHandler):
        def handle(self) -> None:
            assert self.rfile.read(10) == b"zINSTREAM\0"
            inhoud = b""
            while lengte := int.from_bytes(self.rfile.read(4), "big"):
                inhoud += self.rfile.read(lengte)
            clamd.gezien.append(inhoud)
            gevonden = b"stream: Eicar-Signature FOUND\0" if EICAR in inhoud else b"stream: OK\0"
            self.wfile.write(clamd.antwoord or gevonden)

    with ThreadingTCPServer(("127.0.0.1", 0), Lijn) as server:
        clamd = Clamd(f"tcp://127.0.0.1:{server.server_address[1]}")
        draad = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        draad.start()
        yield clamd
        server.shutdown()
        draad.join()


def unused_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as gat:
        gat.bind(("127.0.0.1", 0))
        poort: int = gat.getsockname()[1]
    return poort
