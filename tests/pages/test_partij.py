"""A party without an account, through its link: what it sees, does, and what ends it (I11)."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.domain.actor import Rol
from app.domain.beheer import BlockOrganisatie
from app.domain.bijdrage import AskBijdrage
from app.domain.bijlage import VELD, Bestand, Gekeurd
from app.domain.errors import RefusedError
from app.domain.organisatiecontact import SetOrganisatiecontact
from app.domain.termen import Blokkadereden, OverdrachtStatus, Tonen
from app.domain.toegangslink import Linkdoel
from app.installatie import Installation
from app.keuring import Keuring
from app.models import (
    Bijdrage,
    Casus,
    Dagbericht,
    Gebeurtenis,
    Leesregel,
    Linkbezoeker,
    Melding,
    MeldingCasus,
    Organisatie,
    Overdracht,
)
from app.queries.vandaag import today
from app.queries.vangnet import VangnetFilter, list_findings
from app.services.bijdrage import ask_bijdrage
from app.services.controle import check_invariants
from app.services.organisatie import block_organisatie
from app.services.organisatiecontact import set_organisatiecontact
from app.worker.dagbericht import make_once
from tests.fixtures_app import Wereld
from tests.fixtures_web import make_web
from tests.pages.partijen import ZONDER, Partijweb, jeugdige, partijweb_of, send, token_of
from tests.pages.rondgang import log_in
from tests.pages.volgen import Volgweb, say
from tests.services.bestanden import PDF
from tests.services.test_samenloop_oordeel import decide, pairs


@pytest.fixture
def partij(sqlite_wereld: Wereld, tmp_path: Path) -> Iterator[Partijweb]:
    with partijweb_of(sqlite_wereld, tmp_path) as partij:
        yield partij


def test_the_mail_has_the_link_and_no_person_and_the_sender_does_not_see_the_link(partij: Partijweb) -> None:
    casus, _aanbod, link = partij.offered()
    (brief,) = partij.letters()
    assert f"/partij/{link}" in brief
    assert "Femke" not in brief
    assert "Open Houvast en bekijk" not in brief
    afzender = log_in(partij.web, partij.wereld.actors["gemeente-gm0153"])
    pagina = afzender.get(f"/casussen/{casus.kenmerk}").text
    assert "Stuur de link opnieuw" in pagina
    for bericht in [regel.split('"')[0] for regel in pagina.split('href="/berichten/')[1:]]:
        assert link not in afzender.get(f"/berichten/{bericht}").text
        gewijzigd = {"tekst": "Kijkt u vandaag nog?\n\nTot snel."}
        afzender.post(f"/berichten/{bericht}/tekst", data=gewijzigd)
    (brief,) = partij.letters()
    assert "Kijkt u vandaag nog?" in brief
    assert f"/partij/{link}" in brief  # other words, the same way in
    vorm = afzender.get(f"/casussen/{casus.kenmerk}/doorzetten").text
    assert "Hier heeft nog niemand een account" in vorm


def test_an_urgent_offer_has_the_link_too(partij: Partijweb) -> None:
    spoed = partij.stappen.register("gemeente-gm0153", loket="ozj", jeugdigen=(jeugdige(),), spoed=True)
    aanbod = partij.stappen.offer("gemeente-gm0153", ZONDER, spoed.casussen[0].id)
    (brief,) = partij.letters()
    assert "spoed" in brief
    assert f"/partij/{partij.link(spoed.casussen[0].id, Linkdoel.AANBOD, aanbod.id)}" in brief


def test_nothing_is_shown_before_a_name_and_then_what_an_addressed_party_sees(partij: Partijweb) -> None:
    casus = partij.owned()
    verteld = "Wij belden over de wachtlijst."
    partij.stappen.tell_melder("gemeente-gm0153", UUID(_melding(partij, casus)[0]), inhoud=verteld)
    aanbod = partij.stappen.offer(
        "gemeente-gm0153", ZONDER, casus.id, notitie="Kent u dit gezin?", te_tonen=[Tonen.VERSLAGEN]
    )
    link = partij.link(casus.id, Linkdoel.AANBOD, aanbod.id)
    client = partij.knock(link)
    client.post("/partij/code", data={"code": partij.code()})
    pagina = client.get("/partij").text
    assert "Wie bent u?" in pagina
    assert "vaste plek" not in pagina
    assert send(client, "aanvaarden").status_code == 403
    assert send(client, "naam", naam=" ").status_code == 422
    assert send(client, "naam", naam="N. Jansen").status_code == 303
    pagina = client.get("/partij").text
    for woord in ("vaste plek", "16 jaar", "Kent u dit gezin?", "U aanvaardt als N. Jansen", verteld):
        assert woord in pagina
    for geheim in ("Femke", "Dorien", "dorien@", "/werkvoorraad", "/casussen/"):
        assert geheim not in pagina
    with partij.wereld.database.read() as session:
        lezers = session.exec(select(Leesregel).where(Leesregel.object_id == aanbod.id)).all()
    assert {(rij.actor_soort, rij.doel) for rij in lezers} == {("partij", "via_link")}


def test_who_accepts_owns_it_by_name_tells_the_melder_offers_on_and_closes(partij: Partijweb) -> None:
    casus, _aanbod, link = partij.offered()
    client = partij.enter(link)
    assert send(client, "beoordelen").status_code == 303
    sleutel = {"idempotency_key": "dubbel"}
    for _ in range(2):  # a double click accepts once
        antwoord = client.post("/partij/aanvaarden", data={"csrf_token": token_of(client)} | sleutel)
        assert antwoord.headers["location"] == "/partij?gedaan=aanvaard", antwoord.text
    pagina = client.get(antwoord.headers["location"]).text
    for woord in ("U bent nu verantwoordelijk", "Femke Voorbeeld", "N. Jansen, wijkteamwerker, via een link"):
        assert woord in pagina
    assert "dorien@" not in pagina
    melding = _melding(partij, casus)
    assert "dorien@" in send(client, f"meldingen/{melding[0]}/contact").text
    gezien = (
        log_in(partij.web, partij.wereld.actors["gemeente-gm0153"]).get(f"/casussen/{casus.kenmerk}").text
    )
    assert "is nu verantwoordelijk" in gezien
    assert "N. Jansen" in gezien
    partij.stappen.nothing_broken()
    verteld = {"soort": "inhoudelijk", "kanaal": "telefoon", "gedaanOp": "3-11-2026", "inhoud": "Gebeld."}
    notitie = f"meldingen/{melding[1]}/aanvullen"
    velden = {"aanvulling": "Oma past op.", "versie": form_version(client, notitie)}
    assert send(client, notitie, **velden).headers["location"] == "/partij?gedaan=aangevuld"
    assert "Oma past op." in client.get("/partij").text
    pad = f"meldingen/{melding[1]}/terugkoppelen"
    assert "Wat hebt u de melder verteld?" in client.get(f"/partij/{pad}").text
    assert send(client, pad, **verteld).headers["location"] == "/partij?gedaan=teruggekoppeld"
    loket = {"kanaal": "telefoon", "gedaanOp": "3-11-2026", "uitkomst": "oplossing"}
    send(client, f"meldingen/{melding[1]}/loket", **loket)
    doorzetten = {
        "naarOrganisatie": "gemeente-gm0153",
        "reden": "Terug",
        "wijze": "mail",
        "nieuwFeit": "Verhuisd",
    }
    assert "Doorzetten" in client.get("/partij/doorzetten").text
    assert send(client, "doorzetten", **doorzetten).headers["location"] == "/partij?gedaan=aangeboden"
    assert send(client, "intrekken").headers["location"] == "/partij?gedaan=ingetrokken"
    assert send(client, "afsluiten", uitkomst="opgelost").status_code == 409
    assert send(client, f"meldingen/{melding[1]}/afsluiten", uitkomst="geholpen").status_code == 303
    assert (
        send(client, "afsluiten", uitkomst="opgelost").headers["location"] == "/partij/klaar?gedaan=gesloten"
    )
    assert client.get("/partij").status_code == 403
    partij.stappen.nothing_broken()
    with partij.wereld.database.read() as session:
        soorten = session.exec(select(Gebeurtenis.soort).where(Gebeurtenis.actor_soort == "partij")).all()
    assert {"overdracht_aanvaard", "teruggekoppeld", "casus_gesloten"} <= set(soorten)


def form_version(client: TestClient, pad: str) -> str:
    return re.findall(r'name="versie" value="(\d+)"', client.get(f"/partij/{pad}").text)[0]


def _melding(partij: Partijweb, casus: Casus) -> tuple[str, str]:
    with partij.wereld.database.read() as session:
        query = select(Melding).join(MeldingCasus, col(MeldingCasus.melding_id) == col(Melding.id))
        rij = session.exec(query.where(MeldingCasus.casus_id == casus.id)).one()
        return str(rij.id), rij.kenmerk


def test_an_offer_is_given_back_and_the_sender_still_owns_it(partij: Partijweb) -> None:
    casus, _aanbod, link = partij.offered()
    client = partij.enter(link)
    assert send(client, "teruggeven", redencode="anders").status_code == 422
    antwoord = send(client, "teruggeven", redencode="verkeerde_regio", toelichting="Woont in Hengelo.")
    assert antwoord.headers["location"] == "/partij/klaar?gedaan=teruggegeven"
    assert "U hebt het aanbod teruggegeven." in client.get(antwoord.headers["location"]).text
    assert client.get("/partij").status_code == 403
    gezien = (
        log_in(partij.web, partij.wereld.actors["gemeente-gm0153"]).get(f"/casussen/{casus.kenmerk}").text
    )
    assert "Woont in Hengelo." in gezien
    partij.stappen.nothing_broken()


def test_the_second_of_two_on_one_link_reads_who_was_first_and_keeps_the_text(partij: Partijweb) -> None:
    def both(link: str) -> tuple[TestClient, TestClient, dict[str, str]]:
        een, twee = partij.enter(link, naam="A. Een"), partij.enter(link, naam="B. Twee")
        return (
            een,
            twee,
            {"csrf_token": token_of(twee), "toelichting": "Mijn uitleg", "antwoord": "Mijn uitleg"},
        )

    een, twee, velden = both(partij.offered()[2])
    assert send(een, "aanvaarden").status_code == 303
    antwoord = twee.post("/partij/teruggeven", data=velden | {"redencode": "anders"})
    assert antwoord.status_code == 409
    for woord in ("A. Een heeft dit al aanvaard, om ", "Mijn uitleg"):
        assert woord in antwoord.text
    assert "Uw organisatie is nu verantwoordelijk" in twee.get("/partij").text  # both go on as owner
    een, twee, velden = both(partij.offered()[2])
    assert send(een, "teruggeven", redencode="verkeerde_regio").status_code == 303
    antwoord = twee.post("/partij/aanvaarden", data=velden)
    assert (antwoord.status_code, "Mijn uitleg" in antwoord.text) == (403, True)
    assert "A. Een heeft dit al teruggegeven, om " in antwoord.text
    een, twee, velden = both(partij.asked()[2])
    assert send(een, "antwoord", antwoord="Wij kennen hen.").status_code == 303
    antwoord = twee.post("/partij/antwoord", data=velden)
    assert (antwoord.status_code, "Mijn uitleg" in antwoord.text) == (403, True)
    assert "A. Een heeft al antwoord gegeven, om " in antwoord.text
    partij.wereld.later(hours=5)
    assert "A. Een" not in twee.get("/partij").text


def test_a_question_is_answered_by_name_with_files(
    partij: Partijweb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the files are judged (a scan may take seconds), somebody else can write (decision 0011)."""
    _judge, geschreven = Keuring.judge, []

    def judge(keuring: Keuring, bestanden: Sequence[Bestand], veld: str = VELD) -> tuple[Gekeurd, ...]:
        with partij.web.app.state.huis.database.transaction() as session:
            geschreven.append(session.exec(select(Bijdrage.status)).one())
        return _judge(keuring, bestanden, veld)

    monkeypatch.setattr(Keuring, "judge", judge)
    _casus, bijdrage, link = partij.asked()
    client = partij.enter(link)
    pagina = client.get("/partij").text
    assert "Wie kent dit gezin?" in pagina
    assert "vaste plek" not in pagina
    velden = {"csrf_token": token_of(client), "antwoord": "Wij kennen hen."}
    fout = client.post("/partij/antwoord", data=velden, files=[("bijlagen", ("a.exe", b"MZ"))])
    assert fout.status_code == 422
    assert "Wij kennen hen." in fout.text
    goed = client.post("/partij/antwoord", data=velden, files=[("bijlagen", ("plan.pdf", PDF))])
    assert goed.headers["location"] == "/partij/klaar?gedaan=beantwoord"
    assert geschreven == ["gevraagd", "gevraagd"]
    assert client.get("/partij").status_code == 403
    gezien = log_in(partij.web, partij.wereld.actors["gemeente-gm0153"]).get(f"/bijdragen/{bijdrage}").text
    for woord in ("Wij kennen hen.", "plan.pdf", "N. Jansen, wijkteamwerker, via een link"):
        assert woord in gezien
    partij.stappen.nothing_broken()


def test_a_link_opens_what_it_is_for_and_nothing_else_of_the_casus(partij: Partijweb) -> None:
    casus, _bijdrage, link = partij.asked()
    client, melding = partij.enter(link), _melding(partij, casus)
    for pad in ("doorzetten", "afsluiten", f"meldingen/{melding[1]}/afsluiten"):
        antwoord = client.get(f"/partij/{pad}")
        assert (antwoord.status_code, "Enschede" in antwoord.text) == (404, False), pad
        antwoord = send(client, pad, naarOrganisatie="gemeente-gm0153", uitkomst="opgelost")
        assert (antwoord.status_code in (404, 422), "Enschede" in antwoord.text) == (True, False), pad
    assert send(client, f"meldingen/{melding[0]}/contact").status_code == 404
    assert "Wie kent dit gezin?" in client.get("/partij").text
    _casus, _aanbod, link = partij.offered()
    client = partij.enter(link)
    assert client.get("/partij/doorzetten").status_code == 403
    assert client.get("/partij/afsluiten").status_code == 403


def test_a_question_nobody_answered_comes_back_too_late_never_answered(partij: Partijweb) -> None:
    casus, bijdrage, link = partij.asked()
    client = partij.enter(link)
    partij.wereld.later(days=9)
    assert client.get("/partij").status_code == 403
    assert partij.web.browser().post(f"/partij/{link}").status_code == 303
    eigenaar = log_in(partij.web, partij.wereld.actors["gemeente-gm0153"])
    pagina = eigenaar.get(f"/bijdragen/{bijdrage}").text
    assert "Te laat" in pagina
    assert eigenaar.post(f"/bijdragen/{bijdrage}/link-opnieuw").status_code == 303
    nieuw = partij.link(casus.id, Linkdoel.BIJDRAGE, bijdrage)
    assert nieuw != link
    assert partij.enter(nieuw).get("/partij").status_code == 200
    with partij.wereld.database.read() as session:
        assert session.exec(select(Bijdrage.status)).one() == "gevraagd"


@pytest.mark.parametrize("einde", ["intrekken", "verlopen", "blokkeren", "account", "ander postvak"])
def test_whatever_ends_the_offer_ends_link_and_visit_at_once(partij: Partijweb, einde: str) -> None:
    _casus, aanbod, link = partij.offered()
    client = partij.enter(link)
    assert client.get("/partij").status_code == 200
    _end(partij, einde, aanbod)
    assert client.get("/partij").status_code == 403
    assert partij.web.browser().get(f"/partij/{link}").status_code == 200  # still only a button
    verder = partij.knock(link)
    assert verder.post("/partij/code", data={"code": partij.code()}).status_code == 422
    partij.stappen.nothing_broken()


def _end(partij: Partijweb, einde: str, aanbod: Overdracht) -> None:
    match einde:
        case "intrekken":
            partij.stappen.withdraw("gemeente-gm0153", aanbod)
        case "verlopen":
            partij.stappen.expire(aanbod)
        case "account":
            partij.wereld.hire(ZONDER)
        case "blokkeren":
            with partij.wereld.werkplek(partij.wereld.hire("ozj", Rol.BEHEERDER)) as desk:
                block_organisatie(desk, BlockOrganisatie(ZONDER, Blokkadereden.BEVEILIGING))
        case _:
            _move_mailbox(partij, "nieuw@voorbeeld.example")


def _move_mailbox(partij: Partijweb, adres: str | None) -> None:
    with partij.wereld.werkplek(partij.wereld.hire("ozj", Rol.BEHEERDER)) as desk:
        set_organisatiecontact(desk, SetOrganisatiecontact(organisatie=ZONDER, email=adres))


@pytest.mark.parametrize("aanvaard", [False, True])
def test_in_another_mailbox_the_work_goes_on_by_another_link(partij: Partijweb, aanvaard: bool) -> None:
    casus, aanbod, link = partij.offered()
    if aanvaard:
        send(partij.enter(link), "aanvaarden")
    eerst = len(partij.letters())
    with pytest.raises(RefusedError, match="ligt daar nog werk"):
        _move_mailbox(partij, None)
    _move_mailbox(partij, "nieuw@voorbeeld.example")
    [brief] = partij.letters()[eerst:]
    assert "Het postvak van uw organisatie is veranderd." in brief
    with partij.wereld.database.read() as session:
        bezit = session.exec(select(Casus).where(Casus.id == casus.id)).one().huidig_eigenaarschap_id
    doel = (Linkdoel.CASUS, bezit) if aanvaard else (Linkdoel.AANBOD, aanbod.id)
    assert doel[1] is not None
    nieuw = partij.link(casus.id, *doel)
    assert nieuw in brief and nieuw != link
    assert partij.enter(nieuw).get("/partij").status_code == 200
    partij.stappen.nothing_broken()


def test_without_work_there_a_mailbox_can_go(partij: Partijweb) -> None:
    _casus, aanbod, _link = partij.offered()
    partij.stappen.withdraw("gemeente-gm0153", aanbod)
    _move_mailbox(partij, None)
    partij.stappen.nothing_broken()


def test_the_last_owner_with_an_account_sees_what_is_late_there(partij: Partijweb) -> None:
    casus, _aanbod, link = partij.offered()
    send(partij.enter(link), "aanvaarden")
    partij.wereld.later(days=20)
    with partij.wereld.werkplek("gemeente-gm0153") as desk:
        taken = [taak.wat for taak in today(desk).taken]
        rijen = [rij for rij in list_findings(desk, VangnetFilter()) if rij.partij]
    assert any(taak.startswith("Bel ") and "te laat" in taak for taak in taken)
    assert {rij.kenmerk for rij in rijen} >= {casus.kenmerk}
    with partij.wereld.werkplek("ozj") as desk:
        assert not [r for r in list_findings(desk, VangnetFilter()) if r.soort == "eigenaar_onbereikbaar"]


def test_a_new_link_goes_to_the_mailbox_and_the_melder_who_writes_is_announced(partij: Partijweb) -> None:
    casus, _aanbod, link = partij.offered()
    send(partij.enter(link), "aanvaarden")
    with partij.wereld.database.read() as session:
        bezit = session.exec(select(Casus).where(Casus.id == casus.id)).one().huidig_eigenaarschap_id
    assert bezit is not None
    eerste = partij.link(casus.id, Linkdoel.CASUS, bezit)
    assert f"/partij/{eerste}" in partij.letters()[-1]
    partij.wereld.later(days=40)
    oud = partij.knock(eerste)
    aantal = len(partij.letters())
    antwoord = oud.post("/partij/nieuwe-link")
    assert antwoord.headers["location"] == "/partij/code?gedaan=link"
    assert len(partij.letters()) == aantal + 1
    tweede = partij.link(casus.id, Linkdoel.CASUS, bezit)
    assert tweede != eerste
    binnen = partij.enter(tweede)
    partij.knock(tweede).post("/partij/nieuwe-link")  # who holds the link and no code
    assert f"/partij/{tweede}" in partij.letters()[-1]
    assert len(partij.letters()) == aantal + 2
    assert binnen.get("/partij").status_code == 200  # shuts nobody out
    zomaar = partij.knock("0000").post("/partij/nieuwe-link")
    assert (zomaar.status_code, zomaar.headers["location"]) == (303, antwoord.headers["location"])
    assert len(partij.letters()) == aantal + 2
    terug = partij.knock(tweede)
    terug.post("/partij/code", data={"code": partij.code()})
    assert 'value="N. Jansen"' in terug.get("/partij").text
    assert send(terug, "naam", naam="P. de Vries").status_code == 303
    assert "P. de Vries" in terug.get("/partij").text
    partij.stappen.nothing_broken()


def test_a_question_that_moves_to_another_casus_is_asked_with_a_new_link(partij: Partijweb) -> None:
    partij.wereld.opent_samenlopen = True
    for _ in range(2):
        jong = partij.stappen.register("gemeente-gm0153", loket="gemeente-gm0153", jeugdigen=(jeugdige(),))
        partij.wereld.later(hours=1)
    with partij.wereld.werkplek("gemeente-gm0153") as desk:
        vraag = AskBijdrage(casus_id=jong.casussen[0].id, naar_organisatie=ZONDER, vraag="Wie kent hen?")
        bijdrage = ask_bijdrage(desk, vraag).id
    oud = partij.link(jong.casussen[0].id, Linkdoel.BIJDRAGE, bijdrage)
    client = partij.enter(oud)
    token = token_of(client)
    decide(partij.stappen, "gemeente-gm0153", pairs(partij.stappen)[-1], "samenvoegen")
    antwoord = client.post("/partij/antwoord", data={"csrf_token": token, "antwoord": "Wij kennen hen."})
    assert (antwoord.status_code, "Wij kennen hen." in antwoord.text) == (403, True)
    with partij.wereld.database.read() as session:
        casus_id = session.exec(select(Bijdrage.casus_id)).one()
    assert casus_id != jong.casussen[0].id
    nieuw = partij.link(casus_id, Linkdoel.BIJDRAGE, bijdrage)
    assert f"/partij/{nieuw}" in partij.letters()[-1]
    partij.knock(oud).post("/partij/nieuwe-link")  # the old one still helps to ask for the link of now
    assert f"/partij/{nieuw}" in partij.letters()[-1]
    assert len(partij.letters()) == 3
    antwoord = send(partij.enter(nieuw), "antwoord", antwoord="Wij kennen hen.")
    assert antwoord.headers["location"] == "/partij/klaar?gedaan=beantwoord"
    partij.stappen.nothing_broken()


def test_the_melder_comes_back_to_a_party_without_account_and_it_hears_so(partij: Partijweb) -> None:
    partij.stappen.register("gemeente-gm0153", loket="gemeente-gm0153", jeugdigen=(jeugdige(),))
    with partij.wereld.database.read() as session:
        casus = session.exec(select(Casus)).one()
    aanbod = partij.stappen.offer("gemeente-gm0153", ZONDER, casus.id)
    client = partij.enter(partij.link(casus.id, Linkdoel.AANBOD, aanbod.id))
    send(client, "aanvaarden")
    melding_id, kenmerk = _melding(partij, casus)
    verteld = {"soort": "inhoudelijk", "kanaal": "telefoon", "gedaanOp": "3-11-2026", "inhoud": "Gebeld."}
    send(client, f"meldingen/{kenmerk}/terugkoppelen", **verteld)
    send(client, f"meldingen/{kenmerk}/afsluiten", uitkomst="geholpen")
    assert send(client, "afsluiten", uitkomst="opgelost").status_code == 303
    partij.wereld.later(days=3)
    aantal = len(partij.letters())
    melder = Volgweb(partij.web, partij.stappen).enter_by_mail(UUID(melding_id))
    assert say(melder, "terug", "Het speelt weer.").status_code == 303
    assert partij.stappen.owner(casus.id) == ZONDER
    assert len(partij.letters()) == aantal + 1
    assert "teruggekomen" in partij.letters()[-1]
    with partij.wereld.database.read() as session:
        bezit = session.exec(select(Casus)).one().huidig_eigenaarschap_id
    assert bezit is not None
    link = partij.link(casus.id, Linkdoel.CASUS, bezit)
    assert f"/partij/{link}" in partij.letters()[-1]
    partij.wereld.later(days=7)

    def unconfirmed() -> list[str]:
        with partij.wereld.werkplek("gemeente-gm0153") as desk:
            gevonden = list_findings(desk, VangnetFilter())
        return [rij.kenmerk for rij in gevonden if rij.soort == "heropening_onbevestigd"]

    assert unconfirmed() == [casus.kenmerk]
    client = partij.enter(link, naam="P. de Vries")
    pagina = client.get("/partij").text
    assert "Het speelt weer." in pagina
    assert unconfirmed() == []
    (inbreng,) = re.findall(r'action="/partij/(meldingen/[^"]*/inbreng/[^"]*)"', pagina)
    assert send(client, inbreng).headers["location"] == "/partij?gedaan=inbreng"
    assert "inbreng_beantwoorden" not in partij.stappen.open_codes(UUID(melding_id))
    partij.stappen.nothing_broken()


def test_the_digest_of_a_mailbox_says_where_to_ask_for_its_links(partij: Partijweb) -> None:
    """It led to pages that need a log-in. What waits there is named, by kenmerk; the links come apart."""
    casus, aanbod, eerste = partij.offered()
    partij.asked()
    partij.wereld.later(days=1)
    settings = partij.web.app.state.huis.settings
    huis = Installation(settings, partij.wereld.database, partij.wereld.kluis)
    make_once(huis, partij.wereld.now)
    with partij.wereld.database.read() as session:
        query = select(Dagbericht).join(Organisatie, col(Organisatie.id) == col(Dagbericht.organisatie_id))
        tekst = session.exec(query.where(Organisatie.kenmerk == ZONDER)).one().tekst or ""
    assert casus.kenmerk in tekst
    assert not [woord for woord in ("/werkvoorraad", "Femke", "Afmelden") if woord in tekst]
    [adres] = [woord for woord in tekst.split() if "/partij/postvak/" in woord]
    pad = adres.removeprefix(settings.volgadres or "")
    client, aantal = partij.web.browser(), len(partij.letters())
    assert "Mail ons de links" in client.get(pad).text
    assert len(partij.letters()) == aantal, "opening it does nothing"
    vals = f"{pad[:-1]}{'0' if pad[-1] != '0' else '1'}"
    for _ in range(3):  # nobody hears the difference, and it takes nothing from who may ask
        assert client.post(vals).headers["location"] == f"{vals}?gedaan=link"
    assert client.post(pad).headers["location"] == f"{pad}?gedaan=link"
    nieuw = partij.letters()[aantal:]
    assert len(nieuw) == 2
    assert partij.link(casus.id, Linkdoel.AANBOD, aanbod.id) == eerste, "it shuts out nobody who is in"
    assert any(eerste in brief for brief in nieuw)
    voor, _, sleutel = pad.rpartition("/")
    for anders in (pad, f"{voor}/{sleutel[:32].upper()}{sleutel[32:]}", f"{voor}/urn:uuid:{sleutel}"):
        partij.wereld.later(minutes=5)
        client.post(anders)
    assert len(partij.letters()) <= aantal + 4, "twice an hour and no more"
    partij.stappen.nothing_broken()


def test_the_directory_says_that_a_mailbox_can_be_reached_where_links_go_out(
    partij: Partijweb, tmp_path: Path
) -> None:
    """``bereikbaar`` was false for a party that takes an offer through a link."""
    wie = partij.wereld.actors["gemeente-gm0153"]
    client = log_in(partij.web, wie)
    assert "Ja, met een link per mail." in client.get(f"/organisaties/{ZONDER}").text
    pad = f"/api/v1/organisaties/{ZONDER}"
    assert partij.web.client("gemeente-gm0153").get(pad).json()["bereikbaar"] is True
    zonder_mail = make_web(partij.wereld, tmp_path)
    try:
        assert zonder_mail.client("gemeente-gm0153").get(pad).json()["bereikbaar"] is False
        assert "Nog niemand." in log_in(zonder_mail, wie).get(f"/organisaties/{ZONDER}").text
    finally:
        zonder_mail.app.state.huis.database.dispose()


def test_a_party_without_a_mailbox_is_refused_as_before(partij: Partijweb) -> None:
    casus = partij.owned()
    with partij.wereld.database.transaction() as session:
        session.exec(select(Organisatie).where(Organisatie.kenmerk == ZONDER)).one().email = None
    eigenaar = log_in(partij.web, partij.wereld.actors["gemeente-gm0153"])
    velden = {"naarOrganisatie": ZONDER, "reden": "x", "wijze": "mail"}
    antwoord = eigenaar.post(f"/casussen/{casus.kenmerk}/doorzetten", data=velden)
    assert antwoord.status_code == 409
    assert "geen postvak" in antwoord.text


def test_the_check_finds_who_accepted_for_another_party(partij: Partijweb) -> None:
    _casus, _aanbod, link = partij.offered()
    send(partij.enter(link), "aanvaarden")
    with partij.wereld.database.transaction() as session:
        ander = session.exec(select(Organisatie).where(Organisatie.kenmerk == "igj")).one()
        session.exec(select(Linkbezoeker)).one().organisatie_id = ander.id
    with partij.wereld.database.read() as session:
        gevonden = check_invariants(session, partij.wereld.omgeving)
    assert [bevinding.melding for bevinding in gevonden] == [
        "Wie zonder account aanvaardde, hoort bij de partij en de casus."
    ]


def test_a_form_without_the_token_of_this_visit_accepts_nothing(partij: Partijweb) -> None:
    _, aanbod, link = partij.offered()
    client = partij.enter(link)
    for token in ("", "van-een-ander"):
        antwoord = client.post("/partij/aanvaarden", data={"csrf_token": token})
        assert antwoord.status_code == 403
    assert partij.stappen.overdracht(aanbod.id).status is OverdrachtStatus.AANGEBODEN
    assert send(client, "aanvaarden").status_code == 303
