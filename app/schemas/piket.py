"""Piket in words and as a form: who answers now, else from when on."""

from datetime import datetime

from app.domain.datum import dag_en_maand, dagnaam
from app.domain.omgeving import AMSTERDAM
from app.domain.piket import DAGEN, Dienst, Piketstand, Rooster, SetPiket
from app.schemas.invoer import Invoer


def piket_words(stand: Piketstand) -> str:
    """``038 425 00 00, nu bereikbaar tot 17.00 uur`` or that none is known."""
    if stand.bemand and stand.tot is not None:
        return f"Piket {stand.telefoon}, nu bereikbaar tot {_time(stand.tot)}."
    if stand.vanaf is not None:
        lokaal = stand.vanaf.astimezone(AMSTERDAM)
        dag = f"{dagnaam(lokaal)} {dag_en_maand(lokaal)}"
        return f"Nu onbemand. Piket {stand.telefoon} neemt weer op vanaf {dag}, {_time(lokaal)}."
    return "Van deze partij is geen piket bekend. Bel 112 of Veilig Thuis als het niet kan wachten."


def _time(moment: datetime) -> str:
    lokaal = moment.astimezone(AMSTERDAM)
    return f"{_clock(lokaal.hour * 60 + lokaal.minute)} uur"


def _clock(minuut: int) -> str:
    return f"{minuut // 60}.{minuut % 60:02d}"


def rooster_words(rooster: Rooster | None) -> list[tuple[str, str]]:
    """Per day, when somebody answers; days without hours are left out."""
    diensten = rooster.diensten if rooster else ()
    return [(DAGEN[d.dag], f"{_clock(d.van)} tot {_clock(d.tot)} uur") for d in sorted(diensten)]


def rooster_typed(rooster: Rooster | None) -> dict[str, str]:
    """The fields of the form as they stand now."""
    waarden = {"telefoon": rooster.telefoon if rooster else ""}
    for dienst in rooster.diensten if rooster else ():
        waarden |= {f"van.{dienst.dag}": _clock(dienst.van), f"tot.{dienst.dag}": _clock(dienst.tot)}
    return waarden


def read_piket(invoer: Invoer, organisatie: str) -> SetPiket:
    """The form; a day needs both times or none."""
    diensten = []
    for dag in DAGEN:
        van = invoer.minuut(f"van.{dag}")
        tot = invoer.minuut(f"tot.{dag}")
        if van is not None and tot is not None:
            diensten.append(Dienst(dag, van, tot))
        elif invoer.waarden.get(f"van.{dag}") or invoer.waarden.get(f"tot.{dag}"):
            if van is None and not invoer.waarden.get(f"van.{dag}"):
                invoer.fout(f"van.{dag}", f"Vul ook in vanaf wanneer op {DAGEN[dag]}.")
            if tot is None and not invoer.waarden.get(f"tot.{dag}"):
                invoer.fout(f"tot.{dag}", f"Vul ook in tot wanneer op {DAGEN[dag]}.")
    return SetPiket(organisatie, invoer.tekst("telefoon", langste=40), tuple(diensten))
