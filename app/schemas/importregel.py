"""Importregel: from the columns of a line to the same input as POST /meldingen, with every error at once."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy

from pydantic import BaseModel, Field, ValidationError

from app.domain import termen as t
from app.domain.errors import Veldfout
from app.domain.importregel import Importregel
from app.invoerfouten import input_errors
from app.schemas.api.basis import Datum, Kenmerk
from app.schemas.api.invoer_melding import JeugdigeIn, KlachtIn, MelderIn, MeldingIn

Waarde = str | bool | list[str] | list[dict[str, "Waarde"]] | dict[str, "Waarde"]
Ruw = dict[str, Waarde]

LIJSTEN = frozenset({"aard", "wettelijkKader", "eerderBetrokken", "themas"})
JA_NEE = frozenset({"spoed", "formeleBrief", "veiligThuisGebeld", "anoniem", "afgeschermd"})
JA, NEE = frozenset({"ja", "j", "true", "waar", "1"}), frozenset({"nee", "n", "false", "onwaar", "0"})
MEESTE_JEUGDIGEN = 12
_JEUGDIGE = re.compile(r"^jeugdige([1-9]\d?)\.(\w+)$")
#: What stands in for a wrong value while the rest of a line is judged. Such a line is never stored.
NEUTRAAL: Ruw = {
    "loket": "-",
    "ontvangenOp": "2024-01-02",
    "aard": ["hulpvraag"],
    "hulpvraag": "-",
    "spoed": False,
    "melder": {"anoniem": True},
    "externKenmerk": "-",
}
#: An error in the first makes the rules about the others say nothing.
HANGT_AF: Mapping[str, tuple[str, ...]] = {
    "aard": ("klacht", "hulpvraag"),
    "melder": ("melder.naam",),
    "klacht": ("klacht",),
}


class MeldingRegel(MeldingIn):
    """A line: the place and reference it is known by are obligatory here."""

    loket: Kenmerk
    extern_kenmerk: Kenmerk
    afgesloten_op: Datum | None = None
    uitkomst: t.MeldingUitkomst | None = None
    jeugdigen: list[JeugdigeIn] = Field(default=[], max_length=MEESTE_JEUGDIGEN)


def _aliases(model: type[BaseModel], *zonder: str) -> list[str]:
    return [veld.alias or naam for naam, veld in model.model_fields.items() if naam not in zonder]


KOLOMMEN: tuple[str, ...] = (
    *_aliases(MeldingRegel, "melder", "jeugdigen", "klacht"),
    *(f"melder.{naam}" for naam in _aliases(MelderIn)),
    *(f"klacht.{naam}" for naam in _aliases(KlachtIn)),
)
KOLOMMEN_JEUGDIGE: tuple[str, ...] = tuple(_aliases(JeugdigeIn, "casus"))
VERPLICHT = ("loket", "externKenmerk", "ontvangenOp", "aard")


def check_header(kolommen: Iterable[str]) -> list[str]:
    """What is wrong with the header of a file; empty when it can be read."""
    lijst = list(kolommen)
    vreemd = [kolom for kolom in lijst if not is_known(kolom)]
    dubbel = sorted({kolom for kolom in lijst if lijst.count(kolom) > 1})
    return [
        *(f"De kolom “{kolom}” kennen wij niet. Kijk de spelling na." for kolom in vreemd),
        *(f"De kolom “{kolom}” staat er twee keer." for kolom in dubbel),
        *(f"De kolom “{kolom}” ontbreekt." for kolom in VERPLICHT if kolom not in lijst),
    ]


def is_known(kolom: str) -> bool:
    """Whether this is a column of the import."""
    gevonden = _JEUGDIGE.match(kolom)
    if gevonden is None:
        return kolom in KOLOMMEN
    return int(gevonden.group(1)) <= MEESTE_JEUGDIGEN and gevonden.group(2) in KOLOMMEN_JEUGDIGE


def parse_row(rij: Mapping[str, str]) -> Importregel:
    """One line as a command, with everything that could not be read."""
    ruw, nummers = _nest(rij)
    fouten: list[Veldfout] = []
    for _ in range(len(rij) + 1):
        try:
            gelezen = MeldingRegel.model_validate(ruw)
            break
        except ValidationError as error:
            fouten += input_errors([dict(fout) for fout in error.errors()])
            ruw = _without(ruw, [fout["loc"] for fout in error.errors()])
    else:
        raise ValueError("deze regel blijft onleesbaar")  # every round removes what was wrong
    return Importregel(
        opdracht=gelezen.to_command(),
        afgesloten_op=gelezen.afgesloten_op,
        uitkomst=gelezen.uitkomst,
        fouten=tuple(Veldfout(to_column(fout.veld, nummers), fout.melding) for fout in fouten),
    )


def all_errors(regel: Importregel, beoordeeld: Iterable[Veldfout], kolommen: Iterable[str]) -> list[Veldfout]:
    """What could not be read and what was refused, each column once, in the words of the file."""
    nummers = _numbers(kolommen)
    bekend = {fout.veld.split(".")[0] for fout in regel.fouten}
    zwijgt = {veld for kop in bekend for veld in HANGT_AF.get(kop, ())}
    samen = {fout.veld: fout for fout in regel.fouten}
    for fout in beoordeeld:
        veld = to_column(fout.veld, nummers)
        if veld not in zwijgt:
            samen.setdefault(veld, Veldfout(veld, fout.melding))
    return list(samen.values())


def to_column(veld: str, nummers: list[int]) -> str:
    """The column behind a field of the API: ``jeugdigen.0.achternaam`` is ``jeugdige1.achternaam``."""
    delen = veld.split(".")
    if delen[0] == "jeugdigen" and len(delen) > 2 and delen[1].isdigit() and int(delen[1]) < len(nummers):
        return f"jeugdige{nummers[int(delen[1])]}.{delen[2]}"
    return delen[0] if delen[0] in LIJSTEN else veld


def _numbers(kolommen: Iterable[str]) -> list[int]:
    return sorted({int(g.group(1)) for kolom in kolommen if (g := _JEUGDIGE.match(kolom))})


def _nest(rij: Mapping[str, str]) -> tuple[Ruw, list[int]]:
    """Columns as nested input; empty cells are left out. Also which jeugdige became which number."""
    ruw: Ruw = {"spoed": False, "melder": {}}
    gevuld = {kolom: waarde.strip() for kolom, waarde in rij.items() if waarde.strip()}
    nummers = _numbers(gevuld)
    kinderen: list[dict[str, Waarde]] = [{} for _ in nummers]
    delen: dict[str, dict[str, Waarde]] = {"melder": {}, "klacht": {}}
    for kolom, tekst in gevuld.items():
        kop, _, veld = kolom.partition(".")
        if kind := _JEUGDIGE.match(kolom):
            kinderen[nummers.index(int(kind.group(1)))][veld] = _value(veld, tekst)
        elif veld:
            delen[kop][veld] = _value(veld, tekst)
        else:
            ruw[kolom] = _value(kolom, tekst)
    ruw |= {"jeugdigen": kinderen, "melder": delen["melder"]}
    if delen["klacht"]:
        ruw["klacht"] = delen["klacht"]
    return ruw, nummers


def _value(veld: str, tekst: str) -> Waarde:
    if veld in LIJSTEN:
        return [deel.strip() for deel in tekst.split("|") if deel.strip()]
    if veld in JA_NEE and tekst.lower() in JA | NEE:
        return tekst.lower() in JA
    return tekst


def _without(ruw: Ruw, plekken: Iterable[tuple[int | str, ...]]) -> Ruw:
    """The same input with something neutral where it was wrong, so that the rest can be judged."""
    nieuw = deepcopy(ruw)
    for plek in plekken:
        kop = str(plek[0])
        binnen = nieuw.get(kop)
        if kop == "jeugdigen" and isinstance(binnen, list) and len(plek) > 2:
            kind = binnen[int(plek[1])]
            if isinstance(kind, dict):
                kind.pop(str(plek[2]), None)
        elif isinstance(binnen, dict) and len(plek) > 1 and str(plek[1]) in binnen:
            binnen.pop(str(plek[1]))
        elif kop in NEUTRAAL:
            nieuw[kop] = deepcopy(NEUTRAAL[kop])
        else:
            nieuw.pop(kop, None)
    return nieuw
