"""Weergave of samenlopen: how alike two registrations are, and how it stands, in plain words."""

from dataclasses import dataclass
from datetime import date

from app.domain.datum import dag_en_maand, datum_zonder_dag
from app.domain.omgeving import Omgeving, local_date
from app.domain.samenloop import OPEN_SAMENLOOP, Band, Samenloopbesluit, SamenloopStatus, Verwantschap
from app.linkage.model import Klasse
from app.linkage.uitleg import FAMILIEWOORDEN, VELDNAMEN, Mate
from app.linkage.vergelijken import Veld
from app.queries.beelden import JeugdigeBeeld
from app.queries.samenloopbeelden import SamenloopBeeld, SamenloopRij
from app.routers.pages.weergave import due

#: The list has no date in its order.
GEEN_DAG = date(2000, 1, 1)
WOORD = {
    SamenloopStatus.TE_BEOORDELEN: ("Nog beoordelen", "let"),
    SamenloopStatus.VOORGESTELD: ("Samenvoegen voorgesteld", "let"),
    SamenloopStatus.AFGEWEZEN: ("Een ander kind", "neutraal"),
}
BEVESTIGD = {
    Samenloopbesluit.KOPPELEN: ("Gekoppeld", "ok"),
    Samenloopbesluit.SAMENVOEGEN: ("Samengevoegd", "ok"),
}
ZEKERHEID = {
    Band.TREFFER: "Dit is heel waarschijnlijk hetzelfde kind.",
    Band.MOGELIJK: "Dit is misschien hetzelfde kind.",
}
FAMILIE = {
    Verwantschap.GEZIN: FAMILIEWOORDEN[Klasse.GEZIN],
    Verwantschap.MEERLING: FAMILIEWOORDEN[Klasse.MEERLING],
}
KLEUR = {Mate.GELIJK: "ok", Mate.BIJNA: "let", Mate.ANDERS: "fout", Mate.ONBEKEND: "neutraal"}


@dataclass(frozen=True, slots=True)
class Samenloopstand:
    """A badge and a line."""

    label: str
    soort: str
    kort: str


@dataclass(frozen=True, slots=True)
class Veldrij:
    """One field: how far it agrees, in words; the values only where both may be read."""

    veld: str
    mate: str
    soort: str
    zin: str
    waarden: tuple[str, ...]


def standing_of(rij: SamenloopRij | SamenloopBeeld, omgeving: Omgeving) -> Samenloopstand:
    """What is decided or waits, and until when."""
    label, soort = (
        BEVESTIGD[rij.besluit]
        if rij.status is SamenloopStatus.BEVESTIGD and rij.besluit
        else WOORD[rij.status]
    )
    if rij.status not in OPEN_SAMENLOOP:
        return Samenloopstand(label, soort, "")
    if rij.uiterlijk is None:
        return Samenloopstand(label, soort, "Wacht op de andere kant")
    kort = f"Uiterlijk {dag_en_maand(rij.uiterlijk)}, {due(rij.uiterlijk, omgeving)['afstand']}"
    return Samenloopstand("Te laat" if rij.te_laat else label, "fout" if rij.te_laat else soort, kort)


def pair_line(rij: SamenloopRij, omgeving: Omgeving) -> dict[str, object]:
    """One row of the list."""
    familie = FAMILIE.get(rij.verwantschap) if rij.verwantschap else None
    return {
        "id": rij.id,
        "kenmerk": rij.kenmerk,
        "casussen": ", ".join(casus.kenmerk for casus in rij.casussen),
        "ander": _other(rij),
        "hoe": familie or ("Waarschijnlijk hetzelfde" if rij.band is Band.TREFFER else "Misschien hetzelfde"),
        "gevonden": dag_en_maand(local_date(rij.gevonden_op)),
        "stand": standing_of(rij, omgeving),
    }


def _other(rij: SamenloopRij) -> str:
    if len(rij.casussen) == 2:
        return "Ook bij ons"
    return rij.ander.korte_naam if rij.ander else "Afgeschermd"


def summary(beeld: SamenloopBeeld) -> tuple[str, str]:
    """How sure it is, and what else it may be: a brother, a sister, one of a twin."""
    familie = FAMILIE.get(beeld.verwantschap, "")
    zin = "Dit is misschien niet hetzelfde kind." if familie else ZEKERHEID[beeld.band]
    return zin, familie


def side_rows(beeld: SamenloopBeeld) -> list[Veldrij]:
    """Per field how far it agrees, with both values for who may read both."""
    namen = {naam: veld for veld, naam in VELDNAMEN.items()}
    personen = [kant.jeugdige for kant in beeld.kanten if kant.jeugdige is not None]
    return [
        Veldrij(
            zin.veld,
            zin.mate.capitalize(),
            KLEUR[zin.mate],
            zin.zin,
            tuple(_value(wie, namen[zin.veld]) for wie in personen) if beeld.leest_beide else (),
        )
        for zin in beeld.bewijs
    ]


def _value(wie: JeugdigeBeeld, veld: Veld) -> str:
    leeg = "Onbekend"
    match veld:
        case Veld.VOORNAAM:
            roep = f" ({wie.roepnaam})" if wie.roepnaam else ""
            return f"{wie.voornamen}{roep}" if wie.voornamen else wie.roepnaam or leeg
        case Veld.ACHTERNAAM:
            return " ".join(deel for deel in (wie.tussenvoegsel, wie.achternaam) if deel) or leeg
        case Veld.GEBOORTEDATUM:
            return datum_zonder_dag(wie.geboortedatum) if wie.geboortedatum else leeg
        case Veld.ADRES:
            if wie.afgeschermd:
                return "Afgeschermd"
            straat = " ".join(deel for deel in (wie.postcode, wie.huisnummer) if deel)
            return ", ".join(deel for deel in (straat, wie.gemeente) if deel) or leeg
