"""Actor: who acts, for which organisatie, with which roles. Everything is decided from this."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from app.domain.toegangslink import Linkdoel


class OrganisatieSoort(StrEnum):
    """Kinds of organisatie (domain.md §1)."""

    LOKET = "loket"
    OZJ = "ozj"
    EXPERTISENETWERK = "expertisenetwerk"
    RET = "ret"
    GEMEENTE = "gemeente"
    WIJKTEAM = "wijkteam"
    VEILIG_THUIS = "veilig_thuis"
    TAFELHOUDER = "tafelhouder"
    AANBIEDER = "aanbieder"
    GI = "gi"
    CLIENTONDERSTEUNING = "clientondersteuning"


class Rol(StrEnum):
    """Log-in roles (domain.md §1)."""

    LOKETMEDEWERKER = "loketmedewerker"
    VERBINDINGSREGISSEUR = "verbindingsregisseur"
    NETWERKMEDEWERKER = "netwerkmedewerker"
    PROCESREGISSEUR = "procesregisseur"
    CASUSREGISSEUR = "casusregisseur"
    KLACHTBEHANDELAAR = "klachtbehandelaar"
    TAFELSECRETARIS = "tafelsecretaris"
    COORDINATOR = "coordinator"
    BEHEERDER = "beheerder"
    PRIVACY_OFFICER = "privacy_officer"


#: Roles that do the work of the chain; the others never own, offer or accept.
KETENROLLEN = frozenset(
    {
        Rol.LOKETMEDEWERKER,
        Rol.VERBINDINGSREGISSEUR,
        Rol.NETWERKMEDEWERKER,
        Rol.PROCESREGISSEUR,
        Rol.CASUSREGISSEUR,
        Rol.COORDINATOR,
    }
)

#: Which chain role fits which kind of organisatie; coordinator fits all.
ROL_BIJ_SOORT: dict[OrganisatieSoort, Rol] = {
    OrganisatieSoort.LOKET: Rol.LOKETMEDEWERKER,
    OrganisatieSoort.OZJ: Rol.VERBINDINGSREGISSEUR,
    OrganisatieSoort.EXPERTISENETWERK: Rol.NETWERKMEDEWERKER,
    OrganisatieSoort.RET: Rol.PROCESREGISSEUR,
    OrganisatieSoort.GEMEENTE: Rol.CASUSREGISSEUR,
    OrganisatieSoort.WIJKTEAM: Rol.CASUSREGISSEUR,
}


class Scope(StrEnum):
    """What an API token may do (api.md)."""

    LEZEN = "lezen"
    MELDEN = "melden"
    ROUTEREN = "routeren"
    TERUGKOPPELEN = "terugkoppelen"
    TAFEL = "tafel"
    BEHEER = "beheer"


class ActorSoort(StrEnum):
    """A person, another system with a token, the worker, a melder on the own page, or somebody of a party
    without an account, through a link."""

    MEDEWERKER = "medewerker"
    SYSTEEM = "systeem"
    WORKER = "worker"
    MELDER = "melder"
    PARTIJ = "partij"


class Teamtoegang(StrEnum):
    """Whether colleagues see each other's casussen (setting per organisatie)."""

    TEAM = "team"
    BEHANDELAAR = "behandelaar"


@dataclass(frozen=True, slots=True)
class Linkbereik:
    """What somebody came in for through a link of a party: one offer, one bijdrage or one owned casus."""

    link_id: UUID
    doel: Linkdoel
    doel_id: UUID
    casus_id: UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``id`` is the medewerker, the token of a system, the melder, or who named oneself in a visit
    of a party; the last two have no role at all: what ``bereik`` names is all they come to.

    ``vervangt`` holds the colleagues this person stands in for today (same rights).
    A system token counts as coordinator of its organisatie (domain.md §5).
    """

    soort: ActorSoort
    id: UUID
    organisatie_id: UUID
    organisatie_soort: OrganisatieSoort
    organisatie_naam: str
    naam: str
    rollen: frozenset[Rol]
    teamtoegang: Teamtoegang = Teamtoegang.TEAM
    scopes: frozenset[Scope] = frozenset(Scope)
    vervangt: frozenset[UUID] = field(default_factory=frozenset)
    bestuursorgaan: bool = False
    bereik: Linkbereik | None = None
    #: How the organisatie is called where there is little room; empty where no page is shown.
    korte_naam: str = ""

    @property
    def medewerker_id(self) -> UUID | None:
        """The person, or None for a system or the worker."""
        return self.id if self.soort is ActorSoort.MEDEWERKER else None

    @property
    def werkt_in_keten(self) -> bool:
        """Whether this actor may do chain work for its organisatie at all."""
        return bool(self.rollen & KETENROLLEN)

    @property
    def via_link(self) -> bool:
        """Whether this is somebody of a party without an account."""
        return self.soort is ActorSoort.PARTIJ

    def came_for(self, doel: Linkdoel, doel_id: UUID) -> bool:
        """Whether this person came in for exactly this; who has an account comes in for everything."""
        return self.bereik is None or (self.bereik.doel, self.bereik.doel_id) == (doel, doel_id)

    @property
    def is_coordinator(self) -> bool:
        """Coordinator, or a system token, which counts as one."""
        return Rol.COORDINATOR in self.rollen or self.soort is ActorSoort.SYSTEEM

    @property
    def personen(self) -> frozenset[UUID]:
        """This person and those it stands in for."""
        return self.vervangt | {self.id}

    def with_scopes(self, scopes: frozenset[Scope]) -> "Actor":
        """The same actor behind a token, which may allow less."""
        return replace(self, scopes=scopes)
