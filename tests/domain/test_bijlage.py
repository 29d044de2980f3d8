"""Bijlage: names, limits, kinds by content, and the scan; without a database."""

from pathlib import Path

import pytest

from app.adapters.bestandssoort import sniff
from app.adapters.clamav import ClamAv, Scanadres, read_clamav_url
from app.domain.bijlage import (
    MB,
    MEDIATYPE,
    MEESTE,
    UITGANGEN,
    Bestand,
    Bestandssoort,
    Bevinding,
    Gekeurd,
    download_headers,
    kind_by_name,
    safe_name,
)
from app.domain.errors import BusyError, InvalidInputError
from app.keuring import Keuring, decode
from tests.services import bestanden as b

S = Bestandssoort
SCHOON = Keuring(MB)


def judge(naam: str, inhoud: bytes, keuring: Keuring = SCHOON) -> tuple[Gekeurd, ...]:
    return keuring.judge([Bestand(naam, inhoud, len(inhoud))])


@pytest.mark.parametrize(
    ("naam", "veilig"),
    [
        ("brief.pdf", "brief.pdf"),
        ("C:\\Users\\jan\\Brief van mevrouw.PDF", "Brief van mevrouw.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ('a"b\r\nSet-Cookie: x.pdf', "a-b Set-Cookie- x.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("verslag é.pdf", "verslag é.pdf"),
        (".pdf", "bijlage.pdf"),
        ("", "bijlage"),
    ],
)
def test_a_name_is_safe_on_every_system(naam: str, veilig: str) -> None:
    assert safe_name(naam) == veilig


def test_a_name_is_cut_and_keeps_its_kind() -> None:
    lang = safe_name("a" * 300 + ".pdf")
    assert len(lang) == 100
    assert kind_by_name(lang) is S.PDF


@pytest.mark.parametrize(
    ("inhoud", "soort"),
    [
        (b.PDF, S.PDF), (b.PNG, S.PNG), (b.JPEG, S.JPEG), (b.DOCX, S.DOCX), (b.XLSX, S.XLSX),
        (b.ODT, S.ODT), ("Gesproken met de ouder, één uur.\r\n".encode(), S.TXT),
        (b.MET_MACRO, None), (b.archive(iets_txt=b"x"), None), (b"PK\x03\x04 geen archief", None),
        (b"<html><script>alert(1)</script>", None), (b"MZ\x90\x00\x03", None), (b"\x00\x01\x02", None),
        (b"x" * 40 + b.PDF, S.TXT),
    ],
)  # fmt: skip
def test_the_content_tells_the_kind(inhoud: bytes, soort: Bestandssoort | None) -> None:
    assert sniff(inhoud) is soort


@pytest.mark.parametrize(
    ("naam", "inhoud", "waarom"),
    [
        ("leeg.pdf", b"", "is leeg"),
        ("groot.pdf", b.PDF + b" " * MB, "mag hoogstens 1 MB zijn"),
        ("programma.exe", b"MZ", "geen soort die wij bewaren"),
        ("zonder", b.PDF, "geen soort die wij bewaren"),
        ("foto.png", b.PDF, "is geen png"),
        ("brief.docx", b.MET_MACRO, "is geen docx"),
    ],
)
def test_a_refusal_says_what_to_do(naam: str, inhoud: bytes, waarom: str) -> None:
    with pytest.raises(InvalidInputError) as fout:
        judge(naam, inhoud)
    assert waarom in fout.value.fouten[0].melding


def test_what_passes_has_a_safe_name_and_everything_wrong_is_said_at_once() -> None:
    (goed,) = judge("map/Brief.PDF", b.PDF)
    assert (goed.naam, goed.soort, goed.inhoud) == ("Brief.pdf", S.PDF, b.PDF)
    twee = [Bestand("a.exe", b"MZ", 2), Bestand("b.png", b.PDF, len(b.PDF))]
    with pytest.raises(InvalidInputError) as fout:
        SCHOON.judge(twee)
    assert len(fout.value.fouten) == 2
    with pytest.raises(InvalidInputError):
        SCHOON.judge([Bestand("a.pdf", b.PDF, 9)] * (MEESTE + 1))
    with pytest.raises(InvalidInputError):
        decode("a.pdf", "geen base64!", "bijlagen.0.inhoud")


def test_every_kind_has_a_name_and_a_download_is_never_shown() -> None:
    assert set(UITGANGEN) == set(MEDIATYPE) == set(S)
    kop = download_headers("vérslag “x”.pdf", S.PDF)
    assert kop["Content-Disposition"].startswith('attachment; filename="verslag')
    assert "filename*=UTF-8''v%C3%A9rslag" in kop["Content-Disposition"]
    assert kop["X-Content-Type-Options"] == "nosniff"


def test_the_daemon_sees_all_of_a_file_and_a_virus_is_refused() -> None:
    with b.open_clamd() as clamd:
        keuring = Keuring(MB, ClamAv(read_clamav_url(clamd.adres), geduld=5))
        lang = b.PDF + b" " * 200_000
        assert judge("brief.pdf", lang, keuring)
        assert clamd.gezien == [lang]
        with pytest.raises(InvalidInputError, match="virus"):
            judge("brief.txt", b.EICAR, keuring)
        for vaag in (b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK FOUND maybe\0", b"\0"):
            clamd.antwoord = vaag
            with pytest.raises(BusyError, match="niet op virussen"):
                judge("brief.pdf", b.PDF, keuring)


def test_without_an_answer_nothing_is_kept() -> None:
    keuring = Keuring(MB, ClamAv(Scanadres("127.0.0.1", b.unused_port()), geduld=1))
    with pytest.raises(BusyError):
        judge("brief.pdf", b.PDF, keuring)
    pad = ClamAv(Scanadres(pad=Path("/bestaat/niet.ctl")), geduld=1)
    assert pad.scan(b.PDF) is Bevinding.GEEN_ANTWOORD


@pytest.mark.parametrize("adres", ["http://x", "tcp://", "tcp://x:99999", "unix://x/y", "clamav"])
def test_an_address_that_is_none_is_refused(adres: str) -> None:
    with pytest.raises(ValueError, match="gebruik"):
        read_clamav_url(adres)
    assert read_clamav_url("unix:///run/clamd.ctl").pad == Path("/run/clamd.ctl")
    assert read_clamav_url("tcp://scan") == Scanadres("scan", 3310)
