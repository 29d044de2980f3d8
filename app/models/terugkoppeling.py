"""Terugkoppeling: something really told to melder or loket."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import SQLModel

from app.domain.termen import Gericht, Kanaal, LoketUitkomst, TerugkoppelingSoort
from app.domain.vertellen import Terugneemreden
from app.models.basis import check, coded, index_where, instant, key, ref, sealed


class Terugkoppeling(SQLModel, table=True):
    """Who told whom what, when and how. ``bereikt`` false is an attempt: it fulfils nothing.

    ``teruggenomen_op``: it was recorded by mistake; it stays to be seen and counts nowhere.
    """

    __table_args__ = (
        check("loket", "(aan = 'loket') = (loket_id IS NOT NULL)"),
        check("uitkomst", "(aan = 'loket') = (uitkomst IS NOT NULL)"),
        check("teruggenomen", "(teruggenomen_op IS NULL) = (terugneemreden IS NULL)"),
        index_where("ix_terugkoppeling_casus_id", "casus_id", where="casus_id IS NOT NULL"),
        index_where("ix_terugkoppeling_bericht_id", "bericht_id", where="bericht_id IS NOT NULL"),
    )

    id: UUID = key()
    melding_id: UUID = ref("melding.id", index=True)
    casus_id: UUID | None = ref("casus.id", nullable=True)
    periode: int = 1
    aan: Gericht = coded(Gericht)
    loket_id: UUID | None = ref("organisatie.id", nullable=True)
    soort: TerugkoppelingSoort = coded(TerugkoppelingSoort)
    kanaal: Kanaal = coded(Kanaal)
    inhoud_verzegeld: bytes | None = sealed()
    gedaan_op: date
    vastgelegd_op: datetime = instant()
    organisatie_id: UUID = ref("organisatie.id")
    medewerker_id: UUID | None = ref("medewerker.id", nullable=True)
    bereikt: bool = True
    uitkomst: LoketUitkomst | None = coded(LoketUitkomst, nullable=True)
    acties: str = ""
    bericht_id: UUID | None = ref("bericht.id", nullable=True)
    teruggenomen_op: datetime | None = instant(nullable=True)
    terugneemreden: Terugneemreden | None = coded(Terugneemreden, nullable=True)
