"""``houvast organisaties``: a new mapping of gemeenten with a preview, and access closed in an emergency."""

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.adapters.csvbestand import Csvbestand, Rij, UnreadableFileError
from app.cli.basis import BEVINDINGEN, UsageMistakeError, opened, tell
from app.domain.actor import ActorSoort, Rol
from app.domain.beheer import BlockOrganisatie
from app.domain.datum import datum_lang
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.indeling import Gebiedsregel, Indelingstand, Indelingswijziging, compare
from app.domain.omgeving import local_date
from app.domain.organisatiecontact import SetOrganisatiecontact
from app.domain.termen import Blokkadereden
from app.installatie import Installation, now_utc, surroundings
from app.queries.indeling import current_lines, load_indeling
from app.queries.organisatielijst import contact_lines
from app.queries.werkplek import Werkplek
from app.schemas.indelingregel import KOLOMMEN, missing_columns, read_line, write_line
from app.services.indeling import change_indeling
from app.services.organisatie import block_organisatie, unblock_organisatie
from app.services.organisatiecontact import set_organisatiecontact
from app.worker.actor import worker_actor

groep = typer.Typer()
CONTACTKOLOMMEN = ("kenmerk", "naam", "telefoon", "email", "bestuurlijk_contact")
CONTACTVERPLICHT = tuple(naam for naam in CONTACTKOLOMMEN if naam != "naam")


@groep.callback()
def _group() -> None:
    """De lijst met organisaties."""


@groep.command("importeer")
def importeer(
    bestand: Annotated[Path, typer.Argument(help="Een CSV-bestand; zie docs/beheer/organisaties.md.")],
    per: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="De eerste dag, als 2027-01-01.")],
    ja: Annotated[bool, typer.Option("--ja", help="Voer het uit zonder te vragen.")] = False,
) -> None:
    """Laat zien wat een nieuwe indeling verandert, en voert die uit als u ja zegt. Alles of niets."""
    regels = _read(bestand)
    with opened() as installation:
        with installation.database.read() as session:
            stand = load_indeling(session, per.date())
        wijziging = compare(stand, regels)
        for zin in preview(stand, wijziging, per.date()):
            typer.echo(zin)
        if wijziging.is_leeg:
            return
        if not ja and not typer.confirm("Dit uitvoeren?", err=True):
            tell("Er is niets veranderd.")
            raise typer.Exit(BEVINDINGEN)
        with _beheer(installation) as werkplek:
            _require_same(wijziging, compare(load_indeling(werkplek.session, per.date()), regels))
            change_indeling(werkplek, wijziging, per.date())
    tell(f"Uitgevoerd. De nieuwe indeling geldt vanaf {datum_lang(per.date())}.")


@groep.command("indeling")
def indeling() -> None:
    """Schrijft de indeling van nu als CSV: het begin van een nieuwe."""
    schrijver = csv.writer(sys.stdout, lineterminator="\n")
    with opened() as installation, installation.database.read() as session:
        regels = current_lines(session, local_date(now_utc()))
    schrijver.writerow(KOLOMMEN)
    schrijver.writerows(write_line(regel) for regel in regels)


@groep.command("contacten")
def contacten(
    bestand: Annotated[
        Path | None,
        typer.Argument(help="Een CSV met deze kolommen. Zonder: schrijft wat er nu staat."),
    ] = None,
) -> None:
    """Telefoon, mailadres en bestuurlijk contact van organisaties: als CSV eruit, en gewijzigd weer erin."""
    if bestand is None:
        schrijver = csv.writer(sys.stdout, lineterminator="\n")
        with opened() as installation, installation.database.read() as session:
            regels = contact_lines(session, local_date(now_utc()))
        schrijver.writerow(CONTACTKOLOMMEN)
        schrijver.writerows(regels)
        return
    opdrachten = _read_contacts(bestand)
    with opened() as installation, _beheer(installation) as werkplek:
        voor = contact_lines(werkplek.session, werkplek.omgeving.vandaag)
        for nummer, opdracht in opdrachten:
            _set_contact(werkplek, nummer, opdracht)
        na = contact_lines(werkplek.session, werkplek.omgeving.vandaag)
    gewijzigd = sum(oud != nieuw for oud, nieuw in zip(voor, na, strict=True))
    tell(f"Gelezen: {len(opdrachten)} organisaties. Gewijzigd: {gewijzigd}.")


@groep.command("blokkeer")
def blokkeer(
    kenmerk: Annotated[str, typer.Argument(help="Kenmerk van de organisatie, bijvoorbeeld ret-jz07.")],
    reden: Annotated[Blokkadereden, typer.Option(help="Waarom.")],
) -> None:
    """Sluit de toegang van een organisatie, per direct. Haar werk komt in zicht bij de vangnethouder."""
    with opened() as installation, _beheer(installation) as werkplek:
        aantal = block_organisatie(werkplek, BlockOrganisatie(kenmerk, reden))
    tell(f"Niemand van {kenmerk} komt er nu nog in. Aanbiedingen die daar wachtten en nu verlopen: {aantal}.")


@groep.command("deblokkeer")
def deblokkeer(
    kenmerk: Annotated[str, typer.Argument(help="Kenmerk van de organisatie, bijvoorbeeld ret-jz07.")],
) -> None:
    """Geeft een organisatie haar toegang terug."""
    with opened() as installation, _beheer(installation) as werkplek:
        naam = unblock_organisatie(werkplek, kenmerk).naam
    tell(f"{naam} heeft weer toegang.")


def preview(stand: Indelingstand, wijziging: Indelingswijziging, per: date) -> Iterator[str]:
    """What changes, in words; people decide on this."""
    if wijziging.is_leeg:
        yield "Deze indeling is gelijk aan die van nu. Er verandert niets."
        return
    yield f"Vanaf {datum_lang(per)}:"
    for code, naam in wijziging.nieuwe_regios:
        yield f"  nieuwe jeugdregio {naam} ({code}), met een eigen RET"
    for regel in wijziging.nieuw:
        yield f"  nieuwe gemeente {regel.naam} ({regel.gm_code}), met een eigen wijkteam"
    for regel in wijziging.einde:
        aantal = stand.bewoners.get(regel.gm_code, 0)
        oud = f"{stand.namen[regel.gm_code]} ({regel.gm_code})"
        yield f"  {oud} gaat op in {regel.opgegaan_in}. Open casussen van wie daar woont: {aantal}"
    for regel in wijziging.hernoemd:
        yield f"  {stand.namen[regel.gm_code]} heet voortaan {regel.naam}"
    for teken, paren in (("erbij", wijziging.erbij), ("eraf", wijziging.eraf)):
        for kenmerk, gm_code in paren:
            yield f"  {kenmerk}: {gm_code} {teken}"
    for van, naar in wijziging.opvolgingen:
        yield f"  voorstel: {van} gaat op in {naar}. {naar} moet dat bevestigen"
    for kenmerk in wijziging.zonder_gebied:
        yield f"  let op: {kenmerk} werkt dan voor geen enkele gemeente. Wijs een rechtsopvolger aan"


def _require_same(getoond: Indelingswijziging, nu: Indelingswijziging) -> None:
    """A yes is for what was shown: nobody waits on a question, so something may have changed since."""
    if getoond != nu:
        raise RefusedError(
            "intussen_gewijzigd",
            "Intussen is er iets veranderd. Deze indeling is niet uitgevoerd. Geef de opdracht opnieuw.",
        )


@contextmanager
def _beheer(installation: Installation) -> Iterator[Werkplek]:
    """A desk in one transaction, for who runs this installation."""
    with installation.database.transaction() as session:
        houder = worker_actor(session, installation.settings.vangnethouder)
        actor = replace(houder, soort=ActorSoort.SYSTEEM, rollen=frozenset({Rol.BEHEERDER}))
        yield Werkplek(session, actor, surroundings(session, now_utc()), installation.kluis)


def _set_contact(werkplek: Werkplek, nummer: int, opdracht: SetOrganisatiecontact) -> None:
    """One line; what is wrong with it is told by its number, and nothing of the file is kept."""
    try:
        set_organisatiecontact(werkplek, opdracht)
    except InvalidInputError as error:
        van_regel = [Veldfout(f"regel {nummer}", fout.melding) for fout in error.fouten]
        raise InvalidInputError(van_regel) from error


def _read_contacts(bestand: Path) -> list[tuple[int, SetOrganisatiecontact]]:
    return [
        (
            rij.nummer,
            SetOrganisatiecontact(
                organisatie=rij.waarden.get("kenmerk", "").strip(),
                telefoon=rij.waarden.get("telefoon", "").strip() or None,
                email=rij.waarden.get("email", "").strip() or None,
                bestuurlijk=rij.waarden.get("bestuurlijk_contact", "").strip() or None,
            ),
        )
        for rij in _rows_of(bestand, lambda kolommen: [k for k in CONTACTVERPLICHT if k not in kolommen])
    ]


def _rows_of(bestand: Path, missing: Callable[[Sequence[str]], list[str]]) -> list[Rij]:
    """Every line of a file that has its columns; refuses (UsageMistakeError) what cannot be read."""
    try:
        invoer = Csvbestand(bestand)
        if ontbreekt := missing(invoer.kolommen):
            raise UsageMistakeError(
                f"Deze kolommen ontbreken: {', '.join(ontbreekt)}. Er is niets veranderd."
            )
        return list(invoer.rows())
    except FileNotFoundError as error:
        raise UsageMistakeError(f"{bestand} bestaat niet. Kijk de naam en de map na.") from error
    except UnreadableFileError as error:
        raise UsageMistakeError(str(error)) from error


def _read(bestand: Path) -> list[Gebiedsregel]:
    gelezen = [read_line(rij.nummer, rij.waarden) for rij in _rows_of(bestand, missing_columns)]
    fouten: list[Veldfout] = [fout for _, van_regel in gelezen for fout in van_regel]
    if fouten:
        raise InvalidInputError(fouten)
    return [regel for regel, _ in gelezen]
