"""Klachtbrieven: the letters about a klacht: sent by hand, mailed now, in other words, or printed."""

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain.errors import NotVisibleError
from app.domain.opdrachten import ChangeBericht
from app.queries.klachtbeeld import load_klacht
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import BezoekDep, Daad, Getypt, attempt, done, page
from app.routers.pages.klachten import show_one
from app.schemas.invoer import Invoer
from app.services import klachtberichten as berichten

router = APIRouter()


def _sent(_invoer: Invoer, bericht_id: UUID) -> Daad:
    return lambda werkplek: berichten.mark_klachtbericht_sent(werkplek, bericht_id)


def _mail(_invoer: Invoer, bericht_id: UUID) -> Daad:
    return lambda werkplek: berichten.release_klachtbericht(werkplek, bericht_id)


def _change(invoer: Invoer, bericht_id: UUID) -> Daad:
    tekst = invoer.lange_tekst("tekst") or ""
    opdracht = ChangeBericht(bericht_id=bericht_id, tekst=tekst, gelezen=invoer.tekst("gelezen"))
    return lambda werkplek: berichten.change_klachtbericht(werkplek, opdracht)


def _no_button(invoer: Invoer, _bericht_id: UUID) -> Daad:
    invoer.fout("", "Kies wat er met het bericht moet gebeuren.")
    return lambda _werkplek: None


#: Button of a message → what is said afterwards, and how its form is read and carried out.
BERICHT: dict[str, tuple[str, Callable[[Invoer, UUID], Daad]]] = {
    "verstuurd": ("verstuurd", _sent),
    "mailen": ("bericht_gaat", _mail),
    "wijzigen": ("bericht_gewijzigd", _change),
}


@router.post("/klachten/{kenmerk}/berichten/{bericht_id}")
def act_on_message(bezoek: BezoekDep, kenmerk: str, bericht_id: UUID, invoer: InvoerDep) -> Response:
    """A message about a klacht: sent by hand, mailed now, or in other words."""
    werkplek = bezoek.werkplek
    klacht = load_klacht(werkplek, kenmerk)
    if bericht_id not in {bericht.id for bericht in klacht.berichten}:
        raise NotVisibleError("Dit bericht")
    gezegd, lees = BERICHT.get(invoer.tekst("doen") or "", ("", _no_button))
    doe = lees(invoer, bericht_id)

    def act() -> str:
        doe(werkplek)
        return done(f"/klachten/{klacht.kenmerk}", gezegd)

    def again(getypt: Getypt) -> Response:
        return show_one(bezoek, klacht, getypt, "bericht")

    return attempt(bezoek.request, werkplek, invoer, again, act)


@router.get("/klachten/{kenmerk}/berichten/{bericht_id}/afdrukken")
def print_message(bezoek: BezoekDep, kenmerk: str, bericht_id: UUID) -> Response:
    """One letter as a page to print."""
    klacht = load_klacht(bezoek.werkplek, kenmerk)
    brieven = [bericht for bericht in klacht.berichten if bericht.id == bericht_id]
    if not brieven:
        raise NotVisibleError("Dit bericht")
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "klacht", [klacht.id])
    return page(bezoek.request, "pages/brieven_afdrukken.html", {"brieven": brieven})
