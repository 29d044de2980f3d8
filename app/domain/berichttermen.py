"""Berichttermen: the coded values of messages: status, moment and who they are for."""

from enum import StrEnum


class BerichtStatus(StrEnum):
    """Status of a message in the outbox.

    ``mislukt``: it did not go out and nothing tries it any more. ``onzeker``: nobody knows whether it
    arrived; a person decides. ``teruggekomen``: it went out, and came back.
    """

    TE_VERSTUREN = "te_versturen"
    VERSTUURD = "verstuurd"
    VERVALLEN = "vervallen"
    MISLUKT = "mislukt"
    ONZEKER = "onzeker"
    TERUGGEKOMEN = "teruggekomen"


#: Who it is for has not been told yet, as far as anybody knows.
NOG_TE_VERTELLEN = frozenset({BerichtStatus.TE_VERSTUREN, BerichtStatus.MISLUKT, BerichtStatus.ONZEKER})
#: As far as anybody knows the words reached nobody: what came back did not either.
NOG_NIET_GEHOORD = NOG_TE_VERTELLEN | {BerichtStatus.TERUGGEKOMEN}
#: Somebody has to look at it.
VRAAGT_AANDACHT = frozenset({BerichtStatus.MISLUKT, BerichtStatus.ONZEKER, BerichtStatus.TERUGGEKOMEN})


class Wachtreden(StrEnum):
    """Why a message waits for a person and does not go by itself."""

    MET_DE_HAND = "met_de_hand"
    VEILIG_BEREIKEN = "veilig_bereiken"
    AFGESCHERMD = "afgeschermd"
    GEEN_ADRES = "geen_adres"
    AANGEHOUDEN = "aangehouden"
    CONCEPT = "concept"
    NA_HERSTEL = "na_herstel"


class Bezorguitkomst(StrEnum):
    """How one attempt to deliver a message ended."""

    VERSTUURD = "verstuurd"
    TIJDELIJK = "tijdelijk"
    GEEN_VERBINDING = "geen_verbinding"
    GEWEIGERD = "geweigerd"
    ONZEKER = "onzeker"


class Berichtmoment(StrEnum):
    """The moment a message belongs to; one template each."""

    DOORGESTUURD = "doorgestuurd"
    OVERGENOMEN = "overgenomen"
    ONTVANGSTBEVESTIGING = "ontvangstbevestiging"
    ESCALATIE = "escalatie"
    TERUGKOPPELING = "terugkoppeling"
    OPGEVOLGD = "opgevolgd"
    VERDAAGD = "verdaagd"
    SPOED = "spoed"
    AANBOD = "aanbod"
    HERINNERING = "herinnering"
    VERLOPEN = "verlopen"
    BIJDRAGE = "bijdrage"
    KLACHT_ONTVANGEN = "klacht_ontvangen"
    KLACHT_DOORGEZONDEN = "klacht_doorgezonden"
    KLACHT_COMMISSIE = "klacht_commissie"
    KLACHT_GEWEIGERD = "klacht_geweigerd"
    KLACHT_AFGEDAAN = "klacht_afgedaan"
    KLACHT_GEEINDIGD = "klacht_geeindigd"
    KLACHT_BERICHT = "klacht_bericht"
    STUK_DOORGEZONDEN = "stuk_doorgezonden"
    TOEGANG = "toegang"
    KLACHT_VERDAAGD = "klacht_verdaagd"


#: Messages that tell how a klacht ended.
UITKOMSTBERICHTEN = frozenset(
    {Berichtmoment.KLACHT_AFGEDAAN, Berichtmoment.KLACHT_GEWEIGERD, Berichtmoment.KLACHT_GEEINDIGD}
)
#: The law wants the sender to know where a bezwaar went, also when the question beside it is closed (6:15).
OVERLEEFT_SLUITEN = frozenset({Berichtmoment.STUK_DOORGEZONDEN})
#: What is told to a party about an offer as long as that offer stands.
OVER_AANBOD = frozenset({Berichtmoment.SPOED, Berichtmoment.AANBOD, Berichtmoment.HERINNERING})


class BerichtAan(StrEnum):
    """Who a message is for."""

    MELDER = "melder"
    LOKET = "loket"
    ORGANISATIE = "organisatie"
    BEKLAAGDE = "beklaagde"
