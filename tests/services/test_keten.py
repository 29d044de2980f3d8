"""The main route of a question, from the ministry to the wijkteam."""

from datetime import timedelta
from itertools import pairwise

from sqlmodel import col, select

from app.domain.afsluiting import Besluit
from app.domain.opdrachten import (
    AcceptOverdracht,
    CloseCasus,
    CloseMelding,
    Mededeling,
    OfferOverdracht,
    RecordTerugkoppeling,
)
from app.domain.termen import (
    CasusUitkomst,
    Gericht,
    Kanaal,
    LoketUitkomst,
    MeldingUitkomst,
    TerugkoppelingSoort,
    Wijze,
)
from app.models import Bericht, Casus, Eigenaarschap
from app.services.aanvaarding import accept_overdracht
from app.services.afsluiting import close_casus, close_melding
from app.services.melding import register_melding
from app.services.overdracht import offer_overdracht
from app.services.terugkoppeling import record_terugkoppeling
from tests.fixtures_app import Wereld, some_melding

ROUTE = ("vws-ucz", "ozj", "en2", "ret-jz07", "wijkteam-gm0193")


def test_a_question_travels_the_whole_chain_with_one_owner_at_every_moment(wereld: Wereld) -> None:
    with wereld.werkplek("vws-ucz") as desk:
        gemeld = register_melding(desk, some_melding())
    casus_id, melding_id = gemeld.casussen[0].id, gemeld.melding.id
    for van, naar in pairwise(ROUTE):
        wereld.later(hours=5)
        with wereld.werkplek(van) as desk:
            overdracht = offer_overdracht(
                desk,
                OfferOverdracht(
                    casus_id=casus_id,
                    naar_organisatie=naar,
                    reden="Volgende schakel",
                    mededeling=Mededeling(wijze=Wijze.MAIL),
                ),
            )
        wereld.later(hours=1)
        with wereld.werkplek(naar) as desk:
            accept_overdracht(desk, AcceptOverdracht(overdracht_id=overdracht.id))
    with wereld.werkplek("wijkteam-gm0193") as desk:
        record_terugkoppeling(
            desk,
            RecordTerugkoppeling(
                melding_id=melding_id,
                aan=Gericht.MELDER,
                soort=TerugkoppelingSoort.INHOUDELIJK,
                kanaal=Kanaal.TELEFOON,
                gedaan_op=desk.omgeving.vandaag,
            ),
        )
        besluit = close_melding(desk, CloseMelding(melding_id=melding_id, uitkomst=MeldingUitkomst.GEHOLPEN))
        assert besluit is Besluit.AFSLUITING_GEVRAAGD
    with wereld.werkplek("ret-jz07") as desk:
        record_terugkoppeling(
            desk,
            RecordTerugkoppeling(
                melding_id=melding_id,
                aan=Gericht.LOKET,
                soort=TerugkoppelingSoort.MEDEDELING,
                kanaal=Kanaal.MAIL,
                gedaan_op=desk.omgeving.vandaag,
                uitkomst=LoketUitkomst.OPLOSSING,
            ),
        )
    with wereld.werkplek("wijkteam-gm0193") as desk:
        close_casus(desk, CloseCasus(casus_id=casus_id, uitkomst=CasusUitkomst.OPGELOST))
    with wereld.database.read() as session:
        delen = session.exec(
            select(Eigenaarschap).where(Eigenaarschap.casus_id == casus_id).order_by(col(Eigenaarschap.van))
        ).all()
        assert len(delen) == len(ROUTE)
        assert all(vorig.tot == volgend.van for vorig, volgend in pairwise(delen))
        assert session.exec(select(Casus)).one().gesloten_op is not None
        assert len(session.exec(select(Bericht)).all()) == 1 + 4
        assert wereld.now - timedelta(days=2) < delen[0].van
