"""Input about casussen and overdrachten; each becomes one command."""

from uuid import UUID

from pydantic import Field

from app.domain import opdrachten as o
from app.domain import termen as t
from app.schemas.api.basis import Invoer, Kenmerk, Tekst, Trefwoord


class MededelingIn(Invoer):
    """How the melder is told."""

    wijze: t.Wijze
    uitzondering: t.Uitzondering | None = None
    tekst: Tekst | None = None


class OverdrachtIn(Invoer):
    """The owner offers the casus."""

    naar_organisatie: Kenmerk
    reden: Tekst
    notitie: Tekst | None = None
    mededeling: MededelingIn
    overgeslagen: t.Overslagreden | None = None
    grondslag: t.Grondslag | None = None
    nieuw_feit: Tekst | None = None
    te_tonen: list[Trefwoord] = Field(default=[], max_length=20)

    def to_command(self, casus_id: UUID, versie: int | None) -> o.OfferOverdracht:
        """As the domain knows it."""
        return o.OfferOverdracht(
            casus_id=casus_id,
            naar_organisatie=self.naar_organisatie,
            reden=self.reden,
            notitie=self.notitie,
            mededeling=o.Mededeling(**self.mededeling.model_dump()),
            overgeslagen=self.overgeslagen,
            grondslag=self.grondslag,
            nieuw_feit=self.nieuw_feit,
            te_tonen=frozenset(self.te_tonen),
            versie=versie,
        )


class AanvaardingIn(Invoer):
    """The addressed party takes over; ``behandelaar`` null leaves it to a colleague."""

    behandelaar: UUID | None = None
    al_in_behandeling: Kenmerk | None = Field(
        None, description="een eigen open casus van dezelfde jeugdige (id of kenmerk): die blijft"
    )

    def to_command(self, overdracht_id: UUID) -> o.AcceptOverdracht:
        """As the domain knows it."""
        zonder = "behandelaar" in self.model_fields_set and self.behandelaar is None
        return o.AcceptOverdracht(
            overdracht_id=overdracht_id,
            behandelaar_id=self.behandelaar,
            zonder_behandelaar=zonder,
            al_in_behandeling=self.al_in_behandeling,
        )


class BeoordelingIn(Invoer):
    """The addressed party takes the offer in beoordeling: there is nothing to say."""


class TeruggaveIn(Invoer):
    """The addressed party gives the offer back."""

    redencode: t.Teruggaafreden
    toelichting: Tekst | None = None
    voorgestelde_ontvanger: Kenmerk | None = None

    def to_command(self, overdracht_id: UUID) -> o.ReturnOverdracht:
        """As the domain knows it."""
        return o.ReturnOverdracht(overdracht_id=overdracht_id, **self.model_dump())


class IntrekkingIn(Invoer):
    """The owner withdraws its offer."""

    toelichting: Tekst | None = None


class EscalatieIn(Invoer):
    """A call for help."""

    redencode: t.Escalatiereden
    toelichting: Tekst


class BehandelaarIn(Invoer):
    """Who handles the casus: a colleague, or null for nobody."""

    medewerker: UUID | None


class CasusAfsluitingIn(Invoer):
    """How a casus ended."""

    uitkomst: t.CasusUitkomst
    toelichting: Tekst | None = None
