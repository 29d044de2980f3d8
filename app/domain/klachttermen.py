"""Klachttermen: the coded values of a klacht, each with the article it comes from (Awb chapter 9)."""

from enum import StrEnum


class KlachtStatus(StrEnum):
    """How far a klacht is where it lies now."""

    ONTVANGEN = "ontvangen"
    IN_BEHANDELING = "in_behandeling"
    AFGEDAAN = "afgedaan"


#: Somebody still owes the melder an answer.
OPEN_KLACHT = frozenset({KlachtStatus.ONTVANGEN, KlachtStatus.IN_BEHANDELING})


class Klachtvorm(StrEnum):
    """How it was said: the requirements of Awb 9:4 bind the written one only (9:2 binds both)."""

    SCHRIFTELIJK = "schriftelijk"
    MONDELING = "mondeling"


class Klachtstelsel(StrEnum):
    """Which rules bind who handles it: the Awb, or the own regeling of a gi or aanbieder."""

    AWB = "awb"
    JEUGDWET = "jeugdwet"


class KlachtActie(StrEnum):
    """Everything that can be done with a klacht."""

    AANTEKENEN = "aantekenen"
    AANSPREEKPUNT = "aanspreekpunt"
    BEVESTIGEN = "bevestigen"
    DOORZENDEN = "doorzenden"
    ELDERS = "elders"
    NEMEN = "nemen"
    WEIGEREN = "weigeren"
    KLAAGSCHRIFT = "klaagschrift"
    VERWEER = "verweer"
    HOREN = "horen"
    NIET_HOREN = "niet_horen"
    COMMISSIE = "commissie"
    VERDAGEN = "verdagen"
    AFDOEN = "afdoen"
    TEVREDEN = "tevreden"
    INTREKKEN = "intrekken"
    OVER_WIE = "over_wie"
    KLAAGSCHRIFT_TERUG = "klaagschrift_terug"
    MET_MELDING = "met_melding"


#: What follows from another act; nobody chooses it.
VANZELF = frozenset({KlachtActie.MET_MELDING})


class KlachtUitkomst(StrEnum):
    """How a klacht ended."""

    GEGROND = "gegrond"
    DEELS_GEGROND = "deels_gegrond"
    ONGEGROND = "ongegrond"
    GEEN_OORDEEL = "geen_oordeel"
    NIET_IN_BEHANDELING = "niet_in_behandeling"
    TEVREDEN = "tevreden"
    INGETROKKEN = "ingetrokken"
    ELDERS_BEHANDELD = "elders_behandeld"
    MET_MELDING_GESLOTEN = "met_melding_gesloten"


#: Outcomes that hold a judgement: these need handling, hearing and reasons (9:9, 9:10, 9:12).
OORDELEN = frozenset(
    {
        KlachtUitkomst.GEGROND,
        KlachtUitkomst.DEELS_GEGROND,
        KlachtUitkomst.ONGEGROND,
        KlachtUitkomst.GEEN_OORDEEL,
    }
)


class Weigergrond(StrEnum):
    """Why a klacht need not be handled (Awb 9:8 lid 1 and 2); there are no others."""

    EERDER_BEHANDELD = "eerder_behandeld"
    LANGER_DAN_EEN_JAAR = "langer_dan_een_jaar"
    BEZWAAR_MOGELIJK = "bezwaar_mogelijk"
    BEROEP_MOGELIJK = "beroep_mogelijk"
    RECHTER = "rechter"
    STRAFRECHT = "strafrecht"
    KENNELIJK_ONVOLDOENDE = "kennelijk_onvoldoende"


class GeenHoren(StrEnum):
    """Why the melder was not heard (Awb 9:10 lid 2)."""

    KENNELIJK_ONGEGROND = "kennelijk_ongegrond"
    MELDER_ZIET_AF = "melder_ziet_af"
    GEEN_REACTIE = "geen_reactie"


class GeenHorenBeklaagde(StrEnum):
    """Why the beklaagde was not heard: offered, and not wanted. Awb 9:10 lid 2 is about the melder alone."""

    ZIET_AF = "beklaagde_ziet_af"
    GEEN_REACTIE = "beklaagde_geen_reactie"


class Gehoord(StrEnum):
    """Who was heard (Awb 9:10 lid 1)."""

    BEIDEN = "beiden"
    MELDER = "melder"
    BEKLAAGDE = "beklaagde"


class Stukaard(StrEnum):
    """What must reach another body with the day it came in (Awb 6:15, 2:3)."""

    BEZWAAR = "bezwaar"
    AANVRAAG = "aanvraag"


class Stukstatus(StrEnum):
    """What became of a bezwaar or aanvraag: sent on, kept because it is ours, or turned out to be none."""

    OPEN = "open"
    DOORGEZONDEN = "doorgezonden"
    ZELF_BEHANDELD = "zelf_behandeld"
    GEEN = "geen"
