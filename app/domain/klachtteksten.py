"""Klachtteksten: what the melder reads about a klacht, in plain Dutch (B1), and the route with its support.

Every text passes Flesch-Douma 60. The paragraphs around a core text stand here too: who helps, that the
question goes on, another aanspreekpunt, and the ombudsman with the term of a year (Awb 9:12 lid 2, 9:24).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.berichttermen import Berichtmoment
from app.domain.datum import datum_lang
from app.domain.klachttermen import KlachtUitkomst, Stukaard, Weigergrond

M = Berichtmoment
ONDERWERP: Mapping[Berichtmoment, str] = {
    M.KLACHT_ONTVANGEN: "Wij hebben uw klacht ontvangen ({kenmerk})",
    M.KLACHT_DOORGEZONDEN: "Wij sturen uw klacht door ({kenmerk})",
    M.KLACHT_COMMISSIE: "Een commissie kijkt naar uw klacht ({kenmerk})",
    M.KLACHT_GEWEIGERD: "Wij gaan niet verder met uw klacht ({kenmerk})",
    M.KLACHT_AFGEDAAN: "Ons antwoord op uw klacht ({kenmerk})",
    M.KLACHT_GEEINDIGD: "Wij zijn klaar met uw klacht ({kenmerk})",
    M.KLACHT_BERICHT: "Bericht over uw klacht ({kenmerk})",
    M.KLACHT_VERDAAGD: "Een klacht over uw werk krijgt later antwoord ({kenmerk})",
    M.STUK_DOORGEZONDEN: "Wij sturen uw brief door ({kenmerk})",
}
KERN: Mapping[Berichtmoment, str] = {
    M.KLACHT_ONTVANGEN: (
        "Wij hebben uw klacht van {ontvangen} gekregen. Fijn dat u dit zegt. "
        "U hoort uiterlijk {einde} wat wij ervan vinden. "
        "Iemand die er zelf niet bij was, kijkt naar uw klacht. U mag ook zelf komen vertellen hoe het ging."
    ),
    M.KLACHT_DOORGEZONDEN: (
        "Uw klacht van {ontvangen} hoort bij {ontvanger}. Wij hebben uw klacht daar vandaag naartoe "
        "gestuurd. U krijgt nu antwoord van {ontvanger}. U hoort uiterlijk {einde} wat zij ervan vinden."
    ),
    M.KLACHT_COMMISSIE: (
        "Een groep mensen die er zelf niet bij was, kijkt naar uw klacht van {ontvangen}. Dat heet een "
        "commissie. Zij willen ook met u praten. U hoort uiterlijk {einde} wat wij ervan vinden."
    ),
    M.KLACHT_GEWEIGERD: (
        "Wij gaan niet verder met uw klacht van {ontvangen}. De reden is: {grond}. Hieronder leest u meer."
    ),
    M.KLACHT_AFGEDAAN: (
        "Dit is ons antwoord op uw klacht van {ontvangen}. {uitkomst} Hieronder leest u waarom."
    ),
    M.KLACHT_GEEINDIGD: (
        "Wij zijn klaar met uw klacht van {ontvangen}. {uitkomst} "
        "Klopt dat niet? Laat het ons weten. Dan gaan wij weer verder met uw klacht."
    ),
    M.KLACHT_BERICHT: "Dit bericht gaat over uw klacht van {ontvangen}.",
    M.KLACHT_VERDAAGD: (
        "U kreeg van ons een klacht over uw werk. Wij zouden er uiterlijk {oude_datum} iets van vinden. "
        "Dat lukt niet. Het wordt nu uiterlijk {nieuwe_datum}. De reden: {reden}."
    ),
    M.STUK_DOORGEZONDEN: (
        "Wij kregen uw {stuk} op {ontvangen}. Die brief is voor {ontvanger}. Wij hebben hem daar naartoe "
        "gestuurd, met de dag erop waarop wij hem kregen. Die dag telt. {ontvanger} geeft u antwoord."
    ),
}
#: What the outcome means, as a sentence to the melder.
UITKOMST_ZIN: Mapping[KlachtUitkomst, str] = {
    KlachtUitkomst.GEGROND: "Uw klacht is gegrond. Dat wil zeggen: u hebt gelijk.",
    KlachtUitkomst.DEELS_GEGROND: "Uw klacht is voor een deel gegrond. U hebt voor een deel gelijk.",
    KlachtUitkomst.ONGEGROND: "Uw klacht is niet gegrond. Wij denken dat het goed is gegaan.",
    KlachtUitkomst.GEEN_OORDEEL: "Wij weten niet zeker wat er is gebeurd. Daarom geven wij geen oordeel.",
    KlachtUitkomst.NIET_IN_BEHANDELING: "Wij gaan niet verder met uw klacht.",
    KlachtUitkomst.TEVREDEN: "U zei dat het nu goed is zo.",
    KlachtUitkomst.INGETROKKEN: "U zei dat u wilt stoppen met uw klacht.",
    KlachtUitkomst.ELDERS_BEHANDELD: "Een ander kijkt nu naar uw klacht.",
    KlachtUitkomst.MET_MELDING_GESLOTEN: "Uw klacht is samen met uw vraag gestopt.",
}
GROND_ZIN: Mapping[Weigergrond, str] = {
    Weigergrond.EERDER_BEHANDELD: "wij gaven al eens antwoord op deze klacht",
    Weigergrond.LANGER_DAN_EEN_JAAR: "het is meer dan een jaar geleden",
    Weigergrond.BEZWAAR_MOGELIJK: "u kon hiervoor bezwaar maken",
    Weigergrond.BEROEP_MOGELIJK: "u kunt of kon hiervoor naar de rechter",
    Weigergrond.RECHTER: "een rechter kijkt hiernaar, of deed dat al",
    Weigergrond.STRAFRECHT: "de politie of het OM is er nog mee bezig",
    Weigergrond.KENNELIJK_ONVOLDOENDE: "het gaat om iets heel kleins",
}
STUK_WOORD: Mapping[Stukaard, str] = {
    Stukaard.BEZWAAR: "brief met bezwaar",
    Stukaard.AANVRAAG: "aanvraag",
}
#: The route and who helps (R041; Jeugdwet 2.6: the vertrouwenspersoon; the cliëntondersteuner is free too).
HULP = (
    "Wilt u hulp bij uw klacht? Dat mag, en het kost niets. Een vertrouwenspersoon van Jeugdstem staat naast "
    "u en niet naast ons: jeugdstem.nl. Of vraag uw gemeente om iemand die u steunt en los van ons staat."
)
LOOPT_DOOR = "Uw vraag om hulp loopt door. Uw klacht maakt daarbij niets uit."
#: Where somebody can go, in the order of the law; shown on the page of a klacht.
WEGWIJZER: tuple[tuple[str, str], ...] = (
    (
        "1. Eerst bij de organisatie zelf",
        "Gemeente of ander bestuur: Awb 9. Aanbieder of gi: hun eigen regeling.",
    ),
    ("2. Hulp daarbij, gratis", "Vertrouwenspersoon (Jeugdwet 2.6) of onafhankelijke cliëntondersteuner."),
    (
        "3. Daarna de ombudsman",
        "Binnen een jaar na de uitkomst (Awb 9:24). Gaat het om een kind: de Kinderombudsman.",
    ),
)
NATIONALE_OMBUDSMAN = "de Nationale ombudsman"
NATIONAAL_CONTACT = "nationaleombudsman.nl"
KINDEROMBUDSMAN = "de Kinderombudsman"
KINDER_CONTACT = "kinderombudsman.nl"


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """Who is competent after this organisatie, and how to reach it."""

    naam: str
    contact: str | None = None


def other_contact(naam: str) -> str:
    """The offer of another aanspreekpunt, where the klacht is about the owner (domain.md §7)."""
    return f"Uw klacht gaat over wie u nu helpt. Belt u liever met een ander? Dat kan bij {naam}."


def ombudsman_words(ombudsman: Ombudsman, tot: date) -> str:
    """Which ombudsman, and until when (Awb 9:12 lid 2)."""
    waar = f" ({ombudsman.contact})" if ombudsman.contact else ""
    return (
        f"Bent u het er niet mee eens? Dan kunt u naar {ombudsman.naam}{waar}. "
        f"Dat kan een jaar lang, tot en met {datum_lang(tot)}."
    )
