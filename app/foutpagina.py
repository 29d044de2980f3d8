"""Error pages: what a person reads when a request is refused, per HTTP status.

One table, so that no status can be forgotten; a domain error brings its own, more precise text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.domain.actor import Actor
from app.menu import menu
from app.templating import for_melders, render


@dataclass(frozen=True, slots=True)
class Stap:
    """A next step: a link with the words that say where it leads."""

    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Fouttekst:
    """Title and explanation of one status."""

    titel: str
    uitleg: str


START = Stap("/", "Naar het begin")
INLOGGEN = Stap("/inloggen", "Opnieuw inloggen")

#: 419 is ours: the log-in has ended or the form is older than the log-in. So are 531 to 533, which go
#: out as 503 (``storingen``).
FOUTTEKSTEN: Mapping[int, Fouttekst] = {
    400: Fouttekst(
        "Dit kunnen wij niet lezen",
        "Er kwam iets binnen dat niet klopt. Ga terug en probeer het opnieuw.",
    ),
    403: Fouttekst(
        "Dit mag u hier niet doen",
        "U ziet deze casus wel, maar deze handeling hoort bij een andere rol of organisatie.",
    ),
    404: Fouttekst(
        "Deze pagina is er niet",
        "De pagina bestaat niet, of is niet voor u zichtbaar. Kijk het adres of kenmerk na.",
    ),
    405: Fouttekst(
        "Dit adres werkt anders",
        "U kwam hier langs een weg die niet kan. Begin bij de pagina zelf.",
    ),
    409: Fouttekst(
        "Dit kan nu niet meer",
        "Er is intussen iets veranderd. Bekijk de laatste stand en beslis dan opnieuw.",
    ),
    413: Fouttekst(
        "Dit is te groot",
        "U stuurt meer dan wij kunnen ontvangen. Er is niets bewaard. Ga terug in uw browser: uw tekst staat "
        "er nog. Kies kleinere bestanden, of stuur ze apart.",
    ),
    419: Fouttekst(
        "Uw tijd is verlopen",
        "Er is niets opgeslagen. Log opnieuw in en doe de laatste stap nog een keer.",
    ),
    422: Fouttekst(
        "Er klopt iets niet in het formulier",
        "Ga terug en kijk de velden na. Er is nog niets opgeslagen.",
    ),
    429: Fouttekst(
        "Even wachten",
        "Er kwamen te veel verzoeken achter elkaar. Probeer het over een minuut opnieuw.",
    ),
    500: Fouttekst(
        "Er ging iets mis bij ons",
        "Er is niets opgeslagen. Probeer het opnieuw. Blijft het misgaan? Bel dan uw beheerder.",
    ),
    503: Fouttekst(
        "Het is nu te druk",
        "Er is niets opgeslagen. Probeer het over een paar tellen opnieuw.",
    ),
    531: Fouttekst(
        "Opslaan kan even niet",
        "De schijf van Houvast is vol of werkt niet mee. Er is niets opgeslagen. Bewaar uw tekst, "
        "waarschuw uw beheerder, en probeer het later opnieuw.",
    ),
    532: Fouttekst(
        "Houvast kan even niet bij de gegevens",
        "Er is niets opgeslagen. Dit gaat meestal vanzelf over. Probeer het over een minuut opnieuw. "
        "Blijft het misgaan? Bel dan uw beheerder.",
    ),
    533: Fouttekst(
        "Wij weten niet of dit is opgeslagen",
        "De verbinding met de gegevens viel weg tijdens het opslaan. Verstuur precies hetzelfde nog een "
        "keer: met dezelfde sleutel of hetzelfde formulier gebeurt het nooit dubbel.",
    ),
}
#: What is said above typed text that is shown again.
NIET_BEWAARD = "Hij is niet verstuurd en niet opgeslagen. Kopieer hem als u hem nodig heeft."
MISSCHIEN_BEWAARD = "Misschien is hij wel opgeslagen. Ga terug en verstuur het formulier nog een keer."


def start_of(request: Request) -> Stap:
    """Where to go on: a melder has no log-in page."""
    pad = request.url.path
    return Stap(f"/{pad.split('/')[1]}", START.label) if for_melders(pad) else START


def menu_of(request: Request) -> dict[str, object]:
    """The menu on an error page, for who is signed in: the way on is where it always is.

    Whoever comes without an account has no menu, also where a medewerker is signed in on the same browser.
    """
    actor = getattr(request.state, "actor", None)
    pad = request.url.path
    if not isinstance(actor, Actor) or for_melders(pad):
        return {"met_menu": False}
    return {"navigatie": menu(actor, pad), "met_menu": True}


def render_fout(
    request: Request,
    status: int,
    uitleg: str = "",
    volgende_stap: Sequence[Stap] = (),
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The error page of ``status``; ``uitleg`` and ``volgende_stap`` replace the standard ones.

    A status outside the table gets the text of 400 or 500, whichever side it is on.
    """
    tekst = FOUTTEKSTEN.get(status) or FOUTTEKSTEN[500 if status >= 500 else 400]
    context = menu_of(request) | {
        "titel": tekst.titel,
        "uitleg": uitleg or tekst.uitleg,
        "volgende_stap": volgende_stap or ((INLOGGEN,) if status == 419 else (start_of(request),)),
    }
    if status == 404:  # nothing to report, and the same to the last letter whatever is not shown (I9)
        context["aanvraag"] = ""
    return render(request, "fouten/fout.html", context, status_code=status, headers=headers)
