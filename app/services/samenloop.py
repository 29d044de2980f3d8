"""Samenloop: the keys of a jeugdige are written with each registration and each change of the person.

In the same transaction, so that nobody is registered and cannot be found. A key is half of a keyed hash:
whoever reads the table learns neither a name nor a date. Source: design/linkage.md §2, §3.
"""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from app.kluis import Kluis
from app.linkage.registratie import Persoon, Registratie, read_persoon
from app.linkage.sleutels import keys_of
from app.models import Jeugdige
from app.queries.samenlopen import Kandidaat, jeugdigen_after, replace_keys
from app.queries.werkplek import Werkplek, persoon_plek

SOORT = "samenloop"
#: Jeugdigen per transaction while all keys are made again.
PARTIJ = 500


def as_persoon(jeugdige: Jeugdige, waarden: Mapping[str, object]) -> Persoon:
    """What linkage reads of a jeugdige; the gemeente is where it lives by the register."""
    velden = (
        "voornamen",
        "roepnaam",
        "tussenvoegsel",
        "achternaam",
        "geboortedatum",
        "postcode",
        "huisnummer",
    )
    return read_persoon(
        Registratie(
            id=str(jeugdige.id),
            gemeente=jeugdige.woonplaats_gemeente or "",
            **{veld: str(waarden.get(veld) or "") for veld in velden},
        )
    )


def write_keys(werkplek: Werkplek, jeugdige: Jeugdige, waarden: Mapping[str, object], *, nieuw: bool) -> None:
    """Replace the keys of a jeugdige by those of the person as it is now; who is unknown has none."""
    hashes = key_numbers(werkplek.kluis, as_persoon(jeugdige, waarden))
    replace_keys(werkplek.session, jeugdige.id, hashes, nieuw=nieuw)


def key_numbers(kluis: Kluis, persoon: Persoon) -> list[int]:
    """The keys as they are stored, under the active key of the keyring."""
    return [kluis.zoekgetal(SOORT, sleutel) for sleutel in keys_of(persoon)]


def rekey_next(session: Session, kluis: Kluis, vorige: Kandidaat | None) -> Sequence[Kandidaat]:
    """Make the keys of the next jeugdigen again; who they were, empty when all are done.

    For after an upgrade, a change of the rules for keys, or a new key in the keyring. Doing it twice changes
    nothing, so a run that was cut off is simply given again.
    """
    deel = jeugdigen_after(session, vorige.jeugdige.id if vorige else None, PARTIJ)
    for kandidaat in deel:
        hashes = key_numbers(kluis, open_persoon(kluis, kandidaat))
        replace_keys(session, kandidaat.jeugdige.id, hashes, nieuw=False)
    return deel


def open_persoon(kluis: Kluis, kandidaat: Kandidaat) -> Persoon:
    """The person of a jeugdige, opened to compare it; a destroyed dossier is somebody unknown."""
    jeugdige, casus = kandidaat.jeugdige, kandidaat.casus
    if jeugdige.persoon_verzegeld is None or casus.sleutel is None:
        return as_persoon(jeugdige, {})
    plek = persoon_plek("jeugdige", jeugdige.id)
    return as_persoon(
        jeugdige, kluis.open_sleutel(casus.sleutel).ontzegel_json(plek, jeugdige.persoon_verzegeld)
    )
