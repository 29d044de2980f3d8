"""No silent end (I7): nothing closes while somebody waits for word; a refusal lists everything missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.actor import Rol
from app.domain.afsluiting import Besluit
from app.domain.berichttermen import BerichtStatus, Wachtreden
from app.domain.errors import ClosingRefusedError, NotPermittedError, NotVisibleError, RefusedError
from app.domain.klachtopdrachten import RecordKlacht
from app.domain.klachttermen import KlachtActie, KlachtStatus, Klachtvorm
from app.domain.opdrachten import KlachtGegevens, MelderGegevens
from app.domain.termen import (
    Aard,
    LoketUitkomst,
    MeldingStatus,
    MeldingUitkomst,
    Overslagreden,
    Relatie,
    TerugkoppelingSoort,
)
from app.domain.termijnen.regels import Termijncode
from app.domain.veiligheidstermen import Wachtgrond
from app.domain.wachten import SetWacht
from app.models import Bericht, Klacht, Klachthandeling
from app.queries.casusbeeld import load_casus
from app.services.klacht import record_klacht
from app.services.melding import Geregistreerd
from app.services.wachten import set_wacht
from tests.fixtures_app import some_melding
from tests.services.stappen import Stappen

U = MeldingUitkomst
FEMKE = some_melding().jeugdigen[0]


def refused(act: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(ClosingRefusedError) as fout:
        act()
    return fout.value.ontbreekt


def with_a_klacht(stappen: Stappen) -> Geregistreerd:
    return stappen.register(aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}), klacht=KlachtGegevens(tekst="x"))


def test_a_question_closes_once_its_melder_was_answered(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.tell_melder("vws-ucz", gemeld.melding.id)
    assert stappen.close_melding("vws-ucz", gemeld.melding.id) is Besluit.GESLOTEN
    melding = stappen.melding(gemeld.melding.id)
    assert (melding.status, melding.uitkomst) == (MeldingStatus.GESLOTEN, U.GEHOLPEN)
    assert stappen.open_codes() == []
    assert stappen.duties(melding.id) == {}
    stappen.nothing_broken()


def test_the_refusal_names_everything_that_is_missing(stappen: Stappen) -> None:
    gemeld = stappen.register(aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}), klacht=KlachtGegevens(tekst="x"))
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    assert refused(lambda: stappen.close_melding("ozj", gemeld.melding.id)) == (
        "melder_niet_beantwoord", "loket_niet_ingelicht",
    )  # fmt: skip
    stappen.offer("ozj", "en2", gemeld.casussen[0].id)
    assert set(refused(lambda: stappen.close_casus("ozj", gemeld.casussen[0].id))) == {
        "melder_niet_beantwoord", "loket_niet_ingelicht", "melding_open", "overdracht_open",
    }  # fmt: skip
    stappen.nothing_broken()


def test_an_open_klacht_hinders_only_who_handles_it(stappen: Stappen) -> None:
    gemeld = with_a_klacht(stappen)
    stappen.tell_melder("vws-ucz", gemeld.melding.id)
    assert refused(lambda: stappen.close_melding("vws-ucz", gemeld.melding.id)) == ("klacht_open",)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.tell_loket("ozj", gemeld.melding.id)
    assert stappen.close_melding("ozj", gemeld.melding.id) is Besluit.GESLOTEN
    stappen.nothing_broken()


@pytest.mark.parametrize("uitkomst", [U.INGETROKKEN, U.OVERLEDEN, U.ONJUIST_GEREGISTREERD])
def test_the_owner_never_ends_a_klacht_that_another_party_handles(
    stappen: Stappen, uitkomst: MeldingUitkomst
) -> None:
    gemeld = with_a_klacht(stappen)
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    stappen.tell_loket("ozj", gemeld.melding.id)
    assert stappen.close_melding("ozj", gemeld.melding.id, uitkomst) is Besluit.GESLOTEN
    assert stappen.open_codes(gemeld.melding.id) == [
        "klacht_afhandelen", "klacht_niet_in_behandeling", "ontvangstbevestiging",
    ]  # fmt: skip
    assert stappen.duties(gemeld.melding.id) == {"klacht": "vws-ucz"}
    stappen.close_casus("ozj", gemeld.casussen[0].id)
    stappen.nothing_broken()
    stappen.reopen("ozj", gemeld.melding.id)
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "ozj", "klacht": "vws-ucz"}
    stappen.nothing_broken()


def test_a_klacht_goes_on_while_the_loket_waits_for_its_report_and_after(stappen: Stappen) -> None:
    gemeld = stappen.register(
        "ozj", aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}), klacht=KlachtGegevens(tekst="x")
    )
    kort = Overslagreden.KORTSTE_ROUTE
    stappen.move(gemeld.casussen[0].id, "ozj", "ret-jz07", overgeslagen=kort)
    stappen.move(gemeld.casussen[0].id, "ret-jz07", "ozj", nieuw_feit="De zorg is anders")
    assert stappen.close_melding("ozj", gemeld.melding.id, U.INGETROKKEN) is Besluit.AFSLUITING_GEVRAAGD
    assert "klacht_afhandelen" in stappen.open_codes(gemeld.melding.id)
    stappen.nothing_broken()
    stappen.tell_loket("ret-jz07", gemeld.melding.id)
    assert "klacht_afhandelen" in stappen.open_codes(gemeld.melding.id)
    assert stappen.duties(gemeld.melding.id) == {"klacht": "ozj"}
    stappen.nothing_broken()


def test_three_attempts_on_three_werkdagen_are_enough(stappen: Stappen) -> None:
    gemeld = stappen.register()
    for poging in range(3):
        with pytest.raises(ClosingRefusedError, match=f"op {poging} werkdagen"):
            stappen.close_melding("vws-ucz", gemeld.melding.id, U.NIET_BEREIKBAAR)
        stappen.tell_melder("vws-ucz", gemeld.melding.id, bereikt=False)
        stappen.tell_melder("vws-ucz", gemeld.melding.id, bereikt=False)
        stappen.wereld.later(days=1)
    assert stappen.close_melding("vws-ucz", gemeld.melding.id, U.NIET_BEREIKBAAR) is Besluit.GESLOTEN
    stappen.nothing_broken()


def test_anonymous_is_an_outcome_only_for_who_cannot_be_reached(stappen: Stappen) -> None:
    gewoon, anoniem = stappen.register(), stappen.register(melder=MelderGegevens(anoniem=True))
    with pytest.raises(RefusedError) as fout:
        stappen.close_melding("vws-ucz", gewoon.melding.id, U.ANONIEM)
    assert fout.value.code == "melder_is_bereikbaar"
    assert stappen.close_melding("vws-ucz", anoniem.melding.id, U.ANONIEM) is Besluit.GESLOTEN
    stappen.nothing_broken()


@pytest.mark.parametrize(
    ("uitkomst", "relatie", "loopt"),
    [
        (U.INGETROKKEN, Relatie.OUDER, True),
        (U.OVERLEDEN, Relatie.OUDER, True),
        (U.OVERLEDEN, Relatie.JEUGDIGE, False),
        (U.ONJUIST_GEREGISTREERD, Relatie.OUDER, False),
    ],
)
def test_withdrawing_the_question_is_not_withdrawing_the_klacht(
    stappen: Stappen, uitkomst: MeldingUitkomst, relatie: Relatie, *, loopt: bool
) -> None:
    """Awb 9:5, I7: only a mistake, or the death of who complained, ends it; then nothing of it is sent."""
    melder = MelderGegevens(naam="Dorien", relatie=relatie, email="dorien@voorbeeld.example")
    melding_id = stappen.register(melder=melder).melding.id
    opdracht = RecordKlacht(
        melding_id=melding_id, tekst="x", vorm=Klachtvorm.MONDELING, ontvangen_op=stappen.vandaag
    )
    with stappen.wereld.werkplek("vws-ucz") as desk:
        klacht = record_klacht(desk, opdracht)
    assert stappen.close_melding("vws-ucz", melding_id, uitkomst) is Besluit.GESLOTEN
    with stappen.wereld.database.read() as session:
        rij = session.exec(select(Klacht).where(Klacht.id == klacht.id)).one()
        gedaan = session.exec(select(Klachthandeling).where(Klachthandeling.klacht_id == klacht.id)).all()
        brief = session.exec(select(Bericht).where(Bericht.klacht_id == klacht.id)).one()
    assert (rij.status is not KlachtStatus.AFGEDAAN) is loopt
    assert ("klacht" in stappen.duties(melding_id)) is loopt
    assert (KlachtActie.MET_MELDING in {handeling.actie for handeling in gedaan}) is not loopt
    assert brief.status is (BerichtStatus.TE_VERSTUREN if loopt else BerichtStatus.VERVALLEN)
    assert (brief.wachtreden is Wachtreden.AANGEHOUDEN) is (loopt and uitkomst is U.OVERLEDEN)
    stappen.nothing_broken()


def test_what_is_closed_is_not_closed_again(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)
    with pytest.raises(RefusedError, match="is al gesloten"):
        stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)
    stappen.close_casus("vws-ucz", gemeld.casussen[0].id)
    for act in (
        lambda: stappen.close_casus("vws-ucz", gemeld.casussen[0].id),
        lambda: stappen.offer("vws-ucz", "ozj", gemeld.casussen[0].id),
    ):
        with pytest.raises(RefusedError) as fout:
            act()
        assert fout.value.code == "casus_gesloten"


def with_a_report_owed(stappen: Stappen) -> UUID:
    """The wijkteam owns it and answered; the ret owes the loket its report."""
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj", "en2", "ret-jz07", "wijkteam-gm0193")
    stappen.tell_melder("wijkteam-gm0193", gemeld.melding.id)
    assert stappen.close_melding("wijkteam-gm0193", gemeld.melding.id) is Besluit.AFSLUITING_GEVRAAGD
    return gemeld.melding.id


def test_while_another_owes_the_loket_its_report_nothing_ends(stappen: Stappen) -> None:
    melding_id = with_a_report_owed(stappen)
    assert stappen.melding(melding_id).status is MeldingStatus.AFSLUITING_GEVRAAGD
    rapport = [t for t in stappen.termijnen() if t.is_open and t.code is Termijncode.TERUGKOPPELING_LOKET]
    assert [(t.variant, t.uiterlijk, t.verantwoordelijke_id) for t in rapport] == [
        ("afsluiting", date(2026, 11, 10), stappen.id_of("ret-jz07"))
    ]
    stappen.nothing_broken()


def test_asking_again_does_not_move_the_date_of_the_report(stappen: Stappen) -> None:
    melding_id = with_a_report_owed(stappen)
    stappen.wereld.later(days=2)
    stappen.close_melding("wijkteam-gm0193", melding_id, U.NIET_GEHOLPEN)
    rapport = [t for t in stappen.termijnen() if t.is_open and t.code is Termijncode.TERUGKOPPELING_LOKET]
    assert [t.uiterlijk for t in rapport] == [date(2026, 11, 10)]
    stappen.nothing_broken()


def test_the_report_completes_the_closing(stappen: Stappen) -> None:
    melding_id = with_a_report_owed(stappen)
    stappen.tell_loket("ret-jz07", melding_id, uitkomst=LoketUitkomst.IN_BEHANDELING)
    assert stappen.melding(melding_id).status is MeldingStatus.AFSLUITING_GEVRAAGD
    stappen.nothing_broken()
    stappen.tell_loket("ret-jz07", melding_id)
    assert stappen.melding(melding_id).status is MeldingStatus.GESLOTEN
    assert stappen.open_codes() == []
    stappen.nothing_broken()


def test_a_report_that_says_busy_does_not_make_the_closing_wait_eight_weken(stappen: Stappen) -> None:
    melding_id = with_a_report_owed(stappen)
    stappen.wereld.later(days=1)
    stappen.tell_loket("ret-jz07", melding_id, uitkomst=LoketUitkomst.IN_BEHANDELING)
    rapport = [t for t in stappen.termijnen() if t.is_open and t.code is Termijncode.TERUGKOPPELING_LOKET]
    assert [(t.variant, t.uiterlijk) for t in rapport] == [("afsluiting", date(2026, 11, 11))]
    stappen.nothing_broken()


def test_only_who_answers_or_owns_closes(stappen: Stappen) -> None:
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    with pytest.raises(NotPermittedError):
        stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)
    with pytest.raises(NotVisibleError):
        stappen.close_melding("ret-jz14", gemeld.melding.id, U.INGETROKKEN)
    with pytest.raises(NotPermittedError):
        stappen.close_casus("vws-ucz", gemeld.casussen[0].id)


def test_who_handles_only_the_klacht_does_not_close_the_question(stappen: Stappen) -> None:
    gemeld = stappen.register(aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}), klacht=KlachtGegevens(tekst="x"))
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj")
    with pytest.raises(NotPermittedError):
        stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)


def test_a_colleague_does_not_close_what_is_assigned_to_somebody_else(stappen: Stappen) -> None:
    gemeld = stappen.register("vws-ucz")
    collega = stappen.wereld.hire("vws-ucz")
    with pytest.raises(NotPermittedError) as fout:
        stappen.close_melding(collega, gemeld.melding.id, U.INGETROKKEN)
    assert fout.value.code == "mag_niet_afsluiten"
    stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)


def test_a_loket_that_answers_a_formal_letter_may_close_it(stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", formele_brief=True)
    beheerder = replace(stappen.wereld.actors["vws-ucz"], rollen=frozenset({Rol.BEHEERDER}))
    with pytest.raises(NotVisibleError):
        stappen.close_melding(beheerder, gemeld.melding.id, U.INGETROKKEN)
    stappen.tell_melder("ozj", gemeld.melding.id)
    assert "melder_niet_beantwoord" in refused(lambda: stappen.close_melding("ozj", gemeld.melding.id))
    assert stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN) is Besluit.AFSLUITING_GEVRAAGD
    stappen.tell_loket("ozj", gemeld.melding.id)
    stappen.nothing_broken()


def test_a_formal_letter_needs_a_formal_answer(stappen: Stappen) -> None:
    gemeld = stappen.register(formele_brief=True)
    stappen.tell_melder("vws-ucz", gemeld.melding.id)
    assert refused(lambda: stappen.close_melding("vws-ucz", gemeld.melding.id)) == ("melder_niet_beantwoord",)
    stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=TerugkoppelingSoort.FORMEEL_ANTWOORD)
    assert stappen.close_melding("vws-ucz", gemeld.melding.id) is Besluit.GESLOTEN
    stappen.nothing_broken()


def test_a_casus_closes_when_all_its_meldingen_are_closed(stappen: Stappen) -> None:
    gemeld = stappen.register(jeugdigen=())
    assert refused(lambda: stappen.close_casus("vws-ucz", gemeld.casussen[0].id)) == (
        "melder_niet_beantwoord", "melding_open",
    )  # fmt: skip
    stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)
    assert stappen.open_codes() == ["gegevens_aanvullen"]
    casus = stappen.close_casus("vws-ucz", gemeld.casussen[0].id)
    assert (casus.huidig_eigenaarschap_id, casus.status.value) == (None, "gesloten")
    assert stappen.open_codes() == []
    stappen.nothing_broken()


def test_a_sibling_keeps_its_casus_open(stappen: Stappen) -> None:
    gemeld = stappen.register(jeugdigen=(FEMKE, replace(FEMKE, voornamen="Daan")))
    stappen.close_melding("vws-ucz", gemeld.melding.id, U.INGETROKKEN)
    stappen.close_casus("vws-ucz", gemeld.casussen[1].id)
    assert stappen.casus(gemeld.casussen[0].id).gesloten_op is None
    stappen.nothing_broken()


def test_what_a_casus_waited_on_ends_with_it(stappen: Stappen) -> None:
    """After closing and reopening it still waited on the same place."""
    gemeld = stappen.register()
    casus_id = gemeld.casussen[0].id
    with stappen.wereld.werkplek("vws-ucz") as desk:
        set_wacht(
            desk, SetWacht(casus_id=casus_id, grond=Wachtgrond.PLEK, tot=stappen.vandaag + timedelta(days=7))
        )
    for soort in (TerugkoppelingSoort.EERSTE_CONTACT, TerugkoppelingSoort.INHOUDELIJK):
        stappen.tell_melder("vws-ucz", gemeld.melding.id, soort=soort)
    stappen.close_melding("vws-ucz", gemeld.melding.id)
    stappen.close_casus("vws-ucz", casus_id)
    stappen.reopen("vws-ucz", gemeld.melding.id)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        assert load_casus(desk, gemeld.casussen[0].kenmerk).wacht is None
    stappen.nothing_broken()
