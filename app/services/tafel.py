"""Tafel: its place in the register, made and changed by who speaks for the tafelhouder (R032–R035)."""

from dataclasses import asdict
from uuid import UUID

from app.audit.gebeurtenissen import append
from app.domain.errors import InvalidInputError, NotPermittedError, RefusedError, Veldfout
from app.domain.gebeurtenissen import GebeurtenisSoort, NieuweGebeurtenis, happened
from app.domain.tafel import DescribeTafel, check_tafel, require_may_make
from app.domain.tafeltermen import Agenderingsoort, Tafelgrond
from app.domain.toegang import Recht
from app.models import Tafel
from app.queries.gids import open_gids
from app.queries.tafels import areas, find_tafel, secretarissen, tafel_rights
from app.queries.tafelwerk import count_open, shorten_retention
from app.queries.werkplek import Werkplek
from app.services.nummers import draw_tafel

#: What the command and the row share.
VELDEN = (
    "soort",
    "naam",
    "gebied",
    "gebied_code",
    "contact_naam",
    "contact_telefoon",
    "contact_email",
    "grond",
    "grond_tekst",
    "bewaartermijn_maanden",
    "secretaris_id",
)


def make_tafel(werkplek: Werkplek, opdracht: DescribeTafel) -> Tafel:
    """A tafel that others can find from now on.

    Refuses who does not speak for the tafelhouder, an area that does not exist, nobody to reach, and a
    secretaris who is no tafelsecretaris there.
    """
    houder = _holder(werkplek, opdracht)
    require_may_make(werkplek.actor, houder)
    _check(werkplek, opdracht, houder)
    nu = werkplek.omgeving.now
    tafel = Tafel(
        id=werkplek.omgeving.new_id(),
        kenmerk=draw_tafel(werkplek.session, werkplek.omgeving.vandaag),
        soort=opdracht.soort,
        naam=opdracht.naam,
        gebied=opdracht.gebied,
        tafelhouder_id=houder,
        contact_naam=opdracht.contact_naam,
        bewaartermijn_maanden=opdracht.bewaartermijn_maanden,
        gemaakt_op=nu,
        gebeurtenis_op=nu,
    )
    _fill(tafel, opdracht)
    werkplek.session.add(tafel)
    record_on_tafel(werkplek, tafel, happened(GebeurtenisSoort.TAFEL_GEMAAKT, grond=tafel.grond))
    return tafel


def change_tafel(werkplek: Werkplek, opdracht: DescribeTafel) -> Tafel:
    """The entry becomes this; the tafelhouder stays. A shorter retention holds for what stands there too.

    Refuses a ground for keys only, or none, while persons or casussen stand on the agenda.
    """
    assert opdracht.tafel_id is not None  # a change names what it changes
    tafel = find_tafel(werkplek.session, str(opdracht.tafel_id), lock=True)
    if Recht.TAFEL_WIJZIGEN not in tafel_rights(werkplek, tafel):
        raise NotPermittedError("niet_uw_tafel", "Dit doet de tafelhouder. Bel wie bij de tafel staat.")
    _refuse_ended(tafel)
    _check(werkplek, opdracht, tafel.tafelhouder_id)
    _refuse_narrower_ground(werkplek, tafel, opdracht.grond)
    if opdracht.bewaartermijn_maanden < tafel.bewaartermijn_maanden:
        shorten_retention(werkplek.session, tafel.id, opdracht.bewaartermijn_maanden)
    _fill(tafel, opdracht)
    record_on_tafel(werkplek, tafel, happened(GebeurtenisSoort.TAFEL_GEWIJZIGD, grond=tafel.grond))
    return tafel


def end_tafel(werkplek: Werkplek, tafel_id: UUID) -> Tafel:
    """The tafel stops and leaves the register. Refuses while anything stands on its agenda."""
    tafel = find_tafel(werkplek.session, str(tafel_id), lock=True)
    if Recht.TAFEL_WIJZIGEN not in tafel_rights(werkplek, tafel):
        raise NotPermittedError("niet_uw_tafel", "Dit doet de tafelhouder. Bel wie bij de tafel staat.")
    _refuse_ended(tafel)
    if any(count_open(werkplek.session, tafel.id).values()):
        raise RefusedError(
            "agenda_niet_leeg",
            "Er staat nog iets op de agenda. Haal dat er eerst af; dat kan ook in één keer.",
        )
    tafel.beeindigd_op = werkplek.omgeving.vandaag
    record_on_tafel(werkplek, tafel, happened(GebeurtenisSoort.TAFEL_BEEINDIGD))
    return tafel


def record_on_tafel(werkplek: Werkplek, tafel: Tafel, *gebeurtenissen: NieuweGebeurtenis) -> None:
    """Append to the stream of a tafel, whose row the caller has locked; its clock never runs back."""
    werkplek = werkplek.later_than(tafel)
    append(werkplek.session, tafel, werkplek.actor, werkplek.omgeving, *gebeurtenissen)
    werkplek.session.flush()


def _fill(tafel: Tafel, opdracht: DescribeTafel) -> None:
    """The row becomes what the command says; an empty text is none."""
    alles = asdict(opdracht)
    for naam in VELDEN:
        waarde = alles[naam]
        setattr(tafel, naam, waarde.strip() or None if type(waarde) is str else waarde)


def _holder(werkplek: Werkplek, opdracht: DescribeTafel) -> UUID:
    if opdracht.tafelhouder is None:
        return werkplek.actor.organisatie_id
    return open_gids(werkplek.session).find(opdracht.tafelhouder, "tafelhouder").naam.id


def _check(werkplek: Werkplek, opdracht: DescribeTafel, houder: UUID) -> None:
    check_tafel(opdracht, list(areas(werkplek)))
    mogelijk = {id_ for id_, _ in secretarissen(werkplek, houder)}
    if opdracht.secretaris_id is not None and opdracht.secretaris_id not in mogelijk:
        raise InvalidInputError(
            [Veldfout("secretaris", "Kies een tafelsecretaris van de organisatie die de tafel houdt.")]
        )


def _refuse_ended(tafel: Tafel) -> None:
    if tafel.beeindigd_op is not None:
        raise RefusedError("tafel_beeindigd", "Deze tafel is gestopt.")


def _refuse_narrower_ground(werkplek: Werkplek, tafel: Tafel, grond: Tafelgrond | None) -> None:
    staat = count_open(werkplek.session, tafel.id)
    leesbaar = staat.get(Agenderingsoort.CASUS, 0) + staat.get(Agenderingsoort.PERSOON, 0)
    if (grond is None and any(staat.values())) or (grond is Tafelgrond.ALLEEN_SLEUTELS and leesbaar):
        raise RefusedError(
            "agenda_niet_leeg",
            "Op de agenda staat iets waarvoor deze grond niet genoeg is. Haal dat er eerst af.",
        )
