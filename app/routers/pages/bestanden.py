"""Bestanden: the files of a form, judged before the transaction of the act begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from app.dependencies import Huis, HuisDep, PageActorDep
from app.domain.bijlage import VELD, Bestand, Gekeurd
from app.domain.errors import BusyError, InvalidInputError, Veldfout
from app.keuring import Keuring
from app.schemas.invoer import Invoer


@dataclass(frozen=True, slots=True)
class Bestanden:
    """What may be kept, or what is wrong: then the form is shown again with everything that was typed."""

    gekeurd: tuple[Gekeurd, ...] = ()
    fouten: Sequence[Veldfout] = ()

    def into(self, invoer: Invoer) -> tuple[Gekeurd, ...]:
        """The files, with what is wrong among the errors of the form."""
        invoer.fouten.extend(self.fouten)
        return self.gekeurd


async def judge_form(request: Request, keuring: Keuring) -> Bestanden:
    """The files of this form, read no further than they may be, and judged."""
    formulier = await request.form()
    gestuurd = [
        await _read(bestand, keuring.grootste)
        for bestand in formulier.getlist(VELD)
        if isinstance(bestand, UploadFile) and bestand.filename
    ]
    if not gestuurd:
        return Bestanden()
    try:
        return Bestanden(await run_in_threadpool(keuring.judge, gestuurd))
    except InvalidInputError as error:
        return Bestanden(fouten=error.fouten)
    except BusyError as error:
        return Bestanden(fouten=[Veldfout(VELD, error.melding)])


async def get_bestanden(request: Request, huis: HuisDep, _actor: PageActorDep) -> Bestanden:
    """For who is logged in: a route names this before its desk, so that no transaction waits for a scan."""
    return await judge_form(request, huis.keuring)


BestandenDep = Annotated[Bestanden, Depends(get_bestanden)]


async def _read(bestand: UploadFile, grootste: int) -> Bestand:
    """No more than is needed to see that it is too large."""
    grootte = bestand.size or 0
    inhoud = await bestand.read(grootste + 1) if grootte <= grootste else b""
    await bestand.seek(0)
    return Bestand(bestand.filename or "", inhoud, grootte)


def grootste_mb(request: Request) -> int:
    """How large one file may be, in MB, for the words beside the field."""
    huis: Huis = request.app.state.huis
    return huis.settings.bijlage_mb
