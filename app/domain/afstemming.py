"""Afstemming: two tafels, or a tafel and a casus, may know the same jeugdige; people phone and agree who does
what (domain.md §5, §6; R036–R038).

Each side reads "bekend bij X, contact Y" and nothing else. What is only possible goes first to the side that
knows most, and to the other after that side's act. Words stay with the side that wrote them; the role of each
party is for both. Source: design/linkage.md §3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.samenloop import Band, DecideSamenloop, Samenloopbesluit
from app.domain.tafeltermen import Afstemmingsstap, Afstemmingsuitkomst, Agenderingsoort, Partijrol

#: How much each kind of registration holds.
VOLHEID = {Agenderingsoort.CASUS: 3, Agenderingsoort.PERSOON: 2, Agenderingsoort.SLEUTELS: 1}
#: What people may close with; the rest only happens.
TE_KIEZEN = (
    Afstemmingsuitkomst.REGIE_AFGESPROKEN,
    Afstemmingsuitkomst.ZELFDE_GEEN_AFSTEMMING,
    Afstemmingsuitkomst.ANDERE_JEUGDIGE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAfstemming:
    """What one side writes down: whom it spoke and when, what it is for this jeugdige, what it expects."""

    gesproken_op: date | None = None
    gesproken_met: str | None = None
    rol: Partijrol | None = None
    verwachting: str | None = None
    belang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAfstemming:
    """How it ended."""

    uitkomst: Afstemmingsuitkomst
    toelichting: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """What the rules need of an afstemming, seen from one side. ``hoort_eerst``: a hit that is only possible
    is for this side first. ``open``: nobody is at work on a casus that ended."""

    is_ouder: bool
    hoort_eerst: bool
    eigen_open: bool
    ander_open: bool
    gedeeld: bool
    afgesloten: bool
    eigen_contact: bool
    ander_contact: bool
    eigen_rol: Partijrol | None
    ander_rol: Partijrol | None

    @property
    def heeft_regie(self) -> bool:
        """Whether one side said that it keeps everything together."""
        return Partijrol.PROCESREGISSEUR in (self.eigen_rol, self.ander_rol)

    @property
    def heeft_contact(self) -> bool:
        """Whether the two spoke, whoever wrote it down."""
        return self.eigen_contact or self.ander_contact

    @property
    def leidt(self) -> bool:
        """Whether this side sees to it: the older one (domain.md §6), unless its casus ended."""
        return self.eigen_open and (self.is_ouder or not self.ander_open)

    @property
    def andersom(self) -> "Stand":
        """The same, seen from the other side."""
        return Stand(
            is_ouder=not self.is_ouder,
            hoort_eerst=not self.hoort_eerst,
            eigen_open=self.ander_open,
            ander_open=self.eigen_open,
            gedeeld=self.gedeeld,
            afgesloten=self.afgesloten,
            eigen_contact=self.ander_contact,
            ander_contact=self.eigen_contact,
            eigen_rol=self.ander_rol,
            ander_rol=self.eigen_rol,
        )


def next_step(stand: Stand) -> Afstemmingsstap | None:
    """What this side must do now; None: it waits for the other, or all is done.

    Who hears first judges; then the older side phones (domain.md §6); each side says what it is; the older
    side sees to it that one party keeps everything together, and closes. Where a casus ended, the other side
    sees to it; where nobody but that casus knew of the hit, it waits until the casus opens again.
    """
    if stand.afgesloten or not stand.eigen_open:
        return None
    if not stand.gedeeld:
        return Afstemmingsstap.BEOORDELEN if stand.hoort_eerst else None
    if not stand.heeft_contact:
        return Afstemmingsstap.BELLEN if stand.leidt else None
    if stand.eigen_rol is None:
        return Afstemmingsstap.ROL_ZEGGEN
    if not stand.leidt or (stand.ander_open and stand.ander_rol is None):
        return None
    klaar = stand.heeft_regie or not stand.ander_open
    return Afstemmingsstap.AFSLUITEN if klaar else Afstemmingsstap.REGIE_AFSPREKEN


def older_holds_more(ouder: Agenderingsoort, jonger: Agenderingsoort) -> bool:
    """Which side sees a possible hit first: a casus before a person before keys; on equal terms the older."""
    return VOLHEID[ouder] >= VOLHEID[jonger]


def is_shared_at_once(band: Band) -> bool:
    """A likely hit is for both sides from the start."""
    return band is Band.TREFFER


def refuse_closed(stand: Stand) -> None:
    """Refuse an act on what ended."""
    if stand.afgesloten:
        raise RefusedError("al_afgesloten", "Deze afstemming is al afgesloten.")


def check_record(opdracht: RecordAfstemming, stand: Stand, vandaag: date) -> None:
    """Contact was made on a day that came, with somebody; one party keeps everything together."""
    refuse_closed(stand)
    if not stand.gedeeld:
        raise RefusedError(
            "nog_niet_gedeeld",
            "De andere kant weet hier nog niet van. Laat eerst weten dat het om dezelfde jeugdige kan gaan.",
        )
    fouten = []
    if opdracht.gesproken_op is not None and opdracht.gesproken_op > vandaag:
        fouten.append(Veldfout("gesprokenOp", "Deze dag moet nog komen. Kies vandaag of eerder."))
    if (opdracht.gesproken_op is None) != (opdracht.gesproken_met is None):
        veld = "gesprokenOp" if opdracht.gesproken_op is None else "gesprokenMet"
        fouten.append(Veldfout(veld, "Vul in met wie u sprak, en wanneer."))
    if opdracht.rol is Partijrol.PROCESREGISSEUR and stand.ander_rol is Partijrol.PROCESREGISSEUR:
        fouten.append(
            Veldfout("rol", "De andere partij is al procesregisseur. Spreek samen af wie het doet.")
        )
    if fouten:
        raise InvalidInputError(fouten)


def check_decision(besluit: DecideSamenloop, stand: Stand) -> None:
    """With a tafel: koppelen or afwijzen, with a reason; roles are for who is the same jeugdige (§6)."""
    refuse_closed(stand)
    if besluit.uitkomst is Samenloopbesluit.SAMENVOEGEN:
        raise RefusedError(
            "alleen_casussen",
            "Met een tafel wordt nooit samengevoegd. Is het dezelfde jeugdige? Kies koppelen.",
        )
    fouten = [] if besluit.reden.strip() else [Veldfout("reden", "Schrijf in een paar woorden waarom.")]
    if besluit.uitkomst is Samenloopbesluit.AFGEWEZEN:
        fouten += [
            Veldfout(veld, "Dit legt u alleen vast bij koppelen.")
            for veld, waarde in (("rollen", besluit.rollen), ("procesregisseur", besluit.procesregisseur_id))
            if waarde
        ]
    if fouten:
        raise InvalidInputError(fouten)


def check_roles(gezegd: Mapping[bool, Partijrol | None], nu: Mapping[bool, Partijrol], *, wij: bool) -> None:
    """Roles by side (older or not): what the other said of itself stands, and one party keeps everything
    together. ``wij``: which side is ours."""
    fouten = []
    if gezegd.get(not wij) not in (None, nu.get(not wij, gezegd.get(not wij))):
        fouten.append(Veldfout("rollen", "De andere partij legde zelf al iets anders vast. Bel elkaar."))
    if list({**gezegd, **nu}.values()).count(Partijrol.PROCESREGISSEUR) > 1:
        fouten.append(Veldfout("rollen", "Eén partij is procesregisseur. Spreek samen af wie het doet."))
    if fouten:
        raise InvalidInputError(fouten)


def check_closing(opdracht: CloseAfstemming, stand: Stand) -> None:
    """The same jeugdige is only said after contact; "regie afgesproken" only when one party took it.

    That it is another jeugdige, the side that knows most may say before anybody else hears of it.
    """
    refuse_closed(stand)
    if opdracht.uitkomst not in TE_KIEZEN:
        raise InvalidInputError([Veldfout("uitkomst", "Kies hoe het afliep.")])
    if opdracht.uitkomst is Afstemmingsuitkomst.ANDERE_JEUGDIGE:
        return
    if not stand.heeft_contact:
        raise RefusedError("geen_contact", "Leg eerst vast wie u sprak, en wanneer.")
    if opdracht.uitkomst is Afstemmingsuitkomst.REGIE_AFGESPROKEN and not stand.heeft_regie:
        raise RefusedError("geen_regie", "Leg eerst vast welke partij procesregisseur is.")
