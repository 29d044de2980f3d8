"""Invoerfouten: what a schema refuses, in plain Dutch, with the field as the API names it."""

from collections.abc import Mapping, Sequence

from app.domain.errors import Veldfout

DATUM = "Vul een datum in als 2026-03-16."
GETAL = "Vul een heel getal in."
JA_NEE = "Kies ja of nee: true of false."
TEKST = "Vul hier tekst in."
TEKSTEN: Mapping[str, str] = {
    "missing": "Dit veld is verplicht.",
    "extra_forbidden": "Dit veld kennen wij niet. Kijk de spelling na.",
    "string_too_short": "Vul dit in.",
    "string_too_long": "Maak dit korter: hoogstens {max_length} tekens.",
    "string_pattern_mismatch": "Dit heeft niet de goede vorm.",
    "string_type": TEKST,
    "string_unicode": TEKST,
    "enum": "Kies een van deze: {expected}.",
    "literal_error": "Kies een van deze: {expected}.",
    "date_type": DATUM,
    "date_parsing": DATUM,
    "date_from_datetime_parsing": DATUM,
    "date_from_datetime_inexact": DATUM,
    "uuid_parsing": "Dit is geen geldig id.",
    "uuid_type": "Dit is geen geldig id.",
    "bool_parsing": JA_NEE,
    "bool_type": JA_NEE,
    "int_parsing": GETAL,
    "int_type": GETAL,
    "greater_than_equal": "Kies {ge} of meer.",
    "less_than_equal": "Kies {le} of minder.",
    "too_short": "Vul hier minstens {min_length} in.",
    "too_long": "Hier passen er hoogstens {max_length} in.",
    "json_invalid": "Dit is geen geldige JSON.",
    "list_type": "Dit moet een lijst zijn.",
    "model_attributes_type": "Dit moet een object zijn.",
    "model_type": "Dit moet een object zijn.",
    "dict_type": "Dit moet een object zijn.",
}
PLAATSEN = ("body", "query", "path", "header")


def input_errors(fouten: Sequence[Mapping[str, object]]) -> list[Veldfout]:
    """Every error at once; one sentence per field."""
    return [
        Veldfout("body" if fout.get("type") == "json_invalid" else _field(fout.get("loc")), _sentence(fout))
        for fout in fouten
    ]


def _field(loc: object) -> str:
    delen = [str(deel) for deel in loc] if isinstance(loc, tuple | list) else []
    if delen and delen[0] in PLAATSEN:
        delen = delen[1:]
    return ".".join(delen) or "body"


def _sentence(fout: Mapping[str, object]) -> str:
    soort, context = str(fout.get("type")), fout.get("ctx")
    gegevens = context if isinstance(context, dict) else {}
    if soort == "value_error" and "error" in gegevens:
        return str(gegevens["error"])
    zin = TEKSTEN.get(soort, "Dit klopt niet. Kijk het na.")
    return zin.format_map({naam: str(waarde).replace(" or ", " of ") for naam, waarde in gegevens.items()})
