"""Regels: what is promised, to whom, how long it may take and on what ground.

Terms are data (domain.md §4): STANDAARDREGELS is the table as shipped, a Regelboek finds the rule
that was valid on a day. Norms may be edited by an organisation, laws may not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from app.domain.datum import datum_lang
from app.domain.errors import DomainError


class Termijncode(StrEnum):
    """What is promised (domain.md §4)."""

    ONTVANGSTBEVESTIGING = "ontvangstbevestiging"
    OVERDRACHT_AANVAARDEN = "overdracht_aanvaarden"
    EERSTE_CONTACT = "eerste_contact"
    ANTWOORD_MELDER = "antwoord_melder"
    TUSSENBERICHT = "tussenbericht"
    SPOED = "spoed"
    GEGEVENS_AANVULLEN = "gegevens_aanvullen"
    KLACHT_AFHANDELEN = "klacht_afhandelen"
    KLACHT_NIET_IN_BEHANDELING = "klacht_niet_in_behandeling"
    TERUGKOPPELING_LOKET = "terugkoppeling_loket"
    BIJDRAGE = "bijdrage"
    SAMENLOOP_BEOORDELEN = "samenloop_beoordelen"
    ADVIES_OPVOLGEN = "advies_opvolgen"
    CONTACT_HERSTELLEN = "contact_herstellen"
    INBRENG_BEANTWOORDEN = "inbreng_beantwoorden"
    DOORZENDEN = "doorzenden"


class Variant(StrEnum):
    """Which case of a code, where one code has more than one length."""

    STANDAARD = "standaard"
    KLACHT = "klacht"
    IN_BEOORDELING = "in_beoordeling"
    NA_ONTVANGST = "na_ontvangst"
    NA_AANVAARDING = "na_aanvaarding"
    ZONDER_KANAAL = "zonder_kanaal"
    COMMISSIE = "commissie"
    HERHALING = "herhaling"
    AFSLUITING = "afsluiting"
    GEHOLPEN = "geholpen"
    MONDELING = "mondeling"
    EIGEN_REGELING = "eigen_regeling"


class Eenheid(StrEnum):
    """Unit of a length."""

    WERKDAGEN = "werkdagen"
    KALENDERDAGEN = "kalenderdagen"
    WEKEN = "weken"
    MAANDEN = "maanden"


class Grondsoort(StrEnum):
    """Ground of a promise: a law, a norm of the chain, or a promise made to this melder."""

    WET = "wet"
    NORM = "norm"
    AFSPRAAK = "afspraak"


class TermijnVoor(StrEnum):
    """To whom it is promised; ``ontvanger``: it binds the party that was asked or offered."""

    MELDER = "melder"
    LOKET = "loket"
    ONTVANGER = "ontvanger"
    INTERN = "intern"


#: Short names, so that the table below reads as a table.
T, V, E, Voor = Termijncode, Variant, Eenheid, TermijnVoor
Rij = tuple[Termijncode, Variant, str, int, Eenheid, int, TermijnVoor, str | None, str]

#: First day of the Jeugdwet: the chain did not exist before it.
GELDIG_VAN = date(2015, 1, 1)
#: The variant meant when none is named, for codes without a standard one.
HOOFDVARIANT = {Termijncode.EERSTE_CONTACT: Variant.NA_ONTVANGST}


class RegelNotFoundError(DomainError, LookupError):
    """No rule of this code and variant was valid on that day."""

    def __init__(self, code: Termijncode, variant: Variant, op: date) -> None:
        super().__init__(
            "regel_onbekend",
            f"Er is geen regel voor {code} ({variant}) op {datum_lang(op)}. "
            "Kijk de datum na, of vraag uw beheerder om de regel toe te voegen.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One rule, valid from ``geldig_van`` up to but not including ``geldig_tot``.

    ``atw``: the Algemene termijnenwet extends this term. ``verdaging_lengte`` 0 means that the date
    cannot be put off. ``herinnering_na`` is in werkdagen; 0 means no reminder of its own.
    """

    code: Termijncode
    variant: Variant = Variant.STANDAARD
    naam: str
    lengte: int
    eenheid: Eenheid
    grondsoort: Grondsoort
    artikel: str | None = None
    atw: bool = False
    voor: TermijnVoor
    verdaging_lengte: int = 0
    verdaging_eenheid: Eenheid
    herinnering_na: int = 0
    geldig_van: date
    geldig_tot: date | None = None
    versie: int = 1
    bron: str

    def __post_init__(self) -> None:
        if min(self.lengte, self.verdaging_lengte, self.herinnering_na) < 0:
            raise ValueError(f"Een lengte kan niet negatief zijn: {self.code} ({self.variant}).")
        if self.grondsoort is Grondsoort.WET and not self.artikel:
            raise ValueError(f"Een wettelijke regel noemt een artikel: {self.code}.")

    def geldt_op(self, op: date) -> bool:
        """Whether the rule was valid on that day."""
        return self.geldig_van <= op and (self.geldig_tot is None or op < self.geldig_tot)


@dataclass(frozen=True, slots=True)
class Regelboek:
    """All rules. Refuses two rules of the same code and variant that are valid on one day."""

    regels: tuple[Regel, ...]

    def __post_init__(self) -> None:
        for dubbel in _overlappend(self.regels):
            raise ValueError(f"Twee regels gelden tegelijk: {dubbel.code} ({dubbel.variant}).")

    def regel(self, code: Termijncode, op: date, variant: Variant | None = None) -> Regel:
        """The rule valid on ``op``, mostly the day the term starts.

        Refuses with RegelNotFoundError when there is none.
        """
        gevraagd = variant or HOOFDVARIANT.get(code, Variant.STANDAARD)
        for regel in self.regels:
            if regel.code is code and regel.variant is gevraagd and regel.geldt_op(op):
                return regel
        raise RegelNotFoundError(code, gevraagd, op)


def _overlappend(regels: tuple[Regel, ...]) -> Iterator[Regel]:
    op_volgorde = sorted(regels, key=lambda regel: (regel.code, regel.variant, regel.geldig_van))
    for eerste, volgende in pairwise(op_volgorde):
        zelfde = (eerste.code, eerste.variant) == (volgende.code, volgende.variant)
        if zelfde and eerste.geldt_op(volgende.geldig_van):
            yield volgende


#: The table as shipped. Columns: code, variant, name on screens, length, unit, longest verdaging
#: (in the same unit), to whom, article (None: a norm), source. A norm may be put off once, by at
#: most its own length; offers and spoed never: "in beoordeling" is the one extension of an offer
#: (domain.md §3 and §4).
RIJEN: tuple[Rij, ...] = (
    (T.ONTVANGSTBEVESTIGING, V.STANDAARD, "Ontvangst bevestigen", 3, E.WERKDAGEN, 3,
     Voor.MELDER, None, "Ketennorm; Het Juiste Loket antwoordt ook binnen 3 werkdagen"),
    (T.ONTVANGSTBEVESTIGING, V.KLACHT, "Ontvangst van de klacht bevestigen", 3, E.WERKDAGEN, 0,
     Voor.MELDER, "Awb 9:6", "Awb 9:6 noemt geen lengte; 3 werkdagen is de ketennorm"),
    (T.OVERDRACHT_AANVAARDEN, V.STANDAARD, "Overdracht aanvaarden of teruggeven", 2, E.WERKDAGEN, 0,
     Voor.ONTVANGER, None, "Ketennorm: einde van werkdag 2 na het aanbod"),
    (T.OVERDRACHT_AANVAARDEN, V.IN_BEOORDELING, "Overdracht beoordelen", 5, E.WERKDAGEN, 0,
     Voor.ONTVANGER, None, "Ketennorm: einde van werkdag 5 na het aanbod, één keer"),
    (T.EERSTE_CONTACT, V.NA_ONTVANGST, "Eerste contact met de melder", 10, E.WERKDAGEN, 10,
     Voor.MELDER, None, "Ketennorm bij R021, per melding"),
    (T.EERSTE_CONTACT, V.NA_AANVAARDING, "Eerste contact na het overnemen", 5, E.WERKDAGEN, 5,
     Voor.MELDER, None, "Ketennorm bij R021, na aanvaarding door RET, gemeente of wijkteam"),
    (T.ANTWOORD_MELDER, V.STANDAARD, "Inhoudelijk antwoord aan de melder", 15, E.WERKDAGEN, 15,
     Voor.MELDER, None, "Ketennorm; een wet met deze lengte is niet gevonden"),
    (T.TUSSENBERICHT, V.STANDAARD, "Tussenbericht aan de melder", 20, E.WERKDAGEN, 20,
     Voor.MELDER, None, "Ketennorm: altijd een volgende datum (I4)"),
    (T.TUSSENBERICHT, V.ZONDER_KANAAL, "Zelf nakijken: de melder is niet te bereiken", 20,
     E.WERKDAGEN, 20, Voor.INTERN, None, "Ketennorm: melder zonder kanaal (I4)"),
    (T.SPOED, V.STANDAARD, "Spoed: vandaag contact", 0, E.KALENDERDAGEN, 0,
     Voor.MELDER, None, "Ketennorm: dezelfde dag"),
    (T.GEGEVENS_AANVULLEN, V.STANDAARD, "Gegevens aanvullen", 3, E.WERKDAGEN, 3,
     Voor.INTERN, None, "Ketennorm: woonplaats of jeugdige onbekend"),
    (T.KLACHT_AFHANDELEN, V.STANDAARD, "Klacht afhandelen", 6, E.WEKEN, 4,
     Voor.MELDER, "Awb 9:11", "Awb 9:11 lid 1 en 2"),
    (T.KLACHT_AFHANDELEN, V.COMMISSIE, "Klacht afhandelen met een commissie", 10, E.WEKEN, 4,
     Voor.MELDER, "Awb 9:11", "Awb 9:11 lid 1 en 2, met afdeling 9.1.3"),
    (T.KLACHT_AFHANDELEN, V.MONDELING, "Mondelinge klacht afhandelen", 6, E.WEKEN, 4,
     Voor.MELDER, None, "Awb 9:2: even zorgvuldig als een klaagschrift, dus even snel"),
    (T.KLACHT_AFHANDELEN, V.EIGEN_REGELING, "Klacht afhandelen volgens eigen regeling", 6, E.WEKEN, 4,
     Voor.MELDER, None, "Jeugdwet 4.2.1: de termijn van de eigen regeling; zonder regeling 6 weken"),
    (T.KLACHT_NIET_IN_BEHANDELING, V.STANDAARD, "Melden dat de klacht niet in behandeling komt", 4,
     E.WEKEN, 0, Voor.MELDER, "Awb 9:8 lid 3", "Awb 9:8 lid 3"),
    (T.TERUGKOPPELING_LOKET, V.STANDAARD, "Terugkoppeling aan het loket", 4, E.WEKEN, 4,
     Voor.LOKET, None, "Ketennorm bij R024, eerste keer"),
    (T.TERUGKOPPELING_LOKET, V.HERHALING, "Terugkoppeling aan het loket", 8, E.WEKEN, 8,
     Voor.LOKET, None, "Ketennorm bij R024, daarna tot de melding gesloten is"),
    (T.TERUGKOPPELING_LOKET, V.AFSLUITING, "Laatste terugkoppeling aan het loket", 5,
     E.WERKDAGEN, 5, Voor.LOKET, None, "Ketennorm: afsluiting gevraagd (I7)"),
    (T.BIJDRAGE, V.STANDAARD, "Bijdrage leveren", 5, E.WERKDAGEN, 5,
     Voor.ONTVANGER, None, "Ketennorm"),
    (T.SAMENLOOP_BEOORDELEN, V.STANDAARD, "Samenloop beoordelen", 5, E.WERKDAGEN, 5,
     Voor.INTERN, None, "Ketennorm"),
    (T.ADVIES_OPVOLGEN, V.STANDAARD, "Advies opvolgen", 10, E.WERKDAGEN, 10,
     Voor.INTERN, None, "Ketennorm bij R089"),
    (T.CONTACT_HERSTELLEN, V.STANDAARD, "Contact met de melder herstellen", 3, E.WERKDAGEN, 3,
     Voor.INTERN, None, "Ketennorm: een bericht kwam niet aan"),
    (T.INBRENG_BEANTWOORDEN, V.STANDAARD, "Antwoord op wat de melder schreef", 3, E.WERKDAGEN, 3,
     Voor.MELDER, None, "Ketennorm: de melder schreef op de eigen pagina"),
    (T.INBRENG_BEANTWOORDEN, V.GEHOLPEN, "De melder is geholpen: afsluiten", 5, E.WERKDAGEN, 5,
     Voor.INTERN, None, "Ketennorm: de melder zei geholpen te zijn"),
    (T.DOORZENDEN, V.STANDAARD, "Bezwaar of aanvraag doorsturen", 1, E.WERKDAGEN, 1,
     Voor.INTERN, None, "Awb 6:15 en 2:3: zo spoedig mogelijk; de wet noemt geen lengte"),
)  # fmt: skip
#: Werkdagen after which an open termijn is brought to mind, before it is nearly due.
HERINNERINGEN = {(T.OVERDRACHT_AANVAARDEN, V.STANDAARD): 1}


def _regel(rij: Rij) -> Regel:
    code, variant, naam, lengte, eenheid, verdaging, voor, artikel, bron = rij
    return Regel(
        code=code,
        variant=variant,
        naam=naam,
        lengte=lengte,
        eenheid=eenheid,
        grondsoort=Grondsoort.WET if artikel else Grondsoort.NORM,
        artikel=artikel,
        # Awb 9:6 names no length, so there is nothing in it that the Atw could extend.
        atw=artikel is not None and eenheid is Eenheid.WEKEN,
        voor=voor,
        verdaging_lengte=verdaging,
        verdaging_eenheid=eenheid,
        herinnering_na=HERINNERINGEN.get((code, variant), 0),
        geldig_van=GELDIG_VAN,
        bron=bron,
    )


STANDAARDREGELS: tuple[Regel, ...] = tuple(_regel(rij) for rij in RIJEN)
STANDAARDREGELBOEK = Regelboek(STANDAARDREGELS)
