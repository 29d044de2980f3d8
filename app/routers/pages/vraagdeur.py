"""Vraagdeur: the door of the public form: who receives it, its signed token, and the thanks afterwards.

There is no log-in to steal, so the token guards against forms that another site or a program sends: it fits
one cookie, and tells when the page was shown.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request, Response

from app.afzender import address_of
from app.dependencies import Huis, HuisDep, NowDep, SessionDep, surroundings
from app.domain.actor import ROL_BIJ_SOORT, Actor, ActorSoort
from app.domain.errors import RefusedError
from app.domain.formulier import LANGSTE, PER_ADRES, Zegel, judge_age
from app.domain.keten.niveaus import niveau
from app.linktoegang import address_key, within
from app.queries.gids import open_gids
from app.queries.werkplek import Werkplek

KOEKJE, KLAAR, PAD = "houvast-vraag", "houvast-klaar", "/vraag"
VELD = "zegel"
KLAAR_TIJD = 1800


@dataclass(frozen=True, slots=True)
class Klaar:
    """What the page of thanks tells: the kenmerk, the first date, and whether a mail follows."""

    kenmerk: str
    uiterlijk: str
    mailt: bool


def get_vraagdesk(session: SessionDep, huis: HuisDep, now: NowDep) -> Werkplek | None:
    """The desk of who receives the form, as a system of that party; None where there is no form.

    A party that went up in another is followed; one that can own no casus cannot receive.
    """
    gids = open_gids(session)
    gevonden = gids.look_up(huis.settings.formulier_loket) if huis.settings.formulier_loket else None
    partij = gids.partijen[gids.current(gevonden.naam.id)] if gevonden else None
    if partij is None or not partij.is_actief or niveau(partij.soort) is None:
        return None
    actor = Actor(
        soort=ActorSoort.SYSTEEM,
        id=partij.naam.id,
        organisatie_id=partij.naam.id,
        organisatie_soort=partij.soort,
        organisatie_naam=partij.naam.naam,
        naam="Het formulier op de website",
        rollen=frozenset({ROL_BIJ_SOORT[partij.soort]}),
        bestuursorgaan=partij.bestuursorgaan,
    )
    return Werkplek(session, actor, surroundings(session, now, huis), huis.kluis)


VraagdeskDep = Annotated[Werkplek | None, Depends(get_vraagdesk)]


def limit_address(werkplek: Werkplek, request: Request) -> None:
    """Refuses more questions from one address than people there would ask; nothing typed is lost."""
    sleutel = f"vraag:{address_key(werkplek.kluis, address_of(request))}"
    if not within(werkplek.session, sleutel, PER_ADRES, werkplek.omgeving.now):
        raise RefusedError(
            "te_veel_vragen",
            "Er kwamen net veel vragen van uw adres. Uw tekst staat er nog. Probeer het over een uur.",
        )


def seal_form(request: Request, werkplek: Werkplek) -> tuple[str, str]:
    """The secret of this browser, and the token that fits it and says when the page was shown."""
    geheim = request.cookies.get(KOEKJE) or secrets.token_urlsafe(16)
    moment = werkplek.omgeving.now.isoformat()
    return geheim, f"{moment}|{_mac(werkplek, geheim, moment)}"


def judge_seal(request: Request, werkplek: Werkplek, zegel: str) -> Zegel:
    """Whether the form is ours, of this browser, and not sent within seconds or after a day."""
    moment, _, mac = zegel.partition("|")
    verwacht = _mac(werkplek, request.cookies.get(KOEKJE, ""), moment)
    if not moment or not hmac.compare_digest(mac.encode(), verwacht.encode()):
        return Zegel.OUD
    return judge_age(datetime.fromisoformat(moment).astimezone(UTC), werkplek.omgeving.now)


def keep_secret(antwoord: Response, huis: Huis, geheim: str) -> None:
    """The secret stays in this browser."""
    antwoord.set_cookie(
        KOEKJE, geheim, max_age=int(LANGSTE.total_seconds()), path=PAD,
        secure=huis.settings.cookies_alleen_https, httponly=True, samesite="strict",
    )  # fmt: skip


def keep_thanks(antwoord: Response, huis: Huis, werkplek: Werkplek, klaar: Klaar) -> None:
    """What the next page tells, signed for this and nothing else: nobody can make up a kenmerk."""
    tekst = f"{klaar.kenmerk}|{klaar.uiterlijk}|{'ja' if klaar.mailt else 'nee'}"
    antwoord.set_cookie(
        KLAAR, f"{tekst}|{_mac_of_thanks(werkplek, tekst)}", max_age=KLAAR_TIJD, path=PAD,
        secure=huis.settings.cookies_alleen_https, httponly=True, samesite="strict",
    )  # fmt: skip


def read_thanks(request: Request, werkplek: Werkplek) -> Klaar | None:
    """What was kept; None when it is gone or not ours."""
    tekst, _, mac = request.cookies.get(KLAAR, "").rpartition("|")
    if not tekst or not hmac.compare_digest(mac.encode(), _mac_of_thanks(werkplek, tekst).encode()):
        return None
    kenmerk, uiterlijk, mailt = tekst.split("|")
    return Klaar(kenmerk, uiterlijk, mailt == "ja")


def _mac(werkplek: Werkplek, geheim: str, tekst: str) -> str:
    return werkplek.kluis.zoeksleutel("formulier", f"{geheim}:{tekst}").hex()


def _mac_of_thanks(werkplek: Werkplek, tekst: str) -> str:
    """Under a name of its own: the secret of a browser is chosen there, and must never read as thanks."""
    return werkplek.kluis.zoeksleutel("formulier_klaar", tekst).hex()
