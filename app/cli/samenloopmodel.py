"""``houvast samenloop leer, modellen, keur, wijsaf, hersleutel``: learn, approve, make keys again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from app.cli.basis import BEVINDINGEN, opened, progress, tell
from app.cli.samenloop import read_register, told_progress
from app.domain.actor import ActorSoort, Rol
from app.domain.datum import datum_kort
from app.domain.omgeving import local_date
from app.domain.samenloopmodel import Cijfers, Modelgevolg
from app.installatie import Installation, now_utc, surroundings
from app.linkage.koppelen import link
from app.linkage.registratie import Persoon, read_persoon
from app.queries.samenloopmodellen import read_figures
from app.queries.samenlopen import Kandidaat, all_models, count_jeugdigen, find_model, jeugdigen_after
from app.queries.werkplek import Werkplek
from app.services.modelgevolg import effect_of_model
from app.services.modelkeuring import approve_model, decline_model, keep_model
from app.services.samenloop import PARTIJ, open_persoon, rekey_next
from app.services.samenloopmodel import figures_of, read_scales
from app.services.tafelzoeken import rekey_agendas
from app.worker.actor import worker_actor

REGISTER = "register"


def leer(
    bron: Annotated[str, typer.Argument(help="Een CSV-bestand, of “register”: de jeugdigen in Houvast.")],
) -> None:
    """Leert een nieuw model en laat de cijfers zien. Het model werkt pas als u het goedkeurt."""
    bestand = None if bron == REGISTER else [read_persoon(regel) for regel in read_register(Path(bron))]
    with opened() as installation:
        personen = _whole_register(installation) if bestand is None else bestand
        with installation.database.read() as session:
            basis = read_scales(session).model
        with told_progress() as meld:
            koppeling = link(personen, basis, None, meld)
        cijfers = figures_of(koppeling, len(personen))
        with _beheerder(installation) as werkplek:
            van = REGISTER if bestand is None else "bestand"
            versie = keep_model(werkplek, koppeling.geleerd.model, cijfers, van).versie
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
            stand = "  werkt nu" if rij.werkt else "  afgewezen" if rij.afgewezen_op else ""
            typer.echo(f"{rij.versie}  geleerd op {dag} van {rij.bron}{stand}")


def keur(
    versie: Annotated[int, typer.Argument(help="Het nummer van het model; 0 is het meegeleverde.", min=0)],
    ja: Annotated[bool, typer.Option("--ja", help="Vraag niets.")] = False,
) -> None:
    """Laat een model voortaan wegen, nadat u de cijfers hebt gezien en wat er met het open werk gebeurt."""
    with opened() as installation:
        with _beheerder(installation) as werkplek:
            rij = find_model(werkplek.session, versie)
            gevolg = effect_of_model(werkplek, versie)
            zinnen = [*(_sentences(read_figures(rij)) if rij else ()), *_effect(gevolg)]
        for zin in zinnen:
            typer.echo(zin)
        if rij and not ja and not typer.confirm("Dit model voortaan gebruiken?", err=True):
            tell("Er is niets veranderd.")
            raise typer.Exit(BEVINDINGEN)
        with _beheerder(installation) as werkplek:
            approve_model(werkplek, versie)
    tell(f"Model {versie} werkt nu.")


def wijsaf(
    versie: Annotated[int, typer.Argument(help="Het nummer van het model.", min=0)],
) -> None:
    """Wijst een geleerd model af. Het telt niet mee; goedkeuren kan later nog."""
    with opened() as installation, _beheerder(installation) as werkplek:
        decline_model(werkplek, versie)
    tell(f"Model {versie} is afgewezen.")


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


@contextmanager
def _beheerder(installation: Installation) -> Iterator[Werkplek]:
    """Who has the machine acts as a system of the landelijke schakel, in one transaction."""
    with installation.database.transaction() as session:
        actor = replace(
            worker_actor(session, installation.settings.vangnethouder),
            soort=ActorSoort.SYSTEEM,
            rollen=frozenset({Rol.BEHEERDER}),
        )
        yield Werkplek(session, actor, surroundings(session, now_utc()), installation.kluis)


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


def _effect(gevolg: Modelgevolg) -> list[str]:
    """What approving would change in the open work."""
    zinnen = [f"Open samenlopen: {gevolg.van}. Bekeken: {gevolg.bekeken}, gelijk: {gevolg.gelijk}."]
    return zinnen + [
        f"Van {nu or 'niet gemeld'} naar {straks or 'niet gemeld'}: {aantal}."
        for nu, straks, aantal in gevolg.verschillen
    ]
