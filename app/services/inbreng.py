"""Inbreng: the melder says something on the own page, and the owner takes it up (I7, domain.md §5).

Each thing that asks for something is a promise with a date: it stands on the list of the owner, moves with
the casus, and is late when nobody looks at it.
"""

from uuid import UUID

from app.domain.errors import NotVisibleError, RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.inbreng import HEROPENT, VARIANT, Inbrengsoort, WriteInbreng, assess_inbreng
from app.domain.termen import MeldingStatus
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Inbreng, Termijn
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.inbreng import find_inbreng, open_inbreng
from app.queries.relaties import require
from app.queries.samenlopen import claim_register
from app.queries.werkplek import Werkplek
from app.services.heropening import reopen_in_dossier
from app.services.partijlink import TERUG, WACHT_OP_U, tell_owner_by_link
from app.services.samenloopopening import open_samenlopen
from app.services.termijnen import Belofte, fulfil, open_in_dossier
from app.services.vastleggen import record

G = GebeurtenisSoort


def write_inbreng(werkplek: Werkplek, opdracht: WriteInbreng) -> Inbreng:
    """The melder says something about the own melding; the caller knows that it is this melder's.

    While the melding is open it becomes a task of the owner; after it was closed, whatever asks for something
    opens it again (I7). Saying the same once more (Back, and sent again), or twice that one is helped, is one
    task as long as nobody took it up. Refuses an empty or too long text.
    """
    assess_inbreng(opdracht)
    claim_register(werkplek.session)
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(opdracht.melding_id)
    eerder = _said_already(werkplek, deel, opdracht)
    if eerder is not None:
        return eerder
    was_open = deel.is_open
    if opdracht.soort in HEROPENT:
        _keep_open(werkplek, dossier, deel)
    termijn = _promise(werkplek, dossier, deel, opdracht.soort)
    inbreng = Inbreng(
        id=werkplek.omgeving.new_id(),
        melding_id=deel.melding.id,
        periode=deel.melding.periode,
        soort=opdracht.soort,
        gezegd_op=werkplek.omgeving.now,
        termijn_id=termijn.id if termijn is not None else None,
    )
    plek = Plek("inbreng", inbreng.id, "tekst")
    inbreng.tekst_verzegeld = werkplek.seal(deel.melding, plek, opdracht.tekst)
    werkplek.session.add(inbreng)
    tekst = WACHT_OP_U if was_open else TERUG
    for casus_id in deel.casus_ids:
        eenmalig = f"inbreng:{inbreng.id}:{casus_id}"
        tell_owner_by_link(werkplek, dossier.delen[casus_id].casus, eenmalig, tekst)
    event = happened(G.INBRENG_ONTVANGEN, inbreng=inbreng.id, melding=deel.melding.id, wat=inbreng.soort)
    record(werkplek, dossier, deel.casus_ids, event)
    if deel.is_open and not was_open:
        open_samenlopen(werkplek, deel.casus_ids)
    return inbreng


def settle_inbreng(werkplek: Werkplek, inbreng_id: UUID, melding_id: UUID | None = None) -> Inbreng:
    """What the melder said was taken up, also where nobody needed to answer.

    For who may tell this melder something. Refuses what was taken up already, or asked for nothing; what is
    of another melding than the address names, is not there (404).
    """
    inbreng = find_inbreng(werkplek.session, inbreng_id)
    if melding_id not in (None, inbreng.melding_id):
        raise NotVisibleError("Dit bericht")
    dossier = load_dossier_of_melding(werkplek.session, inbreng.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    deel = dossier.melding(inbreng.melding_id)
    require(werkplek, dossier.focus, Recht.TERUGKOPPELEN, "Deze melding")
    termijn = next(
        (t for t in dossier.open_termijnen(deel.melding.id) if t.id == inbreng.termijn_id),
        None,
    )
    if termijn is None:
        raise RefusedError("al_afgehandeld", "Dit is al afgehandeld. Er hoeft niets meer mee te gebeuren.")
    fulfil(werkplek, termijn)
    event = happened(G.INBRENG_AFGEHANDELD, inbreng=inbreng.id, melding=deel.melding.id)
    record(werkplek, dossier, deel.casus_ids, event)
    return inbreng


def _keep_open(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """Closed: open again. Nearly closed, waiting for a report to the loket: nobody closes it meanwhile."""
    if not deel.is_open:
        reopen_in_dossier(werkplek, dossier, deel)
    elif deel.melding.status is MeldingStatus.AFSLUITING_GEVRAAGD:
        deel.melding.status, deel.melding.gevraagde_uitkomst = MeldingStatus.OPEN, None


def _said_already(werkplek: Werkplek, deel: MeldingDeel, opdracht: WriteInbreng) -> Inbreng | None:
    """The same, said before and not taken up yet."""
    if not deel.is_open:
        return None
    for eerder in open_inbreng(werkplek.session, deel.melding.id, opdracht.soort):
        plek = Plek("inbreng", eerder.id, "tekst")
        woorden = werkplek.unseal(deel.melding, plek, eerder.tekst_verzegeld)
        if opdracht.soort is Inbrengsoort.GEHOLPEN or woorden == opdracht.tekst:
            return eerder
    return None


def _promise(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, soort: Inbrengsoort) -> Termijn | None:
    """To the owner of the casus of the first-named jeugdige, who answers or takes it up."""
    variant = VARIANT.get(soort)
    if variant is None or not deel.is_open:
        return None
    belofte = Belofte(
        code=Termijncode.INBRENG_BEANTWOORDEN,
        variant=variant,
        begint_op=werkplek.omgeving.vandaag,
        verantwoordelijke_id=dossier.delen[deel.eerste_casus_id].casus.eigenaar_id,
        melding_id=deel.melding.id,
        periode=deel.melding.periode,
    )
    return open_in_dossier(werkplek, dossier, belofte)
