"""A learned model works only after approval; its effect on the open work is told before (linkage.md §2)."""

from dataclasses import replace

import pytest

from app.domain.actor import Actor, Rol
from app.domain.errors import NotPermittedError, NotVisibleError, RefusedError
from app.domain.samenloop import Band
from app.domain.samenloopmodel import Zekerheid
from app.linkage.koppelen import link
from app.linkage.registratie import read_persoon
from app.linkage.standaard import default_model
from app.linkage.vergelijken import Veld
from app.queries.samenloopmodellen import judged_by_certainty, list_models, model_history
from app.services.modelgevolg import effect_of_model
from app.services.modelkeuring import approve_model, decline_model, keep_model
from app.services.samenloopmodel import figures_of, read_scales
from tests.fixtures_app import Wereld
from tests.linkage.verzonnen import invent
from tests.services.stappen import Stappen
from tests.services.test_samenloop_oordeel import FEMKE, decide, pairs


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    sqlite_wereld.opent_samenlopen = True
    return Stappen(sqlite_wereld)


@pytest.fixture
def beheerder(stappen: Stappen) -> Actor:
    return stappen.wereld.hire("ozj", Rol.BEHEERDER)


def learn(stappen: Stappen, beheerder: Actor, *, streng: bool = False) -> int:
    """A model learned on invented records; a severe one takes the same first name for another child's."""
    personen = [read_persoon(registratie) for registratie in invent(40, 2).registraties]
    koppeling = link(personen, default_model())
    model = koppeling.geleerd.model
    if streng:
        namen = model.zelfde[Veld.VOORNAAM] * 1e-9
        model = replace(model, zelfde=(namen, *model.zelfde[1:]))
    with stappen.wereld.werkplek(beheerder) as desk:
        cijfers = figures_of(koppeling, len(personen))
        return keep_model(desk, model, cijfers, "bestand").versie


def test_a_learned_model_works_only_after_approval(stappen: Stappen, beheerder: Actor) -> None:
    een, ander = learn(stappen, beheerder), learn(stappen, beheerder)
    assert (een, ander) == (1, 2)
    with stappen.wereld.werkplek(beheerder) as desk:
        assert read_scales(desk.session).model.naam == default_model().naam
        approve_model(desk, een)
        approve_model(desk, ander)
        assert [(beeld.versie, beeld.werkt) for beeld in list_models(desk)] == [
            (2, True), (1, False), (0, False)
        ]  # fmt: skip
        with pytest.raises(RefusedError, match="werkt nu"):
            decline_model(desk, ander)
        with pytest.raises(RefusedError, match="werkt al"):
            approve_model(desk, ander)
        approve_model(desk, 0)
        decline_model(desk, een)
        for weigert in (decline_model, decline_model):
            with pytest.raises(RefusedError):
                weigert(desk, een)
        with pytest.raises(RefusedError, match="meegeleverde"):
            decline_model(desk, 0)
        with pytest.raises(NotVisibleError):
            approve_model(desk, 9)
        assert read_scales(desk.session).model.naam == default_model().naam
        assert [regel.titel for regel in model_history(desk)][:3] == [
            "Model 1 afgewezen", "Het meegeleverde model weegt voortaan", "Model 2 weegt voortaan"
        ]  # fmt: skip
    stappen.nothing_broken()


def test_only_the_landelijke_beheerder_comes_to_the_models(stappen: Stappen) -> None:
    for wie in ("ozj", stappen.wereld.hire("gemeente-gm0193", Rol.BEHEERDER)):
        with stappen.wereld.werkplek(wie) as desk:
            for vraag in (list_models, judged_by_certainty, model_history):
                with pytest.raises(NotPermittedError):
                    vraag(desk)
            for doe in (approve_model, decline_model, effect_of_model):
                with pytest.raises(NotPermittedError):
                    doe(desk, 0)


def test_the_open_work_is_weighed_with_both_models_and_nothing_changes(
    stappen: Stappen, beheerder: Actor
) -> None:
    stappen.register()
    stappen.wereld.later(hours=1)
    stappen.register("gemeente-gm0193")
    stappen.register("ret-jz07", jeugdigen=(replace(FEMKE, achternaam="Voorbeelt"),))
    voor = [(rij.band, rij.gewicht_tienden, rij.status) for rij in pairs(stappen)]
    gewoon, streng = learn(stappen, beheerder), learn(stappen, beheerder, streng=True)
    with stappen.wereld.werkplek(beheerder) as desk:
        gevolg = effect_of_model(desk, 0)
        assert (gevolg.van, gevolg.bekeken, gevolg.gelijk) == (3, 3, 3)
        assert effect_of_model(desk, gewoon).bekeken == 3
        anders = effect_of_model(desk, streng)
        assert sum(aantal for _, _, aantal in anders.verschillen) == 3
        assert {straks for _, straks, _ in anders.verschillen} == {None}
        assert Band.TREFFER in {nu for nu, _, _ in anders.verschillen}
    assert [(rij.band, rij.gewicht_tienden, rij.status) for rij in pairs(stappen)] == voor


def test_what_was_judged_tells_how_often_a_band_is_right(stappen: Stappen, beheerder: Actor) -> None:
    for wie in ("vws-ucz", "gemeente-gm0193", "ret-jz07"):
        stappen.register(wie)
        stappen.wereld.later(hours=1)
    een, ander, _ = pairs(stappen)
    decide(stappen, "vws-ucz", een, "koppelen")
    decide(stappen, "vws-ucz", ander, "afgewezen")
    with stappen.wereld.werkplek(beheerder) as desk:
        gevonden = judged_by_certainty(desk)
    zeker = gevonden[Zekerheid.BIJNA_ZEKER]
    assert (zeker.open, zeker.zelfde, zeker.ander, zeker.beoordeeld) == (1, 1, 1, 2)
    assert sum(bevinding.open for bevinding in gevonden.values()) == 1
