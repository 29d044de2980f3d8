"""``houvast token maken`` and ``houvast medewerker maken``: who gets in."""

import sys
from datetime import timedelta
from typing import Annotated

import typer

from app.cli.basis import UsageMistakeError, opened, tell
from app.domain.actor import Rol
from app.domain.datum import datum_lang
from app.domain.errors import InvalidInputError, Veldfout
from app.domain.omgeving import local_date
from app.domain.uitnodigen import password_errors
from app.installatie import now_utc, surroundings
from app.queries.organisaties import find_organisatie
from app.security import NieuwToken, create_token, hash_password
from app.services.medewerker import HireMedewerker, fits, hire_medewerker
from app.wachtwoorden import set_password

TOKEN_DAGEN = 365

token = typer.Typer()
medewerker = typer.Typer()

Organisatie = Annotated[str, typer.Option(help="Kenmerk van de organisatie, bijvoorbeeld ret-jz07.")]


@token.callback()
def _token() -> None:
    """Toegang voor een ander systeem."""


@medewerker.callback()
def _medewerker() -> None:
    """Mensen die inloggen."""


@token.command("maken")
def maak_token(
    organisatie: Organisatie,
    rol: Annotated[str, typer.Option(help="De rol van dat systeem, bijvoorbeeld procesregisseur.")],
    naam: Annotated[str, typer.Option(help="Waar het token voor is.")] = "systeem",
    dagen: Annotated[int, typer.Option(help="Hoe lang het geldig is.", min=1, max=3650)] = TOKEN_DAGEN,
) -> None:
    """Maakt een token met alle rechten van die rol. Alleen het token staat op de uitvoer."""
    gekozen = _rol(rol)
    with opened() as installation, installation.database.transaction() as session:
        rij = find_organisatie(session, organisatie, "organisatie")
        if not fits(gekozen, rij.soort):
            raise InvalidInputError([Veldfout("rol", f"De rol {gekozen} past niet bij {rij.naam}.")])
        now = now_utc()
        nieuw = NieuwToken(organisatie=rij, naam=naam, rol=gekozen, verloopt_op=now + timedelta(days=dagen))
        waarde = create_token(session, nieuw, surroundings(session, now).new_id(), now)
    typer.echo(waarde)
    tot = datum_lang(local_date(nieuw.verloopt_op))
    tell(f"Geldig tot {tot}. Bewaar het nu: het is niet opnieuw te zien.")


@medewerker.command("maken")
def maak_medewerker(
    gebruikersnaam: Annotated[str, typer.Option(help="Naam om mee in te loggen.")],
    naam: Annotated[str, typer.Option(help="Naam die collega's zien.")],
    organisatie: Organisatie,
    rol: Annotated[list[str], typer.Option(help="Een rol; mag vaker.")],
    wachtwoord_stdin: Annotated[
        bool, typer.Option("--wachtwoord-stdin", help="Lees het wachtwoord van de invoer.")
    ] = False,
) -> None:
    """Maakt iemand die kan inloggen. Het wachtwoord komt van het toetsenbord of van de invoer."""
    rollen = frozenset(_rol(een) for een in rol)
    with opened() as installation:
        wachtwoord = _password(gebruikersnaam, van_invoer=wachtwoord_stdin)
        opdracht = HireMedewerker(
            gebruikersnaam=gebruikersnaam.strip(),
            naam=naam.strip(),
            organisatie=organisatie,
            rollen=rollen,
            wachtwoord_hash=hash_password(wachtwoord),
        )
        with installation.database.transaction() as session:
            hire_medewerker(session, surroundings(session, now_utc()), opdracht)
    tell(f"{opdracht.naam} kan nu inloggen als {opdracht.gebruikersnaam}.")


@medewerker.command("wachtwoord")
def kies_wachtwoord(
    gebruikersnaam: Annotated[str, typer.Option(help="Wie een ander wachtwoord krijgt.")],
    wachtwoord_stdin: Annotated[
        bool, typer.Option("--wachtwoord-stdin", help="Lees het wachtwoord van de invoer.")
    ] = False,
) -> None:
    """Geeft iemand een ander wachtwoord, als niemand daar een code kan geven. Overal uitgelogd."""
    naam = gebruikersnaam.strip()
    with opened() as installation:
        hash_ = hash_password(_password(naam, van_invoer=wachtwoord_stdin))
        with installation.database.transaction() as session:
            wie = set_password(session, naam, hash_, now_utc())
    if wie is None:
        raise InvalidInputError([Veldfout("gebruikersnaam", f"Niemand logt in als “{naam}”.")])
    tell(f"{naam} heeft een ander wachtwoord en is overal uitgelogd.")


def _rol(waarde: str) -> Rol:
    try:
        return Rol(waarde)
    except ValueError as error:
        keuzes = ", ".join(rol.value for rol in Rol)
        raise UsageMistakeError(f"Deze rol bestaat niet: “{waarde}”. Kies uit: {keuzes}") from error


def _password(gebruikersnaam: str, *, van_invoer: bool) -> str:
    if van_invoer:
        wachtwoord = sys.stdin.readline().rstrip("\n")
    elif sys.stdin.isatty():
        wachtwoord = typer.prompt("Wachtwoord", hide_input=True, confirmation_prompt="Nog een keer", err=True)
    else:
        raise UsageMistakeError("Er is geen toetsenbord. Geef het wachtwoord met --wachtwoord-stdin.")
    for fout in password_errors(wachtwoord, wachtwoord, gebruikersnaam):
        raise UsageMistakeError(f"Wachtwoord: {fout.melding}")
    return wachtwoord
