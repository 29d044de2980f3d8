"""May the owner offer this casus to that party? Every refusal, every ground (domain.md §3)."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.actor import OrganisatieSoort as Soort
from app.domain.errors import InvalidInputError, RefusedError
from app.domain.keten.aanbod import Aanbod, Partij, Stand, assess_aanbod, default_grondslag
from app.domain.opdrachten import Mededeling, OfferOverdracht
from app.domain.termen import (
    Grondslag,
    Overslagreden,
    Richting,
    Uitzondering,
    Wijze,
    WoonplaatsStatus,
)


def partij(nummer: int, soort: Soort, **anders: object) -> Partij:
    basis = Partij(
        id=UUID(int=nummer),
        naam=f"Partij {nummer}",
        soort=soort,
        bestuursorgaan=False,
        bereikbaar=True,
        geblokkeerd=False,
        bedient_woonplaats=True,
    )
    return replace(basis, **anders)  # type: ignore[arg-type]  # tests name the fields


def stand(van: Soort, naar: Soort, **anders: object) -> Stand:
    basis = Stand(
        eigenaar=partij(1, van),
        ontvanger=partij(2, naar),
        woonplaats_status=WoonplaatsStatus.VASTGESTELD,
        woonplaats_gewijzigd=False,
        eerdere_eigenaren=frozenset(),
        teruggaven={},
    )
    return replace(basis, **anders)  # type: ignore[arg-type]  # tests name the fields


def opdracht(**anders: object) -> OfferOverdracht:
    basis = OfferOverdracht(
        casus_id=UUID(int=9), naar_organisatie="x", reden="r", mededeling=Mededeling(wijze=Wijze.MAIL)
    )
    return replace(basis, **anders)  # type: ignore[arg-type]  # tests name the fields


LOKET, OZJ, EN, RET = Soort.LOKET, Soort.OZJ, Soort.EXPERTISENETWERK, Soort.RET
GEMEENTE, WIJKTEAM = Soort.GEMEENTE, Soort.WIJKTEAM


@pytest.mark.parametrize(
    ("situatie", "code"),
    [
        (stand(OZJ, EN, ontvanger=partij(1, OZJ)), "al_eigenaar"),
        *((stand(OZJ, soort), "ontvanger_geen_schakel")
          for soort in (Soort.GI, Soort.AANBIEDER, Soort.VEILIG_THUIS)),
        (stand(RET, RET), "zijwaarts_niet_mogelijk"),
        (stand(OZJ, OZJ), "zijwaarts_niet_mogelijk"),
        (stand(EN, EN), "zijwaarts_niet_mogelijk"),
        (stand(GEMEENTE, GEMEENTE), "zijwaarts_niet_mogelijk"),
        (stand(RET, RET, woonplaats_gewijzigd=True, ontvanger=partij(2, RET, bedient_woonplaats=False)),
         "zijwaarts_niet_mogelijk"),
        (stand(OZJ, EN, ontvanger=partij(2, EN, geblokkeerd=True)), "ontvanger_geblokkeerd"),
        (stand(OZJ, EN, ontvanger=partij(2, EN, bereikbaar=False)), "ontvanger_onbereikbaar"),
        *((stand(EN, s, woonplaats_status=WoonplaatsStatus.ONBEKEND), "woonplaats_onbekend")
          for s in (RET, GEMEENTE, WIJKTEAM)),
        *((stand(EN, s, woonplaats_status=WoonplaatsStatus.BETWIST), "woonplaats_betwist")
          for s in (RET, GEMEENTE, WIJKTEAM)),
        (stand(EN, RET, teruggaven={UUID(int=7): 2}), "alleen_nog_omhoog"),
        (stand(OZJ, EN, teruggaven={UUID(int=7): 3}), "alleen_nog_omhoog"),
        (stand(GEMEENTE, WIJKTEAM, teruggaven={UUID(int=7): 2}), "alleen_nog_omhoog"),
    ],
)  # fmt: skip
def test_an_offer_that_cannot_be_is_refused_with_its_reason(situatie: Stand, code: str) -> None:
    with pytest.raises(RefusedError) as fout:
        assess_aanbod(situatie, opdracht(overgeslagen=Overslagreden.SPOED))
    assert fout.value.code == code
    assert fout.value.melding.endswith(".")


@pytest.mark.parametrize(
    ("eigenaar", "stap"), [(OZJ, "Maak een escalatie."), (EN, "Bied de casus hogerop aan")]
)
def test_after_two_returns_the_next_step_is_named(eigenaar: Soort, stap: str) -> None:
    with pytest.raises(RefusedError, match=stap):
        assess_aanbod(stand(eigenaar, RET, teruggaven={UUID(int=7): 2}), opdracht())


@pytest.mark.parametrize(
    ("situatie", "woorden", "velden"),
    [
        (stand(LOKET, RET), {}, ["overgeslagen"]),
        (stand(OZJ, LOKET, eerdere_eigenaren=frozenset({UUID(int=2)})), {}, ["nieuwFeit"]),
        (stand(OZJ, EN), {"mededeling": Mededeling(wijze=Wijze.GEEN)}, ["mededeling.uitzondering"]),
        (
            stand(LOKET, RET, eerdere_eigenaren=frozenset({UUID(int=2)})),
            {"mededeling": Mededeling(wijze=Wijze.GEEN)},
            ["overgeslagen", "nieuwFeit", "mededeling.uitzondering"],
        ),
    ],
)
def test_missing_words_are_all_named_at_once(
    situatie: Stand, woorden: Mapping[str, object], velden: list[str]
) -> None:
    with pytest.raises(InvalidInputError) as fout:
        assess_aanbod(situatie, opdracht(**woorden))
    assert [f.veld for f in fout.value.fouten] == velden


ELDERS = partij(1, RET, bedient_woonplaats=False)


@pytest.mark.parametrize(
    ("situatie", "woorden", "richting"),
    [
        (stand(LOKET, OZJ), {}, Richting.DOOR),
        (stand(LOKET, OZJ, woonplaats_status=WoonplaatsStatus.ONBEKEND), {}, Richting.DOOR),
        (stand(RET, WIJKTEAM), {}, Richting.DOOR),
        (stand(LOKET, RET), {"overgeslagen": Overslagreden.SPOED}, Richting.DOOR),
        (stand(OZJ, WIJKTEAM, namens_vangnet=True), {}, Richting.DOOR),
        (stand(RET, EN), {}, Richting.OP),
        (stand(RET, EN, teruggaven={UUID(int=7): 2}), {}, Richting.OP),
        (stand(RET, WIJKTEAM, teruggaven={UUID(int=7): 1}), {}, Richting.DOOR),
        (stand(LOKET, LOKET), {}, Richting.ZIJ),
        (stand(GEMEENTE, WIJKTEAM), {}, Richting.ZIJ),
        (stand(WIJKTEAM, GEMEENTE), {}, Richting.ZIJ),
        (stand(RET, RET, eigenaar=ELDERS), {}, Richting.ZIJ),
        (stand(RET, RET, woonplaats_gewijzigd=True), {}, Richting.ZIJ),
        (stand(OZJ, LOKET, eerdere_eigenaren=frozenset({UUID(int=2)})), {"nieuw_feit": "ja"}, Richting.OP),
        (
            stand(LOKET, OZJ),
            {"mededeling": Mededeling(wijze=Wijze.GEEN, uitzondering=Uitzondering.VEILIGHEID)},
            Richting.DOOR,
        ),
    ],
)
def test_an_offer_that_can_be_is_complete(
    situatie: Stand, woorden: Mapping[str, object], richting: Richting
) -> None:
    assert assess_aanbod(situatie, opdracht(**woorden)).richting is richting


BESTUUR = {
    "eigenaar": partij(1, LOKET, bestuursorgaan=True),
    "ontvanger": partij(2, LOKET, bestuursorgaan=True),
}


@pytest.mark.parametrize(
    ("situatie", "grond", "meteen"),
    [
        (stand(LOKET, LOKET, **BESTUUR), Grondslag.AWB_2_3, True),
        (stand(LOKET, OZJ), Grondslag.KETENAFSPRAAK, False),
        (stand(LOKET, LOKET, eigenaar=BESTUUR["eigenaar"]), Grondslag.KETENAFSPRAAK, False),
        (stand(RET, GEMEENTE), Grondslag.JEUGDWET_2_3, False),
        (stand(RET, WIJKTEAM), Grondslag.JEUGDWET_2_3, False),
        (stand(LOKET, LOKET, namens_vangnet=True, **BESTUUR), Grondslag.EIGENAAR_ONBEREIKBAAR, True),
    ],
)
def test_the_ground_is_prefilled_and_awb_2_3_tells_the_melder_at_once(
    situatie: Stand, grond: Grondslag, meteen: bool
) -> None:
    assert default_grondslag(situatie) is grond
    aanbod = assess_aanbod(situatie, opdracht())
    assert aanbod == Aanbod(aanbod.richting, grond, meteen)


def test_a_ground_that_was_chosen_stays() -> None:
    aanbod = assess_aanbod(stand(RET, GEMEENTE), opdracht(grondslag=Grondslag.KETENAFSPRAAK))
    assert aanbod.grondslag is Grondslag.KETENAFSPRAAK
