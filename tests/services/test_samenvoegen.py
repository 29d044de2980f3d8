"""Samenvoegen and splitsen: two casussen become one and two again; every promise stands (domain.md §6)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from app.domain.actor import Rol
from app.domain.bijdrage import AnswerBijdrage, AskBijdrage
from app.domain.bijlage import AddBijlagen, Bestandssoort, Gekeurd
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import AcceptOverdracht, JeugdigeGegevens, MelderGegevens
from app.domain.samenloop import SamenloopStatus, SplitSamenloop
from app.domain.termen import CasusStatus
from app.models import Bericht, MeldingCasus, Privacytaak, Samenloop, Termijn, Terugkoppeling
from app.queries.bijdragen import bijdragen_of
from app.queries.bijlageinhoud import load_bijlage
from app.queries.casusbeeld import load_casus
from app.queries.privacytaken import list_privacytaken
from app.queries.samenloopbeeld import load_samenloop
from app.queries.samenloopbeelden import Samenloopfilter
from app.queries.samenlopenlijst import list_samenlopen
from app.queries.splitsbeeld import load_splitsing
from app.queries.volgbeeld import load_volgbeeld
from app.services.alinbehandeling import accept_offer
from app.services.bijdrage import answer_bijdrage, ask_bijdrage
from app.services.bijlage import add_bijlagen
from app.services.controle import check_invariants
from app.services.melding import Geregistreerd
from app.services.splitsing import split_samenloop
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen, Wie
from tests.services.test_jeugdige import FEMKE, correct
from tests.services.test_rechtsopvolging import NIEUW, succeed
from tests.services.test_samenloop_oordeel import decide, pairs, promise

GEMEENTE = "gemeente-gm0193"


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    """Rules that no engine decides; tests/api/test_samenlopen.py walks the way on both."""
    sqlite_wereld.opent_samenlopen = True
    return Stappen(sqlite_wereld)


def two(
    stappen: Stappen, een: Wie = "vws-ucz", ander: Wie = GEMEENTE
) -> tuple[Samenloop, Geregistreerd, Geregistreerd]:
    """A letter to the minister, and a call to the gemeente about the same child."""
    brief = stappen.register(een)
    stappen.wereld.later(hours=1)
    telefoon = stappen.register(
        ander, loket=GEMEENTE, melder=MelderGegevens(naam="Ouders van Femke", telefoon="0612345678")
    )
    [samenloop] = pairs(stappen)
    return samenloop, brief, telefoon


def join(stappen: Stappen) -> tuple[Samenloop, Geregistreerd, Geregistreerd]:
    """Both owners agree: the loket proposes, the gemeente carries it out."""
    samenloop, brief, telefoon = two(stappen)
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    return decide(stappen, GEMEENTE, samenloop, "samenvoegen"), brief, telefoon


def split(stappen: Stappen, wie: Wie, samenloop: Samenloop, **toewijzingen: UUID) -> Samenloop:
    stappen.wereld.later(hours=1)
    opdracht = SplitSamenloop(
        samenloop_id=samenloop.id,
        reden="Het is een nichtje met dezelfde naam.",
        toewijzingen={UUID(item): casus for item, casus in toewijzingen.items()},
    )
    with stappen.wereld.werkplek(wie) as desk:
        return split_samenloop(desk, opdracht)


def again(stappen: Stappen, gemeld: Geregistreerd) -> Geregistreerd:
    """Another question at the gemeente, for the casus that is named by its kenmerk."""
    kind = JeugdigeGegevens(casus=gemeld.casussen[0].kenmerk)
    return stappen.register(GEMEENTE, loket=GEMEENTE, jeugdigen=(kind,))


def dates(stappen: Stappen, melding_id: UUID) -> dict[str, date]:
    """Every open promise of a melding, by code."""
    return {str(t.code): t.uiterlijk for t in stappen.termijnen(melding_id) if t.is_open}


def links(stappen: Stappen, melding_id: UUID) -> list[tuple[UUID, bool]]:
    """(casus, still linked) of a melding, oldest first."""
    query = select(MeldingCasus).where(MeldingCasus.melding_id == melding_id).order_by(col(MeldingCasus.id))
    with stappen.wereld.database.read() as session:
        return [(link.casus_id, link.tot is None) for link in session.exec(query)]


def test_one_owners_act_is_a_proposal_and_the_other_has_the_norm_to_answer(stappen: Stappen) -> None:
    samenloop, brief, telefoon = two(stappen)
    voorstel = decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    assert voorstel.status is SamenloopStatus.VOORGESTELD
    assert {stappen.casus(g.casussen[0].id).status for g in (brief, telefoon)} == {CasusStatus.OPEN}
    termijn = promise(stappen, voorstel)
    assert (termijn.is_open, termijn.verantwoordelijke_id) == (True, stappen.id_of(GEMEENTE))
    with pytest.raises(RefusedError, match="stelde dit al voor"):
        decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    stappen.nothing_broken()
    assert decide(stappen, GEMEENTE, samenloop, "koppelen").status is SamenloopStatus.BEVESTIGD
    assert not promise(stappen, voorstel).is_open
    stappen.nothing_broken()


def test_the_casus_in_treatment_stays_and_each_melding_keeps_melder_loket_clock_and_dates(
    stappen: Stappen,
) -> None:
    samenloop, brief, telefoon = two(stappen)
    voor = {g.melding.id: dates(stappen, g.melding.id) for g in (brief, telefoon)}
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    na = decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    weg, blijft = brief.casussen[0].id, telefoon.casussen[0].id
    assert (na.status, na.blijft_casus_id) == (SamenloopStatus.BEVESTIGD, blijft)
    einde = stappen.casus(weg)
    assert (einde.status, einde.samengevoegd_met_id) == (CasusStatus.SAMENGEVOEGD, blijft)
    assert stappen.owner(weg) == stappen.owner(blijft) == GEMEENTE
    assert links(stappen, brief.melding.id) == [(weg, False), (blijft, True)]
    for melding_id, datums in voor.items():
        nu = dates(stappen, melding_id)
        assert {code: nu[code] for code in datums if code != "eerste_contact"} == {
            code: op for code, op in datums.items() if code != "eerste_contact"
        }, "no date moves"
    assert stappen.melding(brief.melding.id).loket_id == stappen.id_of("vws-ucz")
    assert stappen.duties(brief.melding.id) == {"hulpvraag": GEMEENTE}
    assert "terugkoppeling_loket" in stappen.open_codes(brief.melding.id)
    stappen.nothing_broken()


def test_the_melder_whose_owner_changed_hears_it_once_and_nobody_hears_of_another_melder(
    stappen: Stappen,
) -> None:
    _, brief, telefoon = join(stappen)
    with stappen.wereld.database.read() as session:
        berichten = session.exec(select(Bericht).where(Bericht.moment == "overgenomen")).all()
    assert [b.melding_id for b in berichten] == [brief.melding.id]
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        for eigen, ander in ((brief, telefoon), (telefoon, brief)):
            volg = repr(load_volgbeeld(desk, eigen.melding.id))
            assert ander.melding.kenmerk not in volg
            assert "samen" not in volg.lower().replace("samenvatting", "")


def test_the_way_of_the_melder_goes_on_where_the_question_went(stappen: Stappen) -> None:
    _, brief, telefoon = join(stappen)
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        [deel] = load_volgbeeld(desk, brief.melding.id).delen
        [eigen] = load_volgbeeld(desk, telefoon.melding.id).delen
    assert [stap.partij.kenmerk for stap in deel.stappen] == ["vws-ucz", GEMEENTE]
    assert [stap.partij.kenmerk for stap in eigen.stappen] == [GEMEENTE]


def test_what_was_asked_told_and_sealed_moves_and_stays_readable(stappen: Stappen) -> None:
    samenloop, brief, telefoon = two(stappen)
    weg, blijft = brief.casussen[0].id, telefoon.casussen[0].id
    with stappen.wereld.werkplek("vws-ucz") as desk:
        open_ = ask_bijdrage(desk, AskBijdrage(casus_id=weg, naar_organisatie="en2", vraag="Wat weet u?")).id
        bestand = Gekeurd("brief.pdf", Bestandssoort.PDF, b"inhoud van de brief")
        [bijlage] = add_bijlagen(desk, AddBijlagen(casus_id=weg, bestanden=(bestand,)))
        bijlage_id = bijlage.id
    stappen.tell_melder("vws-ucz", brief.melding.id, inhoud="Wij hebben uw brief gelezen.")
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    with stappen.wereld.werkplek("en2") as desk:
        answer_bijdrage(desk, AnswerBijdrage(bijdrage_id=open_, antwoord="Een vaste begeleider helpt."))
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        beeld = load_casus(desk, str(blijft))
        [bijdrage] = bijdragen_of(desk, blijft, beeld.rechten)
        assert load_bijlage(desk, bijlage_id).inhoud == b"inhoud van de brief"
    assert bijdrage.status == "ontvangen"
    [uit_brief] = [m for m in beeld.meldingen if m.id == brief.melding.id]
    assert uit_brief.hulpvraag
    assert uit_brief.melder is not None
    assert uit_brief.terugkoppelingen[0].inhoud == "Wij hebben uw brief gelezen."
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        vraag = AskBijdrage(
            casus_id=blijft, naar_organisatie="en2", vraag="Klopt dit?", meegestuurd=(bijlage_id,)
        )
        nieuw = ask_bijdrage(desk, vraag).id
    stappen.nothing_broken()
    with pytest.raises(RefusedError, match="ging later mee"):
        split(stappen, GEMEENTE, pairs(stappen)[0])
    split(stappen, GEMEENTE, pairs(stappen)[0], **{str(nieuw): weg})
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        beeld = load_casus(desk, str(weg))
        assert len(bijdragen_of(desk, weg, beeld.rechten)) == 2
        assert bijdragen_of(desk, blijft, beeld.rechten) == ()
        assert load_bijlage(desk, bijlage_id).casus_id == weg
    stappen.nothing_broken()


def test_later_messages_and_coming_back_find_the_joined_casus(stappen: Stappen) -> None:
    _, brief, telefoon = join(stappen)
    blijft = telefoon.casussen[0].id
    for melding in (brief.melding, telefoon.melding):
        stappen.tell_melder(GEMEENTE, melding.id)
        stappen.tell_loket(GEMEENTE, melding.id) if melding.id == brief.melding.id else None
        stappen.close_melding(GEMEENTE, melding.id)
    stappen.close_casus(GEMEENTE, blijft)
    stappen.nothing_broken()
    stappen.wereld.later(days=3)
    stappen.reopen(GEMEENTE, brief.melding.id)
    assert stappen.casus(blijft).status is CasusStatus.OPEN
    nieuw = stappen.register(
        GEMEENTE, loket=GEMEENTE, jeugdigen=(JeugdigeGegevens(casus=brief.casussen[0].kenmerk),)
    )
    assert [casus.id for casus in nieuw.casussen] == [blijft]
    stappen.nothing_broken()


def test_one_owner_joins_at_once_and_the_oldest_stays(stappen: Stappen) -> None:
    samenloop, brief, telefoon = two(stappen, GEMEENTE, GEMEENTE)
    na = decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    assert na.blijft_casus_id == brief.casussen[0].id
    assert [moment for moment, _ in stappen.berichten() if moment == "overgenomen"] == [], (
        "nobody new answers"
    )
    assert links(stappen, telefoon.melding.id)[-1] == (brief.casussen[0].id, True)
    stappen.nothing_broken()


def test_joining_is_refused_while_an_overdracht_is_open_and_after_the_proposers_casus_moved(
    stappen: Stappen,
) -> None:
    samenloop, brief, _ = two(stappen)
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    aanbod = stappen.offer("vws-ucz", "ozj", brief.casussen[0].id)
    with pytest.raises(RefusedError, match="Er loopt een aanbod"):
        decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    stappen.accept("ozj", aanbod)
    voorstel = decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    assert voorstel.status is SamenloopStatus.VOORGESTELD, "ozj did not agree to anything yet"
    assert decide(stappen, "ozj", samenloop, "samenvoegen").status is SamenloopStatus.BEVESTIGD
    stappen.nothing_broken()


def test_another_pair_of_the_casus_that_ended_moves_along(stappen: Stappen) -> None:
    samenloop, brief, telefoon = two(stappen)
    derde = stappen.register("ret-jz07").casussen[0].id
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    stappen.nothing_broken()
    assert {
        telefoon.casussen[0].id in (rij.ouder_casus_id, rij.jonger_casus_id)
        for rij in pairs(stappen, derde)
        if brief.casussen[0].id not in (rij.ouder_casus_id, rij.jonger_casus_id)
    } == {True}
    vierde = stappen.register("ozj").casussen[0].id
    kanten = {id_ for rij in pairs(stappen, vierde) for id_ in (rij.ouder_casus_id, rij.jonger_casus_id)}
    assert kanten == {vierde, derde, telefoon.casussen[0].id}, "what ended counts as the casus that stays"
    split(stappen, GEMEENTE, samenloop)
    stappen.nothing_broken()


def test_who_is_offered_what_it_already_treats_accepts_and_joins_in_one_act(stappen: Stappen) -> None:
    eigen = stappen.register(GEMEENTE).casussen[0]
    brief = stappen.register("vws-ucz")
    aanbod = stappen.offer("vws-ucz", GEMEENTE, brief.casussen[0].id, overgeslagen="al_in_behandeling_bij")
    opdracht = AcceptOverdracht(overdracht_id=aanbod.id, al_in_behandeling=eigen.kenmerk)
    with stappen.wereld.werkplek(GEMEENTE) as desk, pytest.raises(InvalidInputError):
        accept_offer(desk, replace(opdracht, al_in_behandeling="C-2026-999999"))
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        accept_offer(desk, opdracht)
    assert links(stappen, brief.melding.id)[-1] == (eigen.id, True)
    assert stappen.casus(brief.casussen[0].id).samengevoegd_met_id == eigen.id
    stappen.nothing_broken()
    [samenloop] = pairs(stappen)
    split(stappen, GEMEENTE, samenloop)
    stappen.nothing_broken()


def test_splitting_reopens_the_casus_gives_back_what_it_brought_and_divides_what_came_later(
    stappen: Stappen,
) -> None:
    samenloop, brief, telefoon = join(stappen)
    weg, blijft = brief.casussen[0].id, telefoon.casussen[0].id
    stappen.wereld.later(days=1)
    later = stappen.register(
        GEMEENTE, loket=GEMEENTE, jeugdigen=(JeugdigeGegevens(casus=telefoon.casussen[0].kenmerk),)
    )
    nog_later = stappen.register(
        GEMEENTE, loket=GEMEENTE, jeugdigen=(JeugdigeGegevens(casus=telefoon.casussen[0].kenmerk),)
    )
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        beeld = load_splitsing(desk, samenloop.id)
        assert beeld.meldingen == (brief.melding.kenmerk,)
        assert [item.id for item in beeld.later] == [later.melding.id, nog_later.melding.id]
    voor = {g.melding.id: dates(stappen, g.melding.id) for g in (brief, telefoon, later)}
    with pytest.raises(InvalidInputError):
        split(stappen, GEMEENTE, samenloop, **{str(brief.melding.id): weg})
    with pytest.raises(NotPermittedError):
        split(stappen, "vws-ucz", samenloop)
    na = split(stappen, GEMEENTE, samenloop, **{str(later.melding.id): weg})
    assert (na.status, na.blijft_casus_id) == (SamenloopStatus.AFGEWEZEN, None)
    terug = stappen.casus(weg)
    assert (terug.status, terug.periode) == (CasusStatus.OPEN, 2)
    assert stappen.owner(weg) == GEMEENTE
    for melding_id, casus_id in (
        (brief.melding.id, weg),
        (later.melding.id, weg),
        (telefoon.melding.id, blijft),
        (nog_later.melding.id, blijft),
    ):
        assert [id_ for id_, open_ in links(stappen, melding_id) if open_] == [casus_id]
    assert {id_: dates(stappen, id_) for id_ in voor} == voor, "no promise moves"
    stappen.nothing_broken()


def test_a_splitsing_is_a_task_for_the_privacy_officer_and_ends_wrong_access_at_once(
    stappen: Stappen,
) -> None:
    samenloop, _, telefoon = join(stappen)
    blijft = str(telefoon.casussen[0].id)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert [m.kenmerk for m in load_casus(desk, blijft).meldingen if m.hulpvraag], "its own question"
    split(stappen, GEMEENTE, samenloop)
    with stappen.wereld.werkplek("vws-ucz") as desk, pytest.raises(NotVisibleError):
        load_casus(desk, blijft)
    with stappen.wereld.database.read() as session:
        [taak] = session.exec(select(Privacytaak)).all()
    assert taak.organisatie_id == stappen.id_of("ozj"), "the gemeente has no privacy officer"
    assert taak.ontstaan_op > taak.van


def test_a_privacytaak_goes_with_the_people_to_a_successor(stappen: Stappen) -> None:
    officier = stappen.wereld.hire(GEMEENTE, Rol.PRIVACY_OFFICER)
    samenloop, _, _ = join(stappen)
    split(stappen, GEMEENTE, samenloop)
    stappen.wereld.hire(NIEUW, Rol.COORDINATOR)
    succeed(stappen, GEMEENTE, NIEUW)
    daar = replace(officier, organisatie_id=stappen.id_of(NIEUW))
    with stappen.wereld.werkplek(daar) as desk:
        assert [taak.samenloop for taak in list_privacytaken(desk)] == [samenloop.kenmerk]
    stappen.nothing_broken()


def test_what_was_split_can_go_back_to_its_former_owner_without_a_new_fact(stappen: Stappen) -> None:
    """A splitsing is a nieuwFeit itself."""
    samenloop, brief, _ = join(stappen)
    split(stappen, GEMEENTE, samenloop)
    stappen.accept("vws-ucz", stappen.offer(GEMEENTE, "vws-ucz", brief.casussen[0].id))
    stappen.nothing_broken()


def test_a_melding_that_named_both_is_of_both_again_after_a_splitsing(stappen: Stappen) -> None:
    """A mother who asks for two children; somebody takes them for one for a while."""
    een, ander = (stappen.register(GEMEENTE, loket=GEMEENTE) for _ in range(2))
    stappen.wereld.later(hours=1)
    kinderen = tuple(JeugdigeGegevens(casus=g.casussen[0].kenmerk) for g in (ander, een))
    samen = stappen.register(GEMEENTE, loket=GEMEENTE, jeugdigen=kinderen).melding
    voor = dates(stappen, samen.id)
    [samenloop] = pairs(stappen)
    stappen.wereld.later(hours=1)
    na = decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    stappen.nothing_broken()
    assert [id_ for id_, open_ in links(stappen, samen.id) if open_] == [na.blijft_casus_id]
    split(stappen, GEMEENTE, samenloop)
    stappen.nothing_broken()
    beide = {een.casussen[0].id, ander.casussen[0].id}
    assert {id_ for id_, open_ in links(stappen, samen.id) if open_} == beide
    assert dates(stappen, samen.id) == voor
    for gemeld in (een, ander):
        assert [id_ for id_, open_ in links(stappen, gemeld.melding.id) if open_] == [gemeld.casussen[0].id]
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        assert samen.kenmerk in {m.kenmerk for m in load_casus(desk, str(een.casussen[0].id)).meldingen}


def test_a_pair_that_stayed_behind_with_what_went_up_asks_nobody_anything(stappen: Stappen) -> None:
    samenloop, brief, _ = two(stappen)
    stappen.register("ret-jz07")
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    weg = brief.casussen[0].id
    [achter] = [rij for rij in pairs(stappen, weg) if rij.id != samenloop.id]
    with stappen.wereld.werkplek("ret-jz07") as desk:
        assert [rij.id == achter.id for rij in list_samenlopen(desk, Samenloopfilter())] == [False]
        assert not load_samenloop(desk, achter.id).mag_beslissen
    for uitkomst in ("koppelen", "afgewezen"):
        with pytest.raises(RefusedError, match="elders_beoordeeld"):
            decide(stappen, "ret-jz07", achter, uitkomst)
    split(stappen, GEMEENTE, samenloop)
    assert decide(stappen, "ret-jz07", achter, "afgewezen").status is SamenloopStatus.AFGEWEZEN
    stappen.nothing_broken()


def test_what_a_splitsing_opens_is_compared_again_with_all_but_what_it_was_split_from(
    stappen: Stappen,
) -> None:
    """The name of the casus that stayed was corrected meanwhile; somebody else came for the other child."""
    fenna = replace(FEMKE, voornamen="Femke Johanna", achternaam="Anders")
    brief = stappen.register("vws-ucz", jeugdigen=(FEMKE,)).casussen[0].id
    telefoon = stappen.register(GEMEENTE, loket=GEMEENTE, jeugdigen=(fenna,)).casussen[0].id
    [samenloop] = pairs(stappen)
    decide(stappen, "vws-ucz", samenloop, "samenvoegen")
    decide(stappen, GEMEENTE, samenloop, "samenvoegen")
    correct(stappen, telefoon, GEMEENTE, voornamen="Femke", achternaam="Voorbeeld")
    stappen.wereld.opent_samenlopen = False
    derde = stappen.register("ret-jz07", jeugdigen=(FEMKE,)).casussen[0].id
    stappen.wereld.opent_samenlopen = True
    na = split(stappen, GEMEENTE, samenloop)
    assert na.status is SamenloopStatus.AFGEWEZEN
    assert {derde in (rij.ouder_casus_id, rij.jonger_casus_id) for rij in pairs(stappen, brief)} == {
        True, False,
    }  # fmt: skip
    assert [rij.status for rij in pairs(stappen) if rij.id == samenloop.id] == [SamenloopStatus.AFGEWEZEN]
    stappen.nothing_broken()


def test_what_was_not_joined_cannot_be_split(stappen: Stappen) -> None:
    samenloop, *_ = two(stappen)
    with pytest.raises(RefusedError, match="niet samengevoegd"):
        split(stappen, GEMEENTE, samenloop)
    with pytest.raises(NotVisibleError):
        split(stappen, "igj", samenloop)


def test_joined_twice_each_splitsing_gives_back_its_own(stappen: Stappen) -> None:
    for wie in (GEMEENTE, GEMEENTE, GEMEENTE):
        stappen.register(wie)
        stappen.wereld.later(hours=1)
    een, twee, drie = pairs(stappen)
    decide(stappen, GEMEENTE, drie, "samenvoegen")
    stappen.nothing_broken()
    over = next(rij for rij in pairs(stappen) if rij.status is SamenloopStatus.TE_BEOORDELEN)
    decide(stappen, GEMEENTE, over, "samenvoegen")
    stappen.nothing_broken()
    split(stappen, GEMEENTE, over)
    stappen.nothing_broken()
    split(stappen, GEMEENTE, drie)
    stappen.nothing_broken()
    assert {rij.status for rij in pairs(stappen) if rij.id in (over.id, drie.id)} == {
        SamenloopStatus.AFGEWEZEN
    }
    assert {een.id, twee.id} >= {over.id}
    with stappen.wereld.werkplek(GEMEENTE) as desk:
        assert load_samenloop(desk, drie.id).mag_beslissen
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Terugkoppeling)).all() == []
        assert all(t.melding_id or t.casus_id for t in session.exec(select(Termijn)))


def broken(stappen: Stappen, opdracht: str) -> set[tuple[str, str]]:
    """What the check finds after a hand on the database; the hand is taken back."""
    with stappen.wereld.database.engine.connect() as verbinding:
        verbinding.exec_driver_sql("PRAGMA foreign_keys = OFF")
        verbinding.exec_driver_sql(opdracht)
        with Session(verbinding) as session:
            gevonden = check_invariants(session, stappen.wereld.omgeving)
        verbinding.rollback()
    return {(een.invariant, een.melding) for een in gevonden}


def test_controleer_finds_a_hand_on_what_was_joined_or_waits(stappen: Stappen) -> None:
    samenloop, brief, _ = join(stappen)
    weg = f"(SELECT id FROM casus WHERE kenmerk = '{brief.casussen[0].kenmerk}')"
    wacht = stappen.register("ozj").casussen[0].id
    assert pairs(stappen, wacht)
    decide(stappen, "ozj", pairs(stappen, wacht)[0], "koppelen")
    derde = stappen.register("ret-jz07").casussen[0].id
    assert len(pairs(stappen, derde)) == 2
    stappen.nothing_broken()
    for invariant, regel, opdracht in (
        ("I1", "heeft geen meldingen meer", f"UPDATE melding_casus SET tot = NULL WHERE casus_id = {weg}"),
        ("I1", "door precies één bevestigde", f"DELETE FROM samenloop WHERE id = '{samenloop.id.hex}'"),
        ("I3", "dezelfde eigenaar",
         f"UPDATE eigenaarschap SET organisatie_id = (SELECT id FROM organisatie WHERE kenmerk = 'igj') "
         f"WHERE casus_id = {weg}"),
        ("I4", "een termijn bij wie aan zet is",
         "UPDATE termijn SET is_open = 0, status = 'vervallen', vervalreden = 'vervangen', "
         "afgedaan_op = gemaakt_op WHERE code = 'samenloop_beoordelen' AND is_open"),
        ("I4", "hoort bij een samenloop", "UPDATE samenloop SET termijn_id = NULL"),
        ("I12", "zit in één groep", "UPDATE samenloop SET groep_id = NULL"),
        ("I12", "uitgegeven door de teller",
         "UPDATE samenloop SET kenmerk = 'S-2026-9' || substr(kenmerk, 9)"),
    ):  # fmt: skip
        gevonden = broken(stappen, opdracht)
        assert any(een[0] == invariant and regel in een[1] for een in gevonden), (opdracht, gevonden)
    stappen.nothing_broken()
