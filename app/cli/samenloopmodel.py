"""``houvast samenloop leer, modellen, keur, hersleutel``: learn on a register, approve, make keys again."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli.basis import BEVINDINGEN, opened, progress, tell
from app.cli.samenloop import read_register, told_progress
from app.domain.datum import datum_kort
from app.domain.omgeving import local_date
from app.installatie import Installation, now_utc, surroundings
from app.linkage.koppelen import link
from app.linkage.registratie import Persoon, read_persoon
from app.queries.samenlopen import Kandidaat, all_models, count_jeugdigen, jeugdigen_after
from app.services.samenloop import PARTIJ, open_persoon, rekey_next
from app.services.samenloopmodel import Cijfers, approve_model, current_model, figures_of, keep_model
from app.services.tafelzoeken import rekey_agendas

REGISTER = "register"


def leer(
    bron: Annotated[str, typer.Argument(help="Een CSV-bestand, of “register”: de jeugdigen in Houvast.")],
) -> None:
    """Leert een nieuw model en laat de cijfers zien. Het model werkt pas als u het goedkeurt."""
    bestand = None if bron == REGISTER else [read_persoon(regel) for regel in read_register(Path(bron))]
    with opened() as installation:
        personen = _whole_register(installation) if bestand is None else bestand
        with installation.database.read() as session:
            basis = current_model(session)
        with told_progress() as meld:
            koppeling = link(personen, basis, None, meld)
        cijfers = figures_of(koppeling, len(personen))
        with installation.database.transaction() as session:
            omgeving = surroundings(session, now_utc())
            rij = keep_model(
                session,
                omgeving,
                koppeling.geleerd.model,
                cijfers,
                REGISTER if bestand is None else "bestand",
            )
            versie = rij.versie
    for zin in _sentences(cijfers):
        typer.echo(zin)
    tell(f"Dit is model {versie}. Het werkt nog niet. Keur het goed met: houvast samenloop keur {versie}")


def modellen() -> None:
    """Laat zien welke modellen er zijn en welk model werkt."""
    with opened() as installation, installation.database.read() as session:
        rijen = all_models(session)
        typer.echo(f"0  meegeleverd{'' if any(rij.werkt for rij in rijen) else '  werkt nu'}")
        for rij in reversed(rijen):
            dag = datum_kort(local_date(rij.geleerd_op))
            typer.echo(f"{rij.versie}  geleerd op {dag} van {rij.bron}{'  werkt nu' if rij.werkt else ''}")


def keur(
    versie: Annotated[int, typer.Argument(help="Het nummer van het model; 0 is het meegeleverde.", min=0)],
    ja: Annotated[bool, typer.Option("--ja", help="Vraag niets.")] = False,
) -> None:
    """Laat een model voortaan wegen, nadat u de cijfers hebt gezien."""
    with opened() as installation:
        with installation.database.read() as session:
            rij = next((rij for rij in all_models(session) if rij.versie == versie), None)
            cijfers = Cijfers(**json.loads(rij.cijfers)) if rij else None
        for zin in _sentences(cijfers) if cijfers else ():
            typer.echo(zin)
        if cijfers and not ja and not typer.confirm("Dit model voortaan gebruiken?", err=True):
            tell("Er is niets veranderd.")
            raise typer.Exit(BEVINDINGEN)
        with installation.database.transaction() as session:
            approve_model(session, surroundings(session, now_utc()), versie)
    tell(f"Model {versie} werkt nu.")


def hersleutel() -> None:
    """Maakt alle zoeksleutels opnieuw, na een nieuwe versie of een nieuwe sleutel. Twee keer mag ook."""
    with opened() as installation:
        rekey_all(installation)


def rekey_all(installation: Installation) -> None:
    """The keys of every jeugdige again, a part per transaction, with a bar."""
    with progress() as balk:
        with installation.database.read() as session:
            taak = balk.add_task("Zoeksleutels maken", total=count_jeugdigen(session))
        vorige: Kandidaat | None = None
        aantal = PARTIJ
        while aantal == PARTIJ:
            with installation.database.transaction() as session:
                deel = rekey_next(session, installation.kluis, vorige, local_date(now_utc()))
            aantal, vorige = len(deel), deel[-1] if deel else vorige
            balk.advance(taak, aantal)
        with installation.database.transaction() as session:
            rekey_agendas(session, installation.kluis, local_date(now_utc()))


def _whole_register(installation: Installation) -> list[Persoon]:
    personen: list[Persoon] = []
    vorige: Kandidaat | None = None
    with installation.database.read() as session, progress() as balk:
        taak = balk.add_task("Jeugdigen lezen", total=count_jeugdigen(session))
        while deel := jeugdigen_after(session, vorige.jeugdige.id if vorige else None, PARTIJ):
            personen += [open_persoon(installation.kluis, kandidaat) for kandidaat in deel]
            vorige = deel[-1]
            balk.advance(taak, len(deel))
            session.expunge_all()
    return personen


def _sentences(cijfers: Cijfers) -> list[str]:
    return [
        f"Registraties: {cijfers.registraties}. Vergeleken paren: {cijfers.vergeleken}.",
        f"Treffers: {cijfers.treffers}. Mogelijk: {cijfers.mogelijk}.",
        f"Het model verwacht dat {cijfers.verwacht_onterecht:.1f} treffers niet kloppen.".replace(
            ".", ",", 1
        ),
        f"Het ziet {cijfers.gezinnen} paren broers en zussen en {cijfers.meerlingen} paren tweelingen.",
    ]
