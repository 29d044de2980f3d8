"""Veiligheidbeelden: contact about danger and what is waited on, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.veiligheidstermen import Veiligheidsinstantie, Wachtgrond


@dataclass(frozen=True, slots=True)
class Veiligheidbeeld:
    """One contact about danger; the words only for who may read the dossier."""

    instantie: Veiligheidsinstantie
    gedaan_op: datetime
    door: str
    gesproken_met: str | None
    afspraak: str | None


@dataclass(frozen=True, slots=True)
class Wachtbeeld:
    """What the owner says the casus waits on."""

    grond: Wachtgrond
    tot: date
    toelichting: str | None
