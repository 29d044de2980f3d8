"""Contact: a message did not reach the melder. Somebody finds out how to reach him or her (I4, I6)."""

from app.domain.termijnen.regels import Termijncode
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.werkplek import Werkplek
from app.services.termijnen import Belofte, open_in_dossier


def ask_to_restore_contact(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """The owner finds out within three werkdagen how this melder can be reached; asked once at a time."""
    lopend = dossier.open_termijnen(deel.melding.id)
    if not deel.is_open or any(termijn.code is Termijncode.CONTACT_HERSTELLEN for termijn in lopend):
        return
    belofte = Belofte(
        code=Termijncode.CONTACT_HERSTELLEN,
        begint_op=werkplek.omgeving.vandaag,
        verantwoordelijke_id=dossier.delen[deel.eerste_casus_id].casus.eigenaar_id,
        melding_id=deel.melding.id,
        periode=deel.melding.periode,
    )
    open_in_dossier(werkplek, dossier, belofte)
