"""Input about termijnen; each becomes one command."""

from uuid import UUID

from app.domain.termen import Kanaal
from app.domain.termijnen.verdaging import Instemming, PostponeTermijn
from app.domain.termijnen.wijziging import Verdagingsreden
from app.schemas.api.basis import Datum, Invoer, Tekst


class InstemmingIn(Invoer):
    """Who it was promised to agreed with a later date."""

    datum: Datum
    wijze: Kanaal


class VerdagingIn(Invoer):
    """A promise is put off; ``toelichting`` is what the melder reads."""

    nieuwe_datum: Datum
    redencode: Verdagingsreden
    toelichting: Tekst
    instemming: InstemmingIn | None = None

    def to_command(self, termijn_id: UUID) -> PostponeTermijn:
        """As the domain knows it."""
        instemming = Instemming(**self.instemming.model_dump()) if self.instemming else None
        return PostponeTermijn(
            termijn_id=termijn_id,
            nieuwe_datum=self.nieuwe_datum,
            redencode=self.redencode,
            toelichting=self.toelichting,
            instemming=instemming,
        )
