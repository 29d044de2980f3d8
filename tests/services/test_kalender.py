"""A decree moves open legal terms with an event, norms keep their date; a norm counts from its day on."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from app.domain.actor import Actor, Rol
from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError
from app.domain.opdrachten import KlachtGegevens
from app.domain.termen import Aard, Kanaal
from app.domain.termijnen.aanpassing import DesignateDay, SetNorm
from app.domain.termijnen.regels import Eenheid, Termijncode, Variant
from app.domain.termijnen.verdaging import Instemming, PostponeTermijn
from app.domain.termijnen.wijziging import Verdagingsreden
from app.models import Gebeurtenis, Termijn, Termijnwijziging
from app.queries.regels import load_kalender, load_regels
from app.queries.werkplek import Werkplek
from app.services.controle import check_invariants
from app.services.kalender import designate_day, effect_of_day, recompute_terms, revoke_day, stale_terms
from app.services.klachtbehandeling import postpone_klacht
from app.services.norm import revoke_norm, set_norm
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen

#: Six weken after 3 November.
EINDE = date(2026, 12, 15)
BESLUIT = DesignateDay(datum=EINDE, grond="Stb. 2026, 500")
NORM = SetNorm(
    code=Termijncode.ANTWOORD_MELDER, variant=Variant.STANDAARD, lengte=10, eenheid=Eenheid.WERKDAGEN,
    geldig_van=date(2026, 12, 1),
)  # fmt: skip


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return Stappen(sqlite_wereld)


@pytest.fixture
def beheerder(stappen: Stappen) -> Actor:
    return stappen.wereld.hire("ozj", Rol.BEHEERDER)


@pytest.fixture
def melding_id(stappen: Stappen) -> UUID:
    aard = frozenset({Aard.HULPVRAAG, Aard.KLACHT})
    return stappen.register("ozj", loket="ozj", aard=aard, klacht=KlachtGegevens(tekst="x")).melding.id


def klacht(stappen: Stappen, melding_id: UUID) -> Termijn:
    return next(t for t in stappen.termijnen(melding_id) if t.code == "klacht_afhandelen")


def present(desk: Werkplek) -> Werkplek:
    """The desk as a request gets it: with the calendar and the rules of the database."""
    kalender, regels = load_kalender(desk.session), load_regels(desk.session)
    return replace(desk, omgeving=replace(desk.omgeving, kalender=kalender, regels=regels))


def decree(stappen: Stappen, wie: Actor, opdracht: DesignateDay = BESLUIT) -> int:
    with stappen.wereld.werkplek(wie) as desk:
        return designate_day(present(desk), opdracht)


def findings(stappen: Stappen) -> list[str]:
    with stappen.wereld.werkplek("ozj") as desk:
        return [b.melding for b in check_invariants(desk.session, present(desk).omgeving)]


def test_a_decree_in_the_middle_of_a_term_moves_the_law_and_no_norm(
    stappen: Stappen, beheerder: Actor, melding_id: UUID
) -> None:
    eerst = {t.id: t.uiterlijk for t in stappen.termijnen(melding_id)}
    with stappen.wereld.werkplek(beheerder) as desk:
        gevolg = effect_of_day(present(desk), EINDE, vrij=True)
    assert [(v.van, v.naar) for v in gevolg.verschuivingen] == [(EINDE, date(2026, 12, 16))]
    assert {t.id: t.uiterlijk for t in stappen.termijnen(melding_id)} == eerst, "a preview changes nothing"
    assert decree(stappen, beheerder) == 1
    na = klacht(stappen, melding_id)
    assert na.uiterlijk == na.wettelijk_uiterlijk == date(2026, 12, 16)
    anders = {t.id: t.uiterlijk for t in stappen.termijnen(melding_id) if t.id != na.id}
    assert anders == {id_: uiterlijk for id_, uiterlijk in eerst.items() if id_ != na.id}
    with stappen.wereld.database.read() as session:
        rij = session.exec(select(Termijnwijziging)).one()
        assert (rij.soort, rij.dag, rij.naar) == ("kalender", EINDE, date(2026, 12, 16))
        gebeurd = list(session.exec(select(Gebeurtenis)))
        soorten = {g.soort: g.gegevens for g in gebeurd}
    assert {g.stroom_soort for g in gebeurd if g.soort == "termijn_verschoven"} == {"klacht"}, "own stream"
    assert '"verzet":1' in soorten["dag_aangewezen"]
    assert not any(moment == "verdaagd" for moment, _ in stappen.berichten())
    assert findings(stappen) == []


def test_a_day_recorded_by_mistake_is_taken_back_and_the_dates_with_it(
    stappen: Stappen, beheerder: Actor, melding_id: UUID
) -> None:
    decree(stappen, beheerder)
    with stappen.wereld.werkplek(beheerder) as desk:
        assert revoke_day(present(desk), EINDE) == 1
    assert klacht(stappen, melding_id).uiterlijk == EINDE
    assert findings(stappen) == []
    with (
        pytest.raises(RefusedError, match="dag_onbekend"),
        stappen.wereld.werkplek(beheerder) as desk,
    ):
        revoke_day(present(desk), EINDE)
    with (
        pytest.raises(RefusedError, match="dag_voorbij"),
        stappen.wereld.werkplek(beheerder) as desk,
    ):
        revoke_day(present(desk), date(2026, 1, 2))


def test_a_date_that_was_put_off_moves_too_when_its_day_becomes_free(
    stappen: Stappen, beheerder: Actor, melding_id: UUID
) -> None:
    opdracht = PostponeTermijn(
        termijn_id=klacht(stappen, melding_id).id,
        nieuwe_datum=date(2027, 1, 20),
        redencode=Verdagingsreden.ONDERZOEK,
        toelichting="Wij zoeken het uit.",
        instemming=Instemming(datum=stappen.vandaag, wijze=Kanaal.MAIL),
    )
    with stappen.wereld.werkplek(stappen.wereld.hire("ozj", Rol.KLACHTBEHANDELAAR)) as desk:
        postpone_klacht(desk, opdracht)
    decree(stappen, beheerder)  # its computed day: the agreed one counts
    assert klacht(stappen, melding_id).uiterlijk == date(2027, 1, 20)
    decree(stappen, beheerder, replace(BESLUIT, datum=date(2027, 1, 20)))
    assert klacht(stappen, melding_id).uiterlijk == date(2027, 1, 21)
    assert findings(stappen) == []


def test_a_term_opened_while_the_calendar_changed_is_found_and_computed_again(
    stappen: Stappen, beheerder: Actor, melding_id: UUID
) -> None:
    with stappen.wereld.database.transaction() as session:
        session.connection().execute(
            text("INSERT INTO aangewezen_dag VALUES ('2026-12-15', 'Stb.', '2026-11-03 09:00:00.000000')")
        )
    assert len(findings(stappen)) == 1
    with stappen.wereld.werkplek(beheerder) as kaal:
        desk = present(kaal)
        assert stale_terms(desk) == 1
        assert recompute_terms(desk) == 1
        assert stale_terms(desk) == 0
    assert findings(stappen) == []


@pytest.mark.parametrize(
    ("opdracht", "velden"),
    [
        (replace(BESLUIT, datum=date(2026, 12, 25), grond=" "), ["datum", "grond"]),
        (replace(BESLUIT, datum=date(2027, 5, 7)), ["datum"]),  # decreed already
        (replace(BESLUIT, datum=date(2026, 11, 3)), ["ookVoorbij"]),
        (replace(BESLUIT, datum=date(2040, 11, 5)), ["datum"]),
    ],
)
def test_a_day_that_is_no_decree_is_refused(
    stappen: Stappen, beheerder: Actor, opdracht: DesignateDay, velden: list[str]
) -> None:
    with pytest.raises(InvalidInputError) as fout:
        decree(stappen, beheerder, opdracht)
    assert [f.veld for f in fout.value.fouten] == velden


def test_a_day_that_passed_is_recorded_when_that_is_meant(stappen: Stappen, beheerder: Actor) -> None:
    assert decree(stappen, beheerder, replace(BESLUIT, datum=date(2026, 11, 2), ook_voorbij=True)) == 0


def test_a_new_norm_counts_for_terms_that_begin_on_its_day(
    stappen: Stappen, beheerder: Actor, melding_id: UUID
) -> None:
    eerst = {t.id: t.uiterlijk for t in stappen.termijnen(melding_id)}
    with stappen.wereld.werkplek(beheerder) as desk:
        set_norm(present(desk), NORM)
    assert {t.id: t.uiterlijk for t in stappen.termijnen(melding_id)} == eerst
    with stappen.wereld.werkplek(beheerder) as desk:
        regels = present(desk).omgeving.regels
        voor = regels.regel(NORM.code, date(2026, 11, 30))
        na = regels.regel(NORM.code, date(2026, 12, 1))
        assert (voor.lengte, na.lengte, na.versie) == (15, 10, 2)
        assert (na.verdaging_lengte, na.verdaging_eenheid) == (10, Eenheid.WERKDAGEN), "at most its length"
        with pytest.raises(InvalidInputError, match="Trek die eerst in"):
            set_norm(present(desk), replace(NORM, lengte=9))
        set_norm(present(desk), replace(NORM, lengte=2, eenheid=Eenheid.WEKEN, geldig_van=date(2027, 1, 4)))
        regels = present(desk).omgeving.regels
        assert [regels.regel(NORM.code, d).versie for d in (date(2026, 12, 31), date(2027, 1, 4))] == [2, 3]
        revoke_norm(present(desk), NORM.code, NORM.variant, date(2027, 1, 4))
        assert present(desk).omgeving.regels.regel(NORM.code, date(2027, 1, 4)).versie == 2
    assert findings(stappen) == []
    stappen.wereld.later(days=30)
    with stappen.wereld.werkplek(beheerder) as desk:
        for per, code in ((date(2027, 1, 4), "norm_onbekend"), (NORM.geldig_van, "norm_geldt_al")):
            with pytest.raises(RefusedError, match=code):
                revoke_norm(present(desk), NORM.code, NORM.variant, per)


@pytest.mark.parametrize(
    ("opdracht", "reden"),
    [
        (replace(NORM, code=Termijncode.KLACHT_AFHANDELEN), "regel_uit_de_wet"),
        (replace(NORM, code=Termijncode.SPOED), "spoed_is_vandaag"),
        (replace(NORM, geldig_van=date(2026, 11, 3)), "vanaf morgen"),
        (replace(NORM, geldig_van=date(2045, 11, 3), lengte=0), "van 1 tot en met 250"),
        (replace(NORM, lengte=15), "Dat is de norm al"),
    ],
)
def test_a_norm_that_cannot_be_is_refused(
    stappen: Stappen, beheerder: Actor, opdracht: SetNorm, reden: str
) -> None:
    with (
        pytest.raises((RefusedError, InvalidInputError), match=reden),
        stappen.wereld.werkplek(beheerder) as desk,
    ):
        set_norm(present(desk), opdracht)


def test_nobody_but_the_landelijke_beheerder_changes_days_or_norms(stappen: Stappen) -> None:
    for wie in ("ozj", "vws-ucz"):
        with stappen.wereld.werkplek(wie) as desk:
            for act in (
                lambda: designate_day(desk, BESLUIT),
                lambda: revoke_day(desk, EINDE),
                lambda: recompute_terms(desk),
                lambda: effect_of_day(desk, EINDE, vrij=True),
                lambda: set_norm(desk, NORM),
                lambda: revoke_norm(desk, NORM.code, NORM.variant, EINDE),
            ):
                with pytest.raises(NotPermittedError):
                    act()
