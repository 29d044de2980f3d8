"""Tafelformulieren: a form about a tafel or its agenda becomes a command, or its errors."""

from datetime import date
from uuid import UUID

from app.domain.afstemming import CloseAfstemming, RecordAfstemming
from app.domain.tafel import DescribeTafel, PutOnAgenda, RecordBespreking
from app.domain.tafeltermen import (
    Afstemmingsuitkomst,
    Besprekinguitkomst,
    Gebiedsoort,
    Partijrol,
    Tafelgrond,
    Tafelsoort,
)
from app.schemas.formulieren import read_person
from app.schemas.invoer import Invoer

#: Stands in for a date whose error is already noted; a command with errors is never carried out.
_NOOIT = date.min


def read_tafel(invoer: Invoer, tafel_id: UUID | None = None) -> DescribeTafel:
    """Every field of the register; the area is one list for both kinds."""
    code = invoer.tekst("gebiedCode")
    soort = Gebiedsoort.LANDELIJK if code is None else _kind_of(code)
    return DescribeTafel(
        tafel_id=tafel_id,
        soort=invoer.keuze("soort", Tafelsoort, "Kies wat voor tafel het is.") or Tafelsoort.ANDERS,
        naam=invoer.tekst("naam", "Vul in hoe de tafel heet.") or "",
        gebied=soort,
        gebied_code=code,
        tafelhouder=invoer.tekst("tafelhouder"),
        secretaris_id=_person(invoer),
        contact_naam=invoer.tekst("contactNaam", "Vul in wie men kan bellen of mailen.") or "",
        contact_telefoon=invoer.tekst("contactTelefoon"),
        contact_email=invoer.mailadres("contactEmail"),
        grond=invoer.keuze("grond", Tafelgrond),
        grond_tekst=invoer.tekst("grondTekst", langste=2000),
        bewaartermijn_maanden=invoer.getal("bewaartermijnMaanden") or 0,
    )


def read_agendering(invoer: Invoer, tafel_id: UUID, casus_id: UUID | None = None) -> PutOnAgenda:
    """A casus, or the person that was filled in; what is missing the use-case says, all at once."""
    return PutOnAgenda(
        tafel_id=tafel_id,
        casus_id=casus_id,
        persoon=None if casus_id else read_person(invoer, "persoon."),
        reden=invoer.lange_tekst("reden") or "",
        bespreken_op=invoer.datum("besprekenOp"),
    )


def read_bespreking(invoer: Invoer, agendering_id: UUID) -> RecordBespreking:
    """When, what came of it, and in words."""
    uitkomst = invoer.keuze("uitkomst", Besprekinguitkomst, "Kies wat de bespreking opleverde.")
    return RecordBespreking(
        agendering_id=agendering_id,
        besproken_op=invoer.datum("besprokenOp", "Vul in wanneer dit is besproken.") or _NOOIT,
        uitkomst=uitkomst or Besprekinguitkomst.AANGEHOUDEN,
        verslag=invoer.lange_tekst("verslag", "Schrijf op wat er is besproken en afgesproken.") or "",
        volgende_op=invoer.datum("volgendeOp"),
    )


def read_afstemming(invoer: Invoer) -> RecordAfstemming:
    """Whom one side spoke, what it is, what it expects; what was left empty stays as it was."""
    return RecordAfstemming(
        gesproken_op=invoer.datum("gesprokenOp"),
        gesproken_met=invoer.tekst("gesprokenMet"),
        rol=invoer.keuze("rol", Partijrol),
        verwachting=invoer.lange_tekst("verwachting"),
        belang=invoer.lange_tekst("belang"),
    )


def read_closing(invoer: Invoer) -> CloseAfstemming:
    """How it ended."""
    uitkomst = invoer.keuze("uitkomst", Afstemmingsuitkomst, "Kies hoe het afliep.")
    return CloseAfstemming(
        uitkomst=uitkomst or Afstemmingsuitkomst.VERVALLEN,
        toelichting=invoer.lange_tekst("toelichting"),
    )


def _kind_of(code: str) -> Gebiedsoort:
    return Gebiedsoort.GEMEENTE if code.startswith("GM") else Gebiedsoort.JEUGDREGIO


def _person(invoer: Invoer) -> UUID | None:
    waarde = invoer.tekst("secretaris")
    try:
        return UUID(waarde) if waarde else None
    except ValueError:
        invoer.fout("secretaris", "Kies een van de mogelijkheden.")
        return None
