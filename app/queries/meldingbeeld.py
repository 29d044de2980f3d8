"""Meldingbeeld: the meldingen of a casus as one actor may see them, and what may be done with each (I9)."""

from dataclasses import replace
from uuid import UUID

from app.domain.actor import OrganisatieSoort
from app.domain.termen import Aard, MeldingStatus
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Recht
from app.kluis import Plek
from app.models import Melding
from app.queries import casusdelen as delen
from app.queries.beelden import MeldingBeeld, TermijnBeeld
from app.queries.inbreng import said
from app.queries.klachtzicht import known_as_klacht
from app.queries.werkplek import Werkplek

Rijen = list[delen.Meldingrij]


def owed_reports(
    werkplek: Werkplek, termijnen: tuple[TermijnBeeld, ...], rechten: frozenset[Recht]
) -> frozenset[UUID]:
    """The meldingen on which this organisatie still owes the loket its report (§5 row 7)."""
    if Recht.LOKET_INLICHTEN not in rechten:
        return frozenset()
    return frozenset(
        t.melding_id
        for t in termijnen
        if t.code is Termijncode.TERUGKOPPELING_LOKET
        and t.verantwoordelijke.id == werkplek.actor.organisatie_id
        and t.melding_id is not None
    )


def _visible(
    werkplek: Werkplek,
    rijen: Rijen,
    rechten: frozenset[Recht],
    verslag: frozenset[UUID],
) -> Rijen:
    """Who owns or is offered the casus sees all; a loket of origin sees its own meldingen.

    An earlier link sees which melding it still owes a report on: its kenmerk and dates, no words.
    """
    if rechten & {Recht.DOSSIER, Recht.VRAAG}:
        return rijen
    eigen = werkplek.actor.organisatie_id
    return [
        rij
        for rij in rijen
        if (rij.loket.id == eigen and Recht.EIGEN_MELDING in rechten) or rij.melding.id in verslag
    ]


def melding_views(
    werkplek: Werkplek, rijen: Rijen, rechten: frozenset[Recht], verslag: frozenset[UUID]
) -> tuple[MeldingBeeld, ...]:
    """The visible meldingen of a casus, each with what this actor may read and do."""
    zichtbaar = _visible(werkplek, rijen, rechten, verslag)
    gezegd = delen.terugkoppelingen(werkplek, [rij.melding for rij in zichtbaar], rechten)
    klachten = known_as_klacht(werkplek, [rij.melding for rij in zichtbaar])
    beelden = (
        _melding_view(werkplek, rij, rechten, tuple(klachten.get(rij.melding.id, ()))) for rij in zichtbaar
    )
    return tuple(
        replace(
            _with_acts(werkplek, beeld, rechten, moet_verslag=beeld.id in verslag),
            terugkoppelingen=gezegd.get(beeld.id, ()),
        )
        for beeld in beelden
    )


def _melding_view(
    werkplek: Werkplek, rij: delen.Meldingrij, rechten: frozenset[Recht], klachten: tuple[str, ...]
) -> MeldingBeeld:
    melding, melder, loket = rij.melding, rij.melder, rij.loket
    plicht = tuple(p for p in rij.plichten if klachten or p[0] is not Aard.KLACHT)
    eigen = loket.id == werkplek.actor.organisatie_id and Recht.EIGEN_MELDING in rechten
    leest_vraag = bool(rechten & {Recht.VRAAG, Recht.DOSSIER}) or eigen
    leest_alles = Recht.DOSSIER in rechten or eigen
    gemarkeerd = Recht.VERSLAGEN in rechten
    extra = _extra(werkplek, melding) if leest_vraag else {}
    return MeldingBeeld(
        id=melding.id,
        kenmerk=melding.kenmerk,
        versie=melding.versie,
        status=melding.status,
        loket=loket,
        kanaal=melding.kanaal,
        ontvangen_op=melding.ontvangen_op,
        extern_kenmerk=melding.extern_kenmerk if leest_alles else None,
        aard=visible_aarden(melding, klacht_ook=bool(klachten)),
        klachten=klachten,
        formele_brief=melding.formele_brief,
        spoed=melding.spoed,
        veilig_thuis_op=melding.veilig_thuis_op,
        hulpvraag=_words(werkplek, melding, "hulpvraag") if leest_vraag else None,
        geholpen_met=extra.get("geholpenMet"),
        eerder_betrokken=extra.get("eerderBetrokken"),
        aanvulling=_words(werkplek, melding, "aanvulling") if leest_alles or gemarkeerd else None,
        inbreng=said(werkplek, melding) if rij.schreef and (leest_alles or gemarkeerd) else (),
        melder=delen.open_melder(werkplek, melding, melder) if leest_alles else None,
        antwoordplichten=plicht,
        terugkoppelingen=(),
    )


def _with_acts(
    werkplek: Werkplek, beeld: MeldingBeeld, rechten: frozenset[Recht], *, moet_verslag: bool
) -> MeldingBeeld:
    """Which acts the page offers on this melding; the use-cases decide again."""
    eigen = werkplek.actor.organisatie_id
    zelf = any(partij.id == eigen and aard is not Aard.KLACHT for aard, partij in beeld.antwoordplichten)
    open_ = beeld.status is not MeldingStatus.GESLOTEN
    mag_aan_loket = Recht.TERUGKOPPELEN in rechten or moet_verslag
    return replace(
        beeld,
        mag_terugkoppelen=open_ and (Recht.TERUGKOPPELEN in rechten or zelf),
        mag_afsluiten=open_ and (Recht.AFSLUITEN in rechten or zelf),
        mag_heropenen=not open_ and Recht.HEROPENEN in rechten,
        mag_loket_inlichten=open_
        and Recht.LOKET_INLICHTEN in rechten
        and mag_aan_loket
        and beeld.loket.id != eigen
        and beeld.loket.soort is OrganisatieSoort.LOKET,
    )


def visible_aarden(melding: Melding, *, klacht_ook: bool) -> tuple[Aard, ...]:
    """What a melding is; that it is (also) a klacht is for who may know of it (``klachtzicht``)."""
    aarden = (Aard(aard) for aard in melding.aard.split(","))
    return tuple(aard for aard in aarden if klacht_ook or aard is not Aard.KLACHT)


def _words(werkplek: Werkplek, melding: Melding, kolom: str) -> str | None:
    verzegeld: bytes | None = getattr(melding, f"{kolom}_verzegeld")
    return werkplek.unseal(melding, Plek("melding", melding.id, kolom), verzegeld)


def _extra(werkplek: Werkplek, melding: Melding) -> dict[str, str]:
    plek = Plek("melding", melding.id, "geholpen_met")
    return werkplek.unseal_person(melding, plek, melding.geholpen_met_verzegeld)
