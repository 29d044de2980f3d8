"""Afstemmingbeelden: one hit as one side may see it: "bekend bij X, contact Y" and the own words (§5).

Of who is afgeschermd not even the name of the other side: the landelijke schakel is phoned. A hit that one
side took back names nobody any more.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, select

from app.domain.afstemming import Stand, next_step
from app.domain.samenloop import Band, Samenloopbesluit, SamenloopStatus
from app.domain.tafeltermen import Afstemmingsstap, Afstemmingsuitkomst, Partijrol
from app.domain.termen import CasusStatus
from app.kluis import Plek
from app.models import Afstemming, Afstemmingskant, Agendering, Casus, Organisatie, Samenloop, Tafel
from app.queries.agenderingen import own_words
from app.queries.gids import vangnethouder
from app.queries.tafels import Contact
from app.queries.werkplek import Werkplek

ELDERS = "een andere partij"
#: Where a row stands in a list: the day to act, its id.
Plaats = tuple[date, UUID]


@dataclass(frozen=True, slots=True)
class Zijde:
    """One side: a casus, or an agendering with its tafel."""

    casus: Casus | None
    agendering: Agendering | None
    tafel: Tafel | None

    @property
    def partij_id(self) -> UUID:
        """Whose side it is: the owner of the casus, or who keeps the tafel."""
        if self.tafel is not None:
            return self.tafel.tafelhouder_id
        assert self.casus is not None  # a side without a tafel is a casus
        return self.casus.eigenaar_id

    @property
    def is_open(self) -> bool:
        """Whether somebody is at work here: not on a casus that ended."""
        return self.casus is None or self.casus.status is CasusStatus.OPEN


@dataclass(frozen=True, slots=True)
class Paar:
    """A pair with its follow-up and both sides; ``is_ouder``: the actor is on the older side."""

    samenloop: Samenloop
    afstemming: Afstemming
    ouder: Zijde
    jonger: Zijde
    is_ouder: bool

    @property
    def eigen(self) -> Zijde:
        """The side of the actor."""
        return self.ouder if self.is_ouder else self.jonger

    @property
    def ander(self) -> Zijde:
        """The other side."""
        return self.jonger if self.is_ouder else self.ouder


@dataclass(frozen=True, slots=True)
class Kantbeeld:
    """What one side wrote down; of the other side the day and the role only."""

    gesproken_op: date | None
    rol: Partijrol | None
    gesproken_met: str | None = None
    verwachting: str | None = None
    belang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AfstemmingBeeld:
    """One hit as one side may see it."""

    id: UUID
    kenmerk: str
    status: SamenloopStatus
    besluit: Samenloopbesluit | None
    band: Band
    #: What of ours it is about: a kenmerk, initials, or the name that our list gave a line.
    eigen: str
    eigen_pad: str
    bekend_bij: str
    contact: Contact
    afgeschermd: bool
    misschien: bool
    gedeeld: bool
    gevonden_op: datetime
    uiterlijk: date
    te_laat: bool
    #: What we must do now, and what the other must; None: that side waits.
    stap: Afstemmingsstap | None
    stap_ander: Afstemmingsstap | None
    wij: Kantbeeld
    zij: Kantbeeld
    uitkomst: Afstemmingsuitkomst | None
    afgesloten_op: datetime | None
    toelichting: str | None
    stand: Stand

    @property
    def plaats(self) -> Plaats:
        """Where this row stands in the order."""
        return self.uiterlijk, self.id

    @property
    def aan_zet(self) -> bool:
        """Whether we must do something now."""
        return self.stap is not None


def sides_written(session: Session, samenloop_id: UUID) -> dict[bool, Afstemmingskant]:
    """What each side wrote down, by whether it is the older one."""
    query = select(Afstemmingskant).where(Afstemmingskant.samenloop_id == samenloop_id)
    return {rij.is_ouder: rij for rij in session.exec(query)}


def stand_of(paar: Paar, kanten: dict[bool, Afstemmingskant]) -> Stand:
    """What the rules need to know of a pair, seen from the side of the actor."""
    eigen, ander = kanten.get(paar.is_ouder), kanten.get(not paar.is_ouder)
    return Stand(
        is_ouder=paar.is_ouder,
        hoort_eerst=paar.afstemming.eerst_ouder is paar.is_ouder,
        eigen_open=paar.eigen.is_open,
        ander_open=paar.ander.is_open,
        gedeeld=paar.afstemming.gedeeld_op is not None,
        afgesloten=paar.afstemming.afgesloten_op is not None,
        eigen_contact=eigen is not None and eigen.gesproken_op is not None,
        ander_contact=ander is not None and ander.gesproken_op is not None,
        eigen_rol=eigen.rol if eigen else None,
        ander_rol=ander.rol if ander else None,
    )


def view(werkplek: Werkplek, paar: Paar) -> AfstemmingBeeld:
    """The pair as the side of the actor may see it."""
    samenloop, afstemming = paar.samenloop, paar.afstemming
    kanten = sides_written(werkplek.session, samenloop.id)
    stand = stand_of(paar, kanten)
    naam, contact = _known_at(werkplek, paar)
    eigen, pad = _own(werkplek, paar.eigen)
    van_ons = afstemming.toelichting_van_ouder is paar.is_ouder
    plek = Plek("afstemming", samenloop.id, "toelichting")
    return AfstemmingBeeld(
        id=samenloop.id,
        kenmerk=samenloop.kenmerk,
        status=samenloop.status,
        besluit=samenloop.besluit,
        band=samenloop.band,
        eigen=eigen,
        eigen_pad=pad,
        bekend_bij=naam,
        contact=contact,
        afgeschermd=afstemming.afgeschermd,
        misschien=samenloop.band is Band.MOGELIJK,
        gedeeld=stand.gedeeld,
        gevonden_op=samenloop.gevonden_op,
        uiterlijk=afstemming.uiterlijk,
        te_laat=not stand.afgesloten and afstemming.uiterlijk < werkplek.omgeving.vandaag,
        stap=next_step(stand),
        stap_ander=next_step(stand.andersom),
        wij=_words(werkplek, afstemming, kanten.get(paar.is_ouder), eigen=True),
        zij=_words(werkplek, afstemming, kanten.get(not paar.is_ouder), eigen=False),
        uitkomst=afstemming.uitkomst,
        afgesloten_op=afstemming.afgesloten_op,
        toelichting=werkplek.unseal(afstemming, plek, afstemming.toelichting_verzegeld) if van_ons else None,
        stand=stand,
    )


def _known_at(werkplek: Werkplek, paar: Paar) -> tuple[str, Contact]:
    """The name of the other side and whom to phone; nothing more of it is read. Of what was taken back
    nothing at all."""
    if paar.afstemming.uitkomst is Afstemmingsuitkomst.VERVALLEN:
        return ELDERS, Contact(ELDERS, None, None)
    if paar.afstemming.afgeschermd:
        return ELDERS, _of_party(werkplek.session, vangnethouder(werkplek.session))[1]
    ander = paar.ander
    if ander.tafel is not None:
        tafel = ander.tafel
        return tafel.naam, Contact(tafel.contact_naam, tafel.contact_telefoon, tafel.contact_email)
    return _of_party(werkplek.session, ander.partij_id)


def _of_party(session: Session, organisatie_id: UUID) -> tuple[str, Contact]:
    rij = session.exec(select(Organisatie).where(Organisatie.id == organisatie_id)).one()
    return rij.naam, Contact(rij.naam, rij.telefoon, rij.email)


def _own(werkplek: Werkplek, zijde: Zijde) -> tuple[str, str]:
    if zijde.agendering is not None:
        return own_words(werkplek, zijde.agendering), f"/agenderingen/{zijde.agendering.id}"
    assert zijde.casus is not None  # a side without an agendering is a casus
    return zijde.casus.kenmerk, f"/casussen/{zijde.casus.kenmerk}"


def _words(
    werkplek: Werkplek, afstemming: Afstemming, kant: Afstemmingskant | None, *, eigen: bool
) -> Kantbeeld:
    """The words of the own side; of the other side the day of contact and its role."""
    if kant is None:
        return Kantbeeld(None, None)
    if not eigen:
        return Kantbeeld(kant.gesproken_op, kant.rol)

    def read(veld: str, verzegeld: bytes | None) -> str | None:
        return werkplek.unseal(afstemming, side_place(kant.samenloop_id, veld, kant.is_ouder), verzegeld)

    return Kantbeeld(
        kant.gesproken_op,
        kant.rol,
        read("met", kant.met_verzegeld),
        read("verwachting", kant.verwachting_verzegeld),
        read("belang", kant.belang_verzegeld),
    )


def side_place(samenloop_id: UUID, veld: str, is_ouder: bool) -> Plek:  # a side, not a switch
    """Where the words of one side are sealed."""
    return Plek("afstemming_kant", samenloop_id, f"{veld}_{'ouder' if is_ouder else 'jonger'}")
