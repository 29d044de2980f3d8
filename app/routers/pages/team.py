"""Team: the colleagues, who is away and who stands in, and giving work from one to another."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import PageWerkplekDep
from app.domain.actor import Rol
from app.domain.errors import NotPermittedError, NotVisibleError
from app.domain.personeel import (
    ChangeRollen,
    ReassignCasussen,
    ReportAbsence,
    may_divide,
    require_may_divide,
    require_may_staff,
)
from app.domain.uitnodigen import may_grant, require_may_invite
from app.queries.collegas import Teamlid, find_colleague, list_to_divide, team
from app.queries.uitnodigingen import in_own_name, list_invited, roles_of
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import (
    LEEG,
    Bezoek,
    BezoekDep,
    Getypt,
    attempt,
    done,
    page,
    read_person,
)
from app.routers.pages.rolkeuze import grantable
from app.services.personeel import change_roles, dismiss_medewerker, reassign_casussen, report_absence

router = APIRouter()
#: So many casussen stand on the page to divide; the rest comes when these are gone.
PER_KEER = 100
NIEMAND = "niemand"


@router.get("/team")
def show_team(request: Request, werkplek: PageWerkplekDep) -> Response:
    """Everybody who works here, how much each treats, and who is away."""
    _refuse_outsider(werkplek)
    leden, verdeelt = team(werkplek), may_divide(werkplek.actor)
    context: dict[str, object] = {
        "leden": leden,
        "mag_beheren": _may_manage(werkplek),
        "ik": werkplek.actor.medewerker_id,
        "uitgenodigd": list_invited(werkplek),
        "mag_geven": may_grant(in_own_name(werkplek)),
        "mag_verdelen": verdeelt,
        "zonder": len(list_to_divide(werkplek, None, PER_KEER)) if verdeelt else 0,
    }
    return page(request, "pages/team.html", context)


@router.get("/team/{medewerker_id}/afwezig")
def show_absence(request: Request, medewerker_id: UUID, werkplek: PageWerkplekDep) -> Response:
    """From when to when, and who stands in."""
    return _absence_page(request, werkplek, medewerker_id, LEEG)


@router.post("/team/{medewerker_id}/afwezig")
def absent(request: Request, medewerker_id: UUID, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
    """Write the absence, or that somebody is back; a refusal shows the form again with what was typed."""
    terug = invoer.ja("terug")
    opdracht = (
        ReportAbsence(medewerker_id=medewerker_id)
        if terug
        else ReportAbsence(
            medewerker_id=medewerker_id,
            van=invoer.datum("van"),
            tot=invoer.datum("tot"),
            plaatsvervanger_id=read_person(invoer, "plaatsvervanger"),
        )
    )

    def do() -> str:
        report_absence(werkplek, opdracht)
        return done("/team", "afwezig" if opdracht.van else "aanwezig")

    return attempt(
        request, werkplek, invoer, lambda g: _absence_page(request, werkplek, medewerker_id, g), do
    )


@router.get("/team/{medewerker_id}/uit-dienst")
def show_leaving(request: Request, medewerker_id: UUID, werkplek: PageWerkplekDep) -> Response:
    """What has to be done before somebody leaves."""
    return _leaving_page(request, werkplek, medewerker_id, LEEG)


@router.post("/team/{medewerker_id}/uit-dienst")
def leave(request: Request, medewerker_id: UUID, werkplek: PageWerkplekDep, invoer: InvoerDep) -> Response:
    """Somebody no longer works here."""

    def do() -> str:
        dismiss_medewerker(werkplek, medewerker_id)
        return done("/team", "uit_dienst")

    return attempt(
        request, werkplek, invoer, lambda g: _leaving_page(request, werkplek, medewerker_id, g), do
    )


@router.get("/team/{medewerker_id}/rollen")
def show_roles(request: Request, medewerker_id: UUID, werkplek: PageWerkplekDep) -> Response:
    """What a colleague does here, to change."""
    return _roles_page(request, werkplek, medewerker_id, LEEG)


@router.post("/team/{medewerker_id}/rollen")
def other_roles(
    request: Request, medewerker_id: UUID, werkplek: PageWerkplekDep, invoer: InvoerDep
) -> Response:
    """Other roles; those that this person does not give stay as they are."""
    mag = may_grant(in_own_name(werkplek))
    gekozen = {rol for rol in mag if invoer.tekst(f"rol.{rol}")}
    blijft = roles_of(werkplek.session, find_colleague(werkplek, medewerker_id).id) - mag
    opdracht = ChangeRollen(medewerker_id=medewerker_id, rollen=blijft | gekozen)

    def do() -> str:
        change_roles(werkplek, opdracht)
        return done("/team", "rollen")

    return attempt(request, werkplek, invoer, lambda g: _roles_page(request, werkplek, medewerker_id, g), do)


@router.get("/team/verdelen")
def show_dividing(bezoek: BezoekDep, van: str = NIEMAND) -> Response:
    """The casussen of one colleague, or of nobody, to give to another."""
    return _dividing_page(bezoek, van, LEEG, [])


@router.post("/team/verdelen")
def divide(bezoek: BezoekDep, invoer: InvoerDep) -> Response:
    """Give the chosen casussen to a colleague, all of them or none."""
    naar = read_person(invoer, "naar") if invoer.tekst("naar") != NIEMAND else None
    if not invoer.tekst("naar"):
        invoer.fout("naar", "Kies wie deze casussen gaat behandelen.")
    gekozen = invoer.ids("casus")
    van = invoer.tekst("van") or NIEMAND
    opdracht = ReassignCasussen(
        casus_ids=tuple(gekozen), van=None if van == NIEMAND else _as_id(van), naar=naar
    )

    def do() -> str:
        reassign_casussen(bezoek.werkplek, opdracht)
        return done("/team", "verdeeld")

    return attempt(
        bezoek.request, bezoek.werkplek, invoer, lambda g: _dividing_page(bezoek, van, g, gekozen), do
    )


def _absence_page(request: Request, werkplek: Werkplek, medewerker_id: UUID, getypt: Getypt) -> Response:
    require_may_staff(werkplek.actor, medewerker_id)
    leden = team(werkplek)
    lid = _member(leden, medewerker_id)
    anderen = [(str(ander.id), ander.naam) for ander in leden if ander.id != lid.id and ander.in_keten]
    nu = str(lid.plaatsvervanger_id or "")
    context = {"lid": lid, "collegas": [("", "Nog niemand"), *anderen], "vervanger_nu": nu}
    return page(request, "pages/team_afwezig.html", context | getypt.context(), getypt.status)


def _leaving_page(request: Request, werkplek: Werkplek, medewerker_id: UUID, getypt: Getypt) -> Response:
    require_may_staff(werkplek.actor)
    lid = _member(team(werkplek), medewerker_id)
    context: dict[str, object] = {"lid": lid, "mag_verdelen": may_divide(werkplek.actor)}
    return page(request, "pages/team_uit_dienst.html", context | getypt.context(), getypt.status)


def _roles_page(request: Request, werkplek: Werkplek, medewerker_id: UUID, getypt: Getypt) -> Response:
    """The roles that fit here and that this person gives; the others only named."""
    actor = in_own_name(werkplek)
    require_may_invite(actor, eigen=True)
    collega = find_colleague(werkplek, medewerker_id)
    mag, heeft = may_grant(actor), roles_of(werkplek.session, collega.id)
    context: dict[str, object] = {
        "lid": collega,
        "rollen": grantable(mag, actor.organisatie_soort),
        "heeft": heeft if getypt is LEEG else {rol for rol in mag if f"rol.{rol}" in getypt.waarden},
        "blijft": sorted(heeft - mag),
    }
    return page(request, "pages/team_rollen.html", context | getypt.context(), getypt.status)


def _dividing_page(bezoek: Bezoek, van: str, getypt: Getypt, gekozen: list[UUID]) -> Response:
    """Kenmerk, date and spoed only; that somebody looked is written all the same (I10)."""
    werkplek = bezoek.werkplek
    require_may_divide(werkplek.actor)
    leden = team(werkplek)
    lid = None if van == NIEMAND else _member(leden, _as_id(van))
    rijen = list_to_divide(werkplek, lid.id if lid else None, PER_KEER)
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [rij.id for rij in rijen], doel="verdelen")
    context: dict[str, object] = {
        "lid": lid,
        "van": van,
        "rijen": rijen,
        "gekozen": {str(id_) for id_ in gekozen},
        "alles": getypt is LEEG,
        "collegas": [
            ("", "Kies een collega"),
            *((str(c.id), _with_load(c)) for c in leden if c.in_keten and (lid is None or c.id != lid.id)),
            *([(NIEMAND, "Nog niemand")] if lid else []),
        ],
    }
    return page(bezoek.request, "pages/team_verdelen.html", context | getypt.context(), getypt.status)


def _with_load(lid: Teamlid) -> str:
    afwezig = ", afwezig" if lid.nu_afwezig else ""
    return f"{lid.naam} (behandelt er {lid.casussen}{afwezig})"


def _member(leden: list[Teamlid], medewerker_id: UUID) -> Teamlid:
    gevonden = next((lid for lid in leden if lid.id == medewerker_id), None)
    if gevonden is None:
        raise NotVisibleError("Deze collega")
    return gevonden


def _as_id(waarde: str) -> UUID:
    try:
        return UUID(waarde)
    except ValueError as error:
        raise NotVisibleError("Deze collega") from error


def _may_manage(werkplek: Werkplek) -> bool:
    return bool(werkplek.actor.rollen & {Rol.COORDINATOR, Rol.BEHEERDER})


def _refuse_outsider(werkplek: Werkplek) -> None:
    if not (werkplek.actor.werkt_in_keten or _may_manage(werkplek)):
        raise NotPermittedError("niet_uw_rol", "Deze pagina is voor wie casussen behandelt of verdeelt.")
