"""A bijdrage over REST: asked, answered, processed; each side sees its own."""

import base64

from tests.api.opdrachten import BASIS, pass_on, problem, register, sent
from tests.fixtures_web import Web
from tests.services.bestanden import PDF


def test_a_question_goes_out_and_its_answer_comes_back_over_the_api(web: Web) -> None:
    ozj, gemeente, ander = (web.client(wie) for wie in ("ozj", "gemeente-gm0193", "ret-jz07"))
    loket = web.client("vws-ucz")
    casus = register(loket)["casussen"][0]
    pass_on(loket, ozj, casus["id"], "ozj")
    vragen = f"{BASIS}/casussen/{casus['kenmerk']}/bijdragen"
    vraag = {"naarOrganisatie": "gemeente-gm0193", "vraag": "Wat is er al gedaan?"}
    nieuw = sent(ozj.post(vragen, json=vraag))
    assert (nieuw["status"], nieuw["teLaat"], nieuw["uiterlijk"]) == ("gevraagd", False, "2026-11-10")
    pad = f"{BASIS}/bijdragen/{nieuw['id']}"
    lijst = sent(gemeente.get(f"{BASIS}/bijdragen"), 200)["items"]
    assert [(rij["id"], rij["casus"]["kenmerk"]) for rij in lijst] == [(nieuw["id"], casus["kenmerk"])]
    assert "vraag" not in lijst[0]
    assert sent(gemeente.get(pad), 200)["vraag"] == "Wat is er al gedaan?"
    assert gemeente.get(f"{BASIS}/casussen/{casus['id']}").status_code == 404
    assert ander.get(pad).status_code == 404
    assert loket.get(pad).status_code == 404
    assert problem(ozj.post(f"{pad}/antwoorden", json={"antwoord": "Ik zelf"}), 403)
    assert sent(gemeente.post(f"{pad}/antwoorden", json={"antwoord": "Gesproken."}))["status"] == "ontvangen"
    assert (
        problem(gemeente.post(f"{pad}/antwoorden", json={"antwoord": "Nog iets"}), 409)["code"]
        == "al_ontvangen"
    )
    assert problem(ozj.post(f"{pad}/intrekkingen", json={}), 409)
    assert sent(ozj.get(pad), 200)["antwoord"] == "Gesproken."
    assert [rij["id"] for rij in sent(ozj.get(f"{BASIS}/bijdragen?kant=van_ons"), 200)["items"]] == [
        nieuw["id"]
    ]
    assert sent(ozj.post(f"{pad}/verwerkingen", json={}))["verwerktOp"]
    assert sent(ozj.get(f"{BASIS}/bijdragen?kant=van_ons"), 200)["items"] == []
    assert len(sent(ozj.get(f"{BASIS}/bijdragen?kant=van_ons&alles=true"), 200)["items"]) == 1


def test_the_promise_of_a_bijdrage_is_no_progress(web: Web) -> None:
    loket, ozj = web.client("vws-ucz"), web.client("ozj")
    casus = register(loket)["casussen"][0]
    pass_on(loket, ozj, casus["id"], "ozj")
    vraag = {"naarOrganisatie": "gemeente-gm0193", "vraag": "Wat is er al gedaan?"}
    sent(ozj.post(f"{BASIS}/casussen/{casus['id']}/bijdragen", json=vraag))

    def codes(pad: str) -> dict[str, set[str]]:
        return {
            wie: {rij["code"] for rij in sent(client.get(pad), 200)["items"]}
            for wie, client in (("loket", loket), ("ozj", ozj))
        }

    gezien = codes(f"{BASIS}/termijnen?status=open")
    assert "bijdrage" in gezien["ozj"]
    assert "bijdrage" not in gezien["loket"]


def test_files_go_along_with_a_question_and_come_back_over_the_api(web: Web) -> None:
    ozj, gemeente, loket = (web.client(wie) for wie in ("ozj", "gemeente-gm0193", "vws-ucz"))
    casus = register(loket)["casussen"][0]
    pass_on(loket, ozj, casus["id"], "ozj")
    pad = f"{BASIS}/casussen/{casus['kenmerk']}/bijlagen"
    brief = {"naam": "Brief.pdf", "inhoud": base64.b64encode(PDF).decode()}
    (bewaard,) = sent(ozj.post(pad, json={"bijlagen": [brief]}))["items"]
    assert (bewaard["naam"], bewaard["mediatype"], bewaard["grootte"]) == (
        "Brief.pdf",
        "application/pdf",
        len(PDF),
    )
    vraag = {
        "naarOrganisatie": "gemeente-gm0193",
        "vraag": "Klopt dit?",
        "bijlagen": [{"id": bewaard["id"]}, brief | {"naam": "foto.pdf"}],
    }
    nieuw = sent(ozj.post(f"{BASIS}/casussen/{casus['id']}/bijdragen", json=vraag))
    mee = {(b["naam"], b["kant"]) for b in nieuw["bijlagen"]}
    assert mee == {("Brief.pdf", "vraag"), ("foto.pdf", "vraag")}
    gelezen = sent(gemeente.get(f"{BASIS}/bijlagen/{bewaard['id']}"), 200)
    assert base64.b64decode(gelezen["inhoud"]) == PDF
    assert loket.get(f"{BASIS}/bijlagen/{bewaard['id']}").status_code == 404
    assert gemeente.get(pad).status_code == 404
    antwoord = {"antwoord": "Ja.", "bijlagen": [brief | {"naam": "plan.pdf"}]}
    terug = sent(gemeente.post(f"{BASIS}/bijdragen/{nieuw['id']}/antwoorden", json=antwoord))
    assert [b["naam"] for b in terug["bijlagen"] if b["kant"] == "antwoord"] == ["plan.pdf"]
    assert len(sent(ozj.get(pad), 200)["items"]) == 3
    exe, krom = {"naam": "a.exe", "inhoud": "TVo="}, {"naam": "a.pdf", "inhoud": "geen base64!"}
    for fout in (exe, krom, {"naam": "a"}):
        assert problem(ozj.post(pad, json={"bijlagen": [fout]}), 400)["fouten"]
    assert web.browser().post(pad, json={"bijlagen": [brief]}).status_code == 401
