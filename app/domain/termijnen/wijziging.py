"""Wijziging: how a promised date moved: by verdaging or by a decreed day, never in silence (I5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict

from app.domain.datum import datum_lang


class Wijzigingsoort(StrEnum):
    """Why a date moved: somebody put it off, the calendar changed by decree, or a commission looks at a
    klacht (Awb 9:11 lid 1)."""

    VERDAGING = "verdaging"
    KALENDER = "kalender"
    COMMISSIE = "commissie"


#: Moves after which the date is no longer the computed one.
DOOR_MENSEN = frozenset({Wijzigingsoort.VERDAGING, Wijzigingsoort.COMMISSIE})


class Verdagingsreden(StrEnum):
    """Coded reason to put a promise off."""

    ANDERE_PARTIJ = "andere_partij"
    INFORMATIE = "informatie"
    OVERLEG = "overleg"
    ONDERZOEK = "onderzoek"
    CAPACITEIT = "capaciteit"
    AFGESPROKEN = "afgesproken"
    ANDERS = "anders"


#: The reason as melder and screen read it; it stands behind a colon.
REDEN_TEKST: Mapping[Verdagingsreden, str] = {
    Verdagingsreden.ANDERE_PARTIJ: "wij wachten op een andere organisatie",
    Verdagingsreden.INFORMATIE: "wij hebben nog informatie nodig",
    Verdagingsreden.OVERLEG: "het overleg over de vraag is later",
    Verdagingsreden.ONDERZOEK: "het uitzoeken kost meer tijd",
    Verdagingsreden.CAPACITEIT: "er zijn nu te weinig mensen om dit op tijd te doen",
    Verdagingsreden.AFGESPROKEN: "dit is zo afgesproken",
    Verdagingsreden.ANDERS: "iets dat wij hieronder uitleggen",
}


class WijzigingJson(TypedDict):
    soort: str
    van: str
    naar: str
    op: str
    reden: str | None
    instemmingOp: str | None
    dag: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wijziging:
    """One move of a date. ``dag`` is the decreed day; ``instemming_op`` when the other side agreed."""

    soort: Wijzigingsoort
    van: date
    naar: date
    op: date
    reden: Verdagingsreden | None = None
    instemming_op: date | None = None
    dag: date | None = None

    @property
    def is_eigen_verdaging(self) -> bool:
        """Put off without consent: that can be done once."""
        return self.soort is Wijzigingsoort.VERDAGING and self.instemming_op is None

    def naar_json(self) -> WijzigingJson:
        """A plain mapping that JSON can hold; ``uit_json`` reads it back."""
        return {
            "soort": self.soort.value,
            "van": self.van.isoformat(),
            "naar": self.naar.isoformat(),
            "op": self.op.isoformat(),
            "reden": self.reden.value if self.reden else None,
            "instemmingOp": self.instemming_op.isoformat() if self.instemming_op else None,
            "dag": self.dag.isoformat() if self.dag else None,
        }

    @classmethod
    def uit_json(cls, json: Mapping[str, object]) -> "Wijziging":
        """Read what ``naar_json`` wrote. Refuses anything else with KeyError or ValueError."""
        reden = json["reden"]
        return cls(
            soort=Wijzigingsoort(str(json["soort"])),
            van=date.fromisoformat(str(json["van"])),
            naar=date.fromisoformat(str(json["naar"])),
            op=date.fromisoformat(str(json["op"])),
            reden=None if reden is None else Verdagingsreden(str(reden)),
            instemming_op=_datum(json["instemmingOp"]),
            dag=_datum(json["dag"]),
        )


def joins(begin: date, wijzigingen: tuple[Wijziging, ...]) -> bool:
    """Whether each move starts where the one before it ended, the first at the computed date."""
    einde = begin
    for wijziging in wijzigingen:
        if wijziging.van != einde:
            return False
        einde = wijziging.naar
    return True


def wijziging_zin(wijziging: Wijziging) -> str:
    """One plain Dutch sentence about one move."""
    van, naar = datum_lang(wijziging.van), datum_lang(wijziging.naar)
    if wijziging.soort is Wijzigingsoort.KALENDER:
        dag = datum_lang(wijziging.dag) if wijziging.dag else "een dag"
        return f"Een besluit veranderde of {dag} een vrije dag is: de datum ging van {van} naar {naar}."
    if wijziging.soort is Wijzigingsoort.COMMISSIE:
        return f"Op {datum_lang(wijziging.op)} kwam er een commissie: de datum ging van {van} naar {naar}."
    reden = ""
    if wijziging.reden not in (None, Verdagingsreden.ANDERS):  # anders is explained in words elsewhere
        reden = f" De reden: {REDEN_TEKST[wijziging.reden]}."
    instemming = ""
    if wijziging.instemming_op is not None:
        instemming = f" Daarmee is ingestemd op {datum_lang(wijziging.instemming_op)}."
    return f"Op {datum_lang(wijziging.op)} is de datum verzet van {van} naar {naar}.{reden}{instemming}"


def _datum(waarde: object) -> date | None:
    return None if waarde is None else date.fromisoformat(str(waarde))
