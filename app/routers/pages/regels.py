"""Regels: how long each promise may take and why; the beheerder changes norms, never the law."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.dependencies import PageWerkplekDep, abandon
from app.domain.beheer import is_stelselbeheerder, require_stelselbeheerder
from app.domain.errors import DomainError, InvalidInputError, Veldfout
from app.domain.termijnen.aanpassing import SetNorm, assess_norm, require_norm
from app.domain.termijnen.regels import Eenheid, Termijncode, Variant
from app.queries.regelbeeld import Normgevolg, Regelbeeld, all_rules, norm_effect, one_rule
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.schemas.invoer import Invoer
from app.schemas.woorden import opties
from app.services.norm import revoke_norm, set_norm

router = APIRouter()


def get_regel(code: str, variant: str, werkplek: PageWerkplekDep) -> Regelbeeld:
    """The rule of this address."""
    return one_rule(werkplek, code, variant)


RegelDep = Annotated[Regelbeeld, Depends(get_regel)]


@router.get("/regels")
def show_rules(request: Request, werkplek: PageWerkplekDep) -> Response:
    """Every rule as it is today."""
    context: dict[str, object] = {
        "regels": all_rules(werkplek),
        "mag_beheren": is_stelselbeheerder(werkplek.actor),
    }
    return page(request, "pages/regels.html", context)


@router.get("/regels/{code}/{variant}")
def show_rule(request: Request, regel: RegelDep, werkplek: PageWerkplekDep) -> Response:
    """One rule: where it comes from, what it was and what it will be."""
    return _show(request, werkplek, regel)


@router.post("/regels/{code}/{variant}")
def change_rule(request: Request, regel: RegelDep, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
    """Change a norm, or with the other button only show what that does."""
    require_stelselbeheerder(werkplek.actor)
    require_norm(regel.nu)
    opdracht = _read(invoer, regel)
    if invoer.ja("voorbeeld") and not invoer.fouten:
        abandon(werkplek)
        return _preview(request, werkplek, regel, opdracht, invoer)

    def act() -> str:
        set_norm(werkplek, opdracht)
        return done(regel.pad, "norm")

    return attempt(request, werkplek, invoer, lambda getypt: _show(request, werkplek, regel, getypt), act)


@router.get("/regels/{code}/{variant}/intrekken/{per}")
def show_withdrawal(request: Request, regel: RegelDep, per: date, werkplek: PageWerkplekDep) -> Response:
    """Ask whether a planned change must go."""
    require_stelselbeheerder(werkplek.actor)
    return _ask(request, regel, per, LEEG)


@router.post("/regels/{code}/{variant}/intrekken/{per}")
def withdraw_rule(
    request: Request, regel: RegelDep, per: date, werkplek: PageWerkplekDep, invoer: InvoerDep
) -> Response:
    """A planned change never begins."""
    require_stelselbeheerder(werkplek.actor)

    def act() -> str:
        revoke_norm(werkplek, regel.nu.code, regel.nu.variant, per)
        return done(regel.pad, "norm_ingetrokken")

    return attempt(request, werkplek, invoer, lambda getypt: _ask(request, regel, per, getypt), act)


def _read(invoer: Invoer, regel: Regelbeeld) -> SetNorm:
    lengte = invoer.getal("lengte")
    if lengte is None:
        invoer.fout("lengte", "Vul in hoe lang de norm wordt, als getal.")
    return SetNorm(
        code=Termijncode(regel.nu.code),
        variant=Variant(regel.nu.variant),
        lengte=lengte or 0,
        eenheid=invoer.keuze("eenheid", Eenheid, "Kies waarin u telt.") or regel.nu.eenheid,
        geldig_van=invoer.datum("geldigVan", "Vul in vanaf welke dag dit geldt.") or date.min,
    )


def _preview(
    request: Request, werkplek: Werkplek, regel: Regelbeeld, opdracht: SetNorm, invoer: Invoer
) -> Response:
    try:
        nu = assess_norm(opdracht, werkplek.omgeving.regels, werkplek.omgeving.vandaag)
    except DomainError as error:
        fouten = error.fouten if isinstance(error, InvalidInputError) else (Veldfout("", error.melding),)
        return _show(request, werkplek, regel, Getypt(invoer.waarden, fouten, 422))
    nieuw = replace(nu, lengte=opdracht.lengte, eenheid=opdracht.eenheid)
    gevolg = norm_effect(werkplek, nu, opdracht, nieuw)
    return _show(request, werkplek, regel, Getypt(invoer.waarden), gevolg)


def _show(
    request: Request,
    werkplek: Werkplek,
    regel: Regelbeeld,
    getypt: Getypt = LEEG,
    gevolg: Normgevolg | None = None,
) -> Response:
    context: dict[str, object] = {
        "regel": regel,
        "mag_beheren": is_stelselbeheerder(werkplek.actor),
        "eenheden": opties(Eenheid),
        "gevolg": gevolg,
    }
    return page(request, "pages/regel.html", context | getypt.context(), getypt.status)


def _ask(request: Request, regel: Regelbeeld, per: date, getypt: Getypt) -> Response:
    context: dict[str, object] = {
        "kop": "Aanpassing intrekken",
        "tekst": f"De norm “{regel.nu.naam}” blijft zoals hij nu is.",
        "terug": regel.pad,
        "waar": regel.nu.naam,
        "actie": f"{regel.pad}/intrekken/{per.isoformat()}",
    }
    return page(request, "pages/bevestigen.html", context | getypt.context(), getypt.status)
