"""Klachten: the list, one klacht with everything that can be done with it, and the klaagschrift."""

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain import klachttermen as k
from app.domain.errors import NotVisibleError
from app.domain.klacht import MINSTE_LEDEN
from app.domain.klachtopdrachten import NoteOnKlacht
from app.domain.klachtteksten import WEGWIJZER
from app.domain.opdrachten import ChangeBericht
from app.domain.termen import Kanaal
from app.domain.termijnen.verdaging import needs_consent
from app.domain.termijnen.wijziging import Verdagingsreden
from app.queries.gids import open_gids
from app.queries.klachtbeeld import KlachtBeeld, load_klacht
from app.queries.klachten import colleagues_to_name, handlers
from app.queries.klachtenlijst import (
    Klachtfilter,
    Klachtlijst,
    klaagschriften_to_me,
    list_klachten,
    load_klaagschrift,
)
from app.queries.klachtregister import may_see_register
from app.queries.klachtzicht import find_klacht
from app.queries.termijnbeeld import standing_of
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page
from app.routers.pages.bladeren import read_cursor, write_cursor
from app.routers.pages.partijkeuze import party_choices
from app.routers.pages.weergave import due
from app.schemas import klachtformulieren as f
from app.schemas.formulieren import read_verdaging
from app.schemas.invoer import Invoer
from app.schemas.klachtwoorden import steps_of
from app.schemas.woorden import opties
from app.services import klacht as ontvangst
from app.services import klachtafdoening as einde
from app.services import klachtbehandeling as gang
from app.services import klachtberichten as berichten
from app.services import klachtcontact as contact

router = APIRouter()
Doen = Callable[[Werkplek, Invoer, KlachtBeeld], object]
#: Path of the act → what is said afterwards, and what is done.
HANDELINGEN: dict[str, tuple[str, Doen]] = {
    "bevestigen": ("klacht_bevestigd", lambda w, _, b: ontvangst.confirm_klacht(w, b.id)),
    "doorzenden": ("klacht_door", lambda w, i, b: ontvangst.forward_klacht(w, f.read_forward(i, b.id))),
    "nemen": ("klacht_genomen", lambda w, i, b: ontvangst.take_klacht(w, f.read_assign(i, b.id))),
    "aantekenen": ("klacht_notitie", lambda w, i, b: ontvangst.note_on_klacht(w, f.read_note(i, b.id))),
    "aanspreekpunt": ("klacht_contact", lambda w, i, b: contact.choose_contact(w, f.read_contact(i, b.id))),
    "weigeren": ("klacht_af", lambda w, i, b: einde.refuse_klacht(w, f.read_refusal(i, b.id))),
    "klaagschrift": (
        "klacht_gestuurd", lambda w, i, b: gang.send_klaagschrift(w, f.read_klaagschrift(i, b.id))
    ),
    "horen": ("klacht_gehoord", lambda w, i, b: gang.record_hearing(w, f.read_hearing(i, b.id))),
    "niet_horen": ("klacht_gehoord", lambda w, i, b: gang.skip_hearing(w, f.read_skip(i, b.id))),
    "commissie": ("klacht_commissie", lambda w, i, b: gang.call_commissie(w, f.read_commissie(i, b.id))),
    "verdagen": ("klacht_verdaagd", lambda w, i, b: gang.postpone_klacht(w, read_verdaging(i, _clock(b)))),
    "afdoen": ("klacht_af", lambda w, i, b: einde.judge_klacht(w, f.read_judgement(i, b.id))),
    "beeindigen": ("klacht_af", lambda w, i, b: einde.end_klacht(w, f.read_end(i, b.id))),
}  # fmt: skip


@router.get("/klachten")
def show_klachten(bezoek: BezoekDep) -> Response:
    """The klachten that lie here, were sent on, or are done; and what is asked of a beklaagde."""
    werkplek, vraag = bezoek.werkplek, bezoek.request.query_params
    naam = vraag.get("lijst", Klachtlijst.HIER)
    lijst = Klachtlijst(naam) if naam in set(Klachtlijst) else Klachtlijst.HIER
    plaats = read_cursor(vraag.get("na", ""))
    filter_ = Klachtfilter(lijst, (plaats[1], plaats[2]) if plaats else None)
    gevonden = list_klachten(werkplek, filter_)
    rijen = gevonden[: filter_.limit]
    verder = len(gevonden) > len(rijen)
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "klachtlijst")
    labels = {
        Klachtlijst.HIER: "Bij ons",
        Klachtlijst.DOORGESTUURD: "Doorgestuurd",
        Klachtlijst.AFGEDAAN: "Afgedaan",
    }
    context: dict[str, object] = {
        "rijen": [(rij, due(rij.uiterlijk, werkplek.omgeving) if rij.uiterlijk else None) for rij in rijen],
        "lijst": lijst,
        "tabs": [
            {"href": f"/klachten?lijst={soort}", "label": label, "aantal": None, "actief": soort is lijst}
            for soort, label in labels.items()
        ],
        "aan_mij": klaagschriften_to_me(werkplek),
        "register": may_see_register(werkplek),
        "volgende": f"/klachten?lijst={lijst}&na={write_cursor((0, *rijen[-1].plaats))}" if verder else "",
    }
    return page(bezoek.request, "pages/klachten.html", context)


@router.get("/klachten/{kenmerk}")
def show_klacht(bezoek: BezoekDep, kenmerk: str) -> Response:
    """One klacht: what must happen now on top, dates, acts, what was done."""
    return _show(bezoek, load_klacht(bezoek.werkplek, kenmerk), LEEG, "")


@router.post("/klachten/{kenmerk}/handelingen/{handeling}")
def act_on_klacht(bezoek: BezoekDep, kenmerk: str, handeling: str, invoer: InvoerDep) -> Response:
    """Any act of the table; a refusal shows the page again with what was typed."""
    werkplek = bezoek.werkplek
    klacht = load_klacht(werkplek, kenmerk)
    if handeling not in HANDELINGEN:
        raise NotVisibleError
    gedaan, doe = HANDELINGEN[handeling]

    def act() -> str:
        doe(werkplek, invoer, klacht)
        return done(f"/klachten/{klacht.kenmerk}", gedaan)

    def again(getypt: Getypt) -> Response:
        return _show(bezoek, klacht, getypt, handeling)

    return attempt(bezoek.request, werkplek, invoer, again, act)


@router.post("/klachten/{kenmerk}/berichten/{bericht_id}")
def act_on_message(bezoek: BezoekDep, kenmerk: str, bericht_id: UUID, invoer: InvoerDep) -> Response:
    """A message about a klacht: sent by hand, mailed now, or in other words."""
    werkplek = bezoek.werkplek
    klacht = load_klacht(werkplek, kenmerk)
    if bericht_id not in {bericht.id for bericht in klacht.berichten}:
        raise NotVisibleError("Dit bericht")
    wat = invoer.tekst("doen") or ""

    def act() -> str:
        if wat == "wijzigen":
            tekst = invoer.lange_tekst("tekst") or ""
            opdracht = ChangeBericht(bericht_id=bericht_id, tekst=tekst, gelezen=invoer.tekst("gelezen"))
            berichten.change_klachtbericht(werkplek, opdracht)
        elif wat == "mailen":
            berichten.release_klachtbericht(werkplek, bericht_id)
        else:
            berichten.mark_klachtbericht_sent(werkplek, bericht_id)
        gezegd = {"wijzigen": "bericht_gewijzigd", "mailen": "bericht_gaat"}.get(wat, "verstuurd")
        return done(f"/klachten/{klacht.kenmerk}", gezegd)

    def again(getypt: Getypt) -> Response:
        return _show(bezoek, klacht, getypt, "bericht")

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


@router.get("/klaagschriften/{kenmerk}")
def show_klaagschrift(bezoek: BezoekDep, kenmerk: str) -> Response:
    """The klaagschrift for who it is about, and the answer (9:9, 9:10)."""
    return _klaagschrift_page(bezoek, kenmerk, LEEG)


@router.post("/klaagschriften/{kenmerk}")
def answer_klaagschrift(bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """The beklaagde says how it went."""
    klacht, _ = find_klacht(bezoek.werkplek, kenmerk)
    tekst = invoer.lange_tekst("tekst") or ""

    def act() -> str:
        gang.answer_klaagschrift(bezoek.werkplek, NoteOnKlacht(klacht_id=klacht.id, tekst=tekst))
        return done(f"/klaagschriften/{klacht.kenmerk}", "klacht_verweer")

    def again(getypt: Getypt) -> Response:
        return _klaagschrift_page(bezoek, kenmerk, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _klaagschrift_page(bezoek: Bezoek, kenmerk: str, getypt: Getypt) -> Response:
    beeld = load_klaagschrift(bezoek.werkplek, kenmerk)
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "klaagschrift", [beeld.id])
    context = {"klaagschrift": beeld} | getypt.context()
    return page(bezoek.request, "pages/klaagschrift.html", context, getypt.status)


def _clock(beeld: KlachtBeeld) -> UUID:
    if beeld.klok is None:
        raise NotVisibleError("Deze termijn")
    return beeld.klok.id


def _show(bezoek: Bezoek, klacht: KlachtBeeld, getypt: Getypt, actie: str) -> Response:
    werkplek = bezoek.werkplek
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "klacht", [klacht.id])
    context: dict[str, object] = {
        "klacht": klacht,
        "stappen": steps_of(klacht),
        "termijnen": [(t, due(t.uiterlijk, werkplek.omgeving)) for t in klacht.termijnen],
        "klok": due(klacht.klok.uiterlijk, werkplek.omgeving) if klacht.klok else None,
        "actie": actie,
        "wegwijzer": WEGWIJZER,
        "pad": f"/klachten/{klacht.kenmerk}/handelingen",
    }
    context |= getypt.context()
    if klacht.acties:
        context |= _choices(werkplek, klacht)
    return page(bezoek.request, "pages/klacht.html", context, getypt.status)


def _choices(werkplek: Werkplek, klacht: KlachtBeeld) -> dict[str, object]:
    rij, _ = find_klacht(werkplek, str(klacht.id))
    gids = open_gids(werkplek.session)
    stand = standing_of(werkplek, klacht.klok.id) if klacht.klok else None
    weigering = needs_consent(stand, werkplek.omgeving.vandaag) if stand else None
    over = klacht.beklaagde or klacht.organisatie
    return {
        "partijen": party_choices(werkplek, "Kies een organisatie"),
        "behandelaars": [
            (str(id_), naam, "was hierbij betrokken (Awb 9:7)" if betrokken else "")
            for id_, naam, betrokken in handlers(werkplek, rij)
        ],
        "medewerkers": [
            ("", "Kies een medewerker"),
            *((str(i), n) for i, n in colleagues_to_name(werkplek, over.id)),
        ],
        "gronden": opties(k.Weigergrond),
        "geen_horen": opties(k.GeenHoren),
        "oordelen": [(w, t) for w, t in opties(k.KlachtUitkomst) if w in k.OORDELEN],
        "redenen": opties(Verdagingsreden),
        "wijzen": opties(Kanaal, *(set(Kanaal) - {Kanaal.MAIL, Kanaal.BRIEF})),
        "uiterste": stand.uiterste if stand else None,
        "alleen_met_instemming": weigering.melding if weigering else "",
        "aanspreekpunten": [
            (gids.name(id_).kenmerk, gids.name(id_).naam) for id_ in contact.contacts_for_page(werkplek, rij)
        ],
        "ombudsman": einde.ombudsman_after(werkplek, klacht.organisatie.id),
        "minste_leden": MINSTE_LEDEN,
        "vandaag": werkplek.omgeving.vandaag,
    }
