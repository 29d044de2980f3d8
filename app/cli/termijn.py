"""``houvast termijn bereken``: a date with its explanation, without any database."""

import json
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from app.cli.basis import UsageMistakeError
from app.domain.termijnen.bereken import bereken as compute
from app.domain.termijnen.regels import STANDAARDREGELBOEK, Grondsoort, Termijncode, Variant
from app.domain.termijnen.uitleg import als_zinnen
from app.referentie.lezer import standaardkalender

groep = typer.Typer()
Code = TypeVar("Code", bound=StrEnum)


@groep.callback()
def _group() -> None:
    """Een beloofde datum uitrekenen."""


@groep.command("bereken")
def bereken(
    code: Annotated[str, typer.Option(help="Welke termijn, bijvoorbeeld klacht_afhandelen.")],
    ontvangen: Annotated[str, typer.Option(help="De dag waarop de termijn begint: JJJJ-MM-DD.")],
    variant: Annotated[str | None, typer.Option(help="Welke vorm, bijvoorbeeld commissie.")] = None,
) -> None:
    """Rekent uit wat de laatste dag is, met de meegeleverde regels en feestdagen."""
    dag = _date(ontvangen)
    soort = _one_of(Termijncode, code, "code")
    vorm = None if variant is None else _one_of(Variant, variant, "variant")
    regel = STANDAARDREGELBOEK.regel(soort, dag, vorm)
    berekend = compute(regel, dag, standaardkalender())
    antwoord = {
        "code": str(regel.code),
        "variant": str(regel.variant),
        "naam": regel.naam,
        "ontvangen": dag.isoformat(),
        "uiterlijk": berekend.uiterlijk.isoformat(),
        "grond": regel.artikel if regel.grondsoort is Grondsoort.WET else str(regel.grondsoort),
        "uitleg": als_zinnen(berekend.uitleg),
        "berekening": berekend.uitleg.naar_json(),
    }
    typer.echo(json.dumps(antwoord, ensure_ascii=False, indent=2))


def _date(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError as error:
        raise UsageMistakeError(f"“{tekst}” is geen datum. Schrijf het zo: 2026-03-16") from error


def _one_of(lijst: type[Code], waarde: str, wat: str) -> Code:
    try:
        return lijst(waarde)
    except ValueError as error:
        keuzes = ", ".join(lid.value for lid in lijst)
        raise UsageMistakeError(f"Deze {wat} bestaat niet: “{waarde}”. Kies uit: {keuzes}") from error
