"""Basis: what every page router shares: the menu, answers after a form, and refusals that keep text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID, uuid4

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from app.dependencies import Leeslog, LeeslogDep, PageWerkplekDep, abandon
from app.domain.actor import Actor
from app.domain.errors import (
    ClosingRefusedError,
    IdempotencyConflictError,
    InvalidInputError,
    OverdrachtEndedError,
    RefusedError,
    StaleVersionError,
    Veldfout,
)
from app.foutpagina import NIET_BEWAARD
from app.herhaling import VELD, get_form_verzoek, once
from app.menu import menu
from app.queries.werkplek import Werkplek
from app.routers.pages.bijdragegezegd import BIJDRAGE_GEDAAN
from app.routers.pages.klachtgezegd import KLACHT_GEDAAN
from app.routers.pages.samenloopgezegd import SAMENLOOP_GEDAAN
from app.routers.pages.tafelgezegd import TAFEL_GEDAAN
from app.schemas.invoer import Invoer
from app.services.idempotentie import Resultaat
from app.templating import render

TEKSTVELDEN = {
    "toelichting": "Uw toelichting",
    "notitie": "Uw notitie",
    "inhoud": "Uw verslag",
    "reden": "Uw reden",
    "afspraak": "Uw afspraak",
    "gesprokenMet": "Met wie u sprak",
    "mededeling": "Uw zin voor de melder",
    "verslag": "Uw verslag van het horen",
    "antwoord": "Uw antwoord",
}
AL_CODE = "al_verstuurd"
AL_VERSTUURD = (
    "Dit formulier is al een keer verstuurd, met een andere tekst. Dat is opgeslagen; kijk het eerst na. "
    "Wilt u dit er echt nog bij versturen? Verstuur het dan nog een keer."
)
#: What is said after an act, by the code in the address.
GEDAAN: dict[str, tuple[str, str]] = {
    "aangeboden": ("Aangeboden.", "U blijft verantwoordelijk tot de ander aanvaardt."),
    "aanvaard": ("U bent nu verantwoordelijk.", "Het bericht aan de melder staat klaar bij Berichten."),
    "beoordeling": ("In beoordeling.", "De afzender blijft verantwoordelijk tot u aanvaardt."),
    "teruggegeven": ("Teruggegeven.", "De afzender is nog steeds verantwoordelijk en ziet uw reden."),
    "ingetrokken": ("Het aanbod is ingetrokken.", "U bent nog steeds verantwoordelijk."),
    "geregistreerd": ("De melding staat erin.", "Hieronder ziet u wie wanneer iets moet doen."),
    "teruggenomen": ("Teruggenomen.", "Wat het afdeed, staat weer open onder Beloften."),
    "teruggekoppeld": ("Vastgelegd.", "Onder Beloften ziet u wanneer de melder weer iets hoort."),
    "loket": ("Het loket is ingelicht.", "Onder Beloften ziet u wanneer het loket weer iets hoort."),
    "verdaagd": ("De datum is verzet.", "Bij de belofte staat waarom, en wat eerst de datum was."),
    "norm": ("De norm is vastgelegd.", "Wat al beloofd is, houdt zijn datum."),
    "norm_ingetrokken": ("De aanpassing is ingetrokken.", "De norm blijft zoals hij is."),
    "vrije_dag": ("De vrije dag is vastgelegd.", "Lopende termijnen uit de wet volgen hem nu."),
    "vrije_dag_ingetrokken": ("De vrije dag is ingetrokken.", "Lopende termijnen uit de wet volgen dat nu."),
    "sjabloon": ("De tekst is vastgelegd.", "Berichten die al wachten, houden hun eigen tekst."),
    "nagerekend": ("Nagerekend.", "Elke termijn uit de wet volgt de vrije dagen van nu."),
    "behandelaar": ("De behandelaar is gewijzigd.", ""),
    "aangevuld": ("Aangevuld.", "De eigen woorden van de melder zijn niet veranderd."),
    "toekomst": ("Vastgelegd.", "Het vangnet noemt deze jeugdige niet meer."),
    "gebeld": ("Vastgelegd.", "Wie verantwoordelijk is, verandert niet."),
    "wacht": ("Vastgelegd.", "Er schuift geen datum op: wat beloofd is, blijft staan."),
    "wacht_niet": ("De casus wacht niet meer.", ""),
    "organisatiecontact": ("Opgeslagen.", "Zo zien anderen deze organisatie nu."),
    "piket": ("Het piket is opgeslagen.", "Iedereen ziet dit bij spoed."),
    "geescaleerd": ("Hulp is gevraagd.", "Het netwerk ziet dit in de werkvoorraad."),
    "afgehandeld": ("Afgehandeld.", ""),
    **BIJDRAGE_GEDAAN,
    **SAMENLOOP_GEDAAN,
    "melding_gesloten": ("De melding is gesloten.", "De melder kan altijd terugkomen."),
    "afsluiting_gevraagd": (
        "Bijna gesloten.",
        "Het loket krijgt eerst nog bericht. Daarna sluit de melding vanzelf.",
    ),
    "casus_gesloten": ("De casus is gesloten.", "De melder kan altijd terugkomen."),
    "heropend": ("De melding is weer open.", "Kies wie deze casus nu behandelt."),
    "link_gemaakt": ("Er is een nieuwe link.", "De melder krijgt hem met het volgende bericht."),
    "link_verstuurd": (
        "De link is opnieuw verstuurd.",
        "Naar het postvak van de andere partij. De vorige link werkt niet meer.",
    ),
    "link_ingetrokken": ("De link werkt niet meer.", "Er gaat geen link meer mee met berichten."),
    "code_gemaakt": ("De code staat hieronder.", "Lees hem voor. Hij werkt één keer."),
    "inbreng": ("Afgevinkt.", "De melder ziet op de eigen pagina dat het is afgehandeld."),
    "contact": (
        "Opgeslagen.",
        "Wat niet aankwam, staat weer klaar bij Berichten. Na een ander adres werkt de oude link niet meer.",
    ),
    "dagbericht_aan": ("Het dagbericht staat aan.", "U krijgt het op werkdagen, als er iets is veranderd."),
    "dagbericht_uit": ("Het dagbericht staat uit.", "In uw werkvoorraad ziet u alles nog steeds."),
    "mailadres": ("Uw mailadres is opgeslagen.", ""),
    "agenda_gemaakt": ("Uw agenda heeft een nieuw adres.", "Een adres van eerder werkt niet meer."),
    "agenda_ingetrokken": ("Het adres werkt niet meer.", "Uw agenda krijgt geen datums meer van Houvast."),
    "brieven_verstuurd": ("Afgevinkt.", "De brieven tellen vanaf vandaag als verteld."),
    "bericht_gaat": ("Het bericht gaat weg.", "Houvast mailt het binnen een minuut."),
    "bericht_aangehouden": ("Aangehouden.", "Het gaat niet vanzelf weg."),
    "bericht_gewijzigd": ("De tekst is gewijzigd.", "Zo leest de melder het."),
    "bericht_weg": ("Weggegooid.", "De melder krijgt dit bericht niet."),
    "verstuurd": ("Afgevinkt als verstuurd.", "Het staat nu in de geschiedenis."),
    "geblokkeerd": (
        "De toegang is dicht.",
        "Niemand komt er nog in. Open aanbod is beëindigd.",
    ),
    "vrijgegeven": ("De toegang is weer open.", ""),
    "beeindigd": ("De organisatie is beëindigd.", "Hier ligt niets meer."),
    "opvolging_voorgesteld": ("Voorgesteld.", "Er gebeurt niets tot de opvolger bevestigt."),
    "opvolging_bevestigd": ("Bevestigd.", "Op de afgesproken dag gaat alles in één keer over."),
    "opvolging_ingetrokken": ("Het voorstel is ingetrokken.", "Er is niets veranderd."),
    "afwezig": ("Vastgelegd.", "Wie vervangt, mag in die dagen hetzelfde met de casussen."),
    "verdeeld": ("Het werk is verdeeld.", "Iedereen ziet de casussen meteen bij “Mijn”."),
    **KLACHT_GEDAAN,
    **TAFEL_GEDAAN,
    "uitnodiging_weg": ("De code werkt niet meer.", ""),
    "wachtwoord": ("Uw wachtwoord is gewijzigd.", "Op andere apparaten bent u uitgelogd."),
    "aanwezig": ("Weer aanwezig.", "Vanaf nu vervangt niemand meer."),
    "rollen": ("Rollen gewijzigd.", "Vanaf de volgende klik ziet en doet deze collega wat erbij hoort."),
    "uit_dienst": ("Uit dienst.", "Deze persoon kan niet meer inloggen."),
}


def page(
    request: Request,
    naam: str,
    context: dict[str, object],
    status_code: int = 200,
) -> Response:
    """A page for a signed-in person, with the menu and the message after an act."""
    actor: Actor = request.state.actor
    request.state.navigatie = menu(actor, request.url.path)
    gedaan = GEDAAN.get(request.query_params.get("gedaan", ""))
    if gedaan is not None and request.method == "GET" and "pagina_bericht" not in context:
        context["pagina_bericht"] = {"soort": "ok", "titel": gedaan[0], "tekst": gedaan[1]}
    return render(request, naam, context, status_code)


def is_htmx(request: Request) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def done(pad: str, gedaan: str = "") -> str:
    """Where to go after an act, with the code of what to say there."""
    return f"{pad}?{urlencode({'gedaan': gedaan})}" if gedaan else pad


def redirect(request: Request, adres: str) -> Response:
    """To another page by 303, or by HX-Redirect when htmx asked."""
    if is_htmx(request):
        return Response(status_code=200, headers={"HX-Redirect": adres, "Cache-Control": "no-store"})
    return RedirectResponse(adres, status_code=303)


async def get_invoer(request: Request) -> Invoer:
    """The sent form; the request is remembered, so that the same form sent twice acts once."""
    formulier: FormData = await request.form()
    request.state.verzoek = await get_form_verzoek(request)
    return Invoer(formulier)


@dataclass(frozen=True, slots=True)
class Getypt:
    """What was typed in a form, what is wrong with it, and the status to answer with.

    ``ontbreekt``: codes of what must happen first, each with a link on the form. ``opnieuw``: what is sent
    now is another act than what was sent before.
    """

    waarden: Mapping[str, str] = field(default_factory=dict)
    fouten: Sequence[Veldfout] = ()
    status: int = 200
    ontbreekt: Sequence[str] = ()
    opnieuw: bool = False

    def context(self) -> dict[str, object]:
        """What the macros of a form need."""
        return {
            "waarden": self.waarden,
            "fouten": list(self.fouten),
            "fout": {fout.veld: fout.melding for fout in self.fouten},
            "idem_sleutel": self._sleutel(),
            "ontbreekt": self.ontbreekt,
        }

    def _sleutel(self) -> str:
        """A form that is shown again keeps its key: mended and sent, and then sent once more from the page
        before (Back), it acts once. What forms on one page add to it comes behind it again."""
        try:
            return str(uuid4() if self.opnieuw else UUID(self.waarden.get(VELD, "")[:36]))
        except ValueError:
            return str(uuid4())


@dataclass(frozen=True, slots=True)
class Bezoek:
    """A request for a page that shows persons: who sits at the desk, and where the read is logged."""

    request: Request
    werkplek: Werkplek
    leeslog: Leeslog


def get_bezoek(request: Request, werkplek: PageWerkplekDep, leeslog: LeeslogDep) -> Bezoek:
    """The visit of the person on the page."""
    return Bezoek(request, werkplek, leeslog)


BezoekDep = Annotated[Bezoek, Depends(get_bezoek)]
LEEG = Getypt()
Opnieuw = Callable[[Getypt], Response]
#: What a form asks for, read whole: all that is left is to do it.
Daad = Callable[[Werkplek], object]


def attempt(
    request: Request, werkplek: Werkplek, invoer: Invoer, opnieuw: Opnieuw, act: Callable[[], str]
) -> Response:
    """Carry out an act of a form, once per idempotency key; ``act`` gives the address to go to.

    The form was read before: errors of its reader show it again, and while it acts nothing of it is read
    (``Invoer.closed``). A refusal shows it again too, with everything that was typed.
    """
    if invoer.fouten:
        abandon(werkplek)
        return opnieuw(Getypt(invoer.waarden, invoer.fouten, 422))
    ontbreekt: Sequence[str] = ()
    al_verstuurd = False
    try:
        with invoer.closed():
            return redirect(request, act_once(werkplek, request, act))
    except InvalidInputError as error:
        fouten, status = error.fouten, 422
    except OverdrachtEndedError as error:
        werkplek.session.rollback()
        abandon(werkplek)
        return conflict(request, error, invoer)
    except (RefusedError, StaleVersionError) as error:
        fouten, status = (Veldfout("", error.melding),), 409
        al_verstuurd = error.code == AL_CODE
        if isinstance(error, ClosingRefusedError):
            ontbreekt = error.ontbreekt
    werkplek.session.rollback()
    abandon(werkplek)
    return opnieuw(Getypt(invoer.waarden, fouten, status, ontbreekt, al_verstuurd))


def act_once(werkplek: Werkplek, request: Request, act: Callable[[], str]) -> str:
    """A double click or Back with the same form does nothing twice: it leads to the same page (I12).

    Back, other words and sent again is refused (RefusedError): that would be a second act.
    """
    try:
        resultaat = once(werkplek, request.state.verzoek, lambda: Resultaat(303, locatie=act()))
    except IdempotencyConflictError as error:
        raise RefusedError(AL_CODE, AL_VERSTUURD) from error
    return resultaat.locatie or "/"


def typed(invoer: Invoer) -> list[tuple[str, str]]:
    """What somebody wrote in a form, by label: it is never lost."""
    return [(label, invoer.waarden[naam]) for naam, label in TEKSTVELDEN.items() if invoer.waarden.get(naam)]


def conflict(request: Request, error: OverdrachtEndedError, invoer: Invoer) -> Response:
    """Somebody was first: who and when, and the typed text to keep."""
    kijk = {"href": request.url.path.rpartition("/")[0], "label": "Bekijk hoe het nu staat"}
    context: dict[str, object] = {
        "met_menu": True,
        "onderwerp": "Aanbod",
        "titel": error.melding.split(",", maxsplit=1)[0].rstrip("."),
        "uitleg": f"{error.melding} Er is niets misgegaan en u hoeft niets te doen.",
        "eigenaar": "",
        "belofte": "",
        "getypt": typed(invoer),
        "bewaard": NIET_BEWAARD,
        "volgende_stap": [kijk, {"href": "/werkvoorraad", "label": "Naar de werkvoorraad"}],
    }
    return page(request, "fouten/conflict.html", context, 409)


def read_person(invoer: Invoer, naam: str) -> UUID | None:
    """The chosen colleague; anything that is no choice of the list is an error of the field."""
    waarde = invoer.tekst(naam)
    try:
        return UUID(waarde) if waarde else None
    except ValueError:
        invoer.fout(naam, "Kies een van de mogelijkheden.")
        return None
