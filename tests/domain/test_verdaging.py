"""Which dates may move, how far and by whom; and what is said about it afterwards."""

import json
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.berichten import put_off
from app.domain.errors import InvalidInputError, RefusedError
from app.domain.termen import Kanaal
from app.domain.termijnen.bereken import bereken, einde_volgens
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import (
    STANDAARDREGELBOEK,
    STANDAARDREGELS,
    Grondsoort,
    Termijncode,
    TermijnVoor,
    Variant,
)
from app.domain.termijnen.uitleg import Uitleg, als_zinnen
from app.domain.termijnen.verdaging import (
    Instemming,
    PostponeTermijn,
    Termijnstand,
    assess_verdaging,
    may_postpone,
    standing,
)
from app.domain.termijnen.wijziging import Verdagingsreden, Wijziging, Wijzigingsoort, joins
from app.domain.toegang import Recht

KALENDER = Kalender({date(2027, 5, 7): "Besluit"}, "proef-1")
BEGIN = date(2026, 11, 3)
VANDAAG = date(2026, 11, 16)
#: 15 werkdagen after 3 November, and 15 more.
EINDE, UITERSTE = date(2026, 11, 24), date(2026, 12, 15)
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)
MAIL = Instemming(datum=VANDAAG, wijze=Kanaal.MAIL)
GEBELD = Instemming(datum=VANDAAG, wijze=Kanaal.TELEFOON)
EIGEN = Wijziging(
    soort=Wijzigingsoort.VERDAGING, van=EINDE, naar=date(2026, 12, 1), op=VANDAAG,
    reden=Verdagingsreden.OVERLEG,
)  # fmt: skip


def stand(
    code: Termijncode = Termijncode.ANTWOORD_MELDER, *verzet: Wijziging, variant: Variant | None = None
) -> Termijnstand:
    regel = STANDAARDREGELBOEK.regel(code, BEGIN, variant)
    uitleg = replace(bereken(regel, BEGIN, KALENDER).uitleg, wijzigingen=verzet)
    return standing(regel, regel.voor, uitleg, KALENDER)


def opdracht(nieuw: date = date(2026, 12, 1), instemming: Instemming | None = None) -> PostponeTermijn:
    return PostponeTermijn(
        termijn_id=A,
        nieuwe_datum=nieuw,
        redencode=Verdagingsreden.ONDERZOEK,
        toelichting="Wij wachten op het gesprek.",
        instemming=instemming,
    )


def refused(van: Termijnstand, wat: PostponeTermijn, vandaag: date = VANDAAG) -> str:
    with pytest.raises((RefusedError, InvalidInputError)) as fout:
        assess_verdaging(van, wat, vandaag, KALENDER)
    if isinstance(fout.value, InvalidInputError):
        return ",".join(regel.veld for regel in fout.value.fouten)
    return fout.value.code


@pytest.mark.parametrize("nieuw", [date(2026, 11, 25), UITERSTE])
def test_a_norm_is_put_off_once_by_at_most_its_own_length(nieuw: date) -> None:
    assert (stand().uiterlijk, stand().uiterste) == (EINDE, UITERSTE)
    assess_verdaging(stand(), opdracht(nieuw), VANDAAG, KALENDER)
    assess_verdaging(stand(), opdracht(nieuw), EINDE, KALENDER)  # on its last day it still can
    assert refused(stand(), opdracht(date(2026, 12, 16))) == "voorbij_maximum"


@pytest.mark.parametrize(
    ("van", "vandaag", "code"),
    [
        (stand(Termijncode.ANTWOORD_MELDER, EIGEN), VANDAAG, "al_verdaagd"),
        (stand(), date(2026, 11, 25), "datum_al_voorbij"),
        (replace(stand(), grondsoort=Grondsoort.AFSPRAAK), VANDAAG, "instemming_nodig"),
    ],
)
def test_what_needs_consent_moves_with_consent_only(van: Termijnstand, vandaag: date, code: str) -> None:
    verder = opdracht(date(2026, 12, 16))
    assert refused(van, verder, vandaag) == code
    assess_verdaging(van, replace(verder, instemming=GEBELD), vandaag, KALENDER)


def test_consent_goes_further_than_the_maximum() -> None:
    assess_verdaging(stand(), opdracht(date(2027, 3, 1), GEBELD), VANDAAG, KALENDER)


@pytest.mark.parametrize(
    ("code", "variant"),
    [
        (Termijncode.SPOED, None),
        (Termijncode.OVERDRACHT_AANVAARDEN, None),
        (Termijncode.OVERDRACHT_AANVAARDEN, Variant.IN_BEOORDELING),
        (Termijncode.KLACHT_NIET_IN_BEHANDELING, None),
        (Termijncode.ONTVANGSTBEVESTIGING, Variant.KLACHT),
    ],
)
def test_some_dates_never_move_whoever_agrees(code: Termijncode, variant: Variant | None) -> None:
    van = stand(code, variant=variant)
    assert refused(van, opdracht(date(2027, 2, 1))) == "niet_te_verdagen"
    assert refused(van, opdracht(date(2027, 2, 1), MAIL)) == "niet_te_verdagen"


def test_every_rule_says_whether_it_can_be_put_off() -> None:
    nooit = {(r.code, r.variant) for r in STANDAARDREGELS if stand(r.code, variant=r.variant).nooit}
    assert len(nooit) == 5
    assert all(r.verdaging_lengte <= r.lengte for r in STANDAARDREGELS if r.grondsoort is Grondsoort.NORM)


def test_consent_about_a_klacht_is_in_writing() -> None:
    van = stand(Termijncode.KLACHT_AFHANDELEN)
    assert van.uiterlijk == date(2026, 12, 15)
    assert van.uiterste == date(2027, 1, 12)
    assess_verdaging(van, opdracht(van.uiterste), VANDAAG, KALENDER)
    verder = date(2027, 1, 13)
    assert refused(van, opdracht(verder)) == "voorbij_maximum"
    assert refused(van, opdracht(verder, GEBELD)) == "instemming.wijze"
    assess_verdaging(van, opdracht(verder, MAIL), VANDAAG, KALENDER)


@pytest.mark.parametrize(
    ("nieuw", "instemming", "velden"),
    [
        (EINDE, None, "nieuweDatum"),
        (date(2026, 11, 28), None, "nieuweDatum"),  # a Saturday
        (date(2026, 12, 25), None, "nieuweDatum"),
        (date(2028, 1, 12), MAIL, "nieuweDatum"),
        (date(2026, 12, 1), replace(MAIL, datum=date(2026, 11, 17)), "instemming.datum"),
        (date(2026, 12, 1), replace(MAIL, datum=date(2026, 11, 2)), "instemming.datum"),
        (date(2026, 12, 1), replace(MAIL, wijze=Kanaal.OVERIG), "instemming.wijze"),
        (
            date(2026, 11, 1),
            replace(MAIL, datum=date(2026, 12, 2), wijze=Kanaal.OVERIG),
            "nieuweDatum,instemming.datum,instemming.wijze",
        ),
    ],
)
def test_all_mistakes_are_named_at_once(nieuw: date, instemming: Instemming | None, velden: str) -> None:
    assert refused(stand(), opdracht(nieuw, instemming)) == velden


def test_a_late_date_moves_to_a_day_that_still_comes() -> None:
    assert refused(stand(), opdracht(date(2026, 12, 2), GEBELD), date(2026, 12, 3)) == "nieuweDatum"


def test_nobody_agrees_to_a_date_of_our_own() -> None:
    van = stand(Termijncode.GEGEVENS_AANVULLEN)
    assert van.voor is TermijnVoor.INTERN
    assert refused(van, opdracht(instemming=MAIL)) == "instemming"


@pytest.mark.parametrize(
    ("verantwoordelijke", "per_eigenaar", "mag"),
    [
        (A, [(A, {Recht.TERUGKOPPELEN})], True),  # the owner, by who treats
        (A, [(A, {Recht.VOORTGANG})], False),  # a colleague of the owner
        (A, [(B, {Recht.VOORTGANG})], True),  # an earlier link that owes its report
        (A, [(A, {Recht.VOORTGANG}), (B, set())], False),
        (B, [(B, {Recht.TERUGKOPPELEN})], True),  # the vangnethouder, for an owner nobody can reach
        (B, [(B, {Recht.VOORTGANG})], False),
        (C, [(B, {Recht.TERUGKOPPELEN})], False),
    ],
)
def test_the_date_moves_by_who_is_verantwoordelijk(
    verantwoordelijke: UUID, per_eigenaar: list[tuple[UUID, set[Recht]]], mag: bool
) -> None:
    rechten = [(eigenaar, frozenset(recht)) for eigenaar, recht in per_eigenaar]
    assert may_postpone(verantwoordelijke, A, rechten) is mag


def test_the_explanation_keeps_every_move_and_says_it_in_plain_dutch() -> None:
    regel = STANDAARDREGELBOEK.regel(Termijncode.ANTWOORD_MELDER, BEGIN)
    verder = Wijziging(
        soort=Wijzigingsoort.VERDAGING, van=EIGEN.naar, naar=date(2026, 12, 8), op=date(2026, 11, 30),
        reden=Verdagingsreden.ANDERS, instemming_op=date(2026, 11, 27),
    )  # fmt: skip
    besluit = Wijziging(
        soort=Wijzigingsoort.KALENDER, van=verder.naar, naar=date(2026, 12, 9), op=date(2026, 12, 1),
        dag=date(2026, 12, 8),
    )  # fmt: skip
    uitleg = bereken(regel, BEGIN, KALENDER).uitleg.moved(EIGEN).moved(verder).moved(besluit)
    assert Uitleg.uit_json(json.loads(json.dumps(uitleg.naar_json()))) == uitleg
    assert uitleg.einde == date(2026, 12, 9)
    assert uitleg.uiterlijk == EINDE
    assert joins(uitleg.uiterlijk, uitleg.wijzigingen)
    assert not joins(uitleg.uiterlijk, uitleg.wijzigingen[1:])
    zinnen = als_zinnen(uitleg)
    assert "De laatste dag was eerst dinsdag 24 november 2026." in zinnen
    assert (
        "Op maandag 16 november 2026 is de datum verzet van dinsdag 24 november 2026 naar dinsdag "
        "1 december 2026. De reden: het overleg over de vraag is later." in zinnen
    )
    assert "naar dinsdag 8 december 2026. Daarmee is ingestemd op vrijdag 27 november 2026." in zinnen
    assert zinnen.endswith(
        "Een besluit veranderde of dinsdag 8 december 2026 een vrije dag is: de datum ging van dinsdag "
        "8 december 2026 naar woensdag 9 december 2026."
    )


def test_an_explanation_from_before_there_were_moves_is_read() -> None:
    regel = STANDAARDREGELBOEK.regel(Termijncode.ANTWOORD_MELDER, BEGIN)
    uitleg = bereken(regel, BEGIN, KALENDER).uitleg
    oud = {naam: waarde for naam, waarde in uitleg.naar_json().items() if naam != "wijzigingen"}
    assert Uitleg.uit_json(oud) == uitleg
    with pytest.raises(ValueError, match="lijst"):
        Uitleg.uit_json(oud | {"wijzigingen": "geen"})


def test_a_decree_moves_a_legal_term_also_after_a_verdaging() -> None:
    regel = STANDAARDREGELBOEK.regel(Termijncode.KLACHT_AFHANDELEN, BEGIN)
    uitleg = bereken(regel, BEGIN, Kalender()).uitleg
    besluit = Kalender({date(2026, 12, 15): "Besluit", date(2027, 1, 12): "Besluit"}, "proef-2")
    assert einde_volgens(regel, uitleg, besluit) == date(2026, 12, 16)
    verdaagd = uitleg.moved(replace(EIGEN, van=uitleg.uiterlijk, naar=date(2027, 1, 12)))
    assert einde_volgens(regel, verdaagd, Kalender()) == date(2027, 1, 12)
    assert einde_volgens(regel, verdaagd, besluit) == date(2027, 1, 13)


def test_the_message_says_vraag_or_klacht() -> None:
    assert put_off(Termijncode.ANTWOORD_MELDER, EINDE, opdracht()).waarover == "uw vraag"
    assert put_off(Termijncode.KLACHT_AFHANDELEN, EINDE, opdracht()).waarover == "uw klacht"
