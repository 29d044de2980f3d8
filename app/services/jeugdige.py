"""Jeugdige and melding corrected: completed later, never faked; the own words never change (§1)."""

from app.domain.errors import InvalidInputError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.intake import GEBOREN
from app.domain.opdrachten import CorrectJeugdige, CorrectMelding, RecordToekomst
from app.domain.termen import WoonplaatsStatus
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Jeugdige, Melding
from app.queries.dossier import Dossier, load_dossier, load_dossier_of_melding
from app.queries.gids import open_gids
from app.queries.relaties import require
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.afscherming import settle_shielding
from app.services.bevoegdheid import check_version, require_on_open
from app.services.casus import ask_for_missing, person_fields
from app.services.heropening import add_words
from app.services.samenloop import write_keys
from app.services.samenloopopening import begin_comparing, open_samenlopen
from app.services.termijnen import fulfil
from app.services.vastleggen import finish_act, record

#: Field name in the API → what person_fields calls it; only these identify and are sealed.
PERSOON = (
    "voornamen", "roepnaam", "tussenvoegsel", "achternaam",
    "geboortedatum", "postcode", "huisnummer",
)  # fmt: skip


def correct_jeugdige(werkplek: Werkplek, opdracht: CorrectJeugdige) -> Jeugdige:
    """Complete or correct the person and the woonplaats of the jeugdige.

    A changed woonplaats is remembered: it permits going sideways to the right region (§3). Completing
    what was unknown fulfils ``gegevens_aanvullen``. Refuses an unknown gemeente and a stale version.
    """
    begin_comparing(werkplek)
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require_on_open(werkplek, dossier, Recht.CORRIGEREN)
    check_version(dossier.casus, opdracht.versie)
    _check_gemeenten(werkplek, opdracht)
    waarden = _write_person(werkplek, dossier, opdracht)
    verhuisd = _write_woonplaats(werkplek, dossier.jeugdige, opdracht)
    write_keys(werkplek, dossier.jeugdige, waarden, nieuw=False)
    _settle_missing(werkplek, dossier)
    settle_shielding(werkplek, dossier)
    finish_act(
        werkplek,
        dossier,
        happened(
            GebeurtenisSoort.JEUGDIGE_GECORRIGEERD,
            velden=",".join(sorted(opdracht.gewijzigd)),
            woonplaats=dossier.jeugdige.woonplaats_gemeente if verhuisd else None,
            woonplaats_status=dossier.jeugdige.woonplaats_status,
        ),
    )
    open_samenlopen(werkplek, [dossier.focus])
    return dossier.jeugdige


def record_toekomst(werkplek: Werkplek, opdracht: RecordToekomst) -> Jeugdige:
    """What was agreed for the time after the 18th birthday; later words take the place of earlier ones.

    With it the vangnet no longer names this jeugdige (§8).
    """
    dossier = load_dossier(werkplek.session, opdracht.casus_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require_on_open(werkplek, dossier, Recht.CORRIGEREN)
    jeugdige = dossier.jeugdige
    jeugdige.toekomst_besproken_op = werkplek.omgeving.now
    jeugdige.toekomst_verzegeld = werkplek.seal(
        dossier.casus, Plek("jeugdige", jeugdige.id, "toekomst"), opdracht.afspraak
    )
    finish_act(werkplek, dossier, happened(GebeurtenisSoort.TOEKOMST_BESPROKEN))
    return jeugdige


def correct_melding(werkplek: Werkplek, opdracht: CorrectMelding) -> Melding:
    """Add to a melding; corrections stand beside the own words with their date."""
    dossier = load_dossier_of_melding(werkplek.session, opdracht.melding_id)
    werkplek = werkplek.later_than(*dossier.casussen)
    require(werkplek, dossier.focus, Recht.CORRIGEREN, "Deze melding")
    deel = dossier.melding(opdracht.melding_id)
    check_version(deel.melding, opdracht.versie)
    if opdracht.aanvulling:
        add_words(werkplek, deel.melding, opdracht.aanvulling)
    if opdracht.extern_kenmerk is not None:
        deel.melding.extern_kenmerk = opdracht.extern_kenmerk or None
    if opdracht.themas is not None:
        deel.melding.themas = ",".join(opdracht.themas)
    event = happened(GebeurtenisSoort.MELDING_GECORRIGEERD, melding=deel.melding.id)
    record(werkplek, dossier, deel.casus_ids, event)
    return deel.melding


def _check_gemeenten(werkplek: Werkplek, opdracht: CorrectJeugdige) -> None:
    gevraagd = {
        "woonplaatsGemeente": opdracht.gegevens.woonplaats_gemeente,
        "verblijfGemeente": opdracht.gegevens.verblijf_gemeente,
    }
    bekend = open_gids(werkplek.session).gemeenten
    fouten = [
        Veldfout(veld, f"“{code}” is geen code van een gemeente. Gebruik bijvoorbeeld GM0193.")
        for veld, code in gevraagd.items()
        if code and code not in bekend
    ]
    geboren = opdracht.gegevens.geboortedatum
    if geboren is not None and geboren > werkplek.omgeving.vandaag:
        fouten.append(Veldfout("geboortedatum", GEBOREN))
    if fouten:
        raise InvalidInputError(fouten)


def _write_person(werkplek: Werkplek, dossier: Dossier, opdracht: CorrectJeugdige) -> dict[str, object]:
    """Write what was changed of the person; everything that is known of it now."""
    jeugdige, nieuw = dossier.jeugdige, person_fields(opdracht.gegevens)
    plek = persoon_plek("jeugdige", jeugdige.id)
    waarden: dict[str, object] = dict(werkplek.unseal_person(dossier.casus, plek, jeugdige.persoon_verzegeld))
    waarden |= {veld: nieuw[veld] for veld in PERSOON if veld in opdracht.gewijzigd}
    jeugdige.persoon_verzegeld = werkplek.seal_person(dossier.casus, plek, waarden)
    return waarden


def _write_woonplaats(werkplek: Werkplek, jeugdige: Jeugdige, opdracht: CorrectJeugdige) -> bool:
    """Write what was said about where the jeugdige lives and stays; True when it moved."""
    gegevens, gewijzigd = opdracht.gegevens, opdracht.gewijzigd
    vorige = jeugdige.woonplaats_gemeente
    if "woonplaatsGemeente" in gewijzigd:
        jeugdige.woonplaats_gemeente = gegevens.woonplaats_gemeente
        jeugdige.woonplaats_status = gegevens.status
    elif "woonplaatsStatus" in gewijzigd and vorige and gegevens.woonplaats_status:
        onbekend = gegevens.woonplaats_status is WoonplaatsStatus.ONBEKEND
        jeugdige.woonplaats_gemeente = None if onbekend else vorige
        jeugdige.woonplaats_status = gegevens.woonplaats_status
    if "verblijfGemeente" in gewijzigd:
        jeugdige.verblijf_gemeente = gegevens.verblijf_gemeente
    if "verblijf" in gewijzigd:
        jeugdige.verblijf = gegevens.verblijf
    if "afgeschermd" in gewijzigd:
        jeugdige.afgeschermd = gegevens.afgeschermd
    verhuisd = jeugdige.woonplaats_gemeente != vorige
    if verhuisd and vorige is not None:
        jeugdige.woonplaats_gewijzigd_op = werkplek.omgeving.now
    return verhuisd


def _settle_missing(werkplek: Werkplek, dossier: Dossier) -> None:
    jeugdige = dossier.jeugdige
    compleet = (
        jeugdige.persoon_verzegeld is not None and jeugdige.woonplaats_status is not WoonplaatsStatus.ONBEKEND
    )
    if not compleet:
        ask_for_missing(werkplek, dossier, dossier.delen[dossier.focus])
        return
    for termijn in dossier.termijnen:
        if (
            termijn.is_open
            and termijn.code is Termijncode.GEGEVENS_AANVULLEN
            and termijn.casus_id == dossier.focus
        ):
            fulfil(werkplek, termijn)
