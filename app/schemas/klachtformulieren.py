"""Klachtformulieren: a form about a klacht becomes a command, or its errors."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from app.domain.klachtopdrachten import (
    AssignKlacht,
    CallCommissie,
    ChooseContact,
    EndKlacht,
    ForwardKlacht,
    ForwardStuk,
    JudgeKlacht,
    NameAccused,
    NoteOnKlacht,
    RecordHearing,
    RecordKlacht,
    RefuseKlacht,
    SendKlaagschrift,
    SkipHearing,
    WithdrawKlaagschrift,
    WriteRegeling,
)
from app.domain.klachttermen import (
    GeenHoren,
    GeenHorenBeklaagde,
    Gehoord,
    KlachtUitkomst,
    Klachtvorm,
    Stukstatus,
    Weigergrond,
)
from app.schemas.invoer import Invoer

#: Stands in for a date whose error is already noted: a form with errors never acts (``Invoer.closed``).
_NOOIT = date.min


def read_own_klacht(
    invoer: Invoer, melding_id: UUID, over_wie: Mapping[str, str | None], vandaag: date
) -> RecordKlacht:
    """What the melder wrote on the own page; ``over_wie``: the party for each choice that the page gives."""
    keuze = invoer.tekst("overWie", "Kies over wie uw klacht gaat.")
    if keuze is not None and keuze not in over_wie:
        invoer.fout("overWie", "Kies over wie uw klacht gaat.")
    return RecordKlacht(
        melding_id=melding_id,
        tekst=invoer.lange_tekst("klachtTekst", "Schrijf op wat er niet goed ging.") or "",
        over=invoer.tekst("klachtOver"),
        beklaagde=over_wie.get(keuze) if keuze is not None else None,
        vorm=Klachtvorm.SCHRIFTELIJK,
        ontvangen_op=vandaag,
    )


def read_forward(invoer: Invoer, klacht_id: UUID) -> ForwardKlacht:
    """To whom, why, and when it came in there."""
    leeg = "Kies naar welke organisatie de klacht gaat."
    return ForwardKlacht(
        klacht_id=klacht_id,
        naar_organisatie=invoer.tekst("naarOrganisatie", leeg) or "",
        toelichting=invoer.lange_tekst("toelichting"),
        ontvangen_op=invoer.datum("ontvangenOp"),
    )


def read_assign(invoer: Invoer, klacht_id: UUID) -> AssignKlacht:
    """The chosen klachtbehandelaar; a form without a choice makes nobody that."""
    return AssignKlacht(
        klacht_id=klacht_id, medewerker_id=_id(invoer, "medewerker", "Kies wie de klacht behandelt.")
    )


def read_refusal(invoer: Invoer, klacht_id: UUID) -> RefuseKlacht:
    """Why it is not handled."""
    return RefuseKlacht(
        klacht_id=klacht_id,
        grond=invoer.keuze("grond", Weigergrond, "Kies waarom de klacht niet in behandeling komt."),
        toelichting=invoer.lange_tekst("toelichting") or "",
    )


def read_klaagschrift(invoer: Invoer, klacht_id: UUID) -> SendKlaagschrift:
    """To whom the klaagschrift goes."""
    return SendKlaagschrift(klacht_id=klacht_id, medewerker_id=_person(invoer), naam=invoer.tekst("naam"))


def read_accused(invoer: Invoer, klacht_id: UUID) -> NameAccused:
    """Which organisatie it is about; nothing chosen is "not known"."""
    return NameAccused(klacht_id=klacht_id, organisatie=invoer.tekst("organisatie"))


def read_withdrawal(invoer: Invoer, klacht_id: UUID) -> WithdrawKlaagschrift:
    """From whom the klaagschrift is taken back, and why."""
    return WithdrawKlaagschrift(
        klacht_id=klacht_id,
        beklaagde_id=_id(invoer, "beklaagde", "Kies van wie u het klaagschrift terugneemt.") or klacht_id,
        toelichting=invoer.lange_tekst("toelichting") or "",
    )


def read_hearing(invoer: Invoer, klacht_id: UUID) -> RecordHearing:
    """Who was heard, when, and the report."""
    wie = invoer.keuze("wie", Gehoord, "Kies wie u hebt gehoord.")
    return RecordHearing(
        klacht_id=klacht_id,
        wie=wie or Gehoord.BEIDEN,
        gehoord_op=invoer.datum("gehoordOp", "Vul in op welke dag u hen hoorde.") or _NOOIT,
        verslag=invoer.lange_tekst("verslag") or "",
    )


def read_skip(invoer: Invoer, klacht_id: UUID) -> SkipHearing:
    """Who was not heard, and why: a reason is of the melder or of the beklaagde."""
    reden: GeenHoren | GeenHorenBeklaagde | None
    if invoer.waarden.get("reden") in set(GeenHorenBeklaagde):
        reden = invoer.keuze("reden", GeenHorenBeklaagde)
    else:
        reden = invoer.keuze("reden", GeenHoren, "Kies waarom er niet wordt gehoord.")
    return SkipHearing(
        klacht_id=klacht_id,
        reden=reden or GeenHoren.GEEN_REACTIE,
        toelichting=invoer.lange_tekst("toelichting") or "",
    )


def read_commissie(invoer: Invoer, klacht_id: UUID) -> CallCommissie:
    """How many members, and who leads it."""
    return CallCommissie(
        klacht_id=klacht_id, leden=invoer.getal("leden") or 0, voorzitter_van_buiten=invoer.ja("buiten")
    )


def read_judgement(invoer: Invoer, klacht_id: UUID) -> JudgeKlacht:
    """The outcome and why."""
    uitkomst = invoer.keuze("uitkomst", KlachtUitkomst, "Kies wat u van de klacht vindt.")
    return JudgeKlacht(
        klacht_id=klacht_id,
        uitkomst=uitkomst or KlachtUitkomst.GEEN_OORDEEL,
        toelichting=invoer.lange_tekst("toelichting") or "",
    )


def read_end(invoer: Invoer, klacht_id: UUID) -> EndKlacht:
    """How it ended without a judgement, in words of the melder."""
    uitkomst = invoer.keuze("uitkomst", KlachtUitkomst, "Kies hoe de klacht eindigt.")
    return EndKlacht(
        klacht_id=klacht_id,
        uitkomst=uitkomst or KlachtUitkomst.TEVREDEN,
        toelichting=invoer.lange_tekst("toelichting") or "",
    )


def read_note(invoer: Invoer, klacht_id: UUID) -> NoteOnKlacht:
    """A note, or the answer of the beklaagde."""
    return NoteOnKlacht(klacht_id=klacht_id, tekst=invoer.lange_tekst("tekst") or "")


def read_contact(invoer: Invoer, klacht_id: UUID) -> ChooseContact:
    """Another aanspreekpunt."""
    leeg = "Kies wie de melder mag bellen."
    return ChooseContact(klacht_id=klacht_id, organisatie=invoer.tekst("organisatie", leeg) or "")


def read_new_klacht(invoer: Invoer, melding_id: UUID) -> RecordKlacht:
    """A melding turns out to be (also) a klacht."""
    vorm = invoer.keuze("vorm", Klachtvorm, "Kies hoe de melder dit zei.")
    return RecordKlacht(
        melding_id=melding_id,
        tekst=invoer.lange_tekst("tekst", "Schrijf op waar de klacht over gaat.") or "",
        over=invoer.tekst("over"),
        beklaagde=invoer.tekst("beklaagde"),
        vorm=vorm or Klachtvorm.MONDELING,
        ontvangen_op=invoer.datum("ontvangenOp", "Vul in wanneer de melder dit zei.") or _NOOIT,
    )


def read_regeling(invoer: Invoer) -> WriteRegeling:
    """The own regeling."""
    return WriteRegeling(
        weken=invoer.getal("weken") or 0,
        ombudsman=invoer.tekst("ombudsman") or "",
        contact=invoer.tekst("contact"),
    )


def read_stuk(invoer: Invoer, stuk_id: UUID) -> ForwardStuk:
    """What became of a bezwaar or aanvraag."""
    status = invoer.keuze("status", Stukstatus, "Kies wat u met dit stuk doet.")
    return ForwardStuk(
        stuk_id=stuk_id,
        status=status or Stukstatus.DOORGEZONDEN,
        naar_organisatie=invoer.tekst("naarOrganisatie"),
        naar_naam=invoer.tekst("naarNaam"),
    )


def _person(invoer: Invoer) -> UUID | None:
    return _id(invoer, "medewerker")


def _id(invoer: Invoer, naam: str, leeg: str = "") -> UUID | None:
    waarde = invoer.tekst(naam, leeg)
    try:
        return UUID(waarde) if waarde else None
    except ValueError:
        invoer.fout(naam, "Kies een van de mogelijkheden.")
        return None
