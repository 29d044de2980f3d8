"""Mensen: who works in the demo. Everybody is invented; every address ends in ``.example``."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.demo.namen import ACHTERNAMEN, ROEPNAMEN
from app.domain.actor import ROL_BIJ_SOORT, OrganisatieSoort, Rol
from app.referentie.lezer import GebiedSoort, OrganisatieGegeven, organisaties

#: One password for all demo log-ins; they exist only in a database that is marked demo.
DEMO_WACHTWOORD = "houvast-demo"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """Somebody to log in as. ``organisatie`` is a kenmerk."""

    gebruikersnaam: str
    naam: str
    rol: Rol
    organisatie: str


R = Rol
#: The log-ins that the log-in page and ``houvast demo`` show, in the order of the chain.
DEMO_LOGINS: tuple[DemoLogin, ...] = (
    DemoLogin("uczmedewerker", "Nadia Wielemaker", R.LOKETMEDEWERKER, "vws-ucz"),
    DemoLogin("uczcollega", "Bram Oosterling", R.LOKETMEDEWERKER, "vws-ucz"),
    DemoLogin("uczcoordinator", "Ingrid Zandstra", R.COORDINATOR, "vws-ucz"),
    DemoLogin("klachtbehandelaar", "Theo Lammerding", R.KLACHTBEHANDELAAR, "vws-ucz"),
    DemoLogin("klachtenapeldoorn", "Marga Beekbergen", R.KLACHTBEHANDELAAR, "gemeente-gm0200"),
    DemoLogin("klachtenzwolle", "Henk Stadshagen", R.KLACHTBEHANDELAAR, "gemeente-gm0193"),
    DemoLogin("klachtenijsselland", "Wil Terborg", R.KLACHTBEHANDELAAR, "ret-jz07"),
    DemoLogin("juisteloket", "Samira Boukhari", R.LOKETMEDEWERKER, "juiste-loket"),
    DemoLogin("igjmedewerker", "Koen Vlietman", R.LOKETMEDEWERKER, "igj"),
    DemoLogin("vngmedewerker", "Petra Haverland", R.LOKETMEDEWERKER, "vng"),
    DemoLogin("kabinetmedewerker", "Willem Roosegaard", R.LOKETMEDEWERKER, "kabinet-koning"),
    DemoLogin("verbinding1", "Marijke Doornspijk", R.VERBINDINGSREGISSEUR, "ozj"),
    DemoLogin("verbinding2", "Anouar Benslimane", R.VERBINDINGSREGISSEUR, "ozj"),
    DemoLogin("ozjcoordinator", "Hetty van Loenersloot", R.COORDINATOR, "ozj"),
    DemoLogin("netwerkoost", "Ruben Tichelaar", R.NETWERKMEDEWERKER, "en2"),
    DemoLogin("ijsselland1", "Esra Kayacan", R.PROCESREGISSEUR, "ret-jz07"),
    DemoLogin("ijsselland2", "Jelle Wubbolts", R.PROCESREGISSEUR, "ret-jz07"),
    DemoLogin("ijssellandcoordinator", "Mirjam Steggink", R.COORDINATOR, "ret-jz07"),
    DemoLogin("twente1", "Lotte Nijenkamp", R.PROCESREGISSEUR, "ret-jz14"),
    DemoLogin("gemeentezwolle", "Dirk Assendorper", R.CASUSREGISSEUR, "gemeente-gm0193"),
    DemoLogin("wijkteamzwolle", "Yara Holtink", R.CASUSREGISSEUR, "wijkteam-gm0193"),
    DemoLogin("wijkteamzwolle2", "Pim Berkumer", R.CASUSREGISSEUR, "wijkteam-gm0193"),
    DemoLogin("wijkteamdeventer", "Fenna Colmschate", R.CASUSREGISSEUR, "wijkteam-gm0150"),
    DemoLogin("gemeenteenschede", "Sjoerd Lonneker", R.CASUSREGISSEUR, "gemeente-gm0153"),
    DemoLogin("wijkteamenschede", "Dilara Glanerbrug", R.CASUSREGISSEUR, "wijkteam-gm0153"),
    DemoLogin("tafelsecretaris", "Carla Mastenbroek", R.TAFELSECRETARIS, "ret-jz07"),
    DemoLogin("tafeldenbosch", "Noor Vughterman", R.TAFELSECRETARIS, "gemeente-gm0796"),
    DemoLogin("tafelschool", "Bea Rosmalen", R.TAFELSECRETARIS, "swv-denbosch"),
    DemoLogin("denbosch1", "Gijs Empel", R.PROCESREGISSEUR, "ret-jz33"),
    DemoLogin("beheerder", "Floor Bakhuizen", R.BEHEERDER, "ozj"),
    DemoLogin("privacyofficer", "Olaf Grevelink", R.PRIVACY_OFFICER, "ozj"),
)

#: A school alliance that holds a tafel: not in the shipped directory, for every region has its own.
SCHOOLVERBAND = OrganisatieGegeven(
    kenmerk="swv-denbosch",
    soort=OrganisatieSoort.TAFELHOUDER,
    naam="Samenwerkingsverband De Meierij (voorbeeld)",
    korte_naam="SWV De Meierij",
    bestuursorgaan=False,
    gebied_soort=GebiedSoort.JEUGDREGIO,
    gebied_code="JZ33",
)
#: Gemeenten whose gemeente and wijkteam have somebody at work, besides every RET and every netwerk.
GEMEENTEN_BEMAND: tuple[str, ...] = (
    "GM0193", "GM0150", "GM0153", "GM0141", "GM0014", "GM1742", "GM0599", "GM0080", "GM0758", "GM0200",
    "GM0796", "GM0050", "GM0363", "GM0344", "GM0518", "GM0772", "GM0855", "GM0034", "GM0202", "GM0268",
    "GM0935", "GM0392", "GM0361", "GM0106", "GM0484", "GM0164", "GM0166", "GM0546", "GM0307", "GM0687",
)  # fmt: skip


def everybody() -> Iterator[DemoLogin]:
    """All demo people: those of the list, and one in every other place the demo needs."""
    yield from DEMO_LOGINS
    naast = {R.KLACHTBEHANDELAAR, R.TAFELSECRETARIS}
    bezet = {login.organisatie for login in DEMO_LOGINS if login.rol not in naast}
    plaatsen = {f"{soort}-{code.lower()}" for code in GEMEENTEN_BEMAND for soort in ("gemeente", "wijkteam")}
    altijd = {OrganisatieSoort.EXPERTISENETWERK, OrganisatieSoort.RET}
    for nummer, gegeven in enumerate(organisaties()):
        kenmerk = gegeven.kenmerk
        if kenmerk in bezet or (gegeven.soort not in altijd and kenmerk not in plaatsen):
            continue
        naam = f"{ROEPNAMEN[nummer * 7 % len(ROEPNAMEN)]} {ACHTERNAMEN[nummer * 11 % len(ACHTERNAMEN)]}"
        yield DemoLogin(f"demo-{kenmerk}", naam, ROL_BIJ_SOORT[gegeven.soort], kenmerk)
