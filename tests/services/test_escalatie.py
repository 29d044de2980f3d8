"""A call for help: ownership and offer stay as they are, somebody above gets a task (domain.md §3)."""

from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from app.domain.errors import NotPermittedError, NotVisibleError, RefusedError
from app.domain.opdrachten import EscalateCasus, JeugdigeGegevens
from app.domain.termen import Escalatiereden, MeldingUitkomst, OverdrachtStatus
from app.models import Escalatie, Medewerker
from app.queries.schrijven import find_escalatie
from app.services.escalatie import escalate_casus, settle_escalatie
from tests.services.stappen import Stappen


def escalate(stappen: Stappen, wie: str, casus_id: UUID) -> Escalatie:
    opdracht = EscalateCasus(
        casus_id=casus_id, redencode=Escalatiereden.GEEN_CAPACITEIT, toelichting="Wij zijn vol"
    )
    with stappen.wereld.werkplek(wie) as desk:
        return escalate_casus(desk, opdracht)


def settle(stappen: Stappen, wie: str, escalatie_id: UUID) -> Escalatie:
    with stappen.wereld.werkplek(wie) as desk:
        return settle_escalatie(desk, escalatie_id)


def test_no_capacity_leaves_the_offer_open_and_gives_the_netwerk_a_task(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj", "en2")
    overdracht = stappen.offer("en2", "ret-jz07", casus_id)
    escalatie = escalate(stappen, "ret-jz07", casus_id)
    assert escalatie.aan_organisatie_id == stappen.id_of("en2")
    assert escalatie.overdracht_id == overdracht.id
    assert stappen.overdracht(overdracht.id).status is OverdrachtStatus.AANGEBODEN
    assert stappen.owner(casus_id) == "en2"
    stappen.nothing_broken()


def test_a_netwerk_without_people_is_not_asked_for_help(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stappen.move(casus_id, "vws-ucz", "juiste-loket")
    with stappen.wereld.database.transaction() as session:
        wie = session.exec(select(Medewerker).where(Medewerker.id == stappen.wereld.actors["en2"].id)).one()
        wie.actief_tot = stappen.vandaag
    assert escalate(stappen, "juiste-loket", casus_id).aan_organisatie_id == stappen.id_of("ozj")
    stappen.nothing_broken()


def test_what_a_colleague_settled_meanwhile_is_not_settled_again(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj", "en2", "ret-jz07")
    escalatie = escalate(stappen, "ret-jz07", casus_id)
    with stappen.wereld.werkplek("en2") as desk:
        eerder_gelezen = find_escalatie(desk.session, escalatie.id)
        desk.session.connection().execute(
            update(Escalatie)
            .where(col(Escalatie.id) == escalatie.id)
            .values(afgehandeld_op=desk.omgeving.now)
        )
        assert eerder_gelezen.afgehandeld_op is None
        with pytest.raises(RefusedError) as fout:
            settle_escalatie(desk, escalatie.id)
    assert fout.value.code == "al_afgehandeld"


@pytest.mark.parametrize(("wie", "helper"), [("en2", "ozj"), ("ozj", "en2"), ("ret-jz07", "en2")])
def test_nobody_asks_itself_for_help(stappen: Stappen, wie: str, helper: str) -> None:
    casus_id = stappen.register().casussen[0].id
    weg = ("vws-ucz", "ozj", "en2", "ret-jz07")
    stappen.move(casus_id, *weg[: weg.index(wie) + 1])
    assert escalate(stappen, wie, casus_id).aan_organisatie_id == stappen.id_of(helper)


def test_without_a_woonplaats_ozj_helps_and_ozj_itself_has_to_phone(stappen: Stappen) -> None:
    casus_id = stappen.register(jeugdigen=(JeugdigeGegevens(),)).casussen[0].id
    assert escalate(stappen, "vws-ucz", casus_id).aan_organisatie_id == stappen.id_of("ozj")
    stappen.move(casus_id, "vws-ucz", "ozj")
    with pytest.raises(RefusedError) as fout:
        escalate(stappen, "ozj", casus_id)
    assert fout.value.code == "geen_hulplijn"


def test_only_owner_and_addressed_party_call_for_help(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    with pytest.raises(NotVisibleError):
        escalate(stappen, "ozj", casus_id)
    stappen.move(casus_id, "vws-ucz", "ozj")
    with pytest.raises(NotPermittedError):
        escalate(stappen, "vws-ucz", casus_id)


def test_who_was_asked_says_when_it_is_done_once(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    escalatie = escalate(stappen, "vws-ucz", casus_id)
    with pytest.raises(RefusedError, match="bij een andere partij"):
        settle(stappen, "vws-ucz", escalatie.id)
    with pytest.raises(NotVisibleError):
        settle(stappen, "ret-jz14", escalatie.id)
    assert settle(stappen, "en2", escalatie.id).afgehandeld_op is not None
    with pytest.raises(NotVisibleError):
        settle(stappen, "en2", escalatie.id)
    with pytest.raises(NotVisibleError):
        settle(stappen, "en2", casus_id)


def test_done_twice_by_a_party_that_still_sees_the_casus_is_told_so(stappen: Stappen) -> None:
    casus_id = stappen.register().casussen[0].id
    stappen.move(casus_id, "vws-ucz", "ozj", "en2")
    escalatie = escalate(stappen, "en2", casus_id)
    settle(stappen, "ozj", escalatie.id)
    with pytest.raises(RefusedError) as fout:
        settle(stappen, "ozj", escalatie.id)
    assert fout.value.code == "al_afgehandeld"


def test_nobody_needs_help_with_a_casus_that_was_closed(stappen: Stappen) -> None:
    gemeld = stappen.register()
    escalate(stappen, "vws-ucz", gemeld.casussen[0].id)
    stappen.close_melding("vws-ucz", gemeld.melding.id, MeldingUitkomst.INGETROKKEN)
    stappen.close_casus("vws-ucz", gemeld.casussen[0].id)
    stappen.nothing_broken()
