"""Uitnodigingen: a coordinator lets a colleague in: who it is, and a code to pass on."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.dependencies import Huis, HuisDep, PageWerkplekDep
from app.domain.actor import Rol
from app.domain.uitnodigen import InviteMedewerker, may_grant, require_may_invite
from app.queries.collegas import find_colleague
from app.queries.organisaties import find_organisatie
from app.queries.uitnodigingen import in_own_name, load_invitation
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Getypt, attempt, done, page
from app.routers.pages.rolkeuze import grantable
from app.schemas.invoer import Invoer
from app.services.uitnodiging import give_code, invite, renew_code, withdraw_invitation
from app.wachtwoorden import hash_of_code, new_code

router = APIRouter()
PAD = "/team/uitnodigingen"
#: The code travels to the next page in a cookie: it is stored nowhere and stands in no address bar.
KOEKJE, SECONDEN = "uitnodiging_code", 300


@router.get("/team/nieuw")
def show_form(request: Request, werkplek: PageWerkplekDep, organisatie: str = "") -> Response:
    """Who comes to work here; the landelijke beheerder names another organisatie."""
    return _form(request, werkplek, organisatie, LEEG)


@router.post("/team/nieuw")
def invite_person(request: Request, werkplek: PageWerkplekDep, huis: HuisDep, invoer: InvoerDep) -> Response:
    """Somebody new, and the code on the next page. The same form sent twice invites once."""
    opdracht, code = _read(werkplek, invoer), new_code()
    waar: list[UUID] = []

    def do() -> str:
        waar.append(invite(werkplek, opdracht, hash_of_code(code)).id)
        return done(f"{PAD}/{waar[0]}")

    organisatie = opdracht.organisatie or ""
    antwoord = attempt(request, werkplek, invoer, lambda g: _form(request, werkplek, organisatie, g), do)
    return _with_code(antwoord, huis, code, waar)


@router.get("/team/{medewerker_id}/wachtwoord")
def show_colleague(request: Request, medewerker_id: UUID, werkplek: PageWerkplekDep) -> Response:
    """What a code does, before somebody makes one."""
    return _colleague_page(request, werkplek, medewerker_id, LEEG)


@router.post("/team/{medewerker_id}/wachtwoord")
def give_colleague_code(
    request: Request, medewerker_id: UUID, werkplek: PageWerkplekDep, huis: HuisDep, invoer: InvoerDep
) -> Response:
    """A code for a colleague who cannot log in any more."""
    code, waar = new_code(), list[UUID]()

    def do() -> str:
        waar.append(give_code(werkplek, medewerker_id, hash_of_code(code)).id)
        return done(f"{PAD}/{waar[0]}")

    def again(getypt: Getypt) -> Response:
        return _colleague_page(request, werkplek, medewerker_id, getypt)

    return _with_code(attempt(request, werkplek, invoer, again, do), huis, code, waar)


@router.get(f"{PAD}/{{uitnodiging_id}}")
def show_invitation(
    request: Request, uitnodiging_id: UUID, werkplek: PageWerkplekDep, huis: HuisDep
) -> Response:
    """The code, for five minutes; after that only that there is one."""
    return _invitation_page(request, werkplek, huis, uitnodiging_id, LEEG)


@router.post(f"{PAD}/{{uitnodiging_id}}")
def renew(
    request: Request, uitnodiging_id: UUID, werkplek: PageWerkplekDep, huis: HuisDep, invoer: InvoerDep
) -> Response:
    """Another code; the one before works no more."""
    code, waar = new_code(), list[UUID]()

    def do() -> str:
        waar.append(renew_code(werkplek, uitnodiging_id, hash_of_code(code)).id)
        return done(f"{PAD}/{waar[0]}")

    def again(getypt: Getypt) -> Response:
        return _invitation_page(request, werkplek, huis, uitnodiging_id, getypt)

    return _with_code(attempt(request, werkplek, invoer, again, do), huis, code, waar)


@router.post(f"{PAD}/{{uitnodiging_id}}/intrekken")
def withdraw(
    request: Request, uitnodiging_id: UUID, werkplek: PageWerkplekDep, huis: HuisDep, invoer: InvoerDep
) -> Response:
    """The code stops working."""

    def do() -> str:
        withdraw_invitation(werkplek, uitnodiging_id)
        return done("/team", "uitnodiging_weg")

    def again(getypt: Getypt) -> Response:
        return _invitation_page(request, werkplek, huis, uitnodiging_id, getypt)

    return attempt(request, werkplek, invoer, again, do)


def _read(werkplek: Werkplek, invoer: Invoer) -> InviteMedewerker:
    codes = [rol for rol in Rol if invoer.tekst(f"rol.{rol}")]
    if not codes:
        invoer.fout("rol", "Kies ten minste één rol.")
    naam = invoer.tekst("naam", "Vul de naam in, zoals collega’s die zien.")
    gebruikersnaam = invoer.tekst("gebruikersnaam", "Kies een naam om mee in te loggen.", 80)
    if gebruikersnaam and any(teken.isspace() for teken in gebruikersnaam):
        invoer.fout("gebruikersnaam", "Gebruik geen spaties, bijvoorbeeld: j.devries.")
    return InviteMedewerker(
        naam=naam or "",
        gebruikersnaam=gebruikersnaam or "",
        email=invoer.mailadres("email"),
        rollen=frozenset(codes),
        organisatie=invoer.tekst("organisatie") or str(werkplek.actor.organisatie_id),
    )


def _form(request: Request, werkplek: Werkplek, organisatie: str, getypt: Getypt) -> Response:
    rij = find_organisatie(werkplek.session, organisatie or str(werkplek.actor.organisatie_id), "organisatie")
    eigen = rij.id == werkplek.actor.organisatie_id
    actor = in_own_name(werkplek)
    require_may_invite(actor, eigen=eigen)
    context: dict[str, object] = {
        "organisatie": rij.naam,
        "kenmerk": "" if eigen else rij.kenmerk,
        "rollen": grantable(may_grant(actor), rij.soort),
        "terug": "/team" if eigen else f"/organisaties/{rij.kenmerk}",
    }
    return page(request, "pages/team_nieuw.html", context | getypt.context(), getypt.status)


def _colleague_page(request: Request, werkplek: Werkplek, medewerker_id: UUID, getypt: Getypt) -> Response:
    require_may_invite(in_own_name(werkplek), eigen=True)
    collega = find_colleague(werkplek, medewerker_id)
    context: dict[str, object] = {"naam": collega.naam, "actie": f"/team/{collega.id}/wachtwoord"}
    return page(request, "pages/team_wachtwoord.html", context | getypt.context(), getypt.status)


def _invitation_page(
    request: Request, werkplek: Werkplek, huis: Huis, uitnodiging_id: UUID, getypt: Getypt
) -> Response:
    beeld = load_invitation(werkplek, uitnodiging_id)
    eigen = beeld.organisatie_id == werkplek.actor.organisatie_id
    code = request.cookies.get(KOEKJE, "") if request.method == "GET" else ""
    context: dict[str, object] = {
        "uitnodiging": beeld,
        "voorbeeld": huis.demo.accounts,
        "code": code,
        "adres": f"{huis.settings.basis_url.rstrip('/')}/wachtwoord/kiezen",
        "actie": f"{PAD}/{beeld.id}",
        "terug": "/team" if eigen else f"/organisaties/{beeld.organisatie_id}",
    }
    return page(request, "pages/team_uitnodiging.html", context | getypt.context(), getypt.status)


def _with_code(antwoord: Response, huis: Huis, code: str, waar: list[UUID]) -> Response:
    for uitnodiging_id in waar:
        antwoord.set_cookie(
            KOEKJE,
            code,
            max_age=SECONDEN,
            path=f"{PAD}/{uitnodiging_id}",
            secure=huis.settings.cookies_alleen_https,
            httponly=True,
            samesite="strict",
        )
    return antwoord
