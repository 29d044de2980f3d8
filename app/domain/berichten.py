"""Berichten: the words of each message to a melder, in plain Dutch (B1), as a pure function.

No personal data in a subject. Names of organisations in full, dates with the day name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.domain.berichttermen import Berichtmoment
from app.domain.datum import datum_lang
from app.domain.klachtteksten import KERN as KLACHTKERN
from app.domain.klachtteksten import ONDERWERP as KLACHTONDERWERP
from app.domain.sjablonen import Sjabloon, fill
from app.domain.termijnen.regels import Termijncode
from app.domain.termijnen.verdaging import PostponeTermijn
from app.domain.termijnen.wijziging import REDEN_TEKST, Verdagingsreden
from app.domain.toegangslink import show_code
from app.domain.toegangstekst import PLAATS

LANGSTE_NAAM = 60
_NAAM = re.compile(r"(?:[^\W\d_]|[ .,'’()-])+")
#: ``houvast.example`` and ``x.example``; not ``J. Jansen`` or ``A.B.Jansen``.
_ADRES = re.compile(r"\w{2,}\.\w|\.[^\W\d_A-Z]")


@dataclass(frozen=True, slots=True)
class Verzet:
    """A date that was put off: of what, from when to when, and why."""

    waarover: str
    oud: date
    nieuw: date
    reden: str


def put_off(code: Termijncode, oud: date, opdracht: PostponeTermijn) -> Verzet:
    """A verdaging as the message to the melder words it."""
    waarover = "uw klacht" if code is Termijncode.KLACHT_AFHANDELEN else "uw vraag"
    return Verzet(waarover, oud, opdracht.nieuwe_datum, REDEN_TEKST[opdracht.redencode])


@dataclass(frozen=True, slots=True)
class Volgwijzer:
    """The own page of the melder; on paper the code to come in stands with it."""

    adres: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtgegevens:
    """What a message may mention."""

    kenmerk: str
    ontvangen_op: date
    afzender: str
    #: Where the sender is called, if that is known.
    telefoon: str | None = None
    naam_melder: str | None = None
    #: The party it is for; out of the directory.
    naam_partij: str | None = None
    ontvanger: str | None = None
    vorige: str | None = None
    volgende_datum: date | None = None
    eigen_tekst: str | None = None
    verzet: Verzet | None = None
    #: Whether there is a place for how the reader comes in (``toegangstekst``).
    met_toegang: bool = False
    #: What only messages about a klacht, bezwaar or aanvraag name: einde, uitkomst, grond, stuk.
    woorden: Mapping[str, str] = field(default_factory=dict)
    #: Whole paragraphs after the own words.
    slot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Berichtinhoud:
    """Subject and body."""

    onderwerp: str
    tekst: str


_ONDERWERP: dict[Berichtmoment, str] = {
    Berichtmoment.ONTVANGSTBEVESTIGING: "Wij hebben uw vraag ontvangen ({kenmerk})",
    Berichtmoment.DOORGESTUURD: "Wij sturen uw vraag door ({kenmerk})",
    Berichtmoment.OVERGENOMEN: "Wie uw vraag nu behandelt ({kenmerk})",
    Berichtmoment.TERUGKOPPELING: "Bericht over uw vraag ({kenmerk})",
    Berichtmoment.ESCALATIE: "Hulp gevraagd bij een casus ({kenmerk})",
    Berichtmoment.SPOED: "Spoed: kijk nu naar {kenmerk}",
    Berichtmoment.AANBOD: "Nieuw aanbod: {kenmerk}",
    Berichtmoment.HERINNERING: "Herinnering: uw antwoord op {kenmerk}",
    Berichtmoment.VERLOPEN: "Geen antwoord op uw aanbod van {kenmerk}",
    Berichtmoment.BIJDRAGE: "Een bijdrage bij {kenmerk}",
    Berichtmoment.TOEGANG: "Uw link voor {kenmerk}",
    Berichtmoment.OPGEVOLGD: "Een andere organisatie behandelt uw vraag ({kenmerk})",
    Berichtmoment.VERDAAGD: "Uw antwoord komt later ({kenmerk})",
    **KLACHTONDERWERP,
}
_KERN: dict[Berichtmoment, str] = {
    Berichtmoment.ONTVANGSTBEVESTIGING: (
        "Uw vraag kwam bij ons binnen op {ontvangen}. "
        "U hoort van {afzender}, of van wie uw vraag van ons overneemt."
    ),
    Berichtmoment.DOORGESTUURD: (
        "Wij hebben uw vraag van {ontvangen} doorgestuurd aan {ontvanger}. "
        "{afzender} blijft uw aanspreekpunt tot {ontvanger} het overneemt."
    ),
    Berichtmoment.OVERGENOMEN: (
        "{ontvanger} behandelt nu uw vraag van {ontvangen}. U krijgt voortaan antwoord van {ontvanger}."
    ),
    Berichtmoment.TERUGKOPPELING: "Dit bericht gaat over uw vraag van {ontvangen}.",
    Berichtmoment.ESCALATIE: "{afzender} vraagt hulp bij casus {kenmerk}.",
    Berichtmoment.SPOED: "Er is spoed bij {kenmerk}. {afzender} vraagt u om nu te kijken.",
    Berichtmoment.AANBOD: "{afzender} biedt u {kenmerk} aan.",
    Berichtmoment.HERINNERING: "{afzender} wacht op uw antwoord over {kenmerk}.",
    Berichtmoment.VERLOPEN: (
        "{ontvanger} gaf geen antwoord op uw aanbod van {kenmerk}. Het aanbod is verlopen. "
        "U bent nog steeds verantwoordelijk."
    ),
    Berichtmoment.BIJDRAGE: "{afzender} schrijft u over {kenmerk}.",
    Berichtmoment.TOEGANG: "Dit bericht gaat over {kenmerk}.",
    Berichtmoment.OPGEVOLGD: (
        "{vorige} bestaat niet meer zelfstandig. {ontvanger} neemt alles over, ook uw vraag van {ontvangen}. "
        "Er gaat niets verloren. Wat er met u is afgesproken, blijft staan. "
        "U krijgt voortaan antwoord van {ontvanger}."
    ),
    Berichtmoment.VERDAAGD: (
        "Dit bericht gaat over {waarover} van {ontvangen}. U zou uiterlijk {oude_datum} van ons horen. "
        "Dat lukt niet. U hoort nu uiterlijk {nieuwe_datum} van ons. De reden: {reden}."
    ),
    **KLACHTKERN,
}
#: Stands where a word is not known (yet).
ZONDER = {"einde": "de afgesproken dag", "uitkomst": "", "grond": "", "stuk": "brief"}


#: Subjects of the mail with a code: of a melder, and of a party without an account.
EIGEN_PAGINA, PARTIJPAGINA = "Uw code voor uw eigen pagina", "Uw code voor Houvast"
#: The shipped texts count since always.
ALTIJD = date(2015, 1, 1)


def shipped(moment: Berichtmoment) -> Sjabloon:
    """The words that come with the product: version 0."""
    return Sjabloon(moment, 0, _ONDERWERP[moment], _KERN[moment], ALTIJD)


def example_of(vandaag: date) -> Berichtgegevens:
    """Invented facts, to show what a melder would read."""
    nieuw = vandaag + timedelta(days=14)
    return Berichtgegevens(
        kenmerk="M-2026-000123",
        ontvangen_op=vandaag - timedelta(days=7),
        afzender="Het Juiste Loket",
        telefoon="030 555 00 00",
        ontvanger="RET IJsselland",
        vorige="Gemeente Voorbeeld",
        naam_melder="mevrouw Voorbeeld",
        verzet=Verzet("uw vraag", vandaag, nieuw, REDEN_TEKST[Verdagingsreden.ONDERZOEK]),
    )


def compose(
    moment: Berichtmoment, gegevens: Berichtgegevens, sjabloon: Sjabloon | None = None
) -> Berichtinhoud:
    """The whole message: greeting, what happened, own words, the next date, how to refer to it.

    ``sjabloon``: the words of this installation; without one the shipped words.
    """
    woorden = sjabloon or shipped(moment)
    invulling = {
        "kenmerk": gegevens.kenmerk,
        "ontvangen": datum_lang(gegevens.ontvangen_op),
        "afzender": gegevens.afzender,
        "ontvanger": gegevens.ontvanger or gegevens.afzender,
        "vorige": gegevens.vorige or gegevens.afzender,
        **_moved(gegevens.verzet),
        **ZONDER,
        **gegevens.woorden,
    }
    alineas = [
        f"Beste {gegevens.naam_partij}," if gegevens.naam_partij else greet(gegevens.naam_melder),
        fill(woorden.kern, invulling),
        gegevens.eigen_tekst,
        *gegevens.slot,
        _next_date(moment, gegevens.volgende_datum),
        PLAATS if gegevens.met_toegang else None,
        f"Uw kenmerk is {gegevens.kenmerk}. Noem dit als u belt of schrijft.",
        f"Met vriendelijke groet,\n{gegevens.afzender}"
        + (f"\nTelefoon {gegevens.telefoon}" if gegevens.telefoon else ""),
    ]
    return Berichtinhoud(
        fill(woorden.onderwerp, invulling), "\n\n".join(alinea for alinea in alineas if alinea)
    )


def code_words(code: str, afzender: str, aanhef: str, onderwerp: str = EIGEN_PAGINA) -> Berichtinhoud:
    """The mail that brings a code. The subject does not name it: it is read on a locked telephone."""
    alineas = (
        aanhef,
        f"Uw code is {show_code(code)}.",
        "Typ deze code op de pagina die u net opende. De code werkt een kwartier, en maar één keer.",
        "Vroeg u niet om een code? Dan hoeft u niets te doen. Geef de code aan niemand.",
        f"Met vriendelijke groet,\n{afzender}",
    )
    return Berichtinhoud(onderwerp, "\n\n".join(alineas))


def _moved(verzet: Verzet | None) -> dict[str, str]:
    if verzet is None:
        return {}
    return {
        "waarover": verzet.waarover,
        "oude_datum": datum_lang(verzet.oud),
        "nieuwe_datum": datum_lang(verzet.nieuw),
        "reden": verzet.reden,
    }


def where_to_follow(volg: Volgwijzer) -> str:
    """Where the melder sees how it goes, as it stands in a message."""
    if volg.code is None:
        return f"Hoe staat het ervoor? Kijk op uw eigen pagina, of stel daar een vraag: {volg.adres}"
    return (
        f"Hoe staat het ervoor? Typ dit adres op een computer of telefoon: {volg.adres} "
        f"Uw code is {show_code(volg.code)}. Bewaar deze brief goed."
    )


def greet(naam: str | None) -> str:
    """By name where it looks like one: through the public form anybody has it mailed to anybody."""
    return f"Beste {naam}," if naam and _is_name(naam) else "Geachte heer of mevrouw,"


def _is_name(tekst: str) -> bool:
    """Letters, and what stands in names; no digits, and nothing that a mail program makes a link of."""
    return len(tekst) <= LANGSTE_NAAM and _NAAM.fullmatch(tekst) is not None and _ADRES.search(tekst) is None


def _next_date(moment: Berichtmoment, op: date | None) -> str | None:
    """A receipt may wait until another party has it: then it names no one for the next word."""
    if op is None:
        return None
    wie = "" if moment is Berichtmoment.ONTVANGSTBEVESTIGING else " van ons"
    return f"U hoort uiterlijk {datum_lang(op)} weer iets{wie}."
