"""Logboek: one JSON line per request for who runs the service. Never personal data.

Fields stand in an allow-list: a field that is not in it is dropped, whoever logs it. Paths are logged as
templates, queries and bodies never.
"""

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from structlog.typing import EventDict, WrappedLogger

TOEGESTAAN = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "aanvraag",
        "methode",
        "route",
        "status",
        "duur_ms",
        "soort",
        "plaats",
        "deel",
        "stuk",
        "fout",
        "verlopen",
        "opgevolgd",
        "herinnerd",
        "van_agenda",
        "mislukt",
        "verstuurd",
        "niet_verstuurd",
        "uitkomst",
    }
)


def only_allowed(_logger: WrappedLogger, _methode: str, regel: EventDict) -> EventDict:
    """Drop every field outside the allow-list."""
    return {naam: waarde for naam, waarde in regel.items() if naam in TOEGESTAAN}


def configure_log(niveau: str) -> None:
    """Log as JSON lines on standard error, from this level up."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[niveau.upper()]),
        logger_factory=lambda *_: _Schrijver(sys.stderr),
        cache_logger_on_first_use=False,
    )


class _Schrijver(structlog.WriteLogger):
    """A line that cannot be written (a full disk) is no reason to refuse a request."""

    def msg(self, message: str) -> None:
        with suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = error = err = critical = failure = exception = fatal = msg


def place_of(fout: BaseException) -> str:
    """Where an error arose (file, function, line) without its message, which may hold personal data."""
    plek = fout.__traceback__
    while plek is not None and plek.tb_next is not None:
        plek = plek.tb_next
    if plek is None:
        return ""
    code = plek.tb_frame.f_code
    return f"{code.co_filename.rsplit('/', 1)[-1]}:{code.co_name}:{plek.tb_lineno}"


class JsonRegel(logging.Formatter):
    """What the web server itself says, in the same form; of an error the place, never the message."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        regel = {
            "event": record.getMessage(),
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            fout = record.exc_info[1]
            regel |= {"soort": type(fout).__name__, "plaats": place_of(fout)}
        return json.dumps(regel, ensure_ascii=False)


def log_of_server(niveau: str) -> dict[str, object]:
    """The logging of uvicorn, as it wants it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "app.logboek.JsonRegel"}},
        "handlers": {"fout": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {"uvicorn": {"handlers": ["fout"], "level": niveau.upper(), "propagate": False}},
    }
