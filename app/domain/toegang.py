"""Toegang: who sees and may do what, as one table (domain.md §5, I9). Not listed means refused.

A query finds the relations of an actor to a casus; this module turns them into rights. Several
relations give the union. Invisible is 404, visible but not permitted is 403.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.actor import Actor, OrganisatieSoort, Rol, Teamtoegang
from app.domain.toegangslink import Linkdoel


class Relatie(StrEnum):
    """Relation of an actor to a casus. Each is a row of the table in domain.md §5."""

    BEHANDELAAR = "behandelaar"
    TEAM = "team"
    COLLEGA_VRIJ = "collega_vrij"
    COLLEGA = "collega"
    COLLEGA_GESLOTEN = "collega_gesloten"
    AANGESPROKENE = "aangesprokene"
    AANGESPROKENE_MET_VERSLAGEN = "aangesprokene_met_verslagen"
    EERDERE_SCHAKEL = "eerdere_schakel"
    VROEGERE_SCHAKEL = "vroegere_schakel"
    BEEINDIGD_AANBOD = "beeindigd_aanbod"
    LOKET_VAN_HERKOMST = "loket_van_herkomst"
    GEESCALEERD = "geescaleerd"
    VANGNETHOUDER = "vangnethouder"
    GEVRAAGDE = "gevraagde"
    AANGESPROKENE_VIA_LINK = "aangesprokene_via_link"
    GEVRAAGDE_VIA_LINK = "gevraagde_via_link"
    EIGENAAR_VIA_LINK = "eigenaar_via_link"
    KLACHTBEHANDELAAR = "klachtbehandelaar"
    KLACHTONTVANGER = "klachtontvanger"
    KLACHTDOORZENDER = "klachtdoorzender"
    BEKLAAGDE = "beklaagde"
    TAFELSECRETARIS = "tafelsecretaris"
    TAFELBEHEER = "tafelbeheer"
    INBRENGER = "inbrenger"
    ANDERE_TAFEL = "andere_tafel"


class Recht(StrEnum):
    """What one may see or do."""

    KENMERK = "kenmerk"
    VOORTGANG = "voortgang"
    VRAAG = "vraag"
    DOSSIER = "dossier"
    CONTACT = "contact"
    VERSLAGEN = "verslagen"
    EIGEN_MELDING = "eigen_melding"
    TOEWIJZEN = "toewijzen"
    NEMEN = "nemen"
    TERUGKOPPELEN = "terugkoppelen"
    LOKET_INLICHTEN = "loket_inlichten"
    AANBIEDEN = "aanbieden"
    ANTWOORDEN_OP_AANBOD = "antwoorden_op_aanbod"
    ESCALEREN = "escaleren"
    AFSLUITEN = "afsluiten"
    CORRIGEREN = "corrigeren"
    HEROPENEN = "heropenen"
    BIJDRAGE_VRAGEN = "bijdrage_vragen"
    BIJDRAGE_LEVEREN = "bijdrage_leveren"
    SAMENLOOP_BEOORDELEN = "samenloop_beoordelen"
    KLACHT_ZIEN = "klacht_zien"
    KLACHT_LEZEN = "klacht_lezen"
    KLACHT_DOORZENDEN = "klacht_doorzenden"
    KLACHT_BEHANDELEN = "klacht_behandelen"
    KLAAGSCHRIFT_LEZEN = "klaagschrift_lezen"
    KLACHT_VERWEER = "klacht_verweer"
    TAFEL_WIJZIGEN = "tafel_wijzigen"
    AGENDA_LEZEN = "agenda_lezen"
    AGENDEREN = "agenderen"
    BESPREKEN = "bespreken"
    AGENDERING_INTREKKEN = "agendering_intrekken"
    AFSTEMMEN = "afstemmen"


_ALLES_VAN_EIGENAAR = frozenset(
    {
        Recht.KENMERK,
        Recht.VOORTGANG,
        Recht.VRAAG,
        Recht.DOSSIER,
        Recht.CONTACT,
        Recht.VERSLAGEN,
        Recht.TOEWIJZEN,
        Recht.NEMEN,
        Recht.TERUGKOPPELEN,
        Recht.LOKET_INLICHTEN,
        Recht.AANBIEDEN,
        Recht.ESCALEREN,
        Recht.AFSLUITEN,
        Recht.CORRIGEREN,
        Recht.HEROPENEN,
        Recht.BIJDRAGE_VRAGEN,
        Recht.SAMENLOOP_BEOORDELEN,
    }
)


@dataclass(frozen=True, slots=True)
class Regel:
    """One row: a relation, its rights, its source."""

    relatie: Relatie
    rechten: frozenset[Recht]
    bron: str


R = Recht
BELEID: tuple[Regel, ...] = (
    Regel(Relatie.BEHANDELAAR, _ALLES_VAN_EIGENAAR, "§5 row 1: behandelaar, plaatsvervanger, coordinator"),
    Regel(Relatie.TEAM, _ALLES_VAN_EIGENAAR, "§5 row 2: colleagues, small fixed team; acts as one party"),
    Regel(
        Relatie.COLLEGA_VRIJ,
        frozenset({R.KENMERK, R.VOORTGANG, R.VRAAG, R.DOSSIER, R.VERSLAGEN, R.NEMEN, R.HEROPENEN}),
        "§5 row 3: when unassigned; take",
    ),
    Regel(
        Relatie.COLLEGA_GESLOTEN,
        frozenset({R.KENMERK, R.VOORTGANG, R.HEROPENEN}),
        "§5 row 3: closed; nobody needs to read it, but the melder can come back (I7)",
    ),
    Regel(Relatie.COLLEGA, frozenset({R.KENMERK, R.VOORTGANG}), "§5 row 3: assigned to a colleague"),
    Regel(
        Relatie.AANGESPROKENE,
        frozenset({R.KENMERK, R.VOORTGANG, R.VRAAG, R.ANTWOORDEN_OP_AANBOD, R.ESCALEREN}),
        "§5 row 4 and §3: hulpvraag, age, gemeente, notitie; no contact details",
    ),
    Regel(
        Relatie.AANGESPROKENE_MET_VERSLAGEN,
        frozenset({R.KENMERK, R.VERSLAGEN}),
        "§3: what the sender marked (te_tonen): what was told and added so far",
    ),
    Regel(
        Relatie.EERDERE_SCHAKEL,
        frozenset({R.KENMERK, R.VOORTGANG, R.LOKET_INLICHTEN}),
        "§5 row 7: progress until the melder is answered, and the terugkoppeling_loket it owes",
    ),
    Regel(
        Relatie.VROEGERE_SCHAKEL,
        frozenset({R.KENMERK}),
        "§5 row 7 and 8: once the melder is answered no more than a returned link",
    ),
    Regel(Relatie.BEEINDIGD_AANBOD, frozenset({R.KENMERK}), "§5 row 8: kenmerk, dates, reason"),
    Regel(
        Relatie.LOKET_VAN_HERKOMST,
        frozenset({R.KENMERK, R.VOORTGANG, R.EIGEN_MELDING, R.HEROPENEN}),
        "§5 row 9: own meldingen",
    ),
    Regel(Relatie.GEESCALEERD, frozenset({R.KENMERK, R.VOORTGANG}), "§3: the netwerk gets a task"),
    Regel(
        Relatie.VANGNETHOUDER,
        frozenset({R.KENMERK, R.VOORTGANG, R.VRAAG, R.AANBIEDEN, R.TERUGKOPPELEN, R.LOKET_INLICHTEN}),
        "§5 row 10, §8: offers and answers for an unreachable owner",
    ),
    Regel(
        Relatie.GEVRAAGDE,
        frozenset({R.KENMERK, R.BIJDRAGE_LEVEREN}),
        "§5 row 6: asked for a bijdrage: its question only, on a page of its own; not the casus",
    ),
    Regel(
        Relatie.AANGESPROKENE_VIA_LINK,
        frozenset({R.KENMERK, R.VOORTGANG, R.VRAAG, R.ANTWOORDEN_OP_AANBOD}),
        "§5 row 4, I11: of a party without an account, through the link of this offer",
    ),
    Regel(
        Relatie.GEVRAAGDE_VIA_LINK,
        frozenset({R.KENMERK, R.BIJDRAGE_LEVEREN}),
        "§5 row 6, I11: of a party without an account, through the link of this question",
    ),
    Regel(
        Relatie.EIGENAAR_VIA_LINK,
        frozenset(
            {R.KENMERK, R.VOORTGANG, R.VRAAG, R.DOSSIER, R.CONTACT, R.VERSLAGEN, R.TERUGKOPPELEN}
            | {R.LOKET_INLICHTEN, R.CORRIGEREN, R.AANBIEDEN, R.AFSLUITEN}
        ),
        "§5 row 1, I11: of a party without an account that accepted: read, note, tell, offer on, close",
    ),
    Regel(
        Relatie.KLACHTBEHANDELAAR,
        frozenset({R.KLACHT_ZIEN, R.KLACHT_LEZEN, R.KLACHT_DOORZENDEN, R.KLACHT_BEHANDELEN}),
        "§5 row 12: klachtbehandelaar of who has the klacht, not involved in it (Awb 9:7)",
    ),
    Regel(
        Relatie.KLACHTONTVANGER,
        frozenset({R.KLACHT_ZIEN, R.KLACHT_LEZEN, R.KLACHT_DOORZENDEN}),
        "Awb 2:3: where it came in and still lies, unless it is about that party: confirm and send on",
    ),
    Regel(
        Relatie.KLACHTDOORZENDER,
        frozenset({R.KLACHT_ZIEN}),
        "§5 row 7: sent it on: its kenmerk, where it lies and when it is due, no words",
    ),
    Regel(
        Relatie.BEKLAAGDE,
        frozenset({R.KLAAGSCHRIFT_LEZEN, R.KLACHT_VERWEER}),
        "§5 row 13, Awb 9:9: the klaagschrift that was sent, and the own answer; nothing else",
    ),
    Regel(
        Relatie.TAFELSECRETARIS,
        frozenset({R.TAFEL_WIJZIGEN, R.AGENDA_LEZEN, R.AGENDEREN, R.BESPREKEN, R.AGENDERING_INTREKKEN}),
        "§1: the secretaris of the tafelhouder keeps the agenda; a besproken casus opens no dossier (§5)",
    ),
    Regel(
        Relatie.TAFELBEHEER,
        frozenset({R.TAFEL_WIJZIGEN}),
        "§5 beheerder: the register; coordinator of the tafelhouder: the register and the figures",
    ),
    Regel(
        Relatie.INBRENGER,
        frozenset({R.AGENDERING_INTREKKEN}),
        "§1: who treats a casus put it on the agenda, and may take it off; not what else stands there",
    ),
    Regel(
        Relatie.ANDERE_TAFEL,
        frozenset({R.AFSTEMMEN}),
        "§5 other tafel in samenloop: bekend bij X, contact Y; follow-up and nothing else",
    ),
)  # fmt: skip

#: What somebody is to a casus who came in for this. Who came for a question is nothing to its casus: that
#: right is on the question alone (``queries/bijdragen.py:rights_on``).
LINKRELATIE: Mapping[Linkdoel, Relatie] = {
    Linkdoel.AANBOD: Relatie.AANGESPROKENE_VIA_LINK,
    Linkdoel.CASUS: Relatie.EIGENAAR_VIA_LINK,
}

_RECHTEN = {regel.relatie: regel.rechten for regel in BELEID}


#: Relations that follow the casus itself, not only an own melding.
VOLGT_CASUS = frozenset(Relatie) - {
    Relatie.LOKET_VAN_HERKOMST,
    Relatie.VROEGERE_SCHAKEL,
    Relatie.BEEINDIGD_AANBOD,
    Relatie.GEVRAAGDE,
    Relatie.GEVRAAGDE_VIA_LINK,
    Relatie.KLACHTBEHANDELAAR,
    Relatie.KLACHTONTVANGER,
    Relatie.KLACHTDOORZENDER,
    Relatie.BEKLAAGDE,
    Relatie.TAFELSECRETARIS,
    Relatie.TAFELBEHEER,
    Relatie.INBRENGER,
    Relatie.ANDERE_TAFEL,
}


@dataclass(frozen=True, slots=True)
class Eigendomsfeiten:
    """Facts about the current ownership that decide the relation of a member of the owner."""

    is_eigenaar: bool
    is_behandelaar: bool
    heeft_behandelaar: bool
    is_gesloten: bool = False


def owner_relation(actor: Actor, feiten: Eigendomsfeiten) -> Relatie | None:
    """The relation of a member of the owning organisatie; None for anybody else.

    Without a chain role there is no relation, whatever the organisatie (beheerder, privacy officer).
    """
    if not feiten.is_eigenaar or not actor.werkt_in_keten:
        return None
    if actor.is_coordinator or feiten.is_behandelaar:
        return Relatie.BEHANDELAAR
    if actor.teamtoegang is Teamtoegang.TEAM:
        return Relatie.TEAM
    if feiten.is_gesloten:
        return Relatie.COLLEGA_GESLOTEN
    return Relatie.COLLEGA if feiten.heeft_behandelaar else Relatie.COLLEGA_VRIJ


def rights(relaties: Iterable[Relatie]) -> frozenset[Recht]:
    """The union of the rights of all relations."""
    return frozenset().union(*(_RECHTEN[relatie] for relatie in relaties))


#: Parties that families deal with: a klacht that names nobody may well be about them.
HELPT_ZELF = frozenset(OrganisatieSoort) - {
    OrganisatieSoort.LOKET,
    OrganisatieSoort.OZJ,
    OrganisatieSoort.EXPERTISENETWERK,
}


def may_have_klachten(actor: Actor) -> bool:
    """Whether klachten can lie with this person at all: a klachtbehandelaar, or who works in the chain."""
    return Rol.KLACHTBEHANDELAAR in actor.rollen or actor.werkt_in_keten
