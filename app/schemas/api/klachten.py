"""Klachten over the API: recording, sending on, handling and ending one, and how it stands."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field, StrictBool

from app.domain import klachtopdrachten as o
from app.domain import klachttermen as k
from app.domain.termijnen.belofte import Signaal
from app.queries.klachtbeeld import KlachtBeeld
from app.schemas.api.basis import Datum, Invoer, Kenmerk, Lijst, PartijUit, RefUit, Regel, Tekst, Uitvoer
from app.schemas.api.uitvoer import TermijnUit


class NieuweKlachtIn(Invoer):
    """A melding turns out to be (also) a klacht; ``organisatie`` is the party it is about."""

    tekst: Tekst
    over: Tekst | None = None
    organisatie: Kenmerk | None = None
    vorm: k.Klachtvorm = k.Klachtvorm.MONDELING
    ontvangen_op: Datum

    def to_command(self, melding_id: UUID) -> o.RecordKlacht:
        """As the domain knows it."""
        return o.RecordKlacht(
            melding_id=melding_id,
            tekst=self.tekst,
            over=self.over,
            beklaagde=self.organisatie,
            vorm=self.vorm,
            ontvangen_op=self.ontvangen_op,
        )


class DoorzendingIn(Invoer):
    """To whom it goes, and when it came in there (today when left out)."""

    naar_organisatie: Kenmerk
    toelichting: Tekst | None = None
    ontvangen_op: Datum | None = None


class KlachtBehandelaarIn(Invoer):
    """Who handles it; nobody named is the person behind the token."""

    medewerker: UUID | None = None


class KlaagschriftIn(Invoer):
    """To whom the klaagschrift goes: a medewerker or somebody by name."""

    medewerker: UUID | None = None
    naam: Regel | None = None


class OverWieIn(Invoer):
    """Which organisatie the klacht is about; left out: that is not known."""

    organisatie: Kenmerk | None = None


class KlaagschriftTerugIn(Invoer):
    """From whom the klaagschrift is taken back, and what went wrong."""

    beklaagde: UUID
    toelichting: Tekst


class HoorzittingIn(Invoer):
    """A hearing with its report, of both unless ``wie`` says who; or ``overgeslagen`` with why (Awb 9:10):
    a reason not to hear the melder, or the beklaagde."""

    wie: k.Gehoord = k.Gehoord.BEIDEN
    gehoord_op: Datum | None = None
    verslag: Tekst | None = None
    overgeslagen: k.GeenHoren | k.GeenHorenBeklaagde | None = None
    toelichting: Tekst | None = None

    def to_command(self, klacht_id: UUID, vandaag: date) -> o.RecordHearing | o.SkipHearing:
        """One of two commands."""
        if self.overgeslagen is not None:
            return o.SkipHearing(
                klacht_id=klacht_id, reden=self.overgeslagen, toelichting=self.toelichting or ""
            )
        return o.RecordHearing(
            klacht_id=klacht_id,
            gehoord_op=self.gehoord_op or vandaag,
            verslag=self.verslag or "",
            wie=self.wie,
        )


class CommissieIn(Invoer):
    """A commission: how many members, and whether its chair comes from outside."""

    leden: int = Field(ge=1, le=25)
    voorzitter_van_buiten: StrictBool = False


class AfdoeningIn(Invoer):
    """The outcome: a judgement, ``niet_in_behandeling`` with a ``grond``, or satisfied, withdrawn,
    elsewhere."""

    uitkomst: k.KlachtUitkomst
    toelichting: Tekst
    grond: k.Weigergrond | None = None


class AantekeningIn(Invoer):
    """Something to remember."""

    tekst: Tekst


class AanspreekpuntIn(Invoer):
    """Whom the melder may call about the question."""

    organisatie: Kenmerk


class HandelingUit(Uitvoer):
    """One thing that was done."""

    actie: k.KlachtActie
    op: date
    door: str
    tekst: str | None


class DoorzendingUit(Uitvoer):
    """Where it was sent on."""

    van: PartijUit
    naar: PartijUit
    op: date
    ontvangen_op: date | None


class BeklaagdeUit(Uitvoer):
    """Who was sent the klaagschrift."""

    id: UUID
    naam: str
    gestuurd_op: date
    verweer_op: date | None


class KlachtUit(Uitvoer):
    """One klacht, for what the actor may read."""

    id: UUID
    kenmerk: str
    status: k.KlachtStatus
    melding: RefUit
    organisatie: PartijUit
    beklaagde: PartijUit | None
    stelsel: k.Klachtstelsel
    vorm: k.Klachtvorm
    ontvangen_op: date
    bij_behandelaar_op: date
    behandelaar: str | None
    bevestigd_op: date | None
    klaagschrift_op: date | None
    gehoord_op: date | None
    geen_horen: k.GeenHoren | None
    beklaagde_gehoord_op: date | None
    geen_horen_beklaagde: k.GeenHorenBeklaagde | None
    aanspreekpunt: PartijUit | None
    uitkomst: k.KlachtUitkomst | None
    weigergrond: k.Weigergrond | None
    afgedaan_op: date | None
    tekst: str | None
    over: str | None
    acties: list[k.KlachtActie]
    termijnen: list[TermijnUit]
    beklaagden: list[BeklaagdeUit]
    handelingen: list[HandelingUit]
    doorzendingen: list[DoorzendingUit]


def klacht_out(beeld: KlachtBeeld) -> KlachtUit:
    """As the API writes it."""
    velden = {naam: getattr(beeld, naam) for naam in KlachtUit.model_fields if naam != "melding"}
    melding = RefUit(id=beeld.melding_id, kenmerk=beeld.melding_kenmerk)
    return KlachtUit.model_validate(velden | {"melding": melding})


class KlachtRijUit(Uitvoer):
    """One row: no words and no name."""

    id: UUID
    kenmerk: str
    status: k.KlachtStatus
    organisatie: PartijUit
    ontvangen_op: date
    afgedaan_op: date | None
    uiterlijk: date | None
    signaal: Signaal | None


class KlachtenLijst(Lijst):
    """A page of klachten."""

    items: list[KlachtRijUit]


class CijferUit(Uitvoer):
    """One figure of the register."""

    code: str
    aantal: int


class RegisterUit(Uitvoer):
    """The klachtenregister of a year, without persons (Awb 9:12a)."""

    jaar: int
    cijfers: list[CijferUit]


class StukIn(Invoer):
    """What became of a bezwaar or aanvraag."""

    status: k.Stukstatus = k.Stukstatus.DOORGEZONDEN
    naar_organisatie: Kenmerk | None = None
    naar_naam: Regel | None = None


class StukUit(Uitvoer):
    """A bezwaar or aanvraag that came in here."""

    id: UUID
    kenmerk: str
    aard: k.Stukaard
    status: k.Stukstatus
    ontvangen_op: date
    uiterlijk: date | None
    naar: str | None
    afgedaan_op: date | None


class StukkenLijst(Lijst):
    """All of them, open ones first."""

    items: list[StukUit]


class VastgelegdUit(Uitvoer):
    """A klacht that was recorded: its kenmerk; who belongs to the beklaagde sees no more."""

    id: UUID
    kenmerk: str
    vastgelegd_op: datetime
