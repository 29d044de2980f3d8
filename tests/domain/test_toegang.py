"""Who sees and may do what: the policy is total, and what is not listed is refused (domain.md §5, I9)."""

from itertools import product
from uuid import UUID

import pytest

from app.domain.actor import Actor, ActorSoort, OrganisatieSoort, Rol, Teamtoegang
from app.domain.toegang import BELEID, Eigendomsfeiten, Recht, Relatie, owner_relation, rights

R, Re = Recht, Relatie
ZIEN = {R.KENMERK, R.VOORTGANG}
VAN_KLACHT = {R.KLACHT_ZIEN, R.KLACHT_LEZEN, R.KLACHT_DOORZENDEN, R.KLACHT_BEHANDELEN}
VAN_BEKLAAGDE = {R.KLAAGSCHRIFT_LEZEN, R.KLACHT_VERWEER}
VAN_SECRETARIS = {
    R.TAFEL_WIJZIGEN, R.AGENDA_LEZEN, R.AGENDEREN, R.BESPREKEN, R.AGENDERING_INTREKKEN
}  # fmt: skip
VAN_TAFEL = VAN_SECRETARIS | {R.AFSTEMMEN}
VAN_CASUS = set(Recht) - VAN_KLACHT - VAN_BEKLAAGDE - VAN_TAFEL
ALLES = VAN_CASUS - {R.EIGEN_MELDING, R.ANTWOORDEN_OP_AANBOD, R.BIJDRAGE_LEVEREN}
#: The policy a second time, from the table in domain.md §5: an act that is not here is refused.
VERWACHT: dict[Relatie, set[Recht]] = {
    Re.BEHANDELAAR: ALLES,
    Re.TEAM: ALLES,
    Re.COLLEGA_VRIJ: ZIEN | {R.VRAAG, R.DOSSIER, R.VERSLAGEN, R.NEMEN, R.HEROPENEN},
    Re.COLLEGA: ZIEN,
    Re.COLLEGA_GESLOTEN: ZIEN | {R.HEROPENEN},
    Re.AANGESPROKENE: ZIEN | {R.VRAAG, R.ANTWOORDEN_OP_AANBOD, R.ESCALEREN},
    Re.AANGESPROKENE_MET_VERSLAGEN: {R.KENMERK, R.VERSLAGEN},
    Re.EERDERE_SCHAKEL: ZIEN | {R.LOKET_INLICHTEN},
    Re.VROEGERE_SCHAKEL: {R.KENMERK},
    Re.BEEINDIGD_AANBOD: {R.KENMERK},
    Re.LOKET_VAN_HERKOMST: ZIEN | {R.EIGEN_MELDING, R.HEROPENEN},
    Re.GEESCALEERD: ZIEN,
    Re.VANGNETHOUDER: ZIEN | {R.VRAAG, R.AANBIEDEN, R.TERUGKOPPELEN, R.LOKET_INLICHTEN},
    Re.GEVRAAGDE: {R.KENMERK, R.BIJDRAGE_LEVEREN},
    Re.AANGESPROKENE_VIA_LINK: ZIEN | {R.VRAAG, R.ANTWOORDEN_OP_AANBOD},
    Re.GEVRAAGDE_VIA_LINK: {R.KENMERK, R.BIJDRAGE_LEVEREN},
    Re.EIGENAAR_VIA_LINK: ZIEN
    | {R.VRAAG, R.DOSSIER, R.CONTACT, R.VERSLAGEN, R.TERUGKOPPELEN, R.LOKET_INLICHTEN}
    | {R.CORRIGEREN, R.AANBIEDEN, R.AFSLUITEN},
    Re.KLACHTBEHANDELAAR: VAN_KLACHT,
    Re.KLACHTONTVANGER: VAN_KLACHT - {R.KLACHT_BEHANDELEN},
    Re.KLACHTDOORZENDER: {R.KLACHT_ZIEN},
    Re.BEKLAAGDE: VAN_BEKLAAGDE,
    Re.TAFELSECRETARIS: VAN_SECRETARIS,
    Re.TAFELBEHEER: {R.TAFEL_WIJZIGEN},
    Re.INBRENGER: {R.AGENDERING_INTREKKEN},
    Re.ANDERE_TAFEL: {R.AFSTEMMEN},
}
VOLGT_KLACHT = {Re.KLACHTBEHANDELAAR, Re.KLACHTONTVANGER, Re.KLACHTDOORZENDER, Re.BEKLAAGDE}
VOLGT_TAFEL = {Re.TAFELSECRETARIS, Re.TAFELBEHEER, Re.INBRENGER, Re.ANDERE_TAFEL}


@pytest.mark.parametrize(("relatie", "recht"), list(product(Relatie, Recht)))
def test_every_relation_has_or_lacks_every_right_as_the_policy_says(relatie: Relatie, recht: Recht) -> None:
    assert (recht in rights([relatie])) is (recht in VERWACHT[relatie])


def test_every_relation_is_one_row_with_its_source() -> None:
    assert sorted(regel.relatie for regel in BELEID) == sorted(Relatie)
    assert all(regel.bron for regel in BELEID)


def test_who_sees_anything_sees_the_kenmerk_and_nobody_else_has_any_right() -> None:
    zonder = VOLGT_KLACHT | VOLGT_TAFEL
    assert all((R.KENMERK in regel.rechten) is (regel.relatie not in zonder) for regel in BELEID), (
        "a klacht or tafel opens no casus, and a casus neither"
    )
    assert rights([]) == frozenset()


def test_contact_details_are_for_the_owner_alone() -> None:
    assert {r for r in Relatie if R.CONTACT in rights([r])} == {
        Re.BEHANDELAAR,
        Re.TEAM,
        Re.EIGENAAR_VIA_LINK,
    }


def test_several_relations_give_the_union() -> None:
    samen = rights([Re.EERDERE_SCHAKEL, Re.LOKET_VAN_HERKOMST])
    assert samen == VERWACHT[Re.EERDERE_SCHAKEL] | VERWACHT[Re.LOKET_VAN_HERKOMST]


def actor(rol: Rol = Rol.CASUSREGISSEUR, team: Teamtoegang = Teamtoegang.BEHANDELAAR,
          soort: ActorSoort = ActorSoort.MEDEWERKER) -> Actor:  # fmt: skip
    return Actor(
        soort=soort,
        id=UUID(int=1),
        organisatie_id=UUID(int=2),
        organisatie_soort=OrganisatieSoort.GEMEENTE,
        organisatie_naam="Gemeente",
        naam="Iemand",
        rollen=frozenset({rol}),
        teamtoegang=team,
    )


TEAM = Teamtoegang.TEAM


@pytest.mark.parametrize(
    ("wie", "eigenaar", "zelf", "bezet", "verwacht"),
    [
        (actor(), True, True, True, Re.BEHANDELAAR),
        (actor(), True, False, True, Re.COLLEGA),
        (actor(), True, False, False, Re.COLLEGA_VRIJ),
        (actor(team=TEAM), True, False, True, Re.TEAM),
        (actor(team=TEAM), True, False, False, Re.TEAM),
        (actor(team=TEAM), True, True, True, Re.BEHANDELAAR),
        (actor(Rol.COORDINATOR), True, False, True, Re.BEHANDELAAR),
        (actor(Rol.COORDINATOR, soort=ActorSoort.SYSTEEM), True, False, True, Re.BEHANDELAAR),
        (actor(), False, False, True, None),
        (actor(Rol.COORDINATOR), False, False, False, None),
        (actor(Rol.BEHEERDER), True, False, False, None),
        (actor(Rol.PRIVACY_OFFICER, TEAM), True, True, True, None),
        (actor(Rol.KLACHTBEHANDELAAR), True, False, False, None),
    ],
)
def test_the_relation_of_a_member_of_the_owner(
    wie: Actor, eigenaar: bool, zelf: bool, bezet: bool, verwacht: Relatie | None
) -> None:
    feiten = Eigendomsfeiten(is_eigenaar=eigenaar, is_behandelaar=zelf, heeft_behandelaar=bezet)
    assert owner_relation(wie, feiten) is verwacht


def test_a_closed_casus_shows_its_dossier_to_no_colleague_who_did_not_treat_it() -> None:
    feiten = Eigendomsfeiten(
        is_eigenaar=True, is_behandelaar=False, heeft_behandelaar=False, is_gesloten=True
    )
    assert owner_relation(actor(), feiten) is Re.COLLEGA_GESLOTEN
    assert owner_relation(actor(team=TEAM), feiten) is Re.TEAM
    assert owner_relation(actor(Rol.COORDINATOR), feiten) is Re.BEHANDELAAR
