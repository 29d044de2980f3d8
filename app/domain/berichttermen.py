"""Berichttermen: the coded values of messages: status, moment and who they are for."""

from enum import StrEnum


class BerichtStatus(StrEnum):
    """Status of a message in the outbox."""

    TE_VERSTUREN = "te_versturen"
    VERSTUURD = "verstuurd"
    VERVALLEN = "vervallen"


class Berichtmoment(StrEnum):
    """The moment a message belongs to; one template each."""

    DOORGESTUURD = "doorgestuurd"
    OVERGENOMEN = "overgenomen"
    ONTVANGSTBEVESTIGING = "ontvangstbevestiging"
    ESCALATIE = "escalatie"
    TERUGKOPPELING = "terugkoppeling"
    OPGEVOLGD = "opgevolgd"


class BerichtAan(StrEnum):
    """Who a message is for."""

    MELDER = "melder"
    LOKET = "loket"
    ORGANISATIE = "organisatie"
