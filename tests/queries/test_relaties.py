"""Which relation somebody has to a casus, and what follows from it (domain.md §5, I9)."""

from uuid import UUID

import pytest
from sqlmodel import select

from app.domain.actor import Actor, Rol, Scope
from app.domain.errors import InvalidInputError
from app.domain.opdrachten import JeugdigeGegevens, KlachtGegevens
from app.domain.termen import Aard, MeldingUitkomst, Overslagreden
from app.domain.termijnen.regels import Termijncode
from app.domain.toegang import Recht, Relatie
from app.models import Medewerker, Organisatie
from app.queries.api_meldingen import Gezocht, search_meldingen
from app.queries.api_termijnen import TermijnFilter, list_termijnen
from app.queries.casusbeeld import load_casus
from app.queries.organisatielijst import get_organisatie
from app.queries.relaties import relations
from app.queries.vandaag import today
from app.queries.werkbeelden import Lijst, Werkfilter
from app.queries.werklijst import list_work
from app.security import NieuwToken, create_token
from tests.fixtures_app import Wereld
from tests.services.stappen import Stappen

KORT = {"overgeslagen": Overslagreden.KORTSTE_ROUTE}
R = Relatie


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return Stappen(sqlite_wereld)


def found(stappen: Stappen, wie: str | Actor, casus_id: UUID) -> set[Relatie]:
    with stappen.wereld.werkplek(wie) as desk:
        return set(relations(desk, casus_id))


def leave(stappen: Stappen, wie: Actor) -> None:
    """This person no longer works there from today on."""
    with stappen.wereld.database.transaction() as session:
        rij = session.exec(select(Medewerker).where(Medewerker.id == wie.id)).one()
        rij.actief_tot = stappen.vandaag


def test_own_receipt_does_not_open_the_casus_of_a_colleague(stappen: Stappen) -> None:
    casus = stappen.register("vws-ucz").casussen[0]
    collega = stappen.wereld.hire("vws-ucz")
    assert found(stappen, collega, casus.id) == {R.COLLEGA}
    assert found(stappen, "vws-ucz", casus.id) == {R.BEHANDELAAR}
    stappen.move(casus.id, "vws-ucz", "ozj")
    assert R.LOKET_VAN_HERKOMST in found(stappen, collega, casus.id)


def test_a_search_for_a_person_finds_no_melding_of_the_casus_of_a_colleague(stappen: Stappen) -> None:
    casus = stappen.register("vws-ucz").casussen[0]
    collega = stappen.wereld.hire("vws-ucz")

    def search(wie: str | Actor) -> int:
        with stappen.wereld.werkplek(wie) as desk:
            return len(search_meldingen(desk, Gezocht(achternaam="Voorbeeld"), None, 10)[0])

    assert (search("vws-ucz"), search(collega)) == (1, 0)
    stappen.move(casus.id, "vws-ucz", "ozj")
    assert search(collega) == 1


def test_a_melding_is_linked_to_the_casus_of_a_colleague_by_nobody_else(stappen: Stappen) -> None:
    casus = stappen.register("vws-ucz").casussen[0]
    collega = stappen.wereld.hire("vws-ucz")
    erbij = {"jeugdigen": (JeugdigeGegevens(casus=casus.kenmerk),)}
    with pytest.raises(InvalidInputError) as geweigerd:
        stappen.register(collega, **erbij)
    assert [fout.veld for fout in geweigerd.value.fouten] == ["jeugdigen.0.casus"]
    assert [c.id for c in stappen.register("vws-ucz", **erbij).casussen] == [casus.id]
    coordinator = stappen.wereld.hire("vws-ucz", Rol.COORDINATOR)
    assert [c.id for c in stappen.register(coordinator, **erbij).casussen] == [casus.id]


def test_a_behandelaar_who_left_counts_as_none(stappen: Stappen) -> None:
    casus = stappen.register("vws-ucz", spoed=True).casussen[0]
    collega = stappen.wereld.hire("vws-ucz")
    assert found(stappen, collega, casus.id) == {R.COLLEGA}
    assert tasks(stappen, collega) == set()
    leave(stappen, stappen.wereld.actors["vws-ucz"])
    assert found(stappen, collega, casus.id) == {R.COLLEGA_VRIJ}
    assert {NIEMAND, "Spoed: handel vandaag"} <= tasks(stappen, collega)
    with stappen.wereld.werkplek(collega) as desk:
        (rij,) = list_work(desk, Werkfilter(lijst=Lijst.ONS)).rijen
        assert (rij.behandelaar, rij.onderwerp is not None) == (None, True)
        assert len(search_meldingen(desk, Gezocht(achternaam="Voorbeeld"), None, 10)[0]) == 1


NIEMAND = "Kies wie deze casus behandelt"


def tasks(stappen: Stappen, wie: Actor) -> set[str]:
    with stappen.wereld.werkplek(wie) as desk:
        taken = today(desk).taken
    return {zin for taak in taken if taak.kenmerk for zin in (taak.wat, *taak.ook)}


def test_a_closed_casus_opens_to_no_colleague(stappen: Stappen) -> None:
    nieuw = stappen.register("gemeente-gm0193", loket="gemeente-gm0193")
    collega = stappen.wereld.hire("gemeente-gm0193")
    stappen.tell_melder("gemeente-gm0193", nieuw.melding.id)
    stappen.close_melding("gemeente-gm0193", nieuw.melding.id)
    stappen.close_casus("gemeente-gm0193", nieuw.casussen[0].id)
    assert found(stappen, collega, nieuw.casussen[0].id) == {R.COLLEGA_GESLOTEN}
    with stappen.wereld.werkplek(collega) as desk:
        beeld = load_casus(desk, nieuw.casussen[0].kenmerk)
        assert (beeld.jeugdige, beeld.onderwerp, beeld.meldingen) == (None, None, ())
        assert search_meldingen(desk, Gezocht(achternaam="Voorbeeld"), None, 10)[0] == []


def test_an_earlier_link_follows_the_casus_until_the_melder_is_answered(stappen: Stappen) -> None:
    nieuw = stappen.register("vws-ucz")
    casus = nieuw.casussen[0]
    stappen.move(casus.id, "vws-ucz", "ozj")
    stappen.move(casus.id, "ozj", "ret-jz07", **KORT)
    assert found(stappen, "ozj", casus.id) == {R.EERDERE_SCHAKEL, R.VROEGERE_SCHAKEL}
    stappen.tell_melder("ret-jz07", nieuw.melding.id)
    stappen.tell_loket("ret-jz07", nieuw.melding.id)
    stappen.close_melding("ret-jz07", nieuw.melding.id, MeldingUitkomst.GEHOLPEN)
    assert found(stappen, "ozj", casus.id) == {R.VROEGERE_SCHAKEL}
    with stappen.wereld.werkplek("ozj") as desk:
        assert list_work(desk, Werkfilter(lijst=Lijst.DOORGEZET)).rijen == ()
        beeld = load_casus(desk, casus.kenmerk)
    assert beeld.rechten == {Recht.KENMERK}
    assert (beeld.keten, beeld.termijnen, beeld.meldingen) == ((), (), ())


def test_a_place_of_receipt_sees_no_promise_and_no_desk_of_another_melding(stappen: Stappen) -> None:
    eerste = stappen.register("vws-ucz")
    casus = eerste.casussen[0]
    stappen.move(casus.id, "vws-ucz", "ret-jz07", **KORT)
    erbij = (JeugdigeGegevens(casus=casus.kenmerk),)
    tweede = stappen.register("ret-jz07", loket="juiste-loket", jeugdigen=erbij)
    with stappen.wereld.werkplek("juiste-loket") as desk:
        beeld = load_casus(desk, casus.kenmerk)
    assert [melding.id for melding in beeld.meldingen] == [tweede.melding.id]
    assert {t.melding_id for t in beeld.termijnen} <= {tweede.melding.id, None}
    assert beeld.risico.loketten == 2  # its own, and the RET
    with stappen.wereld.werkplek("ret-jz07") as desk:
        alles = load_casus(desk, casus.kenmerk)
    assert {eerste.melding.id, tweede.melding.id} <= {t.melding_id for t in alles.termijnen}
    assert alles.risico.loketten == 3


@pytest.mark.parametrize(("kenmerk", "weet_het"), [("vws-ucz", True), ("ret-jz07", False), ("ozj", False)])
def test_that_a_receipt_is_due_on_a_klacht_stays_with_who_handles_it(
    stappen: Stappen, kenmerk: str, weet_het: bool
) -> None:
    klacht = KlachtGegevens(tekst="Zij luisterden niet.", over="Een aanbieder")
    nieuw = stappen.register("vws-ucz", aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}), klacht=klacht)
    stappen.move(nieuw.casussen[0].id, "vws-ucz", "ozj")
    stappen.move(nieuw.casussen[0].id, "ozj", "ret-jz07", **KORT)
    with stappen.wereld.werkplek(kenmerk) as desk:
        lijst = list_termijnen(desk, TermijnFilter(code=Termijncode.ONTVANGSTBEVESTIGING))
        op_casus = load_casus(desk, nieuw.casussen[0].kenmerk).termijnen
    beelden = [rij.beeld for rij in lijst]
    beelden += [beeld for beeld in op_casus if beeld.code is Termijncode.ONTVANGSTBEVESTIGING]
    assert len(beelden) == (3 if weet_het else 2), "that of the klacht, and that of the question twice"
    assert any("klacht" in beeld.naam for beeld in beelden) is weet_het
    assert any(beeld.artikel is not None for beeld in beelden) is weet_het


def test_who_handled_a_klacht_that_came_in_elsewhere_still_reads_what_was_due(stappen: Stappen) -> None:
    """The registering organisatie handles it, also when another desk received it and it was closed."""
    klacht = KlachtGegevens(tekst="Zij luisterden niet.", over="Een aanbieder")
    nieuw = stappen.register("vws-ucz", loket="igj", aard=frozenset({Aard.KLACHT}), klacht=klacht)
    stappen.tell_loket("vws-ucz", nieuw.melding.id)
    stappen.close_melding("vws-ucz", nieuw.melding.id, MeldingUitkomst.INGETROKKEN)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        (rij,) = list_termijnen(desk, TermijnFilter(code=Termijncode.ONTVANGSTBEVESTIGING))
    assert "klacht" in rij.beeld.naam


def test_a_token_of_a_person_who_left_makes_nobody_reachable(stappen: Stappen) -> None:
    wereld = stappen.wereld
    persoon = wereld.actors["gemeente-gm0153"]
    with wereld.database.transaction() as session:
        organisatie = session.exec(select(Organisatie).where(Organisatie.kenmerk == "gemeente-gm0153")).one()
        nieuw = NieuwToken(
            organisatie=organisatie,
            naam="Systeem",
            rol=Rol.CASUSREGISSEUR,
            verloopt_op=wereld.now.replace(year=2030),
            medewerker_id=persoon.id,
            scopes=frozenset({Scope.ROUTEREN}),
        )
        create_token(session, nieuw, wereld.new_id(), wereld.now)
    assert reachable(stappen, "gemeente-gm0153")
    leave(stappen, persoon)
    assert not reachable(stappen, "gemeente-gm0153")


def reachable(stappen: Stappen, kenmerk: str) -> bool:
    with stappen.wereld.database.read() as session:
        return get_organisatie(session, kenmerk, stappen.vandaag).bereikbaar
