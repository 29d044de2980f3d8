"""Melding: a question comes in. One transaction gives it a kenmerk, an owner, a date and a history.

Sources: domain.md §1, §2 (I1, I4, I6, I7), §4, §9; api.md POST /meldingen.
"""

from dataclasses import dataclass, replace

from app.audit.gebeurtenissen import append
from app.domain.berichttermen import Berichtmoment
from app.domain.gebeurtenissen import GebeurtenisSoort, happened
from app.domain.opdrachten import RegisterMelding
from app.domain.termen import Aard
from app.domain.termijnen.regels import Termijncode, Variant
from app.kluis import Plek
from app.models import (
    Casus,
    Klacht,
    Melder,
    Melding,
    MeldingCasus,
    Samenloop,
    Termijn,
)
from app.queries.dossier import Dossier, MeldingDeel
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.aanvaarding import settle_loket_report
from app.services.berichten import Aankondiging, announce, next_date
from app.services.casus import ask_for_missing, start_dossier
from app.services.intake import Intake, check_intake
from app.services.klacht import add_klacht
from app.services.klacht import announce_receipt as announce_klacht
from app.services.klachtdossier import Klachtdossier
from app.services.nummers import draw_kenmerken
from app.services.plichten import VAN_HET_LOKET, aarden, first_duties
from app.services.samenloopopening import begin_comparing, open_samenlopen
from app.services.spoed import warn_of_melding
from app.services.stuk import record_stukken
from app.services.termijnen import (
    Belofte,
    is_without_channel,
    open_in_dossier,
    settle_pointers,
    tussenbericht,
)


@dataclass(frozen=True, slots=True)
class Geregistreerd:
    """What came of a registration."""

    melding: Melding
    casussen: tuple[Casus, ...]
    termijnen: tuple[Termijn, ...]
    klacht: Klacht | None = None
    samenlopen: tuple[Samenloop, ...] = ()


def register_melding(werkplek: Werkplek, opdracht: RegisterMelding) -> Geregistreerd:
    """Register a question: the actor's organisatie is the first owner of each casus.

    Opens every promise that follows (I4, §4), one duty to answer per aard (R007), and the receipt
    message. Refuses wrong input with all errors at once. At last the jeugdigen are compared with all others.
    """
    begin_comparing(werkplek)
    intake = check_intake(werkplek, opdracht)
    werkplek = werkplek.later_than(*intake.bestaande.values())
    dossier, deel = record_melding(werkplek, intake)
    open_promises(werkplek, dossier, deel)
    record_stukken(werkplek, dossier, deel)
    if not _only_klacht(deel.melding):  # its receipt is that of the klacht
        _announce_receipt(werkplek, dossier, deel)
    warn_of_melding(werkplek, dossier.delen[deel.eerste_casus_id].casus, deel.melding)
    klaar = finish_registration(werkplek, dossier, deel)
    if opdracht.klacht is not None:
        klacht = add_klacht(werkplek, deel, opdracht.klacht, deel.melding.ontvangen_op)
        announce_klacht(werkplek, Klachtdossier(klacht, dossier, deel))
        klaar = replace(klaar, klacht=klacht)
    nieuw = set(deel.casus_ids) - {casus.id for casus in intake.bestaande.values()}
    return replace(klaar, samenlopen=open_samenlopen(werkplek, sorted(nieuw)))


def record_melding(werkplek: Werkplek, intake: Intake) -> tuple[Dossier, MeldingDeel]:
    """The rows of a melding without promises or messages; the import starts here too."""
    nieuw = max(len(intake.opdracht.jeugdigen), 1) - len(intake.bestaande)
    kenmerken = draw_kenmerken(werkplek.session, nieuw, werkplek.omgeving.vandaag)
    melding, melder = _make_melding(werkplek, intake, kenmerken.melding)
    dossier = start_dossier(werkplek, intake, kenmerken.casussen)
    casussen = list(dossier.delen)
    deel = MeldingDeel(melding, melder, casussen)
    deel.antwoordplichten = first_duties(werkplek, intake.opdracht, melding)
    dossier.meldingen.append(deel)
    for volgorde, casus_id in enumerate(casussen, start=1):
        werkplek.session.add(
            MeldingCasus(
                id=werkplek.omgeving.new_id(),
                melding_id=melding.id,
                casus_id=casus_id,
                volgorde=volgorde,
                van=werkplek.omgeving.now,
            )
        )
    return dossier, deel


def finish_registration(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> Geregistreerd:
    """Point to the first dates and write the history of every casus it concerns."""
    settle_pointers(dossier)
    for casus_id in deel.casus_ids:
        casus = dossier.delen[casus_id].casus
        if casus.gebeurtenis_nr > 1:  # it was there already; a new one has only been opened
            casus.versie += 1
        append(
            werkplek.session,
            casus,
            werkplek.actor,
            werkplek.omgeving,
            happened(
                GebeurtenisSoort.MELDING_GEREGISTREERD,
                melding=deel.melding.id,
                kenmerk=deel.melding.kenmerk,
                loket=deel.melding.loket_id,
                ontvangen=deel.melding.ontvangen_op,
                spoed=deel.melding.spoed,
            ),
        )
    werkplek.session.flush()
    nieuw = dossier.open_termijnen(deel.melding.id)
    casussen = tuple(dossier.delen[casus_id].casus for casus_id in deel.casus_ids)
    return Geregistreerd(deel.melding, casussen, tuple(sorted(nieuw, key=lambda t: t.uiterlijk)))


def open_promises(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    """Every promise that starts with the receipt of a melding (domain.md §4)."""
    melding, eigenaar = deel.melding, werkplek.actor.organisatie_id
    antwoorder = melding.loket_id if melding.formele_brief else eigenaar
    soorten: list[tuple[Termijncode, Variant | None]] = []
    if not is_without_channel(deel.melder):
        if not _only_klacht(melding):
            soorten.append((Termijncode.ONTVANGSTBEVESTIGING, None))
        soorten += [
            (Termijncode.EERSTE_CONTACT, Variant.NA_ONTVANGST),
            (Termijncode.ANTWOORD_MELDER, None),
        ]
    if melding.spoed:
        soorten.append((Termijncode.SPOED, None))
    for code, variant in soorten:
        belofte = Belofte(
            code=code,
            variant=variant,
            begint_op=melding.ontvangen_op,
            verantwoordelijke_id=antwoorder if code in VAN_HET_LOKET else eigenaar,
            melding_id=melding.id,
            periode=melding.periode,
        )
        open_in_dossier(werkplek, dossier, belofte)
    open_in_dossier(werkplek, dossier, tussenbericht(melding, deel.melder, antwoorder, melding.ontvangen_op))
    settle_loket_report(werkplek, dossier, deel)
    for casus_id in deel.casus_ids:
        ask_for_missing(werkplek, dossier, dossier.delen[casus_id])


def _make_melding(werkplek: Werkplek, intake: Intake, kenmerk: str) -> tuple[Melding, Melder]:
    opdracht, omgeving = intake.opdracht, werkplek.omgeving
    gewikkeld, _ = werkplek.kluis.maak_sleutel()
    melding = Melding(
        id=omgeving.new_id(),
        kenmerk=kenmerk,
        sleutel=gewikkeld,
        loket_id=intake.loket.naam.id,
        geregistreerd_door_id=werkplek.actor.organisatie_id,
        kanaal=opdracht.kanaal,
        ontvangen_op=opdracht.ontvangen_op,
        geregistreerd_op=omgeving.now,
        extern_kenmerk=opdracht.extern_kenmerk,
        aard=",".join(aard for aard in Aard if aard in opdracht.aard),
        spoed=opdracht.spoed,
        veilig_thuis_op=omgeving.now if opdracht.veilig_thuis_gebeld else None,
        formele_brief=opdracht.formele_brief,
        wettelijk_kader=",".join(opdracht.wettelijk_kader),
        themas=",".join(opdracht.themas),
    )
    seal_words(werkplek, melding, opdracht)
    melder = _make_melder(werkplek, melding, opdracht)
    werkplek.session.add_all([melding, melder])
    return melding, melder


def seal_words(werkplek: Werkplek, melding: Melding, opdracht: RegisterMelding) -> None:
    """The own words, sealed with the key of the melding."""
    melding.hulpvraag_verzegeld = werkplek.seal(
        melding, Plek("melding", melding.id, "hulpvraag"), opdracht.hulpvraag
    )
    geholpen = {
        "geholpenMet": opdracht.geholpen_met,
        "eerderBetrokken": ", ".join(opdracht.eerder_betrokken),
    }
    melding.geholpen_met_verzegeld = werkplek.seal_person(
        melding, Plek("melding", melding.id, "geholpen_met"), geholpen
    )


def _make_melder(werkplek: Werkplek, melding: Melding, opdracht: RegisterMelding) -> Melder:
    gegevens = opdracht.melder
    melder = Melder(
        id=werkplek.omgeving.new_id(),
        melding_id=melding.id,
        anoniem=gegevens.anoniem,
        relatie=gegevens.relatie,
        voorkeurskanaal=gegevens.kanaal,
        afgeschermd=gegevens.afgeschermd,
    )
    melder.persoon_verzegeld = werkplek.seal_person(
        melding,
        persoon_plek("melder", melder.id),
        {
            "naam": gegevens.naam,
            "email": gegevens.email,
            "telefoon": gegevens.telefoon,
            "adres": gegevens.adres,
            "veiligBereiken": gegevens.veilig_bereiken,
        },
    )
    return melder


def _only_klacht(melding: Melding) -> bool:
    return aarden(melding) == (Aard.KLACHT,)


def _announce_receipt(werkplek: Werkplek, dossier: Dossier, deel: MeldingDeel) -> None:
    wat = Aankondiging(
        moment=Berichtmoment.ONTVANGSTBEVESTIGING,
        eenmalig="ontvangst",
        afzender_id=werkplek.actor.organisatie_id,
        afzender=werkplek.actor.organisatie_naam,
        volgende_datum=next_date(dossier, deel, werkplek.omgeving.vandaag),
    )
    announce(werkplek, dossier, deel, wat)
