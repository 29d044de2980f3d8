"""A question comes in: a kenmerk, an owner, a date and a message, in one transaction."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import inspect, text

from app.domain.actor import Rol
from app.domain.berichttermen import BerichtStatus
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError
from app.domain.opdrachten import JeugdigeGegevens, KlachtGegevens, MelderGegevens
from app.domain.termen import Aard, MeldingUitkomst, Voorkeurskanaal, WoonplaatsStatus
from app.domain.termijnen.regels import Termijncode
from app.kluis import Plek
from app.queries.casusbeeld import load_casus
from app.services.casus import ONDERWERP_LENGTE, subject_of
from tests.fixtures_app import START, some_melding
from tests.services.stappen import Stappen

ANONIEM = MelderGegevens(anoniem=True)
FEMKE = some_melding().jeugdigen[0]
VAN_DE_MELDING = [
    "antwoord_melder", "eerste_contact", "ontvangstbevestiging", "tussenbericht",
]  # fmt: skip


def test_a_question_gets_a_kenmerk_an_owner_its_dates_and_one_message(stappen: Stappen) -> None:
    gemeld = stappen.register()
    assert (gemeld.melding.kenmerk, gemeld.casussen[0].kenmerk) == ("M-2026-000001", "C-2026-000001")
    assert stappen.owner(gemeld.casussen[0].id) == "vws-ucz"
    assert stappen.open_codes(gemeld.melding.id) == VAN_DE_MELDING
    assert stappen.berichten() == [("ontvangstbevestiging", "te_versturen")]
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "vws-ucz"}
    stappen.nothing_broken()


def test_the_dates_count_from_the_day_of_receipt(stappen: Stappen) -> None:
    ontvangen = date(2026, 10, 30)  # a Friday
    gemeld = stappen.register(ontvangen_op=ontvangen)
    data = {str(t.code): t.uiterlijk for t in gemeld.termijnen}
    assert data["ontvangstbevestiging"] == date(2026, 11, 4)
    assert data["eerste_contact"] == date(2026, 11, 13)
    assert gemeld.casussen[0].eerste_datum == date(2026, 11, 4)


def test_everything_wrong_is_told_at_once(stappen: Stappen) -> None:
    morgen = START.date() + timedelta(days=1)
    with pytest.raises(InvalidInputError) as fout:
        stappen.register(
            loket="bestaat-niet",
            ontvangen_op=morgen,
            aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}),
            hulpvraag=None,
            melder=MelderGegevens(),
            jeugdigen=(
                JeugdigeGegevens(geboortedatum=morgen, woonplaats_gemeente="GM9999"),
                JeugdigeGegevens(casus="C-2026-999999"),
            ),
        )
    assert {f.veld for f in fout.value.fouten} == {
        "loket", "ontvangenOp", "hulpvraag", "klacht", "melder.naam", "jeugdigen.0.geboortedatum",
        "jeugdigen.0.woonplaatsGemeente", "jeugdigen.1.casus",
    }  # fmt: skip
    stappen.nothing_broken()


def test_a_question_needs_to_be_something(stappen: Stappen) -> None:
    with pytest.raises(InvalidInputError) as fout:
        stappen.register(aard=frozenset())
    assert [f.veld for f in fout.value.fouten] == ["aard"]


def test_a_party_that_is_no_loket_says_where_it_came_in(stappen: Stappen) -> None:
    with pytest.raises(InvalidInputError) as fout:
        stappen.register("ozj", loket=None)
    assert [f.veld for f in fout.value.fouten] == ["loket"]
    assert stappen.register("juiste-loket", loket=None).melding.loket_id == stappen.id_of("juiste-loket")


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.PRIVACY_OFFICER, Rol.KLACHTBEHANDELAAR])
def test_who_does_no_chain_work_cannot_register(stappen: Stappen, rol: Rol) -> None:
    actor = replace(stappen.wereld.actors["vws-ucz"], rollen=frozenset({rol}))
    with pytest.raises(NotPermittedError):
        stappen.register(actor)


def test_of_an_anonymous_melder_the_next_date_is_an_internal_one(stappen: Stappen) -> None:
    gemeld = stappen.register(melder=ANONIEM)
    assert [(str(t.code), t.variant, str(t.voor)) for t in gemeld.termijnen] == [
        ("tussenbericht", "zonder_kanaal", "intern")
    ]
    assert stappen.berichten() == []
    stappen.nothing_broken()


def test_an_anonymous_melder_may_still_be_reachable(stappen: Stappen) -> None:
    gemeld = stappen.register(melder=MelderGegevens(anoniem=True, email="anoniem@voorbeeld.example"))
    assert stappen.open_codes(gemeld.melding.id) == VAN_DE_MELDING
    assert stappen.berichten(BerichtStatus.TE_VERSTUREN) == [("ontvangstbevestiging", "te_versturen")]


@pytest.mark.parametrize(
    ("melder", "kanaal"),
    [
        (MelderGegevens(naam="x", telefoon="06-12345678", adres="a"), Voorkeurskanaal.TELEFOON),
        (MelderGegevens(naam="x", adres="a"), Voorkeurskanaal.BRIEF),
        (MelderGegevens(naam="x", email="e", voorkeurskanaal=Voorkeurskanaal.BRIEF), Voorkeurskanaal.BRIEF),
        (MelderGegevens(naam="x"), Voorkeurskanaal.GEEN),
    ],
)
def test_the_channel_is_the_wish_or_what_is_known(melder: MelderGegevens, kanaal: Voorkeurskanaal) -> None:
    assert melder.kanaal is kanaal


def test_brothers_and_sisters_each_get_a_casus_in_one_gezin(stappen: Stappen) -> None:
    gemeld = stappen.register(jeugdigen=(FEMKE, replace(FEMKE, voornamen="Daan")))
    eerste, tweede = gemeld.casussen
    assert eerste.id != tweede.id
    assert eerste.gezin_id == tweede.gezin_id is not None
    stappen.nothing_broken()


def test_who_is_offered_a_child_reads_of_brothers_and_sisters_what_concerns_it(stappen: Stappen) -> None:
    """Kenmerken of what is ours or offered to us; of another, that there is one."""
    nieuw = stappen.register(jeugdigen=(FEMKE, replace(FEMKE, voornamen="Tim")))
    een, ander = nieuw.casussen

    def seen() -> tuple[bool, tuple[tuple[str, bool], ...]]:
        with stappen.wereld.werkplek("ozj") as desk:
            beeld = load_casus(desk, str(een.id))
        return beeld.gezin.is_er, beeld.gezin.leden

    aanbod = stappen.offer("vws-ucz", "ozj", een.id)
    assert seen() == (True, ())
    stappen.offer("vws-ucz", "ozj", ander.id)
    assert seen() == (True, ((ander.kenmerk, True),))
    stappen.accept("ozj", aanbod)
    assert seen() == (True, ((ander.kenmerk, True),))


def test_another_child_later_joins_the_gezin(stappen: Stappen) -> None:
    eerste, _ = stappen.register(jeugdigen=(FEMKE, FEMKE)).casussen
    gemeld = stappen.register(jeugdigen=(JeugdigeGegevens(casus=eerste.kenmerk), FEMKE))
    assert gemeld.casussen[1].gezin_id == eerste.gezin_id
    stappen.nothing_broken()


def test_without_a_jeugdige_there_is_one_casus_and_a_date_to_complete_it(stappen: Stappen) -> None:
    gemeld = stappen.register(jeugdigen=())
    assert len(gemeld.casussen) == 1
    assert "gegevens_aanvullen" in stappen.open_codes()
    stappen.nothing_broken()


@pytest.mark.parametrize("plaats", [None, "GM0193"])
def test_an_unknown_woonplaats_has_a_date_to_complete_it(stappen: Stappen, plaats: str | None) -> None:
    stappen.register(jeugdigen=(replace(FEMKE, woonplaats_gemeente=plaats),))
    open_ = [t for t in stappen.termijnen() if t.code is Termijncode.GEGEVENS_AANVULLEN]
    assert [t.uiterlijk for t in open_] == ([] if plaats else [date(2026, 11, 6)])
    stappen.nothing_broken()


def test_a_woonplaats_is_presumed_until_somebody_says_it_is_certain() -> None:
    assert JeugdigeGegevens(woonplaats_gemeente="GM0193").status is WoonplaatsStatus.VERMOEDELIJK
    assert JeugdigeGegevens().status is WoonplaatsStatus.ONBEKEND
    assert not JeugdigeGegevens().is_bekend


def test_spoed_is_due_today_and_sorts_first(stappen: Stappen) -> None:
    gemeld = stappen.register(spoed=True)
    spoed = next(t for t in gemeld.termijnen if t.code is Termijncode.SPOED)
    assert spoed.uiterlijk == START.date()
    assert gemeld.casussen[0].spoed_rang == 0
    stappen.nothing_broken()


def test_spoed_ends_with_the_melding_that_said_so(stappen: Stappen) -> None:
    casus = stappen.register().casussen[0]
    haast = stappen.register(spoed=True, jeugdigen=(JeugdigeGegevens(casus=casus.kenmerk),))
    assert stappen.casus(casus.id).spoed_rang == 0
    stappen.close_melding("vws-ucz", haast.melding.id, MeldingUitkomst.INGETROKKEN)
    assert stappen.casus(casus.id).spoed_rang == 1
    stappen.nothing_broken()


def test_a_melding_can_join_an_open_casus(stappen: Stappen) -> None:
    casus = stappen.register().casussen[0]
    gemeld = stappen.register(jeugdigen=(JeugdigeGegevens(casus=str(casus.id)),))
    assert [c.id for c in gemeld.casussen] == [casus.id]
    assert stappen.casus(casus.id).versie == casus.versie + 1
    stappen.nothing_broken()


def test_joining_works_although_the_clock_of_this_server_runs_behind(stappen: Stappen) -> None:
    casus = stappen.register().casussen[0]
    stappen.wereld.later(seconds=-5)
    stappen.register(jeugdigen=(JeugdigeGegevens(casus=casus.kenmerk),))
    stappen.nothing_broken()


@pytest.mark.parametrize("hoe", ["twee keer", "van een ander", "gesloten"])
def test_a_melding_joins_only_an_open_casus_of_the_own_organisatie_once(stappen: Stappen, hoe: str) -> None:
    gemeld = stappen.register()
    koppeling = JeugdigeGegevens(casus=gemeld.casussen[0].kenmerk)
    if hoe == "gesloten":
        stappen.close_melding("vws-ucz", gemeld.melding.id, MeldingUitkomst.INGETROKKEN)
        stappen.close_casus("vws-ucz", gemeld.casussen[0].id)
    wie = "ozj" if hoe == "van een ander" else "vws-ucz"
    with pytest.raises(InvalidInputError, match="niet open bij uw organisatie"):
        stappen.register(wie, jeugdigen=(koppeling,) * (2 if hoe == "twee keer" else 1))


def test_a_klacht_stays_apart_its_text_is_in_no_other_row(stappen: Stappen) -> None:
    geheim = "De gezinsvoogd schreeuwde tegen ons"
    gemeld = stappen.register(
        aard=frozenset({Aard.KLACHT}),
        hulpvraag=None,
        klacht=KlachtGegevens(tekst=geheim, over="GI Voorbeeld"),
    )
    wereld = stappen.wereld
    with wereld.database.read() as session:
        verbinding = session.connection()
        klacht = verbinding.execute(text("SELECT id, sleutel, inhoud_verzegeld FROM klacht")).one()
        rijen = {
            tabel: str(verbinding.execute(text(f'SELECT * FROM "{tabel}"')).all())
            for tabel in inspect(verbinding).get_table_names()
        }
    inhoud = wereld.kluis.open_sleutel(klacht.sleutel).ontzegel_json(
        Plek("klacht", UUID(str(klacht.id)), "inhoud"), klacht.inhoud_verzegeld
    )
    assert inhoud == {"tekst": geheim, "over": "GI Voorbeeld"}
    assert [tabel for tabel, alles in rijen.items() if geheim in alles] == []
    assert gemeld.casussen[0].onderwerp_verzegeld is None
    klok = next(t for t in stappen.termijnen() if t.code is Termijncode.KLACHT_AFHANDELEN)
    assert (klok.artikel, klok.verantwoordelijke_id) == ("Awb 9:11", stappen.id_of("vws-ucz"))
    stappen.nothing_broken()


def test_the_receipt_of_a_klacht_is_confirmed_by_law(stappen: Stappen) -> None:
    """Awb 9:6: apart from the receipt of the question, and kept once its letter has gone out."""
    stappen.register(aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}), klacht=KlachtGegevens(tekst="x"))
    ontvangst = [t for t in stappen.termijnen() if t.code is Termijncode.ONTVANGSTBEVESTIGING]
    assert {(t.artikel, t.is_open) for t in ontvangst} == {("Awb 9:6", True), (None, True)}
    assert ("klacht_ontvangen", "te_versturen") in stappen.berichten()


def test_a_formal_letter_is_answered_by_the_loket_itself(stappen: Stappen) -> None:
    gemeld = stappen.register(
        "ozj",
        formele_brief=True,
        aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}),
        klacht=KlachtGegevens(tekst="x"),
    )
    assert stappen.duties(gemeld.melding.id) == {"hulpvraag": "vws-ucz", "klacht": "ozj"}
    bij_loket = {str(t.code) for t in gemeld.termijnen if t.verantwoordelijke_id == stappen.id_of("vws-ucz")}
    assert bij_loket == {"antwoord_melder", "tussenbericht"}
    stappen.nothing_broken()


def test_a_loket_hears_how_it_went_when_another_registers_for_it(stappen: Stappen) -> None:
    gemeld = stappen.register("ozj", loket="juiste-loket")
    assert "terugkoppeling_loket" in stappen.open_codes(gemeld.melding.id)
    assert "terugkoppeling_loket" not in stappen.open_codes(stappen.register("ozj", loket="ozj").melding.id)
    stappen.nothing_broken()


def test_what_the_melder_said_can_only_be_read_with_the_key(stappen: Stappen) -> None:
    gemeld = stappen.register(geholpen_met="Een vaste plek", eerder_betrokken=("wijkteam",))
    melding = stappen.melding(gemeld.melding.id)
    with stappen.wereld.werkplek("vws-ucz") as desk:
        plek = Plek("melding", melding.id, "hulpvraag")
        assert desk.unseal(melding, plek, melding.hulpvraag_verzegeld) == some_melding().hulpvraag
        plek = Plek("melding", melding.id, "geholpen_met")
        assert desk.unseal_person(melding, plek, melding.geholpen_met_verzegeld) == {
            "geholpenMet": "Een vaste plek", "eerderBetrokken": "wijkteam",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("opdracht", "regel"),
    [
        (some_melding(), "Mijn dochter heeft geen vaste plek na het ziekenhuis"),
        (some_melding(onderwerp="Plek gezocht"), "Plek gezocht"),
        (some_melding(hulpvraag=None), None),
    ],
)
def test_the_subject_is_what_was_given_or_the_first_sentence(opdracht: object, regel: str | None) -> None:
    assert subject_of(opdracht) == regel  # type: ignore[arg-type]  # only the fields it reads


def test_a_long_subject_ends_at_a_word() -> None:
    regel = subject_of(some_melding(hulpvraag="woord " * 40))
    assert regel is not None
    assert regel.endswith("woord …")
    assert len(regel) <= ONDERWERP_LENGTE + 2


def test_a_casus_of_another_party_cannot_be_seen(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    with pytest.raises(NotVisibleError):
        stappen.offer("ret-jz14", "ozj", casus_id)
