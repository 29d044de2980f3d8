"""Tafeltermen: the coded lists of tafels, agenderingen and besprekingen (R032–R038; law-and-facts §4, §6)."""

from enum import StrEnum


class Tafelsoort(StrEnum):
    """What kind of casuïstiektafel it is (R034, R035)."""

    SWV_PO_VO = "swv_po_vo"
    ZORG_EN_VEILIGHEIDSHUIS = "zorg_en_veiligheidshuis"
    MDA_PLUS_PLUS = "mda_plus_plus"
    JEUGDBESCHERMINGSTAFEL = "jeugdbeschermingstafel"
    ZORGKANTOOR_TASKFORCE = "zorgkantoor_taskforce"
    RET = "ret"
    NETWERK = "netwerk"
    LOKALE_CASUSREGIE = "lokale_casusregie"
    VEILIG_THUIS = "veilig_thuis"
    RMC_LEERPLICHT = "rmc_leerplicht"
    GGZ_CRISIS = "ggz_crisis"
    DOORBRAAKTAFEL = "doorbraaktafel"
    ANDERS = "anders"


class Gebiedsoort(StrEnum):
    """For which area a tafel works."""

    JEUGDREGIO = "jeugdregio"
    GEMEENTE = "gemeente"
    LANDELIJK = "landelijk"


class Tafelgrond(StrEnum):
    """On which ground a tafel may take part in finding the same jeugdige (AVG 6; Jeugdwet 7.3.11)."""

    TOESTEMMING = "toestemming"
    WETTELIJKE_TAAK = "wettelijke_taak"
    WGS = "wgs"
    ALLEEN_SLEUTELS = "alleen_sleutels"


class Agenderingsoort(StrEnum):
    """What stands on an agenda: an own casus, a person without one, or keys that nobody can read."""

    CASUS = "casus"
    PERSOON = "persoon"
    SLEUTELS = "sleutels"


class Agenderingeinde(StrEnum):
    """How it left the agenda."""

    INGETROKKEN = "ingetrokken"
    ALLES_INGETROKKEN = "alles_ingetrokken"
    VERLOPEN = "verlopen"


class Besprekinguitkomst(StrEnum):
    """What a discussion led to."""

    ADVIES = "advies"
    BESLUIT = "besluit"
    AFSPRAKEN = "afspraken"
    AANGEHOUDEN = "aangehouden"
    DOOR_ANDERE_TAFEL = "door_andere_tafel"
    AFGEROND = "afgerond"


class Partijrol(StrEnum):
    """What a party is for this jeugdige, where more tafels are busy (R036, R037)."""

    PROCESREGISSEUR = "procesregisseur"
    CASUSREGISSEUR = "casusregisseur"
    BEHANDELT = "behandelt"
    DENKT_MEE = "denkt_mee"
    GEINFORMEERD = "geinformeerd"
    STOPT = "stopt"


class Afstemmingsuitkomst(StrEnum):
    """How a hit between tafels ended."""

    REGIE_AFGESPROKEN = "regie_afgesproken"
    ZELFDE_GEEN_AFSTEMMING = "zelfde_geen_afstemming"
    ANDERE_JEUGDIGE = "andere_jeugdige"
    VERVALLEN = "vervallen"


class Afstemmingsstap(StrEnum):
    """What one side must do next about a hit between tafels."""

    BEOORDELEN = "beoordelen"
    BELLEN = "bellen"
    ROL_ZEGGEN = "rol_zeggen"
    REGIE_AFSPREKEN = "regie_afspreken"
    AFSLUITEN = "afsluiten"
