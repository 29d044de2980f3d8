"""Hoofd: all commands under one name, and how an error becomes one Dutch sentence."""

import os
import sys
from collections.abc import Sequence

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError
from typer._click.exceptions import (
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)

from app.cli import (
    bounce,
    controle,
    inrichten,
    kopie,
    meldingen,
    organisaties,
    samenloop,
    samenloopmodel,
    sleutels,
    starten,
    tafel,
    tafelsleutels,
    termijn,
    toegang,
    werk,
)
from app.cli.basis import VERKEERD_GEBRUIK, UsageMistakeError, tell
from app.domain.errors import DomainError, InvalidInputError
from app.domain.reservekopie import ReservekopieError
from app.installatie import InstallationError
from app.kluis import KluisError
from app.storingen import Storing, lacks_locks, storing_of

app = typer.Typer(
    name="houvast",
    help="Houvast: één eigenaar, één volgende datum, tot de melder zegt: ik ben geholpen.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("init")(inrichten.init)
app.command("serve")(starten.serve)
app.command("demo")(starten.demo)
app.command("werk")(werk.werk)
app.command("bounce")(bounce.bounce)
app.command("controleer")(controle.controleer)
app.command("backup")(kopie.backup)
app.command("herstel")(kopie.herstel)
for naam, opdracht in (
    ("leer", samenloopmodel.leer),
    ("modellen", samenloopmodel.modellen),
    ("keur", samenloopmodel.keur),
    ("wijsaf", samenloopmodel.wijsaf),
    ("hersleutel", samenloopmodel.hersleutel),
):
    samenloop.groep.command(naam)(opdracht)
sleutels.groep.command("maken")(tafelsleutels.maken)
for naam, uitleg, groep in (
    ("token", "Toegang voor een ander systeem.", toegang.token),
    ("medewerker", "Mensen die inloggen.", toegang.medewerker),
    ("meldingen", "Meldingen overnemen uit een ander systeem.", meldingen.groep),
    ("organisaties", "De lijst met organisaties en hun gebied.", organisaties.groep),
    ("termijn", "Een beloofde datum uitrekenen.", termijn.groep),
    ("bewijs", "De geschiedenis nakijken.", controle.bewijs),
    ("tafel", "Sleutels voor tafels die geen personen mogen delen.", tafel.groep),
    ("samenloop", "Dezelfde jeugdige terugvinden.", samenloop.groep),
    ("sleutels", "Het sleutelbestand bewaren en terugzetten.", sleutels.groep),
):
    app.add_typer(groep, name=naam, help=uitleg, no_args_is_help=True)


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; the exit status is 0, 1 (findings, refused), 2 (given wrongly) or 3 (vangnet).

    What a command writes is for its owner only: databases, copies and reports hold personal data.
    """
    os.umask(0o077)
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command and give the exit status."""
    try:
        uitkomst = app(args=argv, standalone_mode=False)
    except UsageError as error:
        tell(usage_sentence(error))
        return VERKEERD_GEBRUIK
    except typer.Abort:
        tell("Gestopt.")
        return 130
    except typer.Exit as einde:
        return einde.exit_code
    except Exception as error:
        zin = sentence(error)
        if zin is None:
            raise
        tell(zin)
        return VERKEERD_GEBRUIK if isinstance(error, UsageMistakeError | ValidationError) else 1
    return uitkomst if isinstance(uitkomst, int) else 0


def usage_sentence(error: UsageError) -> str:
    """What is wrong with how the command was given."""
    hulp = "Zet er --help achter om te zien wat kan."
    match error:
        case NoArgsIsHelpError():
            return error.format_message()
        case NoSuchOption():
            return f"De optie {error.option_name} bestaat hier niet. {hulp}"
        case MissingParameter():
            naam = error.param.get_error_hint() if error.param else "iets"
            return f"Er ontbreekt nog: {naam}. {hulp}"
        case BadParameter():
            naam = error.param.get_error_hint() if error.param else "een optie"
            return f"Deze waarde past niet bij {naam}. {hulp}"
        case _:
            return f"{error.message.replace('No such command', 'Deze opdracht bestaat niet:')} {hulp}"


def sentence(error: Exception) -> str | None:
    """What went wrong and what to do; None for a mistake in the program itself."""
    match error:
        case InvalidInputError():
            return "\n".join(f"{fout.veld}: {fout.melding}" for fout in error.fouten)
        case DomainError():
            return error.melding
        case InstallationError() | UsageMistakeError() | ReservekopieError():
            return str(error)
        case KluisError():
            return _as_sentence(str(error))
        case ValidationError():
            return _settings_sentence(error)
        case IntegrityError():
            return (
                "De database weigerde dit, dus er is niets van opgeslagen. Probeer het opnieuw; "
                "gebeurt het weer, meld het dan aan de makers van Houvast."
            )
        case DBAPIError():
            return _database_sentence(error)
        case OSError():
            return f"Dat bestand of die poort is niet te gebruiken: {error.strerror or error}."
        case _:
            return None


def _database_sentence(error: DBAPIError) -> str:
    """What the database lacked, and where to give it more; all of the command's transaction is undone."""
    if lacks_locks(error):
        return (
            "PostgreSQL heeft geen plaats voor zoveel tabellen tegelijk; de database is niet veranderd. Zet "
            "max_locks_per_transaction op 256, start PostgreSQL opnieuw en doe deze opdracht nog eens."
        )
    match storing_of(error):
        case Storing.SCHIJF_VOL:
            return "De schijf met de database is vol. Maak ruimte en doe deze opdracht nog eens."
        case Storing.DRUK:
            return "De database is nu te druk. Doe deze opdracht zo nog eens."
        case _:
            return (
                "De database gaf geen antwoord. Controleer of zij draait en of HOUVAST_DATABASE_URL klopt, "
                f"en probeer het opnieuw. ({type(error.orig).__name__})"
            )


def _as_sentence(tekst: str) -> str:
    einde = "" if tekst.endswith((".", "?", "init", "600")) else "."
    return f"{tekst[:1].upper()}{tekst[1:]}{einde}"


def _settings_sentence(error: ValidationError) -> str:
    """Names the settings, never their values: an address may hold a password.

    What two settings must be together is said by the rule itself.
    """
    namen = [f"HOUVAST_{'_'.join(map(str, fout['loc'])).upper()}" for fout in error.errors() if fout["loc"]]
    samen = [str(fout["ctx"]["error"]) for fout in error.errors() if not fout["loc"] and "ctx" in fout]
    zinnen = [f"Deze instelling klopt niet: {', '.join(namen)}."] if namen else []
    return " ".join([*zinnen, *map(_as_sentence, samen), "Kijk in docs/beheer wat er mag staan."])
