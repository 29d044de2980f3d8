"""Verdaging: may this date be put off, by whom, and how far? (I5, domain.md §4)

Once, at most as far as the rule says; further, again, or after the date passed only with recorded consent
of who it was promised to. Offers, spoed and what the law does not let wait are never put off; there is no
opschorting of a hulpvraag or klacht (Awb 4:15 is about beschikkingen).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.domain.datum import datum_lang
from app.domain.errors import InvalidInputError, RefusedError, Veldfout
from app.domain.termen import Kanaal
from app.domain.termijnen.bereken import uiterste_verdaging
from app.domain.termijnen.kalender import Kalender
from app.domain.termijnen.regels import Grondsoort, Regel, Termijncode, TermijnVoor
from app.domain.termijnen.uitleg import Uitleg
from app.domain.termijnen.wijziging import Verdagingsreden
from app.domain.toegang import Recht

#: Consent to wait longer for a klacht is given in writing (Awb 9:11 lid 3).
SCHRIFTELIJK = frozenset({Kanaal.MAIL, Kanaal.BRIEF})
INSTEMMEN_PER = (Kanaal.MAIL, Kanaal.BRIEF, Kanaal.TELEFOON, Kanaal.GESPREK)
#: Who can agree that it takes longer, as the screen names them; a promise to oneself has nobody.
INSTEMMER = {
    TermijnVoor.MELDER: "de melder",
    TermijnVoor.LOKET: "het loket",
    TermijnVoor.ONTVANGER: "wie het vroeg",
}
VERSTE = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instemming:
    """Who it was promised to agreed with a later date: when, and how that was said."""

    datum: date
    wijze: Kanaal


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeTermijn:
    """Put a promise off to ``nieuwe_datum``; the melder reads ``toelichting`` in the message."""

    termijn_id: UUID
    nieuwe_datum: date
    redencode: Verdagingsreden
    toelichting: str
    instemming: Instemming | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijnstand:
    """A promise as the rules of verdaging need it. ``uiterste`` is the last day without consent."""

    code: Termijncode
    voor: TermijnVoor
    begint_op: date
    uiterlijk: date
    grondsoort: Grondsoort
    uiterste: date
    nooit: bool
    al_verdaagd: bool


def standing(regel: Regel, voor: TermijnVoor, uitleg: Uitleg, kalender: Kalender) -> Termijnstand:
    """How a promise stands, from its rule and its explanation."""
    return Termijnstand(
        code=uitleg.code,
        voor=voor,
        begint_op=uitleg.begint_op,
        uiterlijk=uitleg.einde,
        grondsoort=uitleg.grondsoort,
        uiterste=uiterste_verdaging(regel, uitleg, kalender),
        nooit=regel.verdaging_lengte == 0,
        al_verdaagd=any(wijziging.is_eigen_verdaging for wijziging in uitleg.wijzigingen),
    )


def may_postpone(
    verantwoordelijke: UUID, eigen: UUID, rechten_per_eigenaar: Iterable[tuple[UUID, frozenset[Recht]]]
) -> bool:
    """Who is verantwoordelijk. For an owner: who may speak to the melder there, or acts for it (§5, §8)."""
    per_eigenaar = list(rechten_per_eigenaar)
    if verantwoordelijke not in {eigenaar for eigenaar, _ in per_eigenaar}:
        return verantwoordelijke == eigen
    return any(
        eigenaar == verantwoordelijke and Recht.TERUGKOPPELEN in rechten for eigenaar, rechten in per_eigenaar
    )


def needs_consent(stand: Termijnstand, vandaag: date) -> RefusedError | None:
    """Why this date does not move without consent at all, or None when it still can."""
    if stand.grondsoort is Grondsoort.AFSPRAAK:
        return RefusedError(
            "instemming_nodig",
            "Deze datum is met de melder afgesproken. Verzet hem in overleg, en leg vast dat dit mag.",
        )
    if stand.al_verdaagd:
        return RefusedError(
            "al_verdaagd", "Deze datum is al een keer verzet. Nog een keer kan alleen met instemming."
        )
    if stand.uiterlijk < vandaag:
        return RefusedError(
            "datum_al_voorbij",
            f"De datum was {datum_lang(stand.uiterlijk)} en is voorbij. Achteraf verzetten kan alleen met "
            "instemming. Laat weten hoe het staat.",
        )
    return None


def assess_verdaging(
    stand: Termijnstand, opdracht: PostponeTermijn, vandaag: date, kalender: Kalender
) -> None:
    """Refuse a date that may not move, or not this far; all mistakes in the input at once."""
    if stand.nooit:
        raise RefusedError("niet_te_verdagen", _never(stand.code))
    fouten = [
        *_date_mistakes(stand, opdracht.nieuwe_datum, vandaag, kalender),
        *_consent_mistakes(stand, opdracht.instemming, vandaag),
    ]
    if fouten:
        raise InvalidInputError(fouten)
    if opdracht.instemming is not None:
        return
    weigering = needs_consent(stand, vandaag)
    if weigering is not None:
        raise weigering
    if opdracht.nieuwe_datum > stand.uiterste:
        raise RefusedError(
            "voorbij_maximum",
            f"Zonder instemming kan het tot en met {datum_lang(stand.uiterste)}. Kies een eerdere dag, of "
            "leg vast dat er is ingestemd.",
        )


def _never(code: Termijncode) -> str:
    if code is Termijncode.SPOED:
        return "Spoed kan niet wachten. Neem vandaag contact op."
    if code is Termijncode.OVERDRACHT_AANVAARDEN:
        return "De datum van een aanbod kunt u niet verzetten. Meer tijd nodig? Neem het in beoordeling."
    return "Deze datum kan niet later: de wet laat dat niet toe."


def _date_mistakes(stand: Termijnstand, nieuw: date, vandaag: date, kalender: Kalender) -> list[Veldfout]:
    if nieuw <= stand.uiterlijk:
        tekst = f"De datum is nu {datum_lang(stand.uiterlijk)}. Kies een latere dag."
    elif nieuw < vandaag:
        tekst = "Die dag is al voorbij. Kies vandaag of later."
    elif nieuw > vandaag + VERSTE:
        tekst = "Dat is meer dan een jaar verder. Kijk de datum na."
    elif (reden := kalender.reden_vrij(nieuw)) is not None:
        volgende = datum_lang(kalender.eerstvolgende_werkdag(nieuw))
        tekst = f"{datum_lang(nieuw).capitalize()} is geen werkdag ({reden}). Kies bijvoorbeeld {volgende}."
    else:
        return []
    return [Veldfout("nieuweDatum", tekst)]


def _consent_mistakes(stand: Termijnstand, instemming: Instemming | None, vandaag: date) -> list[Veldfout]:
    if instemming is None:
        return []
    if stand.voor not in INSTEMMER:
        return [Veldfout("instemming", "Dit is een eigen datum: er is niemand die kan instemmen.")]
    fouten = []
    if instemming.datum > vandaag:
        fouten.append(Veldfout("instemming.datum", "Die dag komt nog. Vul in wanneer er is ingestemd."))
    if instemming.datum < stand.begint_op:
        fouten.append(Veldfout("instemming.datum", "Toen liep deze termijn nog niet. Kijk de datum na."))
    if instemming.wijze not in INSTEMMEN_PER:
        fouten.append(Veldfout("instemming.wijze", "Kies mail, brief, telefoon of gesprek."))
    elif stand.code is Termijncode.KLACHT_AFHANDELEN and instemming.wijze not in SCHRIFTELIJK:
        tekst = "Bij een klacht stemt de melder schriftelijk in (Awb 9:11): per mail of brief."
        fouten.append(Veldfout("instemming.wijze", tekst))
    return fouten
