"""Casus: opening casussen for the jeugdigen of a melding, one each; siblings share a gezin (I1)."""

from collections.abc import Sequence
from uuid import UUID

from app.audit.gebeurtenissen import append
from app.domain.datum import datum_kort
from app.domain.errors import RefusedError
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.opdrachten import JeugdigeGegevens, RegisterMelding
from app.domain.termen import WoonplaatsStatus
from app.domain.termijnen.regels import Termijncode
from app.kluis import Plek
from app.models import Casus, Eigenaarschap, Gezin, Jeugdige
from app.queries.dossier import CasusDeel, Dossier, load_dossier
from app.queries.organisaties import lock_as_owner
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.intake import Intake
from app.services.samenloop import write_keys
from app.services.termijnen import GEEN_DATUM, Belofte, open_in_dossier

ONDERWERP_LENGTE = 90


def start_dossier(werkplek: Werkplek, intake: Intake, kenmerken: Sequence[str]) -> Dossier:
    """New casussen for the jeugdigen, and the open ones some link to, as one dossier."""
    vrij = iter(kenmerken)
    bekend = sorted(intake.bestaande.values(), key=lambda casus: casus.id)
    geladen = [load_dossier(werkplek.session, casus.id) for casus in bekend]
    _require_active(werkplek)
    gezin_id = _gezin(werkplek, intake)
    delen: list[CasusDeel] = []
    for nummer, gegevens in enumerate(intake.opdracht.jeugdigen or (JeugdigeGegevens(),)):
        if nummer in intake.bestaande:
            focus = intake.bestaande[nummer].id
            delen.append(next(d.delen[focus] for d in geladen if d.focus == focus))
        else:
            delen.append(_open_casus(werkplek, intake, gegevens, next(vrij)))
    for deel in delen:
        deel.casus.gezin_id = deel.casus.gezin_id or gezin_id
        if intake.opdracht.spoed:
            deel.casus.spoed_rang = 0
    return Dossier(
        focus=delen[0].casus.id,
        delen={deel.casus.id: deel for deel in delen},
        meldingen=[d for dossier in geladen for d in dossier.meldingen],
        termijnen=[t for dossier in geladen for t in dossier.termijnen],
    )


def _require_active(werkplek: Werkplek) -> None:
    """Who ends while somebody there still types, owns nothing new (I1, I11)."""
    eigen = lock_as_owner(werkplek.session, werkplek.actor.organisatie_id)
    if eigen.actief_tot is not None and not eigen.is_actief:
        raise RefusedError(
            "organisatie_gestopt",
            f"{eigen.naam} werkt niet meer met Houvast, sinds {datum_kort(eigen.actief_tot)}. "
            "Er is niets opgeslagen. Bel de partij die het werk overnam.",
        )


def _gezin(werkplek: Werkplek, intake: Intake) -> UUID | None:
    """Brothers and sisters share a gezin: the one they have, else a new one."""
    if len(intake.opdracht.jeugdigen) < 2:
        return None
    bestaand = next((c.gezin_id for c in intake.bestaande.values() if c.gezin_id), None)
    if bestaand is not None:
        return bestaand
    gezin = Gezin(id=werkplek.omgeving.new_id())
    werkplek.session.add(gezin)
    return gezin.id


def _open_casus(werkplek: Werkplek, intake: Intake, gegevens: JeugdigeGegevens, kenmerk: str) -> CasusDeel:
    omgeving, actor = werkplek.omgeving, werkplek.actor
    gewikkeld, _ = werkplek.kluis.maak_sleutel()
    casus = Casus(
        id=omgeving.new_id(),
        kenmerk=kenmerk,
        sleutel=gewikkeld,
        eigenaar_id=actor.organisatie_id,
        spoed_rang=0 if intake.opdracht.spoed else 1,
        eerste_datum=GEEN_DATUM,
        geopend_op=omgeving.now,
        gebeurtenis_op=omgeving.now,
    )
    casus.onderwerp_verzegeld = werkplek.seal(
        casus, Plek("casus", casus.id, "onderwerp"), subject_of(intake.opdracht)
    )
    eigenaarschap = Eigenaarschap(
        id=omgeving.new_id(),
        casus_id=casus.id,
        organisatie_id=actor.organisatie_id,
        behandelaar_id=actor.medewerker_id,
        van=omgeving.now,
    )
    casus.huidig_eigenaarschap_id, casus.huidig_open = eigenaarschap.id, True
    jeugdige = make_jeugdige(werkplek, casus, gegevens)
    werkplek.session.add_all([casus, eigenaarschap, jeugdige])
    opened = happened(
        GebeurtenisSoort.CASUS_GEOPEND,
        eigenaar=actor.organisatie_id,
        behandelaar=actor.medewerker_id,
    )
    append(werkplek.session, casus, actor, omgeving, opened)
    return CasusDeel(casus, eigenaarschap, jeugdige)


def make_jeugdige(werkplek: Werkplek, casus: Casus, gegevens: JeugdigeGegevens) -> Jeugdige:
    """The young person of a casus; unknown stays unknown, never faked."""
    jeugdige = Jeugdige(
        id=werkplek.omgeving.new_id(),
        casus_id=casus.id,
        woonplaats_gemeente=gegevens.woonplaats_gemeente,
        woonplaats_status=gegevens.status,
        verblijf_gemeente=gegevens.verblijf_gemeente,
        verblijf=gegevens.verblijf,
        afgeschermd=gegevens.afgeschermd,
    )
    waarden = person_fields(gegevens)
    jeugdige.persoon_verzegeld = werkplek.seal_person(casus, persoon_plek("jeugdige", jeugdige.id), waarden)
    write_keys(werkplek, jeugdige, waarden, nieuw=True)
    return jeugdige


def person_fields(gegevens: JeugdigeGegevens) -> dict[str, object]:
    """What identifies the jeugdige, by API name."""
    return {
        "voornamen": gegevens.voornamen,
        "roepnaam": gegevens.roepnaam,
        "tussenvoegsel": gegevens.tussenvoegsel,
        "achternaam": gegevens.achternaam,
        "geboortedatum": gegevens.geboortedatum,
        "postcode": gegevens.postcode,
        "huisnummer": gegevens.huisnummer,
    }


def subject_of(opdracht: RegisterMelding) -> str | None:
    """The line that lists show: as given, else the first sentence of the own words.

    The text of a klacht is never used: it does not belong to the casus.
    """
    tekst = opdracht.onderwerp or opdracht.hulpvraag
    if not tekst:
        return None
    regel = " ".join(tekst.split())
    zin = regel.split(". ")[0].rstrip(".")
    if len(zin) <= ONDERWERP_LENGTE:
        return zin
    return zin[:ONDERWERP_LENGTE].rsplit(" ", 1)[0] + " …"


def ask_for_missing(werkplek: Werkplek, dossier: Dossier, deel: CasusDeel) -> None:
    """Unknown jeugdige or woonplaats: a promise of our own to complete it (§3)."""
    onbekend = (
        deel.jeugdige.persoon_verzegeld is None
        or deel.jeugdige.woonplaats_status is WoonplaatsStatus.ONBEKEND
    )
    loopt = any(
        t.is_open and t.casus_id == deel.casus.id and t.code is Termijncode.GEGEVENS_AANVULLEN
        for t in dossier.termijnen
    )
    if onbekend and not loopt:
        belofte = Belofte(
            code=Termijncode.GEGEVENS_AANVULLEN,
            begint_op=werkplek.omgeving.vandaag,
            verantwoordelijke_id=deel.casus.eigenaar_id,
            casus_id=deel.casus.id,
        )
        open_in_dossier(werkplek, dossier, belofte)
