"""Toegangsmail: the mail that brings a code to who asked for it: a melder, or a party without an account."""

from app.domain.berichten import PARTIJPAGINA, code_words, greet
from app.domain.bezorging import Bereik, why_by_hand
from app.domain.termen import Wijze
from app.models import Casus, Melder, Melding, Organisatie, Toegangscode
from app.ports import Mail
from app.queries.gids import open_gids
from app.queries.intern.toegangscodes import Codemail
from app.queries.toegangslink import is_shielded
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.toegangslink import open_code


def mailbox_of(werkplek: Werkplek, melding: Melding, melder: Melder) -> str | None:
    """Where a code can be mailed by itself; None where a person must look first, or nothing is known (I6)."""
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    bereik = Bereik(
        wijze=Wijze.MAIL,
        email=persoon.get("email"),
        afgeschermd=is_shielded(werkplek.session, melding, melder),
        veilig_bereiken=bool(persoon.get("veiligBereiken")),
    )
    return bereik.email if why_by_hand(bereik) is None else None


def compose_code_mail(werkplek: Werkplek, rij: Codemail) -> Mail | None:
    """The mail with the code; None when by now it may not go by itself any more."""
    if rij.casus is not None and rij.organisatie is not None:
        return _for_party(werkplek, rij.code, rij.casus, rij.organisatie)
    melding, melder = rij.melding, rij.melder
    if melding is None or melder is None:
        return None
    adres = mailbox_of(werkplek, melding, melder)
    if adres is None:
        return None
    persoon = werkplek.unseal_person(melding, persoon_plek("melder", melder.id), melder.persoon_verzegeld)
    afzender = open_gids(werkplek.session).name(melding.loket_id).naam
    inhoud = code_words(open_code(werkplek, melding, rij.code), afzender, greet(persoon.get("naam")))
    return Mail(
        bericht_id=rij.code.id,
        aan=adres,
        van_naam=afzender,
        antwoord_aan=None,
        onderwerp=inhoud.onderwerp,
        tekst=inhoud.tekst,
    )


def _for_party(werkplek: Werkplek, code: Toegangscode, casus: Casus, organisatie: Organisatie) -> Mail | None:
    """To its own mailbox, and only there: what proves that who types it is of that party."""
    if not organisatie.email:
        return None
    aanhef = f"Beste {organisatie.naam},"
    inhoud = code_words(open_code(werkplek, casus, code), "Houvast", aanhef, PARTIJPAGINA)
    return Mail(
        bericht_id=code.id,
        aan=organisatie.email,
        van_naam="Houvast",
        antwoord_aan=None,
        onderwerp=inhoud.onderwerp,
        tekst=inhoud.tekst,
    )
