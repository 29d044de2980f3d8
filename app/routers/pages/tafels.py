"""Tafels: the register of casuïstiektafels, the page of one, and its entry to make or change (R032)."""

from urllib.parse import urlencode

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.domain.errors import NotPermittedError
from app.domain.tafel import LANGSTE_BEWAARTIJD
from app.domain.tafeltermen import Tafelgrond, Tafelsoort
from app.domain.toegang import Recht
from app.queries.afstemmingen import Afstemmingfilter, list_afstemmingen
from app.queries.agenderingen import Agendafilter, Agendalijst, list_agenda
from app.queries.sleutellijsten import lines_under_old_keys
from app.queries.tafels import (
    TafelBeeld,
    Tafelfilter,
    areas,
    find_tafel,
    list_tafels,
    load_tafel,
    may_make,
    secretarissen,
)
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, is_htmx, page
from app.routers.pages.bladeren import read_after, read_cursor, write_cursor
from app.routers.pages.weergave import due
from app.schemas.tafelformulieren import read_tafel
from app.schemas.woorden import opties
from app.services.agendering import withdraw_everything
from app.services.tafel import change_tafel, end_tafel, make_tafel

router = APIRouter()
PER_BLADZIJDE = 25
#: So many hits stand on the page of a tafel; the list has them all.
TREFFERS = 10
LABELS = {Agendalijst.LOPEND: "Op de agenda", Agendalijst.VOORBIJ: "Eerder"}


@router.get("/tafels")
def show_tafels(bezoek: BezoekDep) -> Response:
    """The register: by kind and area. htmx asks for the list alone."""
    werkplek, vraag = bezoek.werkplek, bezoek.request.query_params
    soort, gebied = vraag.get("soort", ""), vraag.get("gebied", "")
    filter_ = Tafelfilter(
        soort=Tafelsoort(soort) if soort in set(Tafelsoort) else None,
        gebied=gebied or None,
        van_ons=vraag.get("van") == "ons",
        na=read_after(vraag.get("naam", ""), vraag.get("na", "")),
        limit=PER_BLADZIJDE,
    )
    rijen = list_tafels(werkplek, filter_)
    behoud = {naam: vraag.get(naam, "") for naam in ("soort", "gebied", "van") if vraag.get(naam)}
    volgende = ""
    if len(rijen) > PER_BLADZIJDE:
        naam, id_ = rijen[PER_BLADZIJDE - 1].plaats
        volgende = f"/tafels?{urlencode({**behoud, 'naam': naam, 'na': id_})}"
    context: dict[str, object] = {
        "rijen": rijen[:PER_BLADZIJDE],
        "volgende": volgende,
        "begin": f"/tafels?{urlencode(behoud)}" if filter_.na else "",
        "soorten": [("", "Elke soort"), *opties(Tafelsoort)],
        "gebieden": [("", "Elk gebied"), *_areas_to_choose(werkplek)],
        "soort": soort,
        "gebied": gebied,
        "van_ons": filter_.van_ons,
        "mag_maken": may_make(werkplek),
    }
    sjabloon = "partials/_tafellijst.html" if is_htmx(bezoek.request) else "pages/tafels.html"
    return page(bezoek.request, sjabloon, context)


@router.get("/tafels/nieuw")
def show_new(bezoek: BezoekDep) -> Response:
    """An empty entry."""
    return _form(bezoek, None, LEEG)


@router.post("/tafels/nieuw")
def make(bezoek: BezoekDep, invoer: InvoerDep) -> Response:
    """Add a tafel to the register."""
    opdracht = read_tafel(invoer)

    def act() -> str:
        return done(f"/tafels/{make_tafel(bezoek.werkplek, opdracht).kenmerk}", "tafel_gemaakt")

    return attempt(bezoek.request, bezoek.werkplek, invoer, lambda g: _form(bezoek, None, g), act)


@router.get("/tafels/{kenmerk}")
def show_tafel(bezoek: BezoekDep, kenmerk: str) -> Response:
    """One tafel: whom to call, its ground; for its secretaris the agenda."""
    return show_one(bezoek, kenmerk, LEEG)


@router.get("/tafels/{kenmerk}/wijzigen")
def show_change(bezoek: BezoekDep, kenmerk: str) -> Response:
    """The entry as it stands."""
    return _form(bezoek, load_tafel(bezoek.werkplek, kenmerk), LEEG)


@router.post("/tafels/{kenmerk}/wijzigen")
def change(bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """Change the entry, or end the tafel."""
    tafel = load_tafel(bezoek.werkplek, kenmerk)
    stoppen = invoer.ja("stoppen")
    opdracht = None if stoppen else read_tafel(invoer, tafel.id)

    def act() -> str:
        if opdracht is None:
            end_tafel(bezoek.werkplek, tafel.id)
            return done(f"/tafels/{tafel.kenmerk}", "tafel_gestopt")
        change_tafel(bezoek.werkplek, opdracht)
        return done(f"/tafels/{tafel.kenmerk}", "tafel_gewijzigd")

    return attempt(bezoek.request, bezoek.werkplek, invoer, lambda g: _form(bezoek, tafel, g), act)


@router.get("/tafels/{kenmerk}/leegmaken")
def show_empty(bezoek: BezoekDep, kenmerk: str) -> Response:
    """What emptying the agenda means, before it is done."""
    return _empty_page(bezoek, kenmerk, LEEG)


@router.post("/tafels/{kenmerk}/leegmaken")
def empty(bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """Take back everything this tafel registered, in one act."""
    tafel = load_tafel(bezoek.werkplek, kenmerk)

    def act() -> str:
        withdraw_everything(bezoek.werkplek, tafel.id)
        return done(f"/tafels/{tafel.kenmerk}", "agenda_leeg")

    return attempt(bezoek.request, bezoek.werkplek, invoer, lambda g: _empty_page(bezoek, kenmerk, g), act)


def show_one(bezoek: Bezoek, kenmerk: str, getypt: Getypt) -> Response:
    """The page of a tafel, with what was typed in one of its forms."""
    werkplek, vraag = bezoek.werkplek, bezoek.request.query_params
    tafel = load_tafel(werkplek, kenmerk)
    context: dict[str, object] = {"tafel": tafel}
    if Recht.AGENDA_LEZEN in tafel.rechten:
        naam = vraag.get("lijst", Agendalijst.LOPEND)
        lijst = Agendalijst(naam) if naam in set(Agendalijst) else Agendalijst.LOPEND
        plaats = read_cursor(vraag.get("na", ""))
        filter_ = Agendafilter(lijst, (plaats[1], plaats[2]) if plaats else None)
        gevonden = list_agenda(werkplek, find_tafel(werkplek.session, kenmerk), filter_)
        rijen = gevonden[: filter_.limit]
        hier = f"/tafels/{tafel.kenmerk}?lijst={lijst}"
        verder = len(gevonden) > len(rijen)
        treffers = list_afstemmingen(werkplek, Afstemmingfilter(tafel_id=tafel.id, limit=TREFFERS))
        context |= {
            "oud": lines_under_old_keys(werkplek, tafel.id),
            "treffers": [(een, due(een.uiterlijk, werkplek.omgeving)) for een in treffers],
            "rijen": rijen,
            "lijst": lijst,
            "tabs": [
                {
                    "href": f"/tafels/{tafel.kenmerk}?lijst={soort}",
                    "label": label,
                    "aantal": None,
                    "actief": soort is lijst,
                }
                for soort, label in LABELS.items()
            ],
            "volgende": f"{hier}&na={write_cursor((0, *rijen[-1].plaats))}" if verder else "",
        }
        bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "agenda", [tafel.id])
    return page(bezoek.request, "pages/tafel.html", context | getypt.context(), getypt.status)


def _form(bezoek: Bezoek, tafel: TafelBeeld | None, getypt: Getypt) -> Response:
    werkplek = bezoek.werkplek
    mag = may_make(werkplek) if tafel is None else Recht.TAFEL_WIJZIGEN in tafel.rechten
    if not mag:
        raise NotPermittedError("niet_uw_tafel", "Dit doet de tafelhouder. Bel wie bij de tafel staat.")
    houder = tafel.tafelhouder.id if tafel else werkplek.actor.organisatie_id
    context = getypt.context() | {
        "tafel": tafel,
        "waarden": getypt.waarden or _typed(tafel),
        "soorten": [("", "Kies een soort"), *opties(Tafelsoort)],
        "gebieden": [("", "Heel Nederland"), *_areas_to_choose(werkplek)],
        "gronden": [("", "Nog niet vastgesteld"), *opties(Tafelgrond)],
        "secretarissen": [
            ("", "Nog niemand"),
            *((str(id_), naam) for id_, naam in secretarissen(werkplek, houder)),
        ],
        "langste": LANGSTE_BEWAARTIJD,
    }
    return page(bezoek.request, "pages/tafel_vorm.html", context, getypt.status)


def _empty_page(bezoek: Bezoek, kenmerk: str, getypt: Getypt) -> Response:
    tafel = load_tafel(bezoek.werkplek, kenmerk)
    if Recht.AGENDEREN not in tafel.rechten:
        raise NotPermittedError("niet_uw_agenda", "Dit doet de secretaris van de tafel.")
    context = {"tafel": tafel} | getypt.context()
    return page(bezoek.request, "pages/tafel_leegmaken.html", context, getypt.status)


def _typed(tafel: TafelBeeld | None) -> dict[str, str]:
    """An entry as the form shows it."""
    if tafel is None:
        return {"bewaartermijnMaanden": "12"}
    waarden = {
        "soort": tafel.soort,
        "naam": tafel.naam,
        "gebiedCode": tafel.gebied.code,
        "secretaris": str(tafel.secretaris.id) if tafel.secretaris else None,
        "contactNaam": tafel.contact.naam,
        "contactTelefoon": tafel.contact.telefoon,
        "contactEmail": tafel.contact.email,
        "grond": tafel.grond,
        "grondTekst": tafel.grond_tekst,
        "bewaartermijnMaanden": str(tafel.bewaartermijn_maanden),
    }
    return {naam: waarde for naam, waarde in waarden.items() if waarde}


def _areas_to_choose(werkplek: Werkplek) -> list[tuple[str, str]]:
    """Jeugdregio's first, then gemeenten."""
    return [
        (code, f"Jeugdregio {naam}" if code.startswith("JZ") else naam)
        for code, naam in areas(werkplek).items()
    ]
