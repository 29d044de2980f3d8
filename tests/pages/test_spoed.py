"""Spoed on the pages: whom to phone, who answers now, who was phoned; and what a casus waits on."""

from app.domain.actor import Rol
from tests.fixtures_web import Web
from tests.pages.rondgang import log_in
from tests.services.stappen import Stappen

UREN = {"telefoon": "038 425 00 00", "van.2": "8.30", "tot.2": "17:00"}


def crisis(web: Web) -> str:
    return Stappen(web.wereld).register("ozj", loket="ozj", spoed=True).casussen[0].kenmerk


def test_piket_is_set_by_a_coordinator_and_shown_where_it_counts(sqlite_web: Web) -> None:
    kenmerk = crisis(sqlite_web)
    ozj = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    onbemand = "Van deze partij is geen piket bekend"
    assert onbemand in ozj.get(f"/casussen/{kenmerk}").text
    assert onbemand in ozj.get("/meldingen/nieuw").text
    assert onbemand in ozj.get(f"/casussen/{kenmerk}/doorzetten").text
    assert ozj.get("/organisaties/ozj/piket").status_code == 403
    leider = log_in(sqlite_web, sqlite_web.wereld.hire("ozj", Rol.COORDINATOR))
    assert leider.post("/organisaties/ozj/piket", data=UREN).status_code == 303
    blad = leider.get("/organisaties/ozj").text
    assert "038 425 00 00, nu bereikbaar tot 17.00 uur" in blad and "Dinsdag: 8.30 tot 17.00 uur" in blad
    assert 'value="8.30"' in leider.get("/organisaties/ozj/piket").text
    assert "nu bereikbaar tot 17.00 uur" in ozj.get(f"/casussen/{kenmerk}").text
    assert "nu bereikbaar tot 17.00 uur" in ozj.get("/meldingen/nieuw").text
    sqlite_web.wereld.later(hours=10)
    later = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    assert "neemt weer op vanaf dinsdag 10 november, 8.30 uur" in later.get("/meldingen/nieuw").text


def test_hours_that_cannot_be_are_told_per_field_and_kept(sqlite_web: Web) -> None:
    leider = log_in(sqlite_web, sqlite_web.wereld.hire("ozj", Rol.COORDINATOR))
    for fout, zin in (
        ({"van.1": "9.75", "tot.1": "10"}, "Schrijf de tijd als uren en minuten"),
        ({"van.1": "9"}, "Vul ook in tot wanneer op maandag"),
        ({"tot.1": "9"}, "Vul ook in vanaf wanneer op maandag"),
        ({"van.1": "10", "tot.1": "9"}, "ligt het einde vóór het begin"),
    ):
        antwoord = leider.post("/organisaties/ozj/piket", data={"telefoon": "06 1", **fout})
        assert antwoord.status_code == 422 and zin in antwoord.text
        assert all(f'value="{waarde}"' in antwoord.text for waarde in fout.values())


def test_contact_about_danger_is_a_form_of_its_own(sqlite_web: Web) -> None:
    kenmerk = crisis(sqlite_web)
    ozj = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    pad = f"/casussen/{kenmerk}/veiligheid"
    assert "nog geen contact met Veilig Thuis of 112 vastgelegd" in ozj.get(f"/casussen/{kenmerk}").text
    assert 'value="10.00"' in ozj.get(pad).text
    leeg = ozj.post(pad, data={"dag": "3-11-2026", "tijd": "9.15", "gesprokenMet": "J. de Wit"})
    assert leeg.status_code == 422 and "Kies met wie er is gebeld" in leeg.text and "J. de Wit" in leeg.text
    goed = {"instantie": "veilig_thuis", "dag": "3-11-2026", "tijd": "9.15", "gesprokenMet": "J. de Wit"}
    lang_geleden = ozj.post(pad, data=goed | {"dag": "3-11-0001"})
    assert lang_geleden.status_code == 422 and "Dit jaar klopt niet" in lang_geleden.text
    assert ozj.post(pad, data=goed | {"afspraak": "Zij gaan langs"}).status_code == 303
    blad = ozj.get(f"/casussen/{kenmerk}").text
    assert "Dinsdag 3 november 2026, 9.15 uur: Veilig Thuis gebeld." in blad
    assert "Gesproken met J. de Wit." in blad and "Zij gaan langs" in blad


def test_what_a_casus_waits_on_is_set_shown_and_taken_away(sqlite_web: Web) -> None:
    stappen = Stappen(sqlite_web.wereld)
    casus = stappen.register("ozj", loket="ozj").casussen[0]
    ozj = log_in(sqlite_web, sqlite_web.wereld.actors["ozj"])
    pad = f"/casussen/{casus.kenmerk}/wacht"
    assert ozj.post(pad, data={"grond": "plek", "tot": "1-11-2026"}).status_code == 422
    wacht = {"grond": "plek", "tot": "13-11-2026", "toelichting": "Wachtlijst kliniek"}
    assert ozj.post(pad, data=wacht).status_code == 303
    stappen.wereld.later(minutes=5)
    stappen.offer("ozj", "en2", casus.id)
    blad = ozj.get(f"/casussen/{casus.kenmerk}").text
    assert "een plek of wachtlijst, tot en met vr 13 november." in blad and "Wachtlijst kliniek" in blad
    assert "Wacht op antwoord van Expertisenetwerk Jeugd Overijssel, tot en met" in blad
    assert "Wacht op een plek of wachtlijst" in ozj.get("/werkvoorraad").text
    assert "Wachtlijst kliniek" in ozj.get(pad).text
    assert ozj.post(pad, data={"stopt": "ja"}).status_code == 303
    assert "een plek of wachtlijst" not in ozj.get(f"/casussen/{casus.kenmerk}").text
    assert ozj.post(pad, data={"stopt": "ja"}).status_code == 409
