"""Volgwijzer: where the melder sees how it goes, as it stands in a message; and what happens to that link.

A melder who is anonymous or cannot be reached gets no link. A phone call names none: nobody can read it out.
"""

from uuid import UUID

from app.audit.gebeurtenissen import append
from app.domain.berichten import Volgwijzer, where_to_follow
from app.domain.berichttermen import BerichtAan
from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.termen import Wijze
from app.domain.toegang import Recht
from app.domain.toegangslink import Codeweg
from app.domain.toegangstekst import TOEGANG
from app.kluis import Plek
from app.models import Melder, Toegangscode, Toegangslink
from app.queries.dossier import Dossier, MeldingDeel, load_dossier_of_melding
from app.queries.relaties import require
from app.queries.schrijven import pending_berichten
from app.queries.toegangslink import last_link
from app.queries.werkplek import Werkplek
from app.services.termijnen import is_without_channel
from app.services.toegangslink import end_link, letter_code, live_value, make_code, make_link, of_melding
from app.services.vastleggen import record

G = GebeurtenisSoort
PAD = "/volg/"


def may_follow(melder: Melder) -> bool:
    """Whether there is somebody to send a link to."""
    return not melder.anoniem and not is_without_channel(melder)


def words_of_access(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel, wijze: Wijze) -> str:
    """How this melder comes in, for a message that goes this way; the link is made with the first one.

    On a letter with its code. Nothing where this installation has no public address, for whom there is no
    link, and once it was taken back: only a person makes a new one then.
    """
    adres = werkplek.omgeving.volgadres
    if adres is None or wijze not in (Wijze.MAIL, Wijze.BRIEF) or not may_follow(deel.melder):
        return ""
    houder = of_melding(deel.melding)
    bestaand = live_value(werkplek, houder)
    if bestaand is None and last_link(werkplek.session, houder.doel, houder.doel_id) is not None:
        return ""
    link, waarde = bestaand or make_link(werkplek, houder)
    if bestaand is None:
        event = happened(G.TOEGANGSLINK_GEMAAKT, link=link.id, melding=deel.melding.id)
        append(werkplek.session, dossier.casus, werkplek.actor, werkplek.omgeving, event)
    code = letter_code(werkplek, houder, link) if wijze is Wijze.BRIEF else None
    return where_to_follow(Volgwijzer(f"{adres}{PAD}{waarde}", code))


def replace_link(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """The melder moved, or goes into hiding: who holds the old letter, or reads the old mailbox, is shut out.

    Link, codes and visits stop at once, and there is a new link. Where none worked nothing changes: one that
    was taken back, only a person makes again.
    """
    houder = of_melding(deel.melding)
    oud = live_value(werkplek, houder)
    if oud is None:
        return
    end_link(werkplek, oud[0])
    link, _ = make_link(werkplek, houder)
    werkplek.session.flush()
    event = happened(G.TOEGANGSLINK_GEMAAKT, link=link.id, melding=deel.melding.id)
    append(werkplek.session, dossier.casus, werkplek.actor, werkplek.omgeving, event)


def tell_how_to_come_in(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """Messages that nobody read yet say how one comes in now, by the way they go now."""
    for casus_id in deel.casus_ids:
        for bericht in pending_berichten(werkplek.session, casus_id):
            if bericht.melding_id != deel.melding.id or bericht.aan is not BerichtAan.MELDER:
                continue
            plek = Plek("bericht", bericht.id, "inhoud")
            inhoud = werkplek.unseal_person(deel.melding, plek, bericht.inhoud_verzegeld)
            toegang = words_of_access(werkplek, dossier, deel, bericht.wijze)
            if toegang != inhoud.get(TOEGANG, ""):
                inhoud |= {TOEGANG: toegang}
                bericht.inhoud_verzegeld = werkplek.seal_person(deel.melding, plek, inhoud)


def renew_link(werkplek: Werkplek, melding_id: UUID) -> Toegangslink:
    """A new link; the one before stops at once, and messages that wait carry the new one.

    For who may reach the melder. Refuses a melder without a channel, and an installation without an address.
    """
    werkplek, dossier, deel = _open(werkplek, melding_id)
    houder = of_melding(deel.melding)
    oud = live_value(werkplek, houder)
    if oud is not None:
        end_link(werkplek, oud[0])
    link, _ = make_link(werkplek, houder)
    werkplek.session.flush()
    tell_how_to_come_in(werkplek, dossier, deel)
    event = happened(G.TOEGANGSLINK_GEMAAKT, link=link.id, melding=melding_id)
    record(werkplek, dossier, deel.casus_ids, event)
    return link


def withdraw_link(werkplek: Werkplek, melding_id: UUID) -> Toegangslink:
    """The link stops at once, with every visit through it; no message carries it any more.

    For who may reach the melder. Refuses when there is none.
    """
    werkplek, dossier, deel = _open(werkplek, melding_id, adres_nodig=False)
    oud = live_value(werkplek, of_melding(deel.melding))
    if oud is None:
        raise RefusedError("geen_link", "Er is geen link die werkt. Er is niets in te trekken.")
    end_link(werkplek, oud[0])
    tell_how_to_come_in(werkplek, dossier, deel)
    event = happened(G.TOEGANGSLINK_INGETROKKEN, link=oud[0].id, melding=melding_id)
    record(werkplek, dossier, deel.casus_ids, event)
    return oud[0]


def give_code(werkplek: Werkplek, melding_id: UUID) -> tuple[Toegangscode, str]:
    """A code to read out on the telephone, after checking who calls; it counts once, for half an hour.

    For who may reach the melder. Refuses when there is no link that works.
    """
    werkplek, dossier, deel = _open(werkplek, melding_id, adres_nodig=False)
    houder = of_melding(deel.melding)
    bestaand = live_value(werkplek, houder)
    if bestaand is None:
        raise RefusedError("geen_link", "Er is geen link die werkt. Maak eerst een nieuwe link.")
    code, waarde = make_code(werkplek, houder, bestaand[0], Codeweg.TELEFOON)
    event = happened(G.TOEGANGSCODE_GEGEVEN, link=bestaand[0].id, code=code.id, melding=melding_id)
    record(werkplek, dossier, deel.casus_ids, event)
    return code, waarde


def _open(
    werkplek: Werkplek, melding_id: UUID, *, adres_nodig: bool = True
) -> tuple[Werkplek, Dossier, MeldingDeel]:
    """The dossier of this melding, locked, for who may reach the melder (403, 404 otherwise)."""
    dossier = load_dossier_of_melding(werkplek.session, melding_id)
    require(werkplek, dossier.focus, Recht.CONTACT, "Deze melding")
    deel = dossier.melding(melding_id)
    if not may_follow(deel.melder):
        raise RefusedError("melder_zonder_kanaal", "Deze melder is niet te bereiken. Er kan geen link heen.")
    if adres_nodig and werkplek.omgeving.volgadres is None:
        raise RefusedError(
            "geen_adres",
            "Deze installatie heeft geen adres voor melders. Vraag de beheerder dat in te stellen.",
        )
    return werkplek.later_than(*dossier.casussen), dossier, deel
