"""Samenlopen: may this be the same child? The list, judging one, and undoing what was joined."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, PageWerkplekDep
from app.domain.errors import NotPermittedError
from app.domain.samenloop import DecideSamenloop, Samenloopbesluit, SamenloopStatus, SplitSamenloop
from app.queries.medewerkers import colleagues
from app.queries.relaties import relations
from app.queries.samenloopbeeld import load_samenloop
from app.queries.samenloopbeelden import SamenloopBeeld, Samenloopfilter
from app.queries.samenlopen import casussen_by_id
from app.queries.samenlopenlijst import list_samenlopen
from app.queries.splitsbeeld import Splitsbeeld, load_splitsing
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page, read_person
from app.routers.pages.bladeren import read_cursor, write_cursor
from app.routers.pages.weergave_samenlopen import GEEN_DAG, pair_line, side_rows, standing_of, summary
from app.schemas.invoer import Invoer
from app.services.samenloopbesluit import decide_samenloop
from app.services.splitsing import split_samenloop

router = APIRouter()
STATUSSEN = (
    ("", "Alle"),
    (SamenloopStatus.TE_BEOORDELEN, "Nog beoordelen"),
    (SamenloopStatus.VOORGESTELD, "Samenvoegen voorgesteld"),
    (SamenloopStatus.BEVESTIGD, "Hetzelfde kind"),
    (SamenloopStatus.AFGEWEZEN, "Een ander kind"),
)
GEDAAN = {
    Samenloopbesluit.KOPPELEN: "samenloop_gekoppeld",
    Samenloopbesluit.AFGEWEZEN: "samenloop_afgewezen",
    Samenloopbesluit.SAMENVOEGEN: "samenloop_samengevoegd",
}


@router.get("/samenlopen")
def show_samenlopen(request: Request, werkplek: PageWerkplekDep, leeslog: LeeslogDep) -> Response:
    """Those of the own casussen, to judge first."""
    if not werkplek.actor.werkt_in_keten:
        raise NotPermittedError("mag_niet", "Met uw rol beoordeelt u geen samenlopen.")
    gevraagd = request.query_params.get("status", "")
    status = SamenloopStatus(gevraagd) if gevraagd in set(SamenloopStatus) else None
    plaats = read_cursor(request.query_params.get("na", ""))
    filter_ = Samenloopfilter(status, (plaats[0], plaats[2]) if plaats else None)
    gevonden = list_samenlopen(werkplek, filter_)
    rijen = gevonden[: filter_.limit]
    leeslog.noteer(werkplek, Leesactie.LEZEN, "samenlopenlijst")
    hier = f"/samenlopen?status={status}" if status else "/samenlopen?status="
    volgende = ""
    if len(gevonden) > len(rijen):
        rang, id_ = rijen[-1].plaats
        volgende = f"{hier}&na={write_cursor((rang, GEEN_DAG, id_))}"
    context: dict[str, object] = {
        "rijen": [pair_line(rij, werkplek.omgeving) for rij in rijen],
        "tabs": [
            {
                "href": f"/samenlopen?status={waarde}",
                "label": label,
                "aantal": None,
                "actief": waarde == (status or ""),
            }
            for waarde, label in STATUSSEN
        ],
        "volgende": volgende,
    }
    return page(request, "pages/samenlopen.html", context)


@router.get("/samenlopen/{samenloop_id}")
def show_samenloop(bezoek: BezoekDep, samenloop_id: UUID) -> Response:
    """One samenloop: how alike, whom to phone, and the choice."""
    return _show(bezoek, load_samenloop(bezoek.werkplek, samenloop_id), LEEG)


def _show(bezoek: Bezoek, beeld: SamenloopBeeld, getypt: Getypt) -> Response:
    werkplek = bezoek.werkplek
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "samenloop", [beeld.id])
    gelezen = [kant.casus.id for kant in beeld.kanten if kant.casus is not None]
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", gelezen)
    context: dict[str, object] = {
        "samenloop": beeld,
        "stand": standing_of(beeld, werkplek.omgeving),
        "samenvatting": summary(beeld),
        "velden": side_rows(beeld),
        "besluiten": _choices(beeld),
        "collegas": [
            ("", "Nog niemand"),
            *((str(id_), naam) for id_, naam in colleagues(werkplek)),
        ],
    }
    return page(bezoek.request, "pages/samenloop.html", context | getypt.context(), getypt.status)


def _choices(beeld: SamenloopBeeld) -> list[tuple[str, str, str]]:
    """What may be chosen, with what it leads to."""
    meteen = beeld.beslist_alleen or (beeld.status is SamenloopStatus.VOORGESTELD and not beeld.door_ons)
    samen = (
        "De meldingen komen bij elkaar in één casus, bij één eigenaar. Elke melder houdt zijn eigen datums."
    )
    ander = "Wie de andere casus behandelt" if beeld.zelfde_eigenaar else "De andere eigenaar"
    stap = "Dit gebeurt meteen." if meteen else f"{ander} moet dit ook kiezen."
    return [
        (Samenloopbesluit.KOPPELEN, "Ja, koppelen", "Beide casussen blijven. U weet van elkaar en stemt af."),
        (Samenloopbesluit.SAMENVOEGEN, "Ja, samenvoegen", f"{samen} {stap}"),
        (
            Samenloopbesluit.AFGEWEZEN,
            "Nee, een ander kind",
            "U ziet dit pas terug als de gegevens meer op elkaar gaan lijken.",
        ),
    ]


@router.post("/samenlopen/{samenloop_id}/besluit")
def decide(bezoek: BezoekDep, samenloop_id: UUID, invoer: InvoerDep) -> Response:
    """Decide for the own side."""
    beeld = load_samenloop(bezoek.werkplek, samenloop_id)
    opdracht = DecideSamenloop(
        samenloop_id=samenloop_id,
        uitkomst=invoer.keuze("uitkomst", Samenloopbesluit, "Kies of het hetzelfde kind is.")
        or Samenloopbesluit.AFGEWEZEN,
        reden=invoer.lange_tekst("reden", "Schrijf in een paar woorden waarom.") or "",
        procesregisseur_id=read_person(invoer, "procesregisseur"),
    )

    def act() -> str:
        rij = decide_samenloop(bezoek.werkplek, opdracht)
        voorstel = rij.status is SamenloopStatus.VOORGESTELD
        gedaan = "samenloop_voorgesteld" if voorstel else GEDAAN[opdracht.uitkomst]
        if rij.blijft_casus_id is None:
            return done(f"/samenlopen/{rij.id}", gedaan)
        return done(_where_it_goes_on(bezoek.werkplek, rij.blijft_casus_id), gedaan)

    def again(getypt: Getypt) -> Response:
        return _show(bezoek, beeld, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _where_it_goes_on(werkplek: Werkplek, casus_id: UUID) -> str:
    """The one casus of now; for who has no part in it, the list."""
    if not relations(werkplek, casus_id):
        return "/samenlopen"
    return f"/casussen/{casussen_by_id(werkplek.session, [casus_id])[casus_id].kenmerk}"


@router.get("/samenlopen/{samenloop_id}/splitsen")
def show_split(bezoek: BezoekDep, samenloop_id: UUID) -> Response:
    """What goes back by itself, and what somebody must divide."""
    return _show_split(bezoek, samenloop_id, load_splitsing(bezoek.werkplek, samenloop_id), LEEG)


def _show_split(bezoek: Bezoek, samenloop_id: UUID, beeld: Splitsbeeld, getypt: Getypt) -> Response:
    bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "casus", [beeld.samen.id, beeld.terug.id])
    context: dict[str, object] = {"splitsing": beeld, "samenloop_id": samenloop_id}
    return page(bezoek.request, "pages/splitsen.html", context | getypt.context(), getypt.status)


@router.post("/samenlopen/{samenloop_id}/splitsen")
def split(bezoek: BezoekDep, samenloop_id: UUID, invoer: InvoerDep) -> Response:
    """Split; both casussen are open again."""
    beeld = load_splitsing(bezoek.werkplek, samenloop_id)
    opdracht = _read_split(invoer, samenloop_id, beeld)

    def act() -> str:
        split_samenloop(bezoek.werkplek, opdracht)
        return done(f"/samenlopen/{samenloop_id}", "gesplitst")

    def again(getypt: Getypt) -> Response:
        return _show_split(bezoek, samenloop_id, beeld, getypt)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)


def _read_split(invoer: Invoer, samenloop_id: UUID, beeld: Splitsbeeld) -> SplitSamenloop:
    naar_terug = {item.id for item in beeld.later if invoer.tekst(f"item-{item.id}") == "terug"}
    return SplitSamenloop(
        samenloop_id=samenloop_id,
        reden=invoer.lange_tekst("reden", "Schrijf in een paar woorden waarom.") or "",
        toewijzingen={
            item.id: beeld.terug.id if item.id in naar_terug else beeld.samen.id for item in beeld.later
        },
    )
