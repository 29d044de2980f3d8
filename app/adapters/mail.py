"""Mail: hands a message to an SMTP server, and says truly how that ended.

Whether a message arrived is known until its last line was sent, and again once the server answered. In
between nobody knows: a connection that breaks there is ``onzeker``, never tried again by itself.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from urllib.parse import unquote, urlsplit
from uuid import UUID

from app.domain.berichttermen import Bezorguitkomst
from app.domain.bezorging import Uitslag
from app.ports import Mail

#: Seconds to wait for one answer of the server.
GEDULD = 30.0
LOKAAL = frozenset({"localhost", "127.0.0.1", "::1"})
POORTEN = {"smtp": 587, "smtps": 465}
UITGEBREID = re.compile(rb"^([245]\.\d{1,3}\.\d{1,3})\b")
#: What the standard library raises on what is no address, all of these.
GEEN_ADRES = (ValueError, HeaderParseError, IndexError, AttributeError)
UITSPRAAK = "gebruik smtp://gebruiker:wachtwoord@server:587 of smtps://…"


@dataclass(frozen=True, slots=True)
class Mailserver:
    """Where mail goes out, and how."""

    host: str
    poort: int
    direct_tls: bool
    starttls: bool
    gebruiker: str | None = None
    wachtwoord: str | None = None


def read_smtp_url(url: str) -> Mailserver:
    """``smtp://user:password@host:port``. STARTTLS is asked of every server but this machine itself;
    ``?starttls=nee`` leaves it out. Refuses (ValueError) what is no such address, and a password over an
    open line."""
    deel = urlsplit(url)
    if deel.scheme not in POORTEN or not deel.hostname:
        raise ValueError(UITSPRAAK)
    try:
        poort = deel.port or POORTEN[deel.scheme]
    except ValueError as error:
        raise ValueError(UITSPRAAK) from error
    lokaal = deel.hostname in LOKAAL
    direct = deel.scheme == "smtps"
    starttls = not direct and not lokaal and deel.query != "starttls=nee"
    if deel.query not in ("", "starttls=nee"):
        raise ValueError("achter het vraagteken kan alleen starttls=nee staan")
    if deel.username and not (direct or starttls or lokaal):
        raise ValueError("een wachtwoord gaat niet over een open lijn: laat starttls=nee weg")
    return Mailserver(
        host=deel.hostname,
        poort=poort,
        direct_tls=direct,
        starttls=starttls,
        gebruiker=unquote(deel.username) if deel.username else None,
        wachtwoord=unquote(deel.password) if deel.password else None,
    )


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """A Mailer that opens one connection per mail. ``van`` is the address mail comes from."""

    server: Mailserver
    van: str
    geduld: float = GEDULD

    def send(self, mail: Mail) -> Uitslag:
        """Try once. What concerns the server or our access to it says nothing about this message: that
        is tried again; what the server says of the receiver or the content is final when it is 5xx."""
        try:
            regels = _lines(compose_mail(mail, self.van))
        except GEEN_ADRES:
            return Uitslag(Bezorguitkomst.GEWEIGERD)
        try:
            verbinding = self._connect()
        except (OSError, smtplib.SMTPException, UnicodeError) as error:  # a password outside ASCII too
            return Uitslag(Bezorguitkomst.GEEN_VERBINDING, *_answer(error))
        try:
            return self._deliver(verbinding, mail, regels)
        finally:
            _leave(verbinding)

    def _connect(self) -> smtplib.SMTP:
        """Greeted, encrypted and logged in."""
        server = self.server
        if server.direct_tls:
            verbinding: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.poort, timeout=self.geduld, context=ssl.create_default_context()
            )
        else:
            verbinding = smtplib.SMTP(server.host, server.poort, timeout=self.geduld)
        try:
            verbinding.ehlo_or_helo_if_needed()
            if server.starttls:
                verbinding.starttls(context=ssl.create_default_context())
                verbinding.ehlo()
            if server.gebruiker is not None:
                verbinding.login(server.gebruiker, server.wachtwoord or "")
        except BaseException:
            verbinding.close()
            raise
        return verbinding

    def _deliver(self, verbinding: smtplib.SMTP, mail: Mail, regels: bytes) -> Uitslag:
        try:
            weigering = self._address(verbinding, mail)
        except (OSError, smtplib.SMTPException) as error:
            return Uitslag(Bezorguitkomst.GEEN_VERBINDING, *_answer(error))
        if weigering is not None:
            return weigering
        try:
            verbinding.send(regels)
            code, tekst = verbinding.getreply()
        except (OSError, smtplib.SMTPException):
            return Uitslag(Bezorguitkomst.ONZEKER)
        return _after_content(code, tekst)

    def _address(self, verbinding: smtplib.SMTP, mail: Mail) -> Uitslag | None:
        """Envelope and the word to begin; a refusal when the receiver or the message is not wanted."""
        kan_dsn = verbinding.has_extn("dsn")
        afzender = [f"ENVID={mail.bericht_id}", "RET=HDRS"] if kan_dsn else []
        code, tekst = verbinding.mail(self.van, afzender)
        if code != 250:
            # We may not send from this address, or not now: that says nothing about this message.
            return Uitslag(Bezorguitkomst.GEEN_VERBINDING, code, _enhanced(tekst))
        code, tekst = verbinding.rcpt(mail.aan, ["NOTIFY=FAILURE"] if kan_dsn else [])
        if code not in (250, 251):
            return _refusal(code, tekst)
        code, tekst = verbinding.docmd("DATA")
        return None if code == 354 else _refusal(code, tekst)


def compose_mail(mail: Mail, van: str) -> EmailMessage:
    """The mail as it goes out: plain text, a fixed Message-ID, no answering machine replies to it."""
    bericht = EmailMessage(policy=SMTP_POLICY)
    bericht["Message-ID"] = message_id(mail.bericht_id, van)
    bericht["Date"] = datetime.now(UTC)
    bericht["From"] = Address(mail.van_naam, addr_spec=van)
    bericht["To"] = Address(addr_spec=mail.aan.encode("ascii").decode())
    antwoord_aan = _reply_to(mail)
    if antwoord_aan is not None:
        bericht["Reply-To"] = antwoord_aan
    bericht["Subject"] = " ".join(mail.onderwerp.split())
    bericht["Auto-Submitted"] = "auto-generated"
    bericht["Content-Language"] = "nl"
    bericht.set_content(mail.tekst, charset="utf-8", cte="quoted-printable")
    return bericht


def _reply_to(mail: Mail) -> Address | None:
    """Where an answer goes; a mailbox that was written down wrong keeps no mail from the melder."""
    try:
        return Address(mail.van_naam, addr_spec=mail.antwoord_aan) if mail.antwoord_aan else None
    except GEEN_ADRES:
        return None


def message_id(bericht_id: UUID, van: str) -> str:
    """The same for every attempt, so that a receiving server can see that it is the same mail."""
    return f"<{bericht_id}@{van.rpartition('@')[2]}>"


def _lines(bericht: EmailMessage) -> bytes:
    """Lines as SMTP wants them: CRLF, a dot at the start doubled, a lone dot at the end."""
    inhoud = re.sub(rb"(?m)^\.", b"..", bericht.as_bytes())
    return (inhoud if inhoud.endswith(b"\r\n") else inhoud + b"\r\n") + b".\r\n"


def _after_content(code: int, tekst: bytes) -> Uitslag:
    """The server has the whole mail: it took it (2xx), refused it, or said something nobody understands.

    That last is uncertain: trying again by itself could send the mail twice.
    """
    if 200 <= code < 300:
        return Uitslag(Bezorguitkomst.VERSTUURD, code, _enhanced(tekst))
    if 400 <= code < 600:
        return _refusal(code, tekst)
    return Uitslag(Bezorguitkomst.ONZEKER)


def _refusal(code: int, tekst: bytes) -> Uitslag:
    definitief = 500 <= code < 600
    uitkomst = Bezorguitkomst.GEWEIGERD if definitief else Bezorguitkomst.TIJDELIJK
    return Uitslag(uitkomst, code, _enhanced(tekst))


def _answer(error: Exception) -> tuple[int | None, str | None]:
    if isinstance(error, smtplib.SMTPResponseException):
        tekst = error.smtp_error
        return error.smtp_code, _enhanced(tekst if isinstance(tekst, bytes) else tekst.encode())
    return None, None


def _enhanced(tekst: bytes) -> str | None:
    gevonden = UITGEBREID.match(tekst)
    return gevonden[1].decode() if gevonden else None


def _leave(verbinding: smtplib.SMTP) -> None:
    """Say goodbye; how that goes changes nothing."""
    try:
        verbinding.quit()
    except (OSError, smtplib.SMTPException):
        verbinding.close()
