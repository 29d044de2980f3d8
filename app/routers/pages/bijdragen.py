"""Bijdragen: what others ask of us and what we ask of others; the casus stays where it is."""

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import PageWerkplekDep
from app.domain.bijdrage import AnswerBijdrage, AskBijdrage, WithdrawBijdrage
from app.domain.bijlage import Bijlagekant, Gekeurd
from app.domain.toegang import Recht
from app.queries.beelden import CasusBeeld, MeldingBeeld
from app.queries.bijdragen import Bijdragefilter, Kant, contributors, list_bijdragen, load_bijdrage
from app.queries.bijlagen import bijlagen_of_casus
from app.queries.casusbeeld import load_casus
from app.queries.route import route_of_casus
from app.queries.werkplek import Werkplek
from app.routers.pages.actievorm import Actieform, show_form
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Daad, Getypt, attempt, done, page
from app.routers.pages.bestanden import BestandenDep, grootste_mb
from app.routers.pages.bladeren import read_cursor, write_cursor
from app.routers.pages.weergave_bijdragen import choices_of_way, standing_of
from app.schemas.invoer import Invoer
from app.services.bijdrage import answer_bijdrage, ask_bijdrage, process_bijdrage, withdraw_bijdrage
from app.services.partijlink import send_question_again

router = APIRouter()
LABELS = {Kant.AAN_ONS: "Aan ons gevraagd", Kant.VAN_ONS: "Door ons gevraagd"}


@router.get("/bijdragen")
def show_bijdragen(request: Request, werkplek: PageWerkplekDep) -> Response:
    """Both lists, first date first; what is done stands behind "Toon alles"."""
    naam = request.query_params.get("kant", Kant.AAN_ONS)
    kant = Kant(naam) if naam in set(Kant) else Kant.AAN_ONS
    alles = request.query_params.get("alles") == "ja"
    plaats = read_cursor(request.query_params.get("na", ""))
    filter_ = Bijdragefilter(kant, alles, (plaats[1], plaats[2]) if plaats else None)
    gevonden = list_bijdragen(werkplek, filter_)
    rijen = gevonden[: filter_.limit]
    hier = f"/bijdragen?kant={kant}"
    nu = f"{hier}&alles=ja" if alles else hier
    verder = len(gevonden) > len(rijen)
    context: dict[str, object] = {
        "rijen": [(rij, standing_of(rij, werkplek.omgeving)) for rij in rijen],
        "kant": kant,
        "alles": alles,
        "ander": hier if alles else f"{hier}&alles=ja",
        "tabs": [
            {"href": f"/bijdragen?kant={k}", "label": label, "aantal": None, "actief": k is kant}
            for k, label in LABELS.items()
        ],
        "volgende": f"{nu}&na={write_cursor((0, *rijen[-1].plaats))}" if verder else "",
    }
    return page(request, "pages/bijdragen.html", context)


@router.get("/bijdragen/{bijdrage_id}")
def show_bijdrage(bezoek: BezoekDep, bijdrage_id: UUID) -> Response:
    """One question, for the party that was asked and for who treats the casus."""
    return _show(bezoek, bijdrage_id, LEEG)


def _show(bezoek: Bezoek, bijdrage_id: UUID, getypt: Getypt) -> Response:
    bijdrage = load_bijdrage(bezoek.werkplek, bijdrage_id)
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "bijdrage", [bijdrage.id])
    context: dict[str, object] = {
        "grootste_mb": grootste_mb(bezoek.request),
        "bijlagen": {kant: [b for b in bijdrage.bijlagen if b.kant is kant] for kant in Bijlagekant},
        "bijdrage": bijdrage,
        "stand": standing_of(bijdrage, bezoek.werkplek.omgeving),
    }
    return page(bezoek.request, "pages/bijdrage.html", context | getypt.context(), getypt.status)


def _act(pad: str, gedaan: str, lees: Callable[[Invoer, UUID], Daad]) -> None:
    """A route that does something with one question."""

    @router.post(f"/bijdragen/{{bijdrage_id}}/{pad}", name=f"bijdrage_{pad}")
    def carry_out(bezoek: BezoekDep, bijdrage_id: UUID, invoer: InvoerDep) -> Response:
        return _do(bezoek, bijdrage_id, invoer, gedaan, lees(invoer, bijdrage_id))


def _do(bezoek: Bezoek, bijdrage_id: UUID, invoer: Invoer, gedaan: str, doe: Daad) -> Response:
    load_bijdrage(bezoek.werkplek, bijdrage_id)

    def act() -> str:
        doe(bezoek.werkplek)
        return done(f"/bijdragen/{bijdrage_id}", gedaan)

    def again(getypt: Getypt) -> Response:
        return _show(bezoek, bijdrage_id, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


@router.post("/bijdragen/{bijdrage_id}/antwoord")
def answer(bestanden: BestandenDep, bezoek: BezoekDep, bijdrage_id: UUID, invoer: InvoerDep) -> Response:
    """Answer, once, with files where these say more."""
    opdracht = AnswerBijdrage(
        bijdrage_id=bijdrage_id,
        antwoord=invoer.lange_tekst("antwoord") or "",
        bijlagen=bestanden.into(invoer),
    )
    return _do(bezoek, bijdrage_id, invoer, "bijdrage_beantwoord", lambda w: answer_bijdrage(w, opdracht))


def _withdraw(invoer: Invoer, bijdrage_id: UUID) -> Daad:
    toelichting = invoer.lange_tekst("toelichting")
    opdracht = WithdrawBijdrage(bijdrage_id=bijdrage_id, toelichting=toelichting)
    return lambda werkplek: withdraw_bijdrage(werkplek, opdracht)


def _send_again(_invoer: Invoer, bijdrage_id: UUID) -> Daad:
    return lambda werkplek: send_question_again(werkplek, bijdrage_id)


def _process(_invoer: Invoer, bijdrage_id: UUID) -> Daad:
    return lambda werkplek: process_bijdrage(werkplek, bijdrage_id)


_act("intrekken", "bijdrage_ingetrokken", _withdraw)
_act("link-opnieuw", "link_verstuurd", _send_again)
_act("verwerken", "bijdrage_verwerkt", _process)


@router.get("/casussen/{kenmerk}/bijdragen")
def show_question_form(bezoek: BezoekDep, kenmerk: str) -> Response:
    """The form that asks another party something about this casus."""
    return show_form(bezoek, _question_form(bezoek), (load_casus(bezoek.werkplek, kenmerk), None))


@router.post("/casussen/{kenmerk}/bijdragen")
def ask(bestanden: BestandenDep, bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """Ask; the casus stays here."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    opdracht = _read(invoer, casus, bestanden.into(invoer))

    def act() -> str:
        ask_bijdrage(bezoek.werkplek, opdracht)
        return done(f"/casussen/{casus.kenmerk}", "bijdrage_gevraagd")

    def again(getypt: Getypt) -> Response:
        return show_form(bezoek, _question_form(bezoek, opdracht.meegestuurd), (casus, None), getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _question_form(bezoek: Bezoek, gekozen: tuple[UUID, ...] = ()) -> Actieform:
    """Whom to ask, the parties of the own way first; and the files of the casus that can go along."""

    def extra(werkplek: Werkplek, casus: CasusBeeld, _melding: MeldingBeeld | None) -> dict[str, object]:
        mag = Recht.BIJDRAGE_VRAGEN in casus.rechten
        return {
            "partijen": choices_of_way(
                contributors(werkplek), route_of_casus(werkplek, casus), "Kies een partij"
            ),
            "bestaande": [(str(b.id), b.naam) for b in bijlagen_of_casus(werkplek, casus.id)] if mag else [],
            "gekozen": [str(id_) for id_ in gekozen],
            "grootste_mb": grootste_mb(bezoek.request),
        }

    return Actieform(
        "bijdrage", "Een bijdrage vragen", lambda casus, _m: Recht.BIJDRAGE_VRAGEN in casus.rechten, extra
    )


def _read(invoer: Invoer, casus: CasusBeeld, bijlagen: tuple[Gekeurd, ...]) -> AskBijdrage:
    return AskBijdrage(
        casus_id=casus.id,
        naar_organisatie=invoer.tekst("naarOrganisatie", "Kies aan wie u iets vraagt.") or "",
        vraag=invoer.lange_tekst("vraag", "Schrijf op wat u wilt weten.") or "",
        uiterlijk=invoer.datum("uiterlijk"),
        bijlagen=bijlagen,
        meegestuurd=tuple(invoer.ids("meegestuurd")),
    )
