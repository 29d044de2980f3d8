"""Klachttoegang: who is what to a klacht (domain.md §5, Awb 9:7, 9:9). The rights stand in ``toegang``."""

from dataclasses import dataclass

from app.domain.actor import Actor, Rol
from app.domain.toegang import Relatie


@dataclass(frozen=True, slots=True)
class Klachtfeiten:
    """Facts that decide the relation of an actor to a klacht.

    ``betrokken`` bars who handles klachten (9:7), not who only received this one. ``gaat_over_ons``: the
    organisatie of the actor is the beklaagde, somebody who works there is, or nobody said who is and it is a
    party of ``HELPT_ZELF``.
    """

    is_beklaagde: bool
    ligt_bij_ons: bool
    kwam_bij_ons_binnen: bool
    zond_door: bool
    betrokken: bool
    gaat_over_ons: bool


def klacht_relations(actor: Actor, feiten: Klachtfeiten) -> frozenset[Relatie]:
    """The relations to a klacht. The row beklaagde decides alone (§5); colleagues of the beklaagde have
    none."""
    if feiten.is_beklaagde:
        return frozenset({Relatie.BEKLAAGDE})
    behandelt = Rol.KLACHTBEHANDELAAR in actor.rollen and not feiten.betrokken
    mag_weten = behandelt or (actor.werkt_in_keten and not feiten.gaat_over_ons)
    regels = (
        (behandelt and feiten.ligt_bij_ons, Relatie.KLACHTBEHANDELAAR),
        (mag_weten and feiten.ligt_bij_ons and feiten.kwam_bij_ons_binnen, Relatie.KLACHTONTVANGER),
        (mag_weten and feiten.zond_door, Relatie.KLACHTDOORZENDER),
    )
    return frozenset(relatie for geldt, relatie in regels if geldt)
