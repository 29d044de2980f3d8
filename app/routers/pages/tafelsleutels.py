"""Tafelsleutels: a list of codes handed in on the page of a tafel, and what became of earlier lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from app.audit.leeslog import Leesactie
from app.dependencies import PageActorDep
from app.domain.errors import InvalidInputError, NotPermittedError, Veldfout
from app.domain.toegang import Recht
from app.linkage.deelbaar import Sleutelregel
from app.queries.sleutellijsten import handed_in, lines_under_old_keys
from app.queries.tafels import TafelBeeld, load_tafel
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page
from app.schemas.sleutelbestand import (
    GROOTSTE,
    MEESTE_REGELS,
    SleutelsIn,
    UnreadableKeyFileError,
    read_codes,
)
from app.services.sleutelregistratie import register_keys

router = APIRouter()
VELD = "sleutels"


@dataclass(frozen=True, slots=True)
class Lijst:
    """What was in the file, or what is wrong with it."""

    sleutels: SleutelsIn | None = None
    regels: Sequence[Sleutelregel] = ()
    fouten: Sequence[Veldfout] = ()


async def get_lijst(request: Request, _actor: PageActorDep) -> Lijst:
    """Read and judged before the desk opens, so that no transaction waits for it."""
    formulier = await request.form()
    bestand = formulier.get(VELD)
    if not isinstance(bestand, UploadFile) or not bestand.filename:
        return _wrong("Kies het bestand dat houvast sleutels maken heeft gemaakt.")
    if (bestand.size or 0) > GROOTSTE:
        return _wrong("Dit bestand is te groot. Deel uw lijst op in kleinere lijsten.")
    inhoud = await bestand.read()
    await bestand.seek(0)
    return await run_in_threadpool(_read, inhoud)


LijstDep = Annotated[Lijst, Depends(get_lijst)]


@router.get("/tafels/{kenmerk}/sleutels")
def show_lists(bezoek: BezoekDep, kenmerk: str) -> Response:
    """How to hand in a list, and the earlier ones."""
    return _page(bezoek, _tafel(bezoek, kenmerk), LEEG)


@router.post("/tafels/{kenmerk}/sleutels")
def hand_in(lijst: LijstDep, bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """All lines come on the agenda and are compared, or none."""
    tafel = _tafel(bezoek, kenmerk)
    invoer.fouten.extend(lijst.fouten)

    def act() -> str:
        assert lijst.sleutels is not None  # with what is wrong the form is shown again
        lijst.sleutels.require_for(tafel.kenmerk)
        versie = lijst.sleutels.sleutelversie
        gedaan = register_keys(bezoek.werkplek, tafel.kenmerk, versie, list(lijst.regels))
        bekend = not (gedaan.nieuw or gedaan.bijgewerkt)
        return done(
            f"/tafels/{tafel.kenmerk}/sleutels", "sleutels_bekend" if bekend else "sleutels_aangemeld"
        )

    return attempt(bezoek.request, bezoek.werkplek, invoer, lambda getypt: _page(bezoek, tafel, getypt), act)


def _read(inhoud: bytes) -> Lijst:
    try:
        sleutels = read_codes(inhoud.decode("utf-8-sig"))
        return Lijst(sleutels, sleutels.to_lines())
    except UnicodeDecodeError:
        return _wrong("Dit is geen bestand met sleutels. Maak het met: houvast sleutels maken.")
    except UnreadableKeyFileError as error:
        return Lijst(fouten=[Veldfout(VELD, zin) for zin in error.fouten])
    except InvalidInputError as error:
        return Lijst(fouten=error.fouten)


def _wrong(zin: str) -> Lijst:
    return Lijst(fouten=[Veldfout(VELD, zin)])


def _tafel(bezoek: Bezoek, kenmerk: str) -> TafelBeeld:
    tafel = load_tafel(bezoek.werkplek, kenmerk)
    if Recht.AGENDEREN not in tafel.rechten:
        raise NotPermittedError("niet_uw_agenda", "Dit doet de secretaris van de tafel.")
    return tafel


def _page(bezoek: Bezoek, tafel: TafelBeeld, getypt: Getypt) -> Response:
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "agenda", [tafel.id])
    context: dict[str, object] = {
        "tafel": tafel,
        "lijsten": handed_in(bezoek.werkplek, tafel.id),
        "oud": lines_under_old_keys(bezoek.werkplek, tafel.id),
        "meeste_regels": MEESTE_REGELS,
    }
    return page(bezoek.request, "pages/tafel_sleutels.html", context | getypt.context(), getypt.status)
