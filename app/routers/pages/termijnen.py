"""Termijnen: one promise on its own page: why that date, how it moved, and the form to put it off."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.audit.leeslog import Leesactie
from app.dependencies import abandon
from app.domain.berichten import Berichtgegevens, Berichtinhoud, compose, put_off
from app.domain.berichttermen import Berichtmoment
from app.domain.errors import NotVisibleError
from app.domain.termen import Kanaal
from app.domain.termijnen.regels import TermijnVoor
from app.domain.termijnen.verdaging import (
    INSTEMMEN_PER,
    INSTEMMER,
    PostponeTermijn,
    may_postpone,
    needs_consent,
)
from app.domain.termijnen.wijziging import Verdagingsreden
from app.queries.beelden import CasusBeeld, TermijnBeeld
from app.queries.casusbeeld import load_casus
from app.queries.sjablonen import current
from app.queries.termijnbeeld import standing_of, wijzigingen
from app.queries.werkplek import Werkplek
from app.routers.pages.algemeen import InvoerDep
from app.routers.pages.basis import LEEG, Bezoek, BezoekDep, Getypt, attempt, done, page
from app.routers.pages.weergave import due, title_of
from app.schemas.formulieren import read_verdaging
from app.schemas.woorden import opties
from app.services.verdaging import postpone_termijn

router = APIRouter()


@router.get("/casussen/{kenmerk}/termijnen/{termijn_id}")
def show_termijn(bezoek: BezoekDep, kenmerk: str, termijn_id: UUID) -> Response:
    """One promise of a casus, for whoever may follow it."""
    casus = load_casus(bezoek.werkplek, kenmerk)
    return _show(bezoek, casus, _find(casus, termijn_id))


@router.post("/casussen/{kenmerk}/termijnen/{termijn_id}")
def postpone(bezoek: BezoekDep, kenmerk: str, termijn_id: UUID, invoer: InvoerDep) -> Response:
    """Put the date off; or, with the other button, only show what the melder would read."""
    werkplek = bezoek.werkplek
    casus = load_casus(werkplek, kenmerk)
    termijn = _find(casus, termijn_id)
    opdracht = read_verdaging(invoer, termijn.id)
    if invoer.ja("voorbeeld") and not invoer.fouten:
        abandon(werkplek)
        return _show(bezoek, casus, termijn, Getypt(invoer.waarden), opdracht)

    def act() -> str:
        postpone_termijn(werkplek, opdracht)
        return done(f"/casussen/{casus.kenmerk}", "verdaagd")

    def again(getypt: Getypt) -> Response:
        return _show(bezoek, casus, termijn, getypt)

    return attempt(bezoek.request, werkplek, invoer, again, act)


def _find(casus: CasusBeeld, termijn_id: UUID) -> TermijnBeeld:
    """A promise that runs and that this person may see."""
    for termijn in casus.termijnen:
        if termijn.id == termijn_id:
            return termijn
    raise NotVisibleError("Deze termijn")


def _show(
    bezoek: Bezoek,
    casus: CasusBeeld,
    termijn: TermijnBeeld,
    getypt: Getypt = LEEG,
    voorbeeld: PostponeTermijn | None = None,
) -> Response:
    werkplek = bezoek.werkplek
    bezoek.leeslog.noteer(werkplek, Leesactie.LEZEN, "casus", [casus.id])
    context: dict[str, object] = {
        "casus": casus,
        "titel": title_of(casus),
        "termijn": termijn,
        "datum": due(termijn.uiterlijk, werkplek.omgeving),
        "geschiedenis": wijzigingen(werkplek, termijn.id, casus.rechten),
        "mag": _may(werkplek, casus, termijn),
        "naar_melder": termijn.voor is TermijnVoor.MELDER,
        "voorbeeld": _preview(werkplek, casus, termijn, voorbeeld) if voorbeeld else None,
    }
    context |= getypt.context()
    if context["mag"]:
        context |= _choices(werkplek, termijn)
    return page(bezoek.request, "pages/termijn.html", context, getypt.status)


def _may(werkplek: Werkplek, casus: CasusBeeld, termijn: TermijnBeeld) -> bool:
    """Whether the page offers the form; the use-case decides again."""
    actor = werkplek.actor
    per_eigenaar = [(casus.eigenaar.id, casus.rechten)]
    return termijn.kan_later and may_postpone(
        termijn.verantwoordelijke.id, actor.organisatie_id, per_eigenaar
    )


def _choices(werkplek: Werkplek, termijn: TermijnBeeld) -> dict[str, object]:
    stand = standing_of(werkplek, termijn.id)
    weigering = needs_consent(stand, werkplek.omgeving.vandaag)
    return {
        "redenen": opties(Verdagingsreden),
        "wijzen": [(wijze, tekst) for wijze, tekst in opties(Kanaal) if wijze in INSTEMMEN_PER],
        "uiterste": stand.uiterste,
        "alleen_met_instemming": weigering.melding if weigering else "",
        "instemmer": INSTEMMER.get(termijn.voor, ""),
    }


def _preview(
    werkplek: Werkplek, casus: CasusBeeld, termijn: TermijnBeeld, opdracht: PostponeTermijn
) -> Berichtinhoud | None:
    """What the melder would read; none for a promise to somebody else."""
    melding = next((m for m in casus.meldingen if m.id == termijn.melding_id), None)
    if melding is None or termijn.voor is not TermijnVoor.MELDER:
        return None
    gegevens = Berichtgegevens(
        kenmerk=melding.kenmerk,
        ontvangen_op=melding.ontvangen_op,
        afzender=termijn.verantwoordelijke.naam,
        naam_melder=melding.melder.naam if melding.melder else None,
        eigen_tekst=opdracht.toelichting,
        verzet=put_off(termijn.code, termijn.uiterlijk, opdracht),
    )
    return compose(Berichtmoment.VERDAAGD, gegevens, current(werkplek, Berichtmoment.VERDAAGD))
