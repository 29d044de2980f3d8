"""Vangnet: what may come to a standstill unseen, as one table (domain.md §8, R016).

A query finds the rows; this table says what each is called, who solves it, what to do, and when it is
gone. No finding is ever ticked off: it disappears because it is solved.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.termijnen.kalender import Kalender

#: So many werkdagen a message may wait and a casus that came back may be without behandelaar (I7).
GEDULD_WERKDAGEN = 2
#: So long the worker may be silent; it makes a round each half minute.
WERK_STIL = timedelta(minutes=5)
#: So long ago the last check of all agreements may be; the worker makes one each hour.
NAZIEN_STIL = timedelta(hours=3)
#: So many months before the 18th birthday there must be a plan for what comes after.
MAANDEN_VOOR_18 = 6


class Vangnetsoort(StrEnum):
    """The kinds of findings, gravest first."""

    AFSPRAAK_GEBROKEN = "afspraak_gebroken"
    WERK_STIL = "werk_stil"
    EIGENAAR_ONBEREIKBAAR = "eigenaar_onbereikbaar"
    GEEN_VOLGENDE_STAP = "geen_volgende_stap"
    AANBOD_ONBEANTWOORD = "aanbod_onbeantwoord"
    BELOFTE_TE_LAAT = "belofte_te_laat"
    BERICHT_MISLUKT = "bericht_mislukt"
    BERICHT_BLIJFT_LIGGEN = "bericht_blijft_liggen"
    HEROPENING_ONBEVESTIGD = "heropening_onbevestigd"
    KLACHT_ZONDER_BEHANDELAAR = "klacht_zonder_behandelaar"
    SAMENLOOP_NIET_BEOORDEELD = "samenloop_niet_beoordeeld"
    AFSTEMMING_TE_LAAT = "afstemming_te_laat"
    OPVOLGING_TE_LAAT = "opvolging_te_laat"
    BIJNA_ACHTTIEN = "bijna_achttien"


class Oplosser(StrEnum):
    """Who solves a finding of a kind."""

    EIGENAAR = "de eigenaar van de casus"
    BELOVER = "wie het beloofde"
    AFZENDER = "wie het bericht verstuurt"
    OPVOLGER = "de opvolger"
    AAN_ZET = "de partij die aan zet is"
    VANGNETHOUDER = "de landelijke schakel"


@dataclass(frozen=True, slots=True)
class Vangnetregel:
    """One kind: ``wat`` is said of a finding, ``controle`` of all that is well, ``doen`` on its button."""

    soort: Vangnetsoort
    wat: str
    controle: str
    doen: str
    oplosser: Oplosser
    weg_als: str
    bron: str


S, O = Vangnetsoort, Oplosser  # noqa: E741  # a table is read by its columns
VANGNET: tuple[Vangnetregel, ...] = (
    Vangnetregel(
        S.AFSPRAAK_GEBROKEN, "Een vaste afspraak klopt niet meer", "Elke vaste afspraak klopt",
        "Laat dit nakijken", O.VANGNETHOUDER, "de volgende controle het niet meer vindt", "§2, §8",
    ),
    Vangnetregel(
        S.WERK_STIL, "Het werk dat vanzelf gaat, staat stil", "Wat vanzelf gaat, loopt",
        "Bel de beheerder van de dienst", O.VANGNETHOUDER, "het werk weer een ronde deed", "§8",
    ),
    Vangnetregel(
        S.EIGENAAR_ONBEREIKBAAR, "Bij de eigenaar kan niemand werken", "Elke eigenaar is te bereiken",
        "Antwoord en zet door", O.VANGNETHOUDER, "de eigenaar weer mensen heeft, of een ander de casus",
        "§8, I11",
    ),
    Vangnetregel(
        S.GEEN_VOLGENDE_STAP, "Er is geen volgende datum meer", "Elke casus heeft een volgende datum",
        "Sluit af of spreek iets af", O.EIGENAAR, "de casus dicht is of weer een datum heeft", "§8, I4",
    ),
    Vangnetregel(
        S.AANBOD_ONBEANTWOORD, "Aanbod niet beantwoord", "Elk aanbod is op tijd beantwoord",
        "Bied opnieuw aan", O.EIGENAAR, "iemand de casus weer oppakt", "§3, §8",
    ),
    Vangnetregel(
        S.BELOFTE_TE_LAAT, "Belofte te laat", "Elke belofte is op tijd nagekomen",
        "Doe het nu", O.BELOVER, "de belofte is nagekomen", "§4, I5",
    ),
    Vangnetregel(
        S.BERICHT_MISLUKT, "Bericht kwam niet zeker aan", "Elk bericht kwam aan",
        "Verstuur opnieuw of vink af", O.AFZENDER, "het bericht aankwam of vervalt", "§8, I6",
    ),
    Vangnetregel(
        S.BERICHT_BLIJFT_LIGGEN, "Bericht blijft liggen", "Elk bericht is op tijd weg",
        "Verstuur het bericht", O.AFZENDER, "het bericht weg is of vervalt", "§8, I6",
    ),
    Vangnetregel(
        S.HEROPENING_ONBEVESTIGD, "De melder kwam terug en niemand pakt het op",
        "Wie terugkomt, heeft een behandelaar", "Kies een behandelaar", O.EIGENAAR,
        "iemand de casus behandelt", "I7",
    ),
    Vangnetregel(
        S.KLACHT_ZONDER_BEHANDELAAR, "Hier kan niemand een klacht behandelen",
        "Elke klacht ligt bij iemand die hem mag behandelen", "Zorg voor een klachtbehandelaar",
        O.VANGNETHOUDER, "er een klachtbehandelaar is, of de klacht elders ligt", "§8, Awb 9:7",
    ),
    Vangnetregel(
        S.SAMENLOOP_NIET_BEOORDEELD, "Samenloop niet beoordeeld",
        "Elke mogelijke samenloop is op tijd beoordeeld", "Beoordeel de samenloop", O.BELOVER,
        "iemand beslist of het hetzelfde kind is", "§6, §8",
    ),
    Vangnetregel(
        S.AFSTEMMING_TE_LAAT, "Ook elders bekend, en niet opgevolgd",
        "Wie ook elders bekend is, wordt op tijd gebeld", "Neem de volgende stap", O.AAN_ZET,
        "er is gebeld, afgesproken of afgesloten", "§5, §6, R033",
    ),
    Vangnetregel(
        S.OPVOLGING_TE_LAAT, "Rechtsopvolging ging niet door", "Elke rechtsopvolging ging op tijd door",
        "Bekijk de opvolging", O.OPVOLGER, "de opvolging is bevestigd, uitgevoerd of ingetrokken", "§1, §8",
    ),
    Vangnetregel(
        S.BIJNA_ACHTTIEN, "Bijna 18 en nog geen plan", "Wie bijna 18 is, heeft een plan voor daarna",
        "Bespreek de toekomst", O.EIGENAAR, "de toekomst is besproken", "§8, R016",
    ),
)  # fmt: skip

_REGELS = {regel.soort: regel for regel in VANGNET}
_RANG = {regel.soort: rang for rang, regel in enumerate(VANGNET)}


def regel_of(soort: Vangnetsoort) -> Vangnetregel:
    """The row of the table for a kind."""
    return _REGELS[soort]


def rang_of(soort: Vangnetsoort) -> int:
    """Where a kind stands in the list: the gravest is 0."""
    return _RANG[soort]


def geduld_tot(vandaag: date, kalender: Kalender, werkdagen: int = GEDULD_WERKDAGEN) -> date:
    """The last day that lies more than so many werkdagen back: what began then waits too long."""
    dag = vandaag
    while kalender.aantal_werkdagen(dag, vandaag) <= werkdagen:
        dag -= timedelta(days=1)
    return dag


def is_bijna_achttien(achttien_op: date, vandaag: date) -> bool:
    """Whether the 18th birthday falls within six months, or has passed.

    It counts whole calendar months: when a finding began must not tell the birthday itself, for that is
    kept sealed and the finding is not.
    """
    maanden = (achttien_op.year - vandaag.year) * 12 + achttien_op.month - vandaag.month
    return maanden <= MAANDEN_VOOR_18
