"""Gesprek: a melding taken on the phone or at the desk, where the melder heard at once that we have it."""

from app.domain.opdrachten import RecordTerugkoppeling, RegisterMelding
from app.domain.termen import Gericht, Kanaal, TerugkoppelingSoort, Voorkeurskanaal
from app.queries.werkplek import Werkplek
from app.services.melding import Geregistreerd, register_melding
from app.services.terugkoppeling import record_terugkoppeling

#: In these ways somebody speaks with the melder.
IN_GESPREK = frozenset({Kanaal.TELEFOON, Kanaal.GESPREK})


def take_melding(werkplek: Werkplek, opdracht: RegisterMelding, *, al_gezegd: bool) -> Geregistreerd:
    """Register, and when the melder was told so in the conversation: no message asks for that again (I6).

    What came in by letter or mail is confirmed by a message, whatever was ticked.
    """
    nieuw = register_melding(werkplek, opdracht)
    bereikbaar = opdracht.melder.kanaal is not Voorkeurskanaal.GEEN
    if al_gezegd and bereikbaar and opdracht.kanaal in IN_GESPREK:
        record_terugkoppeling(
            werkplek,
            RecordTerugkoppeling(
                melding_id=nieuw.melding.id,
                aan=Gericht.MELDER,
                soort=TerugkoppelingSoort.ONTVANGSTBEVESTIGING,
                kanaal=opdracht.kanaal,
                gedaan_op=max(opdracht.ontvangen_op, werkplek.omgeving.vandaag),
            ),
        )
    return nieuw
