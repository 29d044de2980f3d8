"""Termen: the coded values of the field, as the API, the tables and the screens use them.

Sources: mission/glossary (binding), api contract, domain.md §1–§4. A new code is added here only, and
explained in docs/begrippen.md.
"""

from enum import StrEnum


class Aard(StrEnum):
    """What a melding is; more than one may be true (Awb: klacht, bezwaar and aanvraag have own law)."""

    HULPVRAAG = "hulpvraag"
    KLACHT = "klacht"
    SIGNAAL = "signaal"
    INFORMATIEVRAAG = "informatievraag"
    BEZWAAR = "bezwaar"
    AANVRAAG = "aanvraag"


#: With only these, the own words of a hulpvraag may be left out.
AARD_ZONDER_HULPVRAAG = frozenset({Aard.KLACHT, Aard.BEZWAAR, Aard.AANVRAAG})


class Kanaal(StrEnum):
    """How a melding came in or a message went out."""

    BURGERBRIEF = "burgerbrief"
    BRIEF = "brief"
    MAIL = "mail"
    TELEFOON = "telefoon"
    WEBFORMULIER = "webformulier"
    GESPREK = "gesprek"
    OVERIG = "overig"


class Voorkeurskanaal(StrEnum):
    """How a melder wants to hear from us."""

    MAIL = "mail"
    BRIEF = "brief"
    TELEFOON = "telefoon"
    GEEN = "geen"


class Relatie(StrEnum):
    """Relation of the melder to the jeugdige."""

    OUDER = "ouder"
    JEUGDIGE = "jeugdige"
    PLEEGOUDER = "pleegouder"
    FAMILIE = "familie"
    PROFESSIONAL = "professional"
    OVERIG = "overig"


class Verblijf(StrEnum):
    """Where the jeugdige stays (R044)."""

    THUIS = "thuis"
    PLEEGGEZIN = "pleeggezin"
    JEUGDZORGPLUS = "jeugdzorgplus"
    INSTELLING = "instelling"
    ZIEKENHUIS = "ziekenhuis"
    DETENTIE = "detentie"
    DAKLOOS = "dakloos"
    ZELFSTANDIG = "zelfstandig"
    ANDERS = "anders"


class WoonplaatsStatus(StrEnum):
    """How sure the woonplaats is (decides the route)."""

    VASTGESTELD = "vastgesteld"
    VERMOEDELIJK = "vermoedelijk"
    BETWIST = "betwist"
    ONBEKEND = "onbekend"


class WettelijkKader(StrEnum):
    """Law a question may fall under (R003, R077)."""

    JEUGDWET = "jeugdwet"
    WMO = "wmo"
    WLZ = "wlz"
    ZVW = "zvw"
    PARTICIPATIEWET = "participatiewet"
    WZD = "wzd"
    ONBEKEND = "onbekend"


class MeldingStatus(StrEnum):
    """Status of a melding."""

    OPEN = "open"
    AFSLUITING_GEVRAAGD = "afsluiting_gevraagd"
    GESLOTEN = "gesloten"


class CasusStatus(StrEnum):
    """Status of a casus."""

    OPEN = "open"
    GESLOTEN = "gesloten"
    SAMENGEVOEGD = "samengevoegd"


class OverdrachtStatus(StrEnum):
    """Status of an overdracht (domain.md §1)."""

    AANGEBODEN = "aangeboden"
    IN_BEOORDELING = "in_beoordeling"
    AANVAARD = "aanvaard"
    TERUGGEGEVEN = "teruggegeven"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"


#: I2: at most one overdracht of a casus has one of these.
OPEN_OVERDRACHT = frozenset({OverdrachtStatus.AANGEBODEN, OverdrachtStatus.IN_BEOORDELING})


class Tonen(StrEnum):
    """What a sender can mark for the receiver to see before accepting, besides what is always shown."""

    VERSLAGEN = "verslagen"


class Richting(StrEnum):
    """Direction of an overdracht along the levels."""

    DOOR = "door"
    OP = "op"
    ZIJ = "zij"


class Grondslag(StrEnum):
    """Why this party: one coded ground, prefilled."""

    AWB_2_3 = "awb_2_3"
    JEUGDWET_2_3 = "jeugdwet_2_3"
    KETENAFSPRAAK = "ketenafspraak"
    EIGENAAR_ONBEREIKBAAR = "eigenaar_onbereikbaar"


class Overslagreden(StrEnum):
    """Coded reason to skip a level (domain.md §3)."""

    NETWERK_ONDERSTEUNT = "netwerk_ondersteunt"
    AL_IN_BEHANDELING_BIJ = "al_in_behandeling_bij"
    SPOED = "spoed"
    LOKAAL_VOLDOENDE = "lokaal_voldoende"
    KORTSTE_ROUTE = "kortste_route"


class Teruggaafreden(StrEnum):
    """Coded reason to return an offer (domain.md §3)."""

    VERKEERDE_REGIO = "verkeerde_regio"
    VERKEERD_NIVEAU = "verkeerd_niveau"
    NIET_JEUGDWET = "niet_jeugdwet"
    ONVOLDOENDE_INFORMATIE = "onvoldoende_informatie"
    ANDERS = "anders"


class Escalatiereden(StrEnum):
    """Coded reason of an escalatie (domain.md §3)."""

    GEEN_CAPACITEIT = "geen_capaciteit"
    VAAK_TERUGGEGEVEN = "vaak_teruggegeven"
    GEEN_OVEREENSTEMMING = "geen_overeenstemming"
    ANDERS = "anders"


class Wijze(StrEnum):
    """How the melder is told about an overdracht."""

    MAIL = "mail"
    BRIEF = "brief"
    TELEFOON = "telefoon"
    GEEN = "geen"


class Uitzondering(StrEnum):
    """Coded exceptions of I6: why a melder is not told."""

    VEILIGHEID = "veiligheid"
    GEEN_KANAAL = "geen_kanaal"
    MELDER_WIL_DIT_NIET = "melder_wil_dit_niet"


class Gericht(StrEnum):
    """To whom a terugkoppeling goes."""

    MELDER = "melder"
    LOKET = "loket"


class TerugkoppelingSoort(StrEnum):
    """What was told; each fulfils the termijn of that name (inhoudelijk: antwoord_melder)."""

    ONTVANGSTBEVESTIGING = "ontvangstbevestiging"
    EERSTE_CONTACT = "eerste_contact"
    INHOUDELIJK = "inhoudelijk"
    FORMEEL_ANTWOORD = "formeel_antwoord"
    TUSSENBERICHT = "tussenbericht"
    MEDEDELING = "mededeling"


class LoketUitkomst(StrEnum):
    """What a loket is told (R025)."""

    AL_BEKEND = "al_bekend"
    AL_AFGESLOTEN = "al_afgesloten"
    OPLOSSING = "oplossing"
    GEEN_AANVULLENDE_ACTIE = "geen_aanvullende_actie"
    IN_BEHANDELING = "in_behandeling"


#: A report with one of these ends what is owed to the loket.
EINDUITKOMSTEN = frozenset(LoketUitkomst) - {LoketUitkomst.IN_BEHANDELING}


class Loketactie(StrEnum):
    """Actions reported to a loket: codes, never care content (R024)."""

    CONTACT_MET_MELDER = "contact_met_melder"
    ADVIES_GEGEVEN = "advies_gegeven"
    PROCESREGIE_GESTART = "procesregie_gestart"
    PARTIJEN_BIJEENGEBRACHT = "partijen_bijeengebracht"
    GEMEENTE_ONDERSTEUND = "gemeente_ondersteund"
    DOORGEZET = "doorgezet"
    MAATWERK = "maatwerk"
    PROCES_VERSNELD = "proces_versneld"


class MeldingUitkomst(StrEnum):
    """How a melding ended (I7)."""

    GEHOLPEN = "geholpen"
    NIET_GEHOLPEN = "niet_geholpen"
    NIET_BEREIKBAAR = "niet_bereikbaar"
    INGETROKKEN = "ingetrokken"
    ANONIEM = "anoniem"
    OVERLEDEN = "overleden"
    ONJUIST_GEREGISTREERD = "onjuist_geregistreerd"


class CasusUitkomst(StrEnum):
    """How a casus ended."""

    OPGELOST = "opgelost"
    NIET_OPGELOST = "niet_opgelost"


class TermijnStatus(StrEnum):
    """Status of a termijn."""

    OPEN = "open"
    VOLDAAN = "voldaan"
    VERVALLEN = "vervallen"


class Vervalreden(StrEnum):
    """Why a termijn lapsed without being fulfilled."""

    MELDING_GESLOTEN = "melding_gesloten"
    OVERDRACHT_GEEINDIGD = "overdracht_geeindigd"
    VERVANGEN = "vervangen"
    NIET_MEER_NODIG = "niet_meer_nodig"


class OpvolgingStatus(StrEnum):
    """How far a succession is (domain.md §1, rechtsopvolger)."""

    VOORGESTELD = "voorgesteld"
    BEVESTIGD = "bevestigd"
    UITGEVOERD = "uitgevoerd"
    INGETROKKEN = "ingetrokken"


#: A succession that still has to happen.
OPEN_OPVOLGING = frozenset({OpvolgingStatus.VOORGESTELD, OpvolgingStatus.BEVESTIGD})


class Blokkadereden(StrEnum):
    """Why the access of an organisatie was blocked."""

    BEVEILIGING = "beveiliging"
    MISBRUIK = "misbruik"
    OP_VERZOEK = "op_verzoek"
    NIEMAND_BEREIKBAAR = "niemand_bereikbaar"
