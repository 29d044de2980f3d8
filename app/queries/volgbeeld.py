"""Volgbeeld: the own melding as its melder may see it: who answers, its way, what was told, what is next.

Of a melding nothing else is read here than what is this melder's own: no other melding of the casus, no words
of organisaties to each other, no casus before this melding came to it (§5). Of who is 18 or older nothing is
shown without consent; that reading rests on "geen toestemming" (Jeugdwet 7.3.4, scenario 7).
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from app.domain.datum import age_on
from app.domain.inbreng import only_come_back
from app.domain.omgeving import local_date
from app.domain.termen import (
    Aard,
    CasusStatus,
    MeldingStatus,
    Relatie,
)
from app.domain.termijnen.regels import Grondsoort, TermijnVoor
from app.domain.volgwoorden import LANDELIJK
from app.kluis import Plek
from app.models import (
    Antwoordplicht,
    Casus,
    Eigenaarschap,
    Jeugdige,
    Medewerker,
    Melder,
    Melding,
    MeldingCasus,
    Organisatie,
    Termijn,
    Termijnwijziging,
)
from app.queries.beelden import Partijnaam
from app.queries.gids import open_gids, vangnethouder
from app.queries.inbreng import said
from app.queries.klachtmelder import klachten_for_melder
from app.queries.relatiefeiten import treats
from app.queries.volgbeelden import (
    Antwoorder,
    Beloofd,
    Volgbeeld,
    Volgdeel,
    Volgstap,
)
from app.queries.volgverteld import told
from app.queries.werkplek import Werkplek, persoon_plek

#: Who may be named the jeugdige's first name to tell brothers and sisters apart.
KENT_HET_KIND = frozenset({Relatie.OUDER, Relatie.PLEEGOUDER, Relatie.JEUGDIGE})
VOLWASSEN = 18


@dataclass(frozen=True, slots=True)
class Kind:
    """One jeugdige of the melding, with its casus and since when this melding belongs to it."""

    koppeling: MeldingCasus
    casus: Casus
    jeugdige: Jeugdige


def load_volgbeeld(werkplek: Werkplek, melding_id: UUID) -> Volgbeeld:
    """Everything this melder may see of the own melding; the caller knows that it is the own one."""
    melding, melder = _melding(werkplek, melding_id)
    kinderen, zelf = _children(werkplek, melding), melder.relatie is Relatie.JEUGDIGE
    wegen = [_way(werkplek, kind) for kind in kinderen]
    # Of oneself there is no consent to ask; who asks for oneself is the first-named.
    groot = [_is_adult(werkplek, kind) for kind in kinderen]
    volwassen = [
        is_groot and not (zelf and kind is kinderen[0])
        for kind, is_groot in zip(kinderen, groot, strict=True)
    ]
    afgeschermd = melder.afgeschermd or any(kind.jeugdige.afgeschermd for kind in kinderen)
    verborgen = any(volwassen)
    alleen_terug = only_come_back(melding.gesloten_op, werkplek.omgeving.vandaag)
    return Volgbeeld(
        melding_id=melding.id,
        kenmerk=melding.kenmerk,
        ontvangen_op=melding.ontvangen_op,
        loket=open_gids(werkplek.session).name(melding.loket_id),
        kanaal=melding.kanaal,
        is_open=melding.status is not MeldingStatus.GESLOTEN,
        gesloten_op=melding.gesloten_op,
        uitkomst=melding.uitkomst,
        alleen_terug=alleen_terug,
        afgeschermd=afgeschermd,
        zonder_toestemming=verborgen,
        is_kind=zelf and not groot[0],
        is_ouder=melder.relatie in (Relatie.OUDER, Relatie.PLEEGOUDER),
        antwoorder=_who_answers(werkplek, melding, wegen[0], afgeschermd=afgeschermd, volwassen=volwassen[0]),
        belofte=_next_promise(werkplek, melding),
        delen=_ways(werkplek, melder, list(zip(kinderen, wegen, volwassen, strict=True))),
        verteld=() if alleen_terug else told(werkplek, melding, met_tekst=not (verborgen or afgeschermd)),
        hulpvraag=_words(werkplek, melding, "hulpvraag"),
        geholpen_met=_help_wanted(werkplek, melding),
        aanvulling=None if verborgen or afgeschermd else _words(werkplek, melding, "aanvulling"),
        inbreng=said(werkplek, melding),
        klachten=klachten_for_melder(werkplek.session, melding.id, afgeschermd=afgeschermd),
    )


def _ways(
    werkplek: Werkplek, melder: Melder, rijen: list[tuple[Kind, tuple[Volgstap, ...], bool]]
) -> tuple[Volgdeel, ...]:
    """The way for each jeugdige, named where there are more; of who is 18 or older not without consent."""
    return tuple(
        Volgdeel(
            naam=_child_name(werkplek, melder, kind, nummer) if len(rijen) > 1 else None,
            stappen=() if volwassen else weg,
            is_open=kind.casus.status is CasusStatus.OPEN,
            verborgen=volwassen,
        )
        for nummer, (kind, weg, volwassen) in enumerate(rijen, start=1)
    )


def _melding(werkplek: Werkplek, melding_id: UUID) -> tuple[Melding, Melder]:
    query = select(Melding, Melder).join(Melder, col(Melder.melding_id) == col(Melding.id))
    melding, melder = werkplek.session.exec(query.where(Melding.id == melding_id)).one()
    return melding, melder


def _children(werkplek: Werkplek, melding: Melding) -> list[Kind]:
    query = (
        select(MeldingCasus, Casus, Jeugdige)
        .join(Casus, col(Casus.id) == col(MeldingCasus.casus_id))
        .join(Jeugdige, col(Jeugdige.casus_id) == col(Casus.id))
        .where(MeldingCasus.melding_id == melding.id, col(MeldingCasus.tot).is_(None))
        .order_by(col(MeldingCasus.volgorde))
    )
    return [Kind(*rij) for rij in werkplek.session.execute(query)]


def _way(werkplek: Werkplek, kind: Kind) -> tuple[Volgstap, ...]:
    """Every owner since this melding came to its casus; what was before is of another melder.

    Where it went along to another casus, the way goes on there as if it were one.
    """
    koppeling = kind.koppeling
    query = (
        select(MeldingCasus, Eigenaarschap, col(Medewerker.naam))
        .join(Eigenaarschap, col(Eigenaarschap.casus_id) == col(MeldingCasus.casus_id))
        .outerjoin(Medewerker, treats(werkplek.omgeving.vandaag))
        .where(MeldingCasus.melding_id == koppeling.melding_id, MeldingCasus.volgorde == koppeling.volgorde)
        .order_by(col(MeldingCasus.van), col(Eigenaarschap.van), col(Eigenaarschap.id))
    )
    stappen: list[Volgstap] = []
    for link, eigendom, naam in werkplek.session.execute(query):
        stap = _step(werkplek, link, eigendom, naam)
        if stap is None:
            continue
        if stappen and stappen[-1].partij.id == stap.partij.id:
            stap = replace(stap, van=stappen.pop().van)
        stappen.append(stap)
    return tuple(stappen)


def _step(
    werkplek: Werkplek, link: MeldingCasus, eigendom: Eigenaarschap, naam: str | None
) -> Volgstap | None:
    """One owner while the melding belonged to that casus; None when that was at another time."""
    if (eigendom.tot is not None and eigendom.tot <= link.van) or (link.tot and eigendom.van >= link.tot):
        return None
    einde = min(tot for tot in (eigendom.tot, link.tot) if tot) if eigendom.tot or link.tot else None
    return Volgstap(
        partij=open_gids(werkplek.session).name(eigendom.organisatie_id),
        van=local_date(max(eigendom.van, link.van)),
        tot=local_date(einde) if einde else None,
        behandelaar=naam if eigendom.is_open and link.tot is None else None,
    )


def _is_adult(werkplek: Werkplek, kind: Kind) -> bool:
    """18 or older today; who is not known by a birthday counts as a child."""
    geboren = _person(werkplek, kind).get("geboortedatum")
    return geboren is not None and age_on(date.fromisoformat(geboren), werkplek.omgeving.vandaag) >= VOLWASSEN


def _person(werkplek: Werkplek, kind: Kind) -> dict[str, str]:
    plek = persoon_plek("jeugdige", kind.jeugdige.id)
    return werkplek.unseal_person(kind.casus, plek, kind.jeugdige.persoon_verzegeld)


def _child_name(werkplek: Werkplek, melder: Melder, kind: Kind, nummer: int) -> str:
    """A first name for a parent of children; nobody else learns a name here, only the place in line."""
    persoon = _person(werkplek, kind)
    naam = persoon.get("roepnaam") or persoon.get("voornamen")
    if melder.relatie in KENT_HET_KIND and naam and not _is_adult(werkplek, kind):
        return naam
    return f"het {nummer}e kind in uw vraag"


def _who_answers(
    werkplek: Werkplek, melding: Melding, weg: tuple[Volgstap, ...], *, afgeschermd: bool, volwassen: bool
) -> Antwoorder:
    """Who must answer now; of what is closed the last owner. Who hides gets a national phone number.

    Of who is 18 or older (``volwassen``) it is the place of receipt, and nobody by name where the jeugdige
    may be helped: that is not for this melder.
    """
    gids = open_gids(werkplek.session)
    partij, genoemd = _who_must(werkplek, melding) or weg[-1].partij, not afgeschermd
    if volwassen:
        loket = gids.name(gids.current(melding.loket_id))
        partij, genoemd = loket, genoemd and loket.id == partij.id and loket.soort in LANDELIJK
    behandelaar = weg[-1].behandelaar if genoemd and weg[-1].partij.id == partij.id else None
    via = None
    if afgeschermd and partij.soort not in LANDELIJK:
        loket = gids.name(melding.loket_id)
        via = loket if loket.soort in LANDELIJK else gids.name(vangnethouder(werkplek.session))
    bron = werkplek.session.exec(
        select(Organisatie).where(Organisatie.id == (via.id if via else partij.id))
    ).one()
    return Antwoorder(partij, behandelaar, bron.telefoon, bron.email, via)


def _who_must(werkplek: Werkplek, melding: Melding) -> Partijnaam | None:
    """Who must answer the question; who must answer a klacht only where there is no other."""
    query = select(Antwoordplicht).where(
        Antwoordplicht.melding_id == melding.id, col(Antwoordplicht.tot).is_(None)
    )
    plichten = sorted(werkplek.session.exec(query), key=lambda plicht: plicht.aard is Aard.KLACHT)
    return open_gids(werkplek.session).name(plichten[0].organisatie_id) if plichten else None


def _next_promise(werkplek: Werkplek, melding: Melding) -> Beloofd | None:
    """The first date by which this melder hears something; nothing of a klacht, which has its own part."""
    query = (
        select(Termijn)
        .where(
            Termijn.melding_id == melding.id,
            col(Termijn.is_open).is_(True),
            Termijn.voor == TermijnVoor.MELDER,
            col(Termijn.klacht_id).is_(None),
        )
        .order_by(col(Termijn.uiterlijk), col(Termijn.id))
    )
    rijen, vandaag = werkplek.session.exec(query).all(), werkplek.omgeving.vandaag
    if not rijen:
        return None
    eerste = rijen[0]
    later = next((rij.uiterlijk for rij in rijen if rij.uiterlijk >= vandaag), None)
    te_laat = eerste.uiterlijk < vandaag
    afspraak = eerste.grondsoort is Grondsoort.AFSPRAAK
    eerst = _promised_before(werkplek, eerste)
    return Beloofd(eerste.uiterlijk, eerste.code, afspraak, te_laat, later if te_laat else None, eerst)


def _promised_before(werkplek: Werkplek, belofte: Termijn) -> date | None:
    """The first date that was given for a promise that was put off (I5)."""
    query = (
        select(col(Termijnwijziging.van))
        .where(Termijnwijziging.termijn_id == belofte.id)
        .order_by(col(Termijnwijziging.nummer))
    )
    return werkplek.session.exec(query.limit(1)).first()


def _words(werkplek: Werkplek, melding: Melding, kolom: str) -> str | None:
    verzegeld: bytes | None = getattr(melding, f"{kolom}_verzegeld")
    return werkplek.unseal(melding, Plek("melding", melding.id, kolom), verzegeld)


def _help_wanted(werkplek: Werkplek, melding: Melding) -> str | None:
    plek = Plek("melding", melding.id, "geholpen_met")
    return werkplek.unseal_person(melding, plek, melding.geholpen_met_verzegeld).get("geholpenMet")
