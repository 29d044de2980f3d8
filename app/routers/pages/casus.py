"""Casus: one page that says who must act, by when, how it came here, and what was asked."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.audit.leeslog import Leesactie
from app.dependencies import LeeslogDep, PageWerkplekDep
from app.domain.toegang import Recht
from app.domain.toegangslink import Linkdoel
from app.queries.beelden import CasusBeeld, TermijnBeeld
from app.queries.bijdragen import bijdragen_of
from app.queries.casusbeeld import contact_of, joined_kenmerk, load_casus
from app.queries.geschiedenis import history
from app.queries.gids import open_gids
from app.queries.organisaties import without_account
from app.queries.route import route_of_casus
from app.queries.samenlopenlijst import samenlopen_of
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import BezoekDep, Getypt, attempt, done, is_htmx, page
from app.routers.pages.weergave import almost_18, chain, clocks, due, event_line, melding_line, title_of
from app.routers.pages.weergave_berichten import state_of
from app.routers.pages.weergave_bijdragen import standing_of
from app.routers.pages.weergave_samenlopen import pair_line
from app.routers.pages.weergave_wachten import piket_lines, waiting
from app.services.partijlink import send_link_again

router = APIRouter()
EERSTE_GEBEURTENISSEN, MEESTE_GEBEURTENISSEN = 8, 200


@router.get("/casussen/{kenmerk}")
def show_casus(request: Request, kenmerk: str, werkplek: PageWerkplekDep, leeslog: LeeslogDep) -> Response:
    """The casus as this person may see it; every showing is a logged read (I10)."""
    beeld = load_casus(werkplek, kenmerk)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [beeld.id])
    alles = request.query_params.get("geschiedenis") == "alles"
    return page(request, "pages/casus.html", casus_context(werkplek, beeld, alles=alles))


@router.post("/casussen/{kenmerk}/meldingen/{melding_id}/contact")
def show_contact(
    request: Request,
    kenmerk: str,
    melding_id: UUID,
    werkplek: PageWerkplekDep,
    leeslog: LeeslogDep,
) -> Response:
    """How to reach the melder: asked for on purpose, and logged apart."""
    beeld = load_casus(werkplek, kenmerk)
    contact = contact_of(werkplek, melding_id, beeld.id)
    leeslog.noteer(werkplek, Leesactie.LEZEN, "contactgegevens", [melding_id])
    if is_htmx(request):
        return page(request, "partials/_contact.html", {"contact": contact})
    context = casus_context(werkplek, beeld, alles=False)
    return page(request, "pages/casus.html", context | {"contact": contact, "contact_van": melding_id})


def casus_context(werkplek: Werkplek, beeld: CasusBeeld, *, alles: bool) -> dict[str, object]:
    """Everything the casus page shows."""
    omgeving = werkplek.omgeving
    hoeveel = MEESTE_GEBEURTENISSEN if alles else EERSTE_GEBEURTENISSEN
    gebeurd = history(werkplek, beeld.id, limit=hoeveel + 1) if Recht.DOSSIER in beeld.rechten else ()
    return {
        "casus": beeld,
        "titel": title_of(beeld),
        "keten": chain(beeld, omgeving.vandaag, route_of_casus(werkplek, beeld)),
        "klokken": clocks(beeld, omgeving) if beeld.mag("voortgang") else [],
        "termijnen": [(termijn, due(termijn.uiterlijk, omgeving)) for termijn in _once_each(beeld.termijnen)],
        "berichten": [(bericht, state_of(bericht, omgeving)) for bericht in beeld.berichten],
        "bijdragen": [
            (bijdrage, standing_of(bijdrage, omgeving))
            for bijdrage in bijdragen_of(werkplek, beeld.id, beeld.rechten)
        ],
        "samenlopen": [
            pair_line(rij, omgeving)
            for rij in (samenlopen_of(werkplek, beeld.id, beeld.rechten) if beeld.heeft_samenloop else ())
        ],
        "eigenaar_bij": open_gids(werkplek.session).partijen[beeld.eigenaar.id],
        "volgende": due(beeld.termijnen[0].uiterlijk, omgeving) if beeld.termijnen else None,
        "meldingen": [(melding, melding_line(melding)) for melding in beeld.meldingen],
        "geschiedenis": [event_line(gebeurtenis) for gebeurtenis in gebeurd[:hoeveel]],
        "actor_organisatie": werkplek.actor.organisatie_id,
        "alle_gebeurtenissen": len(gebeurd) <= hoeveel or alles,
        "bijna_18": almost_18(beeld, omgeving.vandaag),
        "piket": piket_lines(werkplek, beeld) if beeld.spoed and beeld.mag("voortgang") else [],
        "wacht_op": waiting(beeld, omgeving),
        "samengevoegd_met": joined_kenmerk(werkplek, beeld),
        "contact": None,
        "contact_van": None,
        "omgeving": omgeving,
        "zonder_account": _without_account(werkplek, beeld),
    }


def _once_each(termijnen: Sequence[TermijnBeeld]) -> list[TermijnBeeld]:
    """What the same party promised by the same name and day reads as one promise, and one act keeps both."""
    eerste = {(t.naam, t.uiterlijk, t.verantwoordelijke.id, t.melding_id): t for t in reversed(termijnen)}
    return [t for t in termijnen if any(t is een for een in eerste.values())]


def _without_account(werkplek: Werkplek, beeld: CasusBeeld) -> bool:
    """The open offer is to a party without an account: it went by a link in a mail."""
    if beeld.overdracht is None or Recht.AANBIEDEN not in beeld.rechten or not werkplek.omgeving.stuurt_links:
        return False
    naar = beeld.overdracht.naar.id
    return naar in without_account(werkplek.session, [naar], werkplek.omgeving.vandaag)


@router.post("/casussen/{kenmerk}/link-opnieuw")
def send_again(bezoek: BezoekDep, kenmerk: str, invoer: InvoerDep) -> Response:
    """The link of the open offer goes to the mailbox of the other party again; the old one stops."""
    beeld = load_casus(bezoek.werkplek, kenmerk)

    def act() -> str:
        if beeld.overdracht is not None:
            send_link_again(bezoek.werkplek, beeld.id, Linkdoel.AANBOD, beeld.overdracht.id)
        return done(f"/casussen/{beeld.kenmerk}", "link_verstuurd")

    def again(getypt: Getypt) -> Response:
        bezoek.leeslog.noteer(bezoek.werkplek, Leesactie.LEZEN, "casus", [beeld.id])
        context = casus_context(bezoek.werkplek, beeld, alles=False) | getypt.context()
        fouten = [fout.melding for fout in getypt.fouten]
        context["pagina_bericht"] = {"soort": "warning", "titel": " ".join(fouten), "tekst": ""}
        return page(bezoek.request, "pages/casus.html", context, getypt.status)

    return attempt(bezoek.request, bezoek.werkplek, invoer, again, act)
