"""Linkpagina: the pages before a visit, the same for melders and for parties: a button, then a code.

Mail programs open links by themselves: opening one shows a button and changes nothing. What differs is only
the words and the address (``Voordeur``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.afzender import address_of
from app.csrf import typed_text
from app.dependencies import Huis
from app.domain.errors import TooManyAttemptsError
from app.domain.toegangslink import read_link
from app.linkdeur import VOOR_MELDERS, VOOR_PARTIJEN, Deur
from app.linktoegang import Linkpoging, Poort, ask_code, open_with_code
from app.routers.pages.basis import Getypt
from app.schemas.invoer import Invoer
from app.templating import render

#: The followed link waits in its cookie for its code; it stands in no address bar any more.
LINKTIJD = 1800


@dataclass(frozen=True, slots=True, kw_only=True)
class Voordeur:
    """Where one comes in, and what is said there. ``waar``: (bold, text) about where the code is."""

    pad: str
    linkkoekje: str
    bezoekkoekje: str
    deur: Deur
    titel: str
    uitleg: tuple[str, ...]
    knop: str
    let_op: str
    zodat: str
    cijfers: str
    waar: tuple[tuple[str, str], ...]
    nieuwe_code: str
    gestuurd: str
    fout: str
    voorbij: tuple[str, ...]
    #: Whether a new link can be asked for with an old one.
    nieuwe_link: bool = False


VOLG = Voordeur(
    pad="/volg",
    linkkoekje="houvast-link",
    bezoekkoekje="houvast-volg",
    deur=VOOR_MELDERS,
    titel="Uw eigen pagina",
    uitleg=(
        "Hier ziet u hoe het met uw vraag gaat. U ziet wie u helpt en wanneer u iets hoort.",
        "U hebt ook een code nodig. Weten wij uw mailadres? Dan mailen wij u de code. Hebt u een brief van "
        "ons? Dan staat de code in de brief.",
    ),
    knop="Open mijn pagina",
    let_op="Kreeg u deze link van iemand anders? Sluit dan deze pagina.",
    zodat="Zo weten wij dat u het bent.",
    cijfers="6 of 8 cijfers. Spaties maken niet uit.",
    waar=(
        ("In uw mail.", "Dat kan een paar minuten duren. Kijk ook bij ongewenste mail."),
        ("In onze brief.", "De code staat achter het adres van deze pagina."),
        ("Aan de telefoon.", "Bel wie u helpt. Die leest u een code voor."),
        ("Werkt uw link niet meer?", "Dan helpt geen enkele code. Bel wie u helpt voor een nieuwe link."),
    ),
    nieuwe_code="Mail mij een nieuwe code",
    gestuurd="Hebben wij uw mailadres? Dan komt hij binnen een paar minuten.",
    fout="Deze code klopt niet, of geldt niet meer. Kijk hem na, of vraag een nieuwe.",
    voorbij=(
        "U bent niet (meer) op uw eigen pagina. Dat gebeurt als u een tijd niets doet. Zo blijft uw vraag "
        "van u alleen.",
        "Open de link uit onze mail of brief nog een keer. U krijgt dan een nieuwe code.",
        "Werkt de link niet? Bel de organisatie die u helpt. Haar naam staat in onze laatste mail of brief.",
    ),
)
PARTIJ = Voordeur(
    pad="/partij",
    linkkoekje="houvast-partijlink",
    bezoekkoekje="houvast-partij",
    deur=VOOR_PARTIJEN,
    titel="Iemand vraagt uw organisatie iets",
    uitleg=(
        "Een andere organisatie vraagt u via Houvast om een antwoord over een jeugdige. U hebt geen account "
        "nodig.",
        "Klik op de knop. Wij mailen een code naar het postvak van uw organisatie. Daarmee gaat u verder.",
    ),
    knop="Ga verder",
    let_op="Is deze mail niet voor uw organisatie bedoeld? Sluit dan deze pagina en bel de afzender.",
    zodat="Zo weten wij dat u bij het postvak van uw organisatie kunt.",
    cijfers="6 cijfers. Spaties maken niet uit.",
    waar=(
        ("In het postvak van uw organisatie.", "Het postvak waar ook de link binnenkwam."),
        ("Even geduld.", "Dat kan een paar minuten duren. Kijk ook bij ongewenste mail."),
    ),
    nieuwe_code="Mail een nieuwe code",
    gestuurd="Werkt uw link nog? Dan komt de code binnen een paar minuten in het postvak van uw organisatie.",
    fout="Deze code klopt niet, of geldt niet meer. Kijk hem na, of vraag een nieuwe.",
    voorbij=(
        "U bent niet (meer) binnen. Dat gebeurt als u een tijd niets doet, of als de vraag is beantwoord, "
        "ingetrokken of verlopen.",
        "Open de link uit onze laatste mail nog een keer. U krijgt dan een nieuwe code.",
        "Werkt de link niet? Bel de organisatie die u de vraag stelde. Haar naam staat in de mail.",
    ),
    nieuwe_link=True,
)


@dataclass(frozen=True, slots=True)
class Aanbeller:
    """A request of somebody who is not in yet."""

    request: Request
    poort: Poort
    huis: Huis


def gate(huis: Huis, now: datetime, voordeur: Voordeur) -> Poort:
    """Where a link is offered."""
    mailt = bool(huis.settings.smtp_url)
    return Poort(huis.database, huis.kluis, now, mailt, voordeur.deur, huis.volgadres)


def visit_cookie(huis: Huis, voordeur: Voordeur) -> str:
    """The name of the cookie that holds a visit."""
    return huis.koekje(voordeur.bezoekkoekje)


def attempt_of(request: Request, link: str) -> Linkpoging:
    """A link and where it is offered from."""
    return Linkpoging(link, address_of(request))


def link_page(
    request: Request,
    voordeur: Voordeur,
    naam: str,
    context: dict[str, object],
    getypt: Getypt | None = None,
) -> Response:
    """A page without an account: no menu, and the mark leads to where this visitor is."""
    getypt = getypt or Getypt()
    request.state.navigatie = ()
    vast: dict[str, object] = {"thuis": voordeur.pad, "gebruiker": None, "deur": voordeur}
    return render(request, naam, vast | context | getypt.context(), getypt.status)


def button_page(request: Request, voordeur: Voordeur, link: str, getypt: Getypt | None = None) -> Response:
    """A button and nothing else: nothing is looked up, so every link gets the same page."""
    return link_page(request, voordeur, "pages/link_openen.html", {"link": link}, getypt)


def code_page(request: Request, voordeur: Voordeur, getypt: Getypt | None = None) -> Response:
    """Where the code is typed; the same for every link."""
    getypt = getypt or Getypt()
    gedaan = request.query_params.get("gedaan", "") if getypt.status == 200 else ""
    return link_page(request, voordeur, "pages/link_code.html", {"gedaan": gedaan}, getypt)


def follow(aan: Aanbeller, voordeur: Voordeur, link: str) -> Response:
    """A code goes out if it may, and the link leaves the address bar; the same answer for every link."""
    try:
        ask_code(aan.poort, attempt_of(aan.request, link))
    except TooManyAttemptsError as error:
        invoer = Invoer({})  # type: ignore[arg-type]  # an empty form
        invoer.fout("", error.melding)
        return button_page(aan.request, voordeur, link, Getypt({}, invoer.fouten, 429))
    antwoord = RedirectResponse(f"{voordeur.pad}/code", 303)
    antwoord.set_cookie(
        voordeur.linkkoekje, read_link(link), max_age=LINKTIJD, path=voordeur.pad,
        secure=aan.huis.settings.cookies_alleen_https, httponly=True, samesite="strict",
    )  # fmt: skip
    return antwoord


def type_code(aan: Aanbeller, voordeur: Voordeur, link: str, invoer: Invoer) -> Response:
    """A right code starts a visit; everything else gets one answer."""
    request = aan.request
    try:
        if invoer.ja("opnieuw"):
            ask_code(aan.poort, attempt_of(request, link))
            return RedirectResponse(f"{voordeur.pad}/code?gedaan=code", 303)
        code = invoer.tekst("code", "Typ de code die u kreeg.") or ""
        inlog = None if invoer.fouten else open_with_code(aan.poort, attempt_of(request, link), code)
    except TooManyAttemptsError as error:
        invoer.fout("code", error.melding)
        return code_page(request, voordeur, Getypt({}, invoer.fouten, 429))
    if inlog is None:
        if not invoer.fouten:
            invoer.fout("code", voordeur.fout)
        return code_page(request, voordeur, Getypt({}, invoer.fouten, 422))
    antwoord = RedirectResponse(voordeur.pad, 303)
    antwoord.delete_cookie(voordeur.linkkoekje, path=voordeur.pad)
    antwoord.set_cookie(
        visit_cookie(aan.huis, voordeur), inlog.waarde, path="/",
        secure=aan.huis.settings.cookies_alleen_https, httponly=True, samesite="strict",
    )  # fmt: skip
    return antwoord


def drop_visit(antwoord: Response, huis: Huis, voordeur: Voordeur) -> None:
    """Take the cookies back."""
    antwoord.delete_cookie(voordeur.linkkoekje, path=voordeur.pad)
    antwoord.delete_cookie(visit_cookie(huis, voordeur), path="/", secure=huis.settings.cookies_alleen_https)


@dataclass(frozen=True, slots=True)
class Voorbij:
    """There is no visit (any more), and what was typed for it. ``hoe``: how it ended, if that may be said."""

    request: Request
    voordeur: Voordeur
    getypt: list[tuple[str, str]]
    hoe: Callable[[], str | None] = lambda: None

    def page(self) -> Response:
        """Who was first, or how to come in again; with everything that was typed."""
        context: dict[str, object] = {"getypt": self.getypt, "einde": self.hoe()}
        return link_page(self.request, self.voordeur, "pages/link_voorbij.html", context, Getypt(status=403))


def nobody_in(voordeur: Voordeur) -> Callable[[Request], object]:
    """A dependency: what was typed, for a route that may find that nobody visits."""

    async def get_voorbij(request: Request) -> Voorbij:
        return Voorbij(request, voordeur, await typed_text(request))

    return get_voorbij
