"""Leeswoorden: the codes of the read log in plain Dutch: who, what and why."""

from app.domain.actor import ActorSoort, Rol
from app.queries.leeslog import Lezer, Lezing
from app.schemas.woorden import woord

WAT = {
    "casus": "de casus",
    "geschiedenis": "de geschiedenis",
    "melding": "de melding",
    "contact": "de contactgegevens",
    "contactgegevens": "de contactgegevens",
    "toegangslink": "de link naar de eigen pagina",
    "terugkoppeling": "wat de melder hoorde",
    "overdracht": "het aanbod",
    "bijdrage": "een vraag om hulp",
    "bijlage": "een bijlage",
    "bericht": "een bericht",
    "termijn": "een belofte",
    "agendering": "een agendapunt",
    "leeslog": "dit leeslog",
}
WAAROM = {
    "behandeling": "",
    "eigen_melding": "op de eigen pagina",
    "geen_toestemming": "op de eigen pagina, na 18 zonder toestemming",
    "via_link": "met een link",
    "zoeken": "zocht op naam of geboortedatum",
    "uitvoer": "haalde een lijst op",
    "verdelen": "verdeelde werk",
    "vangnet": "keek in het vangnet",
    "toezicht": "keek na wie las",
    "agenda": "in de agenda",
    "samenloop": "keek of het hetzelfde kind is",
}
#: Readers without a name of their own.
NAAMLOOS = {
    ActorSoort.MELDER: "De melder zelf",
    ActorSoort.PARTIJ: "Iemand met een link",
    ActorSoort.SYSTEEM: "Een systeem",
    ActorSoort.WORKER: "Houvast zelf",
}
_ROLLEN = {rol.value: woord(rol) for rol in Rol}


def who(lezer: Lezer) -> str:
    """The name, or what kind of reader it was."""
    if lezer.soort is ActorSoort.SYSTEEM and lezer.naam:
        return f"Systeem: {lezer.naam}"
    return lezer.naam or NAAMLOOS.get(lezer.soort, "Onbekend")


def what(lezing: Lezing) -> str:
    """What was seen; a code without a word is shown as it is."""
    return WAT.get(lezing.object_soort, lezing.object_soort)


def why(lezing: Lezing) -> str:
    """Why, where it was not the work on the casus itself."""
    grond = lezing.doel.partition(":")[0]
    return WAAROM.get(grond, grond)


def as_what(lezing: Lezing) -> str:
    """The roles somebody had at that moment."""
    return ", ".join(_ROLLEN[code] for code in lezing.rol.split(",") if code in _ROLLEN)
