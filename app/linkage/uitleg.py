"""Uitleg: what agreed and what did not, per field, in words of a person who judges; never a value itself.

Values stand side by side only for who may read both records; these sentences are for everybody else too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import log2

from app.linkage.achternaam import Achternaam
from app.linkage.adres import Woonadres
from app.linkage.geboorte import Geboortedatum
from app.linkage.model import Klasse, Model
from app.linkage.vergelijken import NIVEAUS, Veld, Waarneming
from app.linkage.voornaam import Voornaam


class Mate(StrEnum):
    """The match level that may be shown to who may not read the other record."""

    GELIJK = "gelijk"
    BIJNA = "bijna"
    ANDERS = "anders"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Uitspraak:
    """About one field: how far it agrees, in words, and its weight in bits against strangers."""

    veld: str
    mate: Mate
    zin: str
    bits: float


VELDNAMEN = {
    Veld.VOORNAAM: "Voornamen",
    Veld.ACHTERNAAM: "Achternaam",
    Veld.GEBOORTEDATUM: "Geboortedatum",
    Veld.ADRES: "Adres",
}
G, B, A, X = Mate.GELIJK, Mate.BIJNA, Mate.ANDERS, Mate.ONBEKEND
#: Per field, for each of its levels.
WOORDEN: Mapping[Veld, Mapping[int, tuple[Mate, str]]] = {
    Veld.VOORNAAM: {
        Voornaam.ONBEKEND: (X, "Niet bij allebei bekend. Dit telt niet mee."),
        Voornaam.GELIJK: (G, "De voornaam of roepnaam is gelijk."),
        Voornaam.VOLUIT_GELIJK: (G, "De voornaam of roepnaam is gelijk en de andere voornamen passen."),
        Voornaam.ANDERE_VOLGNAMEN: (B, "Eén voornaam is gelijk, de roepnaam of de andere voornamen niet."),
        Voornaam.VARIANT: (B, "De namen zijn vormen van dezelfde naam."),
        Voornaam.TIKFOUT: (B, "De namen schelen één letter of klinken gelijk."),
        Voornaam.LIJKT: (B, "De namen lijken op elkaar."),
        Voornaam.VOORLETTER: (B, "Van één van beide zijn alleen voorletters bekend. Die passen."),
        Voornaam.ZELFDE_LETTER: (A, "De namen beginnen gelijk, maar zijn anders."),
        Voornaam.ANDERS: (A, "De voornamen zijn anders."),
        Voornaam.ANDERE_VOORLETTER: (A, "Van één van beide zijn alleen voorletters bekend. Die passen niet."),
    },
    Veld.ACHTERNAAM: {
        Achternaam.ONBEKEND: (X, "Niet bij allebei bekend. Dit telt niet mee."),
        Achternaam.GELIJK: (G, "De achternaam is gelijk."),
        Achternaam.DEEL: (B, "Een deel van de achternaam is gelijk."),
        Achternaam.TIKFOUT: (B, "De achternamen schelen één letter of klinken gelijk."),
        Achternaam.LIJKT: (B, "De achternamen lijken op elkaar."),
        Achternaam.VERWISSELD: (B, "Voornaam en achternaam staan op elkaars plaats."),
        Achternaam.ANDERS: (A, "De achternamen zijn anders."),
    },
    Veld.GEBOORTEDATUM: {
        Geboortedatum.ONBEKEND: (X, "Niet bij allebei bekend. Dit telt niet mee."),
        Geboortedatum.GELIJK: (G, "De geboortedatum is gelijk."),
        Geboortedatum.OMGEWISSELD: (B, "Dag en maand zijn omgewisseld."),
        Geboortedatum.EEN_VERSCHIL: (B, "De geboortedatum scheelt heel weinig, zoals één dag."),
        Geboortedatum.PLAATSHOUDER: (
            B, "Het jaar is gelijk. Bij één van beide staat 1 januari; misschien was de dag niet bekend."
        ),
        Geboortedatum.TWEE_DELEN: (B, "Twee van dag, maand en jaar zijn gelijk."),
        Geboortedatum.DICHTBIJ: (B, "De geboortedatum scheelt twee cijfers."),
        Geboortedatum.DEEL_GELIJK: (B, "Eén datum is niet volledig. Wat bekend is, is gelijk."),
        Geboortedatum.ALLEEN_JAAR: (B, "Van één datum is alleen het jaar bekend. Dat is gelijk."),
        Geboortedatum.DEEL_ANDERS: (A, "Eén datum is niet volledig. Wat bekend is, is anders."),
        Geboortedatum.ZELFDE_JAAR: (A, "Alleen het geboortejaar is gelijk."),
        Geboortedatum.ANDERS: (A, "De geboortedatum is anders."),
    },
    Veld.ADRES: {
        Woonadres.ONBEKEND: (X, "Niet bij allebei bekend. Dit telt niet mee."),
        Woonadres.GELIJK: (G, "Het adres is gelijk."),
        Woonadres.BIJNA: (B, "Het adres is bijna gelijk."),
        Woonadres.STRAAT_ZONDER_NUMMER: (B, "De postcode is gelijk, een huisnummer ontbreekt."),
        Woonadres.ZELFDE_STRAAT: (B, "De postcode is gelijk, het huisnummer niet."),
        Woonadres.ZELFDE_BUURT: (B, "De buurt is gelijk."),
        Woonadres.ZELFDE_GEMEENTE: (A, "Het adres is anders, de gemeente is gelijk."),
        Woonadres.ALLEEN_GEMEENTE: (B, "Alleen de gemeente is bij allebei bekend. Die is gelijk."),
        Woonadres.ANDERS: (A, "Het adres is anders. Misschien is er verhuisd."),
    },
}  # fmt: skip
#: What two records are when they are not of one person: said when it is likely.
FAMILIEWOORDEN = {
    Klasse.GEZIN: "Dit lijken een broer en zus, of twee broers of zussen.",
    Klasse.MEERLING: "Dit lijken kinderen van een tweeling of meerling.",
}


def codes_of(niveaus: Sequence[int]) -> str:
    """The level of each field as codes to keep: ``voornaam:gelijk,achternaam:tikfout,…``; no value."""
    return ",".join(f"{veld.name}:{NIVEAUS[veld](niveaus[veld]).name}".lower() for veld in Veld)


def explain_codes(codes: str) -> tuple[Uitspraak, ...]:
    """What was kept, in words again; a field that is not named says nothing."""
    genoemd = dict(code.split(":") for code in codes.upper().split(",") if code)
    gekend = {veld: NIVEAUS[veld][genoemd[veld.name]] for veld in Veld if veld.name in genoemd}
    return tuple(Uitspraak(VELDNAMEN[veld], *WOORDEN[veld][niveau], 0.0) for veld, niveau in gekend.items())


def speaks_more(toen: str, nu: str) -> bool:
    """Whether any field agrees better by these codes than by those of before: that is new evidence for one
    person. That another agrees less, or got known and differs, is not."""
    oud, nieuw = _levels(toen), _levels(nu)
    return any(_closeness(veld, oud[veld]) > _closeness(veld, nieuw[veld]) for veld in Veld)


def _levels(codes: str) -> dict[Veld, IntEnum]:
    """The level of every field; one that is not named is unknown."""
    genoemd = dict(code.split(":") for code in codes.upper().split(",") if code)
    return {veld: NIVEAUS[veld][genoemd.get(veld.name, "ONBEKEND")] for veld in Veld}


def _closeness(veld: Veld, niveau: IntEnum) -> tuple[int, int]:
    """Smaller is nearer: equal, almost, unknown, different; levels are in that order within each."""
    return (G, B, X, A).index(WOORDEN[veld][niveau][0]), niveau


def explain(model: Model, gezien: Waarneming, log_toeval: Sequence[float]) -> tuple[Uitspraak, ...]:
    """One sentence for each field, whether it agrees or not; what is unknown weighs nothing."""
    uit = []
    for veld in Veld:
        niveau = gezien.niveaus[veld]
        mate, zin = WOORDEN[veld][niveau]
        bits = log2(float(model.zelfde[veld][niveau])) - log_toeval[veld] if niveau else 0.0
        uit.append(Uitspraak(VELDNAMEN[veld], mate, zin, round(bits, 1)))
    return tuple(uit)
