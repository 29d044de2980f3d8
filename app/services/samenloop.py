"""Samenloop: the keys of a jeugdige are written with each registration and each change of the person.

In the same transaction, so that nobody is registered and cannot be found. A key is half of a keyed hash:
whoever reads the table learns neither a name nor a date. Source: design/linkage.md §2, §3.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.kluis import Kluis
from app.linkage.kandidaten import BESTE
from app.linkage.registratie import Persoon, Registratie, read_persoon
from app.linkage.sleutels import keys_of
from app.linkage.zoeken import Gevonden, rank, search
from app.models import Jeugdige
from app.queries.samenlopen import (
    Kandidaat,
    load_candidates,
    lock_jeugdigen_after,
    replace_keys,
)
from app.queries.sleutelvraag import Verzegeld, load_sealed, who_share
from app.queries.werkplek import Werkplek, persoon_plek
from app.services.koppelsleutel import keys_on, numbers_for_lists, open_keys
from app.services.samenloopmodel import read_scales

SOORT = "samenloop"
VELDEN = (
    "voornamen",
    "roepnaam",
    "tussenvoegsel",
    "achternaam",
    "geboortedatum",
    "postcode",
    "huisnummer",
)
#: Somebody who does not exist, read and weighed in the place of who is not known.
VERZONNEN = {"voornamen": "Zwqx Vhyk", "achternaam": "Qzjwk Xgfv", "geboortedatum": "1803-02-17"}
#: Jeugdigen per transaction while all keys are made again.
PARTIJ = 500


def as_persoon(jeugdige: Jeugdige, waarden: Mapping[str, object]) -> Persoon:
    """What linkage reads of a jeugdige; the gemeente is where it lives by the register."""
    return read_typed(waarden, jeugdige.woonplaats_gemeente, str(jeugdige.id))


def read_typed(waarden: Mapping[str, object], gemeente: str | None, id_: str = "") -> Persoon:
    """What linkage reads of a person that is still being typed, and stored nowhere."""
    velden = {veld: str(waarden.get(veld) or "") for veld in VELDEN}
    return read_persoon(Registratie(id=id_, gemeente=gemeente or "", **velden))


def write_keys(werkplek: Werkplek, jeugdige: Jeugdige, waarden: Mapping[str, object], *, nieuw: bool) -> None:
    """Replace the keys of a jeugdige by those of the person as it is now; who is unknown has none."""
    persoon = as_persoon(jeugdige, waarden)
    hashes = key_numbers(werkplek.kluis, persoon) + numbers_for_lists(open_keys(werkplek), persoon)
    replace_keys(werkplek.session, jeugdige.id, hashes, nieuw=nieuw)


def key_numbers(kluis: Kluis, persoon: Persoon) -> list[int]:
    """The keys as they are stored, under the active key of the keyring."""
    return [kluis.zoekgetal(SOORT, sleutel) for sleutel in keys_of(persoon)]


def find_alike(
    werkplek: Werkplek, persoon: Persoon, zelf: UUID | None = None
) -> list[tuple[Kandidaat, Gevonden]]:
    """Who in the register may be this person, best first; ``zelf`` is the jeugdige it is of, when stored."""
    return _find(werkplek, persoon, zelf, minstens=0)


def look_for(
    werkplek: Werkplek, persoon: Persoon, zelf: UUID | None = None
) -> list[tuple[Kandidaat, Gevonden]]:
    """The same, for somebody who asks: the same statements, and as many persons read and weighed, whether
    anybody is known or not. What is missing is filled up with somebody who does not exist (linkage.md §3).
    """
    return _find(werkplek, persoon, zelf, minstens=BESTE)


def _find(
    werkplek: Werkplek, persoon: Persoon, zelf: UUID | None, *, minstens: int
) -> list[tuple[Kandidaat, Gevonden]]:
    """Only of who was found the casus is read; whoever else shares a key is opened, weighed and forgotten."""
    session = werkplek.session
    schaal = read_scales(session)
    verzegeld = _propose(werkplek, persoon, zelf, schaal.omvang)
    personen = [_open(werkplek.kluis, een) for een in verzegeld]
    personen += [read_typed(VERZONNEN, None) for _ in range(minstens - len(personen))]
    gevonden = search(persoon, personen, schaal.model, schaal.omvang)
    op_plaats = {een.plaats: een for een in gevonden if een.plaats < len(verzegeld)}
    kandidaten = load_candidates(session, [verzegeld[plaats].id for plaats in op_plaats])
    op_id = {kandidaat.jeugdige.id: kandidaat for kandidaat in kandidaten}
    return [(op_id[verzegeld[plaats].id], een) for plaats, een in op_plaats.items()]


def _propose(werkplek: Werkplek, persoon: Persoon, zelf: UUID | None, omvang: int) -> list[Verzegeld]:
    """The best that share keys."""
    session = werkplek.session
    hashes = [getal for sleutel in keys_of(persoon) for getal in werkplek.kluis.zoekgetallen(SOORT, sleutel)]
    beste = map(UUID, rank(who_share(session, hashes), omvang))
    return load_sealed(session, [id_ for id_ in beste if id_ != zelf])


def rekey_next(session: Session, kluis: Kluis, vorige: Kandidaat | None, op: date) -> Sequence[Kandidaat]:
    """Make the keys of the next jeugdigen again; who they were, empty when all are done.

    For after an upgrade, a change of the rules for keys, a new key in the keyring or for lists. Doing it
    twice changes nothing, so a run that was cut off is simply given again. Who is corrected meanwhile waits:
    else the keys of the name before would be put back.
    """
    deel = lock_jeugdigen_after(session, vorige.jeugdige.id if vorige else None, PARTIJ)
    versies = keys_on(session, kluis, op)
    for kandidaat in deel:
        persoon = open_persoon(kluis, kandidaat)
        hashes = key_numbers(kluis, persoon) + numbers_for_lists(versies, persoon)
        replace_keys(session, kandidaat.jeugdige.id, hashes, nieuw=False)
    return deel


def open_persoon(kluis: Kluis, kandidaat: Kandidaat) -> Persoon:
    """The person of a jeugdige, opened to compare it; a destroyed dossier is somebody unknown."""
    jeugdige, casus = kandidaat.jeugdige, kandidaat.casus
    return _open(
        kluis,
        Verzegeld(jeugdige.id, jeugdige.woonplaats_gemeente, jeugdige.persoon_verzegeld, casus.sleutel),
    )


def _open(kluis: Kluis, verzegeld: Verzegeld) -> Persoon:
    waarden: Mapping[str, object] = {}
    if verzegeld.persoon is not None and verzegeld.sleutel is not None:
        plek = persoon_plek("jeugdige", verzegeld.id)
        waarden = kluis.open_sleutel(verzegeld.sleutel).ontzegel_json(plek, verzegeld.persoon)
    return read_typed(waarden, verzegeld.gemeente, str(verzegeld.id))
