"""Settings: one class, read once at the start; a wrong value stops the start."""

import os
import re
from collections.abc import Iterable
from datetime import timedelta
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.adapters.clamav import read_clamav_url
from app.adapters.mail import read_smtp_url

#: A mail address: something, one @, a domain with a dot or this machine.
ADRES = re.compile(r"[^@\s<>]+@[^@\s<>]+")
#: Where melders come in from outside; without https only on this machine itself.
OPENBAAR = re.compile(r"(https://[^\s/]+|http://(localhost|127\.0\.0\.1)(:\d+)?)/?")
HTMX_URL = "https://cdn.jsdelivr.net/npm/htmx.org@2.0.11/dist/htmx.min.js"
HTMX_HASH = "sha384-2OatzQy1H+Zd/IIrjr1TcuDGqLXeHhbooAyJY1KdQMKnr4LZ22k31GBLdYKHmVjg"


VOORVOEGSEL = "HOUVAST_"
#: What Kubernetes sets by itself in each container beside a service whose name begins as ours.
VAN_DIENST = re.compile(
    r"HOUVAST_(\w+_)?"
    r"(SERVICE_HOST=.*|SERVICE_PORT(_\w+)?=\d+|PORT=\w+://.*|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?=.*)"
)


class Settings(BaseSettings):
    """Everything an installation can set, with prefix ``HOUVAST_``.

    A name with that prefix that is none of these is refused, so that a typo never works silently.
    """

    model_config = SettingsConfigDict(env_prefix=VOORVOEGSEL, extra="forbid", frozen=True)

    var: Path = Field(Path("var"), description="folder for the SQLite file and the key file")
    database_url: str = Field("", description="sqlite:///… or postgresql+psycopg://…")
    sleutelbestand: Path | None = Field(None, description="key file; default <var>/sleutels.json")
    pool_size: int = Field(10, ge=2, le=30, description="database connections per process")
    wachtrij: int = Field(50, ge=0, le=1000, description="requests that may wait for a connection")
    wachttijd: float = Field(5.0, gt=0, le=60, description="seconds a request may wait")
    afbouwen: float = Field(2.0, ge=0, le=60, description="seconds between not ready and closing the door")
    htmx_url: str = HTMX_URL
    htmx_hash: str = HTMX_HASH
    basis_url: str = Field("http://127.0.0.1:8000", description="public address of this service")
    adres: str = Field("", description="public address for melders; empty: no links go out")
    formulier_loket: str = Field(
        "juiste-loket", description="kenmerk of who receives the public form; empty: no form"
    )
    veilige_cookies: bool | None = Field(
        None, description="cookies only over https; default: true when basis_url is https"
    )
    sessie_uren: int = Field(10, ge=1, le=24, description="absolute length of a log-in")
    sessie_rust_minuten: int = Field(60, ge=5, le=600, description="idle length of a log-in")
    vangnethouder: str = Field("ozj", description="kenmerk of the organisatie that catches work")
    contact_naam: str = "Beheer Houvast"
    contact_email: str = "beheer@houvast.example"
    contact_url: str = "https://houvast.example"
    metrieken: Literal["uit", "lokaal", "token"] = Field("lokaal", description="who may read /metrics")
    metrieken_token: str = Field("", description="for HOUVAST_METRIEKEN=token; at least 16 characters")
    smtp_url: str = Field("", description="smtp://user:password@host:587; empty: messages go by hand")
    mail_van: str = Field("", description="the address mail comes from; needed with smtp_url")
    bedenktijd_minuten: int = Field(
        10, ge=0, le=1440, description="how long a mail to a melder waits, so that a person can change it"
    )
    bijlage_mb: int = Field(10, ge=1, le=50, description="how large one attachment may be, in MB")
    clamav: str = Field(
        "", description="tcp://host:3310 or unix:///path/clamd.ctl: every attachment is scanned there"
    )
    samenlopen_openen: bool = Field(
        True, description="compare each registration with all others (needs a DPIA, AVG 35)"
    )
    log_niveau: Literal["debug", "info", "warning", "error"] = "info"

    @model_validator(mode="before")
    @classmethod
    def _every_name_is_known(cls, waarden: object) -> object:
        bekend = {f"{VOORVOEGSEL}{naam.upper()}" for naam in cls.model_fields}
        vreemd = sorted(
            naam
            for naam, waarde in ((naam.upper(), waarde) for naam, waarde in os.environ.items())
            if naam.startswith(VOORVOEGSEL)
            and naam not in bekend
            and not VAN_DIENST.fullmatch(f"{naam}={waarde}")
        )
        if vreemd:
            raise ValueError(" ".join(_unknown(naam, bekend) for naam in vreemd))
        return waarden

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("gebruik sqlite:///… of postgresql+psycopg://…")
        return value

    @field_validator("adres")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        if value and not OPENBAAR.fullmatch(value):
            raise ValueError("geef het hele adres, zoals https://houvast.voorbeeld.nl, zonder pad erachter")
        return value.rstrip("/")

    @field_validator("clamav")
    @classmethod
    def _known_scanner(cls, value: str) -> str:
        if value:
            read_clamav_url(value)
        return value

    @field_validator("smtp_url")
    @classmethod
    def _known_mailserver(cls, value: str) -> str:
        if value:
            read_smtp_url(value)
        return value

    @model_validator(mode="after")
    def _sender_where_needed(self) -> "Settings":
        if self.smtp_url and not ADRES.fullmatch(self.mail_van):
            raise ValueError(
                "HOUVAST_MAIL_VAN: geef het adres waar mail vandaan komt, zoals naam@voorbeeld.nl"
            )
        return self

    @model_validator(mode="after")
    def _token_where_needed(self) -> "Settings":
        if self.metrieken == "token" and len(self.metrieken_token) < 16:
            raise ValueError("HOUVAST_METRIEKEN_TOKEN: geef ten minste 16 tekens")
        return self

    @property
    def url(self) -> str:
        """The database address; without a setting the SQLite file in ``var``."""
        return self.database_url or f"sqlite:///{(self.var / 'houvast.db').absolute()}"

    @property
    def sleutels(self) -> Path:
        """The key file."""
        return self.sleutelbestand or self.var / "sleutels.json"

    @property
    def bedenktijd(self) -> timedelta | None:
        """How long a mail to a melder waits; None where Houvast sends nothing by itself."""
        return timedelta(minutes=self.bedenktijd_minuten) if self.smtp_url else None

    @property
    def volgadres(self) -> str | None:
        """The address at which melders have a page of their own; None where no links go out."""
        return self.adres or None

    @property
    def cookies_alleen_https(self) -> bool:
        """Whether cookies carry ``Secure`` and the ``__Host-`` prefix."""
        if self.veilige_cookies is not None:
            return self.veilige_cookies
        return self.basis_url.startswith("https://")


def _unknown(naam: str, bekend: Iterable[str]) -> str:
    lijkt_op = get_close_matches(naam, sorted(bekend), n=1)
    bedoeld = f" Bedoelt u {lijkt_op[0]}?" if lijkt_op else ""
    return f"De instelling {naam} bestaat niet.{bedoeld}"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()
