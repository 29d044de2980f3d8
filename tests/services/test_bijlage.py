"""Bijlage: files with a casus and with a bijdrage: sealed, whole, and only for who may read them."""

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from app.domain.bijdrage import AnswerBijdrage, AskBijdrage, WithdrawBijdrage
from app.domain.bijlage import DEEL, AddBijlagen, Bijlagekant, Bijlagereden, WithdrawBijlage
from app.domain.errors import InvalidInputError, NotPermittedError, NotVisibleError, RefusedError
from app.kluis import KluisError
from app.models import Bijlage, Bijlagedeel, Casus, Gebeurtenis
from app.queries.bijdragen import load_bijdrage
from app.queries.bijlageinhoud import load_bijlage
from app.queries.bijlagen import bijlagen_of_casus
from app.queries.geschiedenis import history
from app.services.bijdrage import answer_bijdrage, ask_bijdrage, withdraw_bijdrage
from app.services.bijlage import add_bijlagen, withdraw_bijlage
from app.services.controle import check_invariants
from tests.fixtures_app import Wereld
from tests.services.bestanden import PDF, PNG, judged
from tests.services.stappen import Stappen, Wie

GROOT = PDF + bytes(range(256)) * 1500


@pytest.fixture
def stappen(sqlite_wereld: Wereld) -> Stappen:
    return Stappen(sqlite_wereld)


@pytest.fixture
def casus(stappen: Stappen) -> UUID:
    gemeld = stappen.register()
    stappen.move(gemeld.casussen[0].id, "vws-ucz", "ozj", "en2")
    return gemeld.casussen[0].id


def add(stappen: Stappen, casus: UUID, wie: Wie = "en2", inhoud: bytes = GROOT) -> UUID:
    with stappen.wereld.werkplek(wie) as desk:
        opdracht = AddBijlagen(casus_id=casus, bestanden=(judged("Brief van oma.pdf", inhoud),))
        return add_bijlagen(desk, opdracht)[0].id


def ask(stappen: Stappen, casus: UUID, *gekozen: UUID) -> UUID:
    with stappen.wereld.werkplek("en2") as desk:
        opdracht = AskBijdrage(
            casus_id=casus,
            naar_organisatie="gemeente-gm0193",
            vraag="Klopt dit verslag?",
            bijlagen=(judged("foto.png", PNG),),
            meegestuurd=gekozen,
        )
        return ask_bijdrage(desk, opdracht).id


def names(stappen: Stappen, bijdrage: UUID, wie: Wie) -> list[tuple[str, Bijlagekant | None]]:
    with stappen.wereld.werkplek(wie) as desk:
        return [(bijlage.naam, bijlage.kant) for bijlage in load_bijdrage(desk, bijdrage).bijlagen]


def content(stappen: Stappen, bijlage: UUID, wie: Wie) -> bytes:
    with stappen.wereld.werkplek(wie) as desk:
        return load_bijlage(desk, bijlage).inhoud


def test_a_file_comes_back_as_it_was_and_lies_sealed_in_parts(stappen: Stappen, casus: UUID) -> None:
    bijlage = add(stappen, casus)
    assert content(stappen, bijlage, "en2") == GROOT
    with stappen.wereld.database.read() as session:
        delen = session.exec(select(Bijlagedeel).order_by(Bijlagedeel.nummer)).all()  # type: ignore[arg-type]  # a column
        rij = session.exec(select(Bijlage)).one()
        soorten = session.exec(select(Gebeurtenis.soort)).all()
    assert [deel.nummer for deel in delen] == list(range(-(-len(GROOT) // DEEL)))
    assert all(PDF[:20] not in (deel.inhoud_verzegeld or b"") for deel in delen)
    assert b"oma" not in (rij.naam_verzegeld or b"")
    assert soorten.count("bijlage_toegevoegd") == 1
    stappen.nothing_broken()


def test_only_who_treats_the_casus_reads_its_files(stappen: Stappen, casus: UUID) -> None:
    bijlage = add(stappen, casus)
    stappen.offer("en2", "ret-jz07", casus)
    for wie in ("ozj", "vws-ucz", "ret-jz07", "gemeente-gm0193", "igj"):
        with pytest.raises(NotVisibleError):
            content(stappen, bijlage, wie)
    with stappen.wereld.werkplek("ozj") as desk, pytest.raises(NotPermittedError):
        bijlagen_of_casus(desk, casus)
    with stappen.wereld.werkplek("en2") as desk:
        assert [rij.naam for rij in bijlagen_of_casus(desk, casus)] == ["Brief van oma.pdf"]


def test_only_the_owner_adds_a_file_and_only_to_an_open_casus(stappen: Stappen, casus: UUID) -> None:
    with pytest.raises(NotPermittedError):
        add(stappen, casus, "ozj")
    with stappen.wereld.werkplek("en2") as desk, pytest.raises(InvalidInputError):
        add_bijlagen(desk, AddBijlagen(casus_id=casus, bestanden=()))
    with stappen.wereld.werkplek("en2") as desk, pytest.raises(InvalidInputError):
        add_bijlagen(desk, AddBijlagen(casus_id=casus, bestanden=(judged(),) * 6))


def test_who_was_asked_reads_what_was_sent_along_and_nothing_else(stappen: Stappen, casus: UUID) -> None:
    mee, apart = add(stappen, casus), add(stappen, casus, inhoud=PDF)
    bijdrage = ask(stappen, casus, mee)
    wat = [("Brief van oma.pdf", Bijlagekant.VRAAG), ("foto.png", Bijlagekant.VRAAG)]
    assert names(stappen, bijdrage, "gemeente-gm0193") == wat
    assert content(stappen, mee, "gemeente-gm0193") == GROOT
    with pytest.raises(NotVisibleError):
        content(stappen, apart, "gemeente-gm0193")
    with stappen.wereld.werkplek("gemeente-gm0193") as desk:
        antwoord = AnswerBijdrage(bijdrage_id=bijdrage, antwoord="Ja.", bijlagen=(judged(),))
        answer_bijdrage(desk, antwoord)
    assert ("verslag.pdf", Bijlagekant.ANTWOORD) in names(stappen, bijdrage, "en2")
    assert content(stappen, mee, "gemeente-gm0193") == GROOT
    with stappen.wereld.werkplek("en2") as desk:
        assert len(bijlagen_of_casus(desk, casus)) == 4
    stappen.nothing_broken()


def test_what_was_withdrawn_cannot_be_opened_any_more(stappen: Stappen, casus: UUID) -> None:
    mee = add(stappen, casus)
    bijdrage = ask(stappen, casus, mee)
    with stappen.wereld.werkplek("en2") as desk:
        withdraw_bijdrage(desk, WithdrawBijdrage(bijdrage_id=bijdrage))
    assert names(stappen, bijdrage, "gemeente-gm0193") == []
    with pytest.raises(NotVisibleError):
        content(stappen, mee, "gemeente-gm0193")


def test_a_file_of_another_casus_does_not_go_along(stappen: Stappen, casus: UUID) -> None:
    ander = stappen.register().casussen[0].id
    stappen.move(ander, "vws-ucz", "ozj", "en2")
    vreemd = add(stappen, ander)
    with pytest.raises(NotVisibleError):
        ask(stappen, casus, vreemd)


def test_a_refused_act_keeps_no_file(stappen: Stappen, casus: UUID) -> None:
    opdracht = AskBijdrage(
        casus_id=casus, naar_organisatie="gemeente-gm0153", vraag=" ", bijlagen=(judged(),)
    )
    with pytest.raises(InvalidInputError), stappen.wereld.werkplek("en2") as desk:
        ask_bijdrage(desk, opdracht)
    with stappen.wereld.database.read() as session:
        assert session.exec(select(Bijlage)).all() == []


def test_the_key_of_the_casus_takes_its_files_along(stappen: Stappen, casus: UUID) -> None:
    bijlage = add(stappen, casus)
    with stappen.wereld.database.transaction() as session:
        session.exec(select(Casus).where(Casus.id == casus)).one().sleutel = None
    with pytest.raises((NotVisibleError, KluisError)):
        content(stappen, bijlage, "en2")


@pytest.mark.parametrize(
    ("opdracht", "regel"),
    [
        ("DELETE FROM bijlagedeel WHERE nummer = 1", "al haar delen"),
        (
            "UPDATE bijlage SET casus_id = (SELECT max(id) FROM casus)",
            "over haar eigen casus",
        ),
    ],
)
def test_the_check_finds_a_file_that_is_not_whole_or_lies_wrong(
    stappen: Stappen, casus: UUID, opdracht: str, regel: str
) -> None:
    ask(stappen, casus, add(stappen, casus))
    stappen.register()
    with stappen.wereld.database.transaction() as session:
        session.connection().execute(text(opdracht))
    with stappen.wereld.database.read() as session:
        gevonden = check_invariants(session, stappen.wereld.omgeving)
    assert any(regel in bevinding.melding for bevinding in gevonden)


def withdraw(stappen: Stappen, bijlage_id: UUID, wie: Wie = "en2") -> None:
    stappen.wereld.later(minutes=5)
    with stappen.wereld.werkplek(wie) as desk:
        withdraw_bijlage(desk, WithdrawBijlage(bijlage_id, Bijlagereden.ANDER_KIND))


def test_a_file_added_by_mistake_is_taken_back_and_the_fact_stays(stappen: Stappen, casus: UUID) -> None:
    bijlage, blijft = add(stappen, casus), add(stappen, casus, inhoud=PNG)
    withdraw(stappen, bijlage)
    with stappen.wereld.werkplek("en2") as desk:
        with pytest.raises(NotVisibleError):
            load_bijlage(desk, bijlage)
        beelden = {rij.id: rij for rij in bijlagen_of_casus(desk, casus)}
        assert beelden[bijlage].ingetrokken_reden is Bijlagereden.ANDER_KIND
        assert (beelden[bijlage].mag_intrekken, beelden[blijft].mag_intrekken) == (False, True)
        assert desk.session.exec(select(Bijlagedeel).where(Bijlagedeel.bijlage_id == bijlage)).all() == []
        assert desk.session.exec(select(Bijlage).where(Bijlage.id == bijlage)).one().naam_verzegeld is None
        assert "Bijlage ingetrokken: het ging over een ander kind" in [r.titel for r in history(desk, casus)]
    with pytest.raises(RefusedError, match="al ingetrokken"):
        withdraw(stappen, bijlage)
    stappen.nothing_broken()


def test_only_who_added_it_and_never_what_was_sent(stappen: Stappen, casus: UUID) -> None:
    eigen, gestuurd = add(stappen, casus), add(stappen, casus)
    with stappen.wereld.werkplek("en2") as desk:
        vraag = AskBijdrage(casus_id=casus, naar_organisatie="ret-jz07", vraag="?", meegestuurd=(gestuurd,))
        bijdrage = ask_bijdrage(desk, vraag).id
    with pytest.raises(RefusedError, match="ging mee"):
        withdraw(stappen, gestuurd)
    with pytest.raises(NotVisibleError):
        withdraw(stappen, eigen, "ret-jz07")
    with stappen.wereld.werkplek("en2") as desk:
        withdraw_bijdrage(desk, WithdrawBijdrage(bijdrage_id=bijdrage))
    withdraw(stappen, gestuurd)
    stappen.move(casus, "en2", "ret-jz07")
    with pytest.raises(NotPermittedError, match="die dit bestand toevoegde"):
        withdraw(stappen, eigen, "ret-jz07")
    with stappen.wereld.werkplek("ret-jz07") as desk:
        assert not any(rij.mag_intrekken for rij in bijlagen_of_casus(desk, casus))
    stappen.nothing_broken()
