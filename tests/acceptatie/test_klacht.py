"""Scenario 8: the 6th mail, a klacht with the terms of the law beside a question that goes on."""

from datetime import date

import pytest
from sqlmodel import SQLModel

from app.domain.actor import Rol
from app.domain.errors import NotVisibleError, RefusedError
from app.domain.klachttermen import KlachtStatus, KlachtUitkomst
from app.domain.opdrachten import JeugdigeGegevens, KlachtGegevens, MelderGegevens
from app.domain.termen import Aard, Kanaal, MeldingStatus, Overslagreden, WoonplaatsStatus
from app.queries.klachtmelder import klachten_for_melder
from tests.fixtures_app import Wereld
from tests.services.klachtstappen import Klachtstappen

APELDOORN = "gemeente-gm0200"
MAIL = "De gemeente belt nooit terug en de jeugdconsulent liegt. Ik wil dat iemand naar mij luistert."


def register(stappen: Klachtstappen):  # the answer of the service
    return stappen.register(
        "vws-ucz",
        loket="vws-ucz",
        kanaal=Kanaal.MAIL,
        ontvangen_op=date(2027, 3, 16),
        aard=frozenset({Aard.HULPVRAAG, Aard.KLACHT}),
        hulpvraag=MAIL,
        melder=MelderGegevens(
            naam="Een ouder", email="ouder@voorbeeld.example", adres="Kade 1\n7311 AB Apeldoorn"
        ),
        klacht=KlachtGegevens(tekst=MAIL, over="De jeugdconsulent", organisatie=APELDOORN),
        jeugdigen=(
            JeugdigeGegevens(
                voornamen="Kind",
                geboortedatum=date(2011, 1, 1),
                woonplaats_gemeente="GM0200",
                woonplaats_status=WoonplaatsStatus.VASTGESTELD,
            ),
        ),
    )


def test_08_a_klacht_beside_a_question_from_receipt_to_outcome(wereld: Wereld) -> None:
    """Klachtherkenning at intake, sent on, an uninvolved handler, heard, judged; the question goes on."""
    stappen = Klachtstappen(wereld)
    consulent = wereld.hire(APELDOORN, Rol.CASUSREGISSEUR)
    stappen.kb = wereld.hire(APELDOORN, Rol.KLACHTBEHANDELAAR)
    stappen.on(2027, 3, 16)
    nieuw = register(stappen)
    klacht, melding, casus = nieuw.klacht, nieuw.melding.id, nieuw.casussen[0].id
    assert klacht is not None
    stappen.move(casus, "vws-ucz", APELDOORN, overgeslagen=Overslagreden.LOKAAL_VOLDOENDE)

    stappen.on(2027, 3, 18).forward(klacht, APELDOORN)
    klok = stappen.clock(klacht)
    assert klok.uiterlijk == date(2027, 4, 28), "our promise: 6 weken from the first receipt, not Koningsdag"
    assert klok.wettelijk_uiterlijk == date(2027, 4, 29), "the law: from the receipt by the college"
    assert stappen.last_letter(klacht)[0] == "klacht_doorgezonden"
    assert stappen.duties(melding) == {"hulpvraag": APELDOORN, "klacht": APELDOORN}

    stappen.on(2027, 3, 19).confirm(klacht)
    with pytest.raises((RefusedError, NotVisibleError)):
        stappen.take(klacht, consulent)  # 9:7: treats the casus
    stappen.take(klacht)
    stappen.send(klacht)
    stappen.on(2027, 4, 6).hear(klacht)
    stappen.on(2027, 4, 14).judge(klacht, KlachtUitkomst.DEELS_GEGROND)
    moment, _, brief = stappen.last_letter(klacht)
    assert moment == "klacht_afgedaan"
    assert "ombudsman" in brief.lower()
    assert "14 april 2028" in brief, "a year (9:24)"

    assert stappen.now(klacht).status is KlachtStatus.AFGEDAAN
    assert stappen.melding(melding).status is not MeldingStatus.GESLOTEN
    assert stappen.duties(melding)["hulpvraag"] == APELDOORN
    assert stappen.casus(casus).status == "open"
    with wereld.database.read() as session:
        (van_melder,) = klachten_for_melder(session, melding)
    assert (van_melder.is_afgedaan, van_melder.uitkomst) == (True, None), "told once the letter went out"
    stappen.nothing_broken()


def test_08_nobody_is_called_difficult(wereld: Wereld) -> None:
    """No column, no choice and no word for a melder who is a burden."""
    namen = {kolom.name for tabel in SQLModel.metadata.tables.values() for kolom in tabel.columns}
    waarden = {
        waarde
        for tabel in SQLModel.metadata.tables.values()
        for kolom in tabel.columns
        for waarde in getattr(kolom.type, "enums", ())
    }
    assert not any("lastig" in woord for woord in namen | waarden)
