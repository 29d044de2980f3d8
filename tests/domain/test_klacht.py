"""The table of a klacht is total, each row names its article, and what a melder reads is plain Dutch."""

from datetime import date
from uuid import UUID

import pytest

from app.domain import klacht as k
from app.domain import klachtteksten
from app.domain.actor import OrganisatieSoort
from app.domain.errors import ClosingRefusedError, InvalidInputError, RefusedError
from app.domain.klachttermen import (
    KlachtActie,
    KlachtStatus,
    Klachtstelsel,
    KlachtUitkomst,
    Klachtvorm,
    Weigergrond,
)
from app.domain.leesbaarheid import B1, flesch_douma
from app.domain.termen import Kanaal, MeldingUitkomst, Relatie
from app.domain.termijnen.regels import Variant
from app.domain.toegang import Recht

ARTIKELEN = ("2:3", "9:2", "9:5", "9:6", "9:7", "9:8", "9:9", "9:10", "9:11", "9:12", "4.2.1")
KLAAR = k.Klachtstand(
    status=KlachtStatus.IN_BEHANDELING, stelsel=Klachtstelsel.AWB, ontvangst_bevestigd=True,
    klaagschrift_gestuurd=True, melder_gehoord=True, beklaagde_gehoord=True,
)  # fmt: skip


def test_every_status_act_and_right_has_an_answer() -> None:
    tabel = k.table()
    rechten = {rij.recht for rij in k.OVERGANGEN}
    assert len(tabel) == len(KlachtStatus) * len(KlachtActie) * len(rechten)
    assert set(tabel.values()) <= set(k.Antwoord)
    mag = {(s, a) for (s, a, _), antwoord in tabel.items() if antwoord is k.Antwoord.TOEGESTAAN}
    assert mag == {(rij.status, rij.actie) for rij in k.OVERGANGEN}
    assert len(mag) == len(k.OVERGANGEN), "no row twice"


def test_every_row_names_its_article_and_every_article_has_a_row() -> None:
    namen = " ".join(rij.artikel for rij in k.OVERGANGEN)
    assert all(artikel in namen for artikel in ARTIKELEN)
    for rij in k.OVERGANGEN:
        assert k.next_status(rij.status, rij.actie) is rij.naar


def test_what_is_done_is_done_but_a_note_can_be_added() -> None:
    alles = frozenset(Recht)
    assert k.possible_acts(KlachtStatus.AFGEDAAN, alles) == (KlachtActie.AANTEKENEN,)
    for actie in set(KlachtActie) - {KlachtActie.AANTEKENEN}:
        antwoord = k.judge(KlachtStatus.AFGEDAAN, actie, alles)
        assert antwoord is k.Antwoord.AL_AFGEDAAN
        assert "al afgedaan" in k.refuse_act(antwoord, "K-2026-000001").melding
    eerst = k.judge(KlachtStatus.ONTVANGEN, KlachtActie.AFDOEN, alles)
    assert "nog geen behandelaar" in k.refuse_act(eerst, "K-2026-000001").melding
    assert k.judge(KlachtStatus.ONTVANGEN, KlachtActie.AFDOEN, ()) is k.Antwoord.NIET_VAN_U


@pytest.mark.parametrize("soort", OrganisatieSoort)
def test_jeugdwet_4_2_1_binds_a_gi_and_an_aanbieder_alone(soort: OrganisatieSoort) -> None:
    eigen = soort in (OrganisatieSoort.GI, OrganisatieSoort.AANBIEDER)
    assert (k.system_of(soort) is Klachtstelsel.JEUGDWET) is eigen


@pytest.mark.parametrize("kanaal", Kanaal)
def test_awb_9_2_what_is_said_is_oral(kanaal: Kanaal) -> None:
    gezegd = kanaal in (Kanaal.TELEFOON, Kanaal.GESPREK)
    assert (k.form_of(kanaal) is Klachtvorm.MONDELING) is gezegd


@pytest.mark.parametrize(
    ("stelsel", "vorm", "commissie", "klok"),
    [
        (Klachtstelsel.AWB, Klachtvorm.SCHRIFTELIJK, False, Variant.STANDAARD),
        (Klachtstelsel.AWB, Klachtvorm.SCHRIFTELIJK, True, Variant.COMMISSIE),
        (Klachtstelsel.AWB, Klachtvorm.MONDELING, False, Variant.MONDELING),
        (Klachtstelsel.AWB, Klachtvorm.MONDELING, True, Variant.MONDELING),
        (Klachtstelsel.JEUGDWET, Klachtvorm.SCHRIFTELIJK, True, Variant.EIGEN_REGELING),
        (Klachtstelsel.JEUGDWET, Klachtvorm.MONDELING, False, Variant.EIGEN_REGELING),
    ],
)
def test_awb_9_11_which_clock_runs(
    stelsel: Klachtstelsel, vorm: Klachtvorm, commissie: bool, klok: Variant
) -> None:
    assert k.clock_of(stelsel, vorm, commissie=commissie) is klok


def test_awb_9_4_asks_of_the_written_one_alone() -> None:
    kaal = {"heeft_naam": False, "heeft_adres": False, "heeft_tekst": False}
    assert k.missing_in(k.Klaagschrift(vorm=Klachtvorm.MONDELING, **kaal)) == ()
    assert k.missing_in(k.Klaagschrift(vorm=Klachtvorm.SCHRIFTELIJK, **kaal)) == (
        "de naam", "het adres", "waar de klacht over gaat",
    )  # fmt: skip
    vol = k.Klaagschrift(vorm=Klachtvorm.SCHRIFTELIJK, heeft_naam=True, heeft_adres=True)
    assert k.missing_in(vol) == ()


def test_awb_9_12_everything_that_lacks_is_said_at_once() -> None:
    k.assess_outcome(KLAAR, KlachtUitkomst.GEGROND)
    with pytest.raises(InvalidInputError):
        k.assess_outcome(KLAAR, KlachtUitkomst.TEVREDEN)
    leeg = k.Klachtstand(
        status=KlachtStatus.IN_BEHANDELING, stelsel=Klachtstelsel.JEUGDWET, ontvangst_bevestigd=False,
        klaagschrift_gestuurd=False, melder_gehoord=False, beklaagde_gehoord=False, commissie_leden=2,
        commissie_voorzitter_van_buiten=True,
    )  # fmt: skip
    with pytest.raises(ClosingRefusedError, match="Leg de commissie vast"):
        k.assess_outcome(leeg, KlachtUitkomst.ONGEGROND)


def test_awb_9_8_a_ground_and_four_weken() -> None:
    laatste = date(2027, 4, 14)
    assert k.assess_refusal(Weigergrond.RECHTER, laatste, laatste) is Weigergrond.RECHTER
    with pytest.raises(InvalidInputError):
        k.assess_refusal(None, laatste, laatste)
    with pytest.raises(RefusedError, match="9:8 lid 3"):
        k.assess_refusal(Weigergrond.RECHTER, laatste, date(2027, 4, 15))


def test_a_klacht_ends_with_its_melding_only_by_mistake_or_with_who_complained() -> None:
    einde = {(u, r) for u in MeldingUitkomst for r in Relatie if k.ends_with_melding(u, r)}
    onjuist = {(MeldingUitkomst.ONJUIST_GEREGISTREERD, r) for r in Relatie}
    assert einde == onjuist | {(MeldingUitkomst.OVERLEDEN, Relatie.JEUGDIGE)}


def test_awb_9_7_who_is_involved_is_refused() -> None:
    k.refuse_involved(betrokken=False)
    with pytest.raises(RefusedError, match="9:7"):
        k.refuse_involved(betrokken=True)


def test_awb_9_24_a_year_also_from_29_february() -> None:
    assert k.year_after(date(2027, 4, 14)) == date(2028, 4, 14)
    assert k.year_after(date(2028, 2, 29)) == date(2029, 3, 1)


def test_awb_9_10_lid_3_a_hearing_has_a_report_and_a_day_that_can_be() -> None:
    binnen, vandaag = date(2027, 3, 18), date(2027, 4, 6)
    k.check_hearing(vandaag, "Beiden.", binnen, vandaag)
    for dag, verslag in ((vandaag, " "), (date(2027, 3, 17), "x"), (date(2027, 4, 7), "x")):
        with pytest.raises(InvalidInputError):
            k.check_hearing(dag, verslag, binnen, vandaag)


def test_another_aanspreekpunt_only_where_the_owner_is_the_beklaagde() -> None:
    a, b, c = (UUID(int=n) for n in (1, 2, 3))
    assert k.other_contacts(a, None, (b,)) == ()
    assert k.other_contacts(a, b, (c,)) == ()
    assert k.other_contacts(a, a, (a, b, b, c)) == (b, c)


ZINNEN = [
    klachtteksten.HULP,
    klachtteksten.LOOPT_DOOR,
    *klachtteksten.UITKOMST_ZIN.values(),
    klachtteksten.other_contact("Gemeente Zwolle"),
]


@pytest.mark.parametrize("zin", ZINNEN)
def test_what_the_melder_reads_is_plain_dutch(zin: str) -> None:
    assert flesch_douma(zin) >= B1
