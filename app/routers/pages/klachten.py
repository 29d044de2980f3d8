"""Klachten: the list, one klacht with everything that can be done with it, and the klaagschrift."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain import klachttermen as k
from app.domain.errors import NotVisibleError
from app.domain.klacht import MINSTE_LEDEN
from app.domain.klachtopdrachten import NoteOnKlacht
from app.domain.klachtteksten import WEGWIJZER
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
    letters_to_send,
    list_klachten,
    load_klaagschrift,
)
from app.queries.klachtregister import may_see_register
from app.queries.klachtzicht import find_klacht
from app.queries.termijnbeeld import standing_of
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Daad, Getypt, attempt, done, page
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
from app.services import klachtbeklaagde as beklaagde
from app.services import klachtcontact as contact

router = APIRouter()
Opdracht = TypeVar("Opdracht")
Lezer = Callable[[Invoer, KlachtBeeld], Daad]


def _form(lees: Callable[[Invoer, UUID], Opdracht], doe: Callable[[Werkplek, Opdracht], object]) -> Lezer:
    """A form that is read into a command, and the service that carries the command out."""

    def read(invoer: Invoer, klacht: KlachtBeeld) -> Daad:
        opdracht = lees(invoer, klacht.id)
        return lambda werkplek: doe(werkplek, opdracht)

    return read


def _nothing(_invoer: Invoer, klacht_id: UUID) -> UUID:
    """A button alone: which klacht says everything."""
    return klacht_id


def _postponement(invoer: Invoer, klacht: KlachtBeeld) -> Daad:
    """Another date for the promise that runs."""
    if klacht.klok is None:
        raise NotVisibleError("Deze termijn")
    opdracht = read_verdaging(invoer, klacht.klok.id)
    return lambda werkplek: gang.postpone_klacht(werkplek, opdracht)


#: Path of the act → what is said afterwards, and how its form is read and carried out.
HANDELINGEN: dict[str, tuple[str, Lezer]] = {
    "bevestigen": ("klacht_bevestigd", _form(_nothing, ontvangst.confirm_klacht)),
    "doorzenden": ("klacht_door", _form(f.read_forward, ontvangst.forward_klacht)),
    "nemen": ("klacht_genomen", _form(f.read_assign, ontvangst.take_klacht)),
    "aantekenen": ("klacht_notitie", _form(f.read_note, ontvangst.note_on_klacht)),
    "aanspreekpunt": ("klacht_contact", _form(f.read_contact, contact.choose_contact)),
    "weigeren": ("klacht_af", _form(f.read_refusal, einde.refuse_klacht)),
    "over_wie": ("klacht_over_wie", _form(f.read_accused, beklaagde.name_accused)),
    "klaagschrift": ("klacht_gestuurd", _form(f.read_klaagschrift, beklaagde.send_klaagschrift)),
    "klaagschrift_terug": ("klacht_terug", _form(f.read_withdrawal, beklaagde.withdraw_klaagschrift)),
    "horen": ("klacht_gehoord", _form(f.read_hearing, gang.record_hearing)),
    "niet_horen": ("klacht_gehoord", _form(f.read_skip, gang.skip_hearing)),
    "commissie": ("klacht_commissie", _form(f.read_commissie, gang.call_commissie)),
    "verdagen": ("klacht_verdaagd", _postponement),
    "afdoen": ("klacht_af", _form(f.read_judgement, einde.judge_klacht)),
    "beeindigen": ("klacht_af", _form(f.read_end, einde.end_klacht)),
}


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
        "brieven": letters_to_send(werkplek),
        "register": may_see_register(werkplek),
        "volgende": f"/klachten?lijst={lijst}&na={write_cursor((0, *rijen[-1].plaats))}" if verder else "",
    }
    return page(bezoek.request, "pages/klachten.html", context)


@router.get("/klachten/{kenmerk}")
def show_klacht(bezoek: BezoekDep, kenmerk: str) -> Response:
    """One klacht: what must happen now on top, dates, acts, what was done."""
    return show_one(bezoek, load_klacht(bezoek.werkplek, kenmerk), LEEG, "")


@router.post("/klachten/{kenmerk}/handelingen/{handeling}")
def act_on_klacht(bezoek: BezoekDep, kenmerk: str, handeling: str, invoer: InvoerDep) -> Response:
    """Any act of the table; a refusal shows the page again with what was typed."""
    werkplek = bezoek.werkplek
    klacht = load_klacht(werkplek, kenmerk)
    if handeling not in HANDELINGEN:
        raise NotVisibleError
    gedaan, lees = HANDELINGEN[handeling]
    doe = lees(invoer, klacht)

    def act() -> str:
        doe(werkplek)
        return done(_where_now(werkplek, klacht), gedaan)

    def again(getypt: Getypt) -> Response:
        return show_one(bezoek, klacht, getypt, handeling)

    return attempt(bezoek.request, werkplek, invoer, again, act)


def _where_now(werkplek: Werkplek, klacht: KlachtBeeld) -> str:
    """The klacht itself, or the list for who may not know of it any more."""
    try:
        find_klacht(werkplek, str(klacht.id))
    except NotVisibleError:
        return "/klachten"
    return f"/klachten/{klacht.kenmerk}"


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
        beklaagde.answer_klaagschrift(bezoek.werkplek, NoteOnKlacht(klacht_id=klacht.id, tekst=tekst))
        return done(f"/klaagschriften/{klacht.kenmerk}", "klacht_verweer")

    def again(getypt: Getypt) -> Response:
        return _klaagschrift_page(bezoek, kenmerk, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _klaagschrift_page(bezoek: Bezoek, kenmerk: str, getypt: Getypt) -> Response:
    beeld = load_klaagschrift(bezoek.werkplek, kenmerk)
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "klaagschrift", [beeld.id])
    context = {"klaagschrift": beeld} | getypt.context()
    return page(bezoek.request, "pages/klaagschrift.html", context, getypt.status)


def show_one(bezoek: Bezoek, klacht: KlachtBeeld, getypt: Getypt, actie: str) -> Response:
    """The page of a klacht, with what was typed in one of its forms."""
    werkplek = bezoek.werkplek
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "klacht", [klacht.id])
    context: dict[str, object] = {
        "klacht": klacht,
        "stappen": steps_of(klacht),
        "termijnen": [(t, due(t.uiterlijk, werkplek.omgeving)) for t in klacht.termijnen],
        "klok": due(klacht.klok.uiterlijk, werkplek.omgeving) if klacht.klok else None,
        "actie": actie,
        "wegwijzer": WEGWIJZER,
        "mailt": werkplek.omgeving.mailt_zelf,
        "vandaag": werkplek.omgeving.vandaag,
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
        "gehoord": opties(k.Gehoord),
        "geen_horen": [*opties(k.GeenHoren), *opties(k.GeenHorenBeklaagde)],
        "teruggenomen": [(str(b.id), b.naam) for b in klacht.beklaagden],
        "over_wie": party_choices(werkplek, "Dat is niet bekend"),
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
