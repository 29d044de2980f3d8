"""Geschiedenis: the events of a casus in words, with the names of the parties filled in."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, Uuid, bindparam
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from app.domain.actor import ActorSoort
from app.domain.bijlage import Bijlagereden
from app.domain.datum import datum_kort
from app.domain.gebeurtenissen import VAN_EEN_KANT
from app.domain.gebeurtenissen import GebeurtenisSoort as G
from app.domain.termen import Gericht, TerugkoppelingSoort
from app.domain.vertellen import Terugneemreden
from app.models import Casus, Gebeurtenis, Medewerker
from app.queries.beelden import GebeurtenisBeeld
from app.queries.eenmaal import AANTAL
from app.queries.gids import Gids, open_gids
from app.queries.lezen import people
from app.queries.linkbezoekers import visitor_names
from app.queries.werkplek import Werkplek

#: Why a file was taken back, in words.
BIJLAGEREDEN: dict[str, str] = {
    Bijlagereden.VERKEERD_BESTAND: "het was het verkeerde bestand",
    Bijlagereden.ANDER_KIND: "het ging over een ander kind",
    Bijlagereden.TE_VEEL_GEGEVENS: "er stond meer in dan nodig is",
}
#: Why something told was taken back, in words.
TERUGNEEMREDEN: dict[str, str] = {
    Terugneemreden.ANDERE_MELDING: "het hoorde bij een andere melding",
    Terugneemreden.NIET_GEZEGD: "het is niet verteld",
    Terugneemreden.VERKEERD_INGEVULD: "het was verkeerd ingevuld",
}
#: Title per kind; {naar}, {van}, {door}, {aan}, {bij}, {eigenaar} are names of parties.
TITELS: dict[G, str] = {
    G.MELDING_GEREGISTREERD: "Melding {kenmerk} ontvangen bij {loket}",
    G.MELDING_GEKOPPELD: "Melding {kenmerk} gekoppeld",
    G.MELDING_GECORRIGEERD: "Melding aangevuld",
    G.JEUGDIGE_GECORRIGEERD: "Gegevens van de jeugdige aangevuld",
    G.TOEKOMST_BESPROKEN: "De tijd na de 18e verjaardag is besproken",
    G.VEILIGHEID_GEBELD: "Gebeld over de veiligheid",
    G.WACHTEN_BEGONNEN: "Vastgelegd waarop de casus wacht",
    G.WACHTEN_GESTOPT: "De casus wacht niet meer",
    G.CASUS_GEOPEND: "{eigenaar} opent de casus",
    G.BEHANDELAAR_GEWIJZIGD: "Behandelaar gewijzigd",
    G.OVERDRACHT_AANGEBODEN: "{van} biedt de casus aan {naar} aan",
    G.OVERDRACHT_IN_BEOORDELING: "Het aanbod is in beoordeling",
    G.OVERDRACHT_AANVAARD: "{door} aanvaardt de casus",
    G.OVERDRACHT_TERUGGEGEVEN: "{door} geeft het aanbod terug",
    G.OVERDRACHT_INGETROKKEN: "Het aanbod is ingetrokken",
    G.OVERDRACHT_VERLOPEN: "Het aanbod aan {bij} is verlopen",
    G.CASUS_GEESCALEERD: "Hulp gevraagd aan {aan}",
    G.ESCALATIE_AFGEHANDELD: "De vraag om hulp is afgehandeld",
    G.BIJDRAGE_GEVRAAGD: "Een bijdrage gevraagd aan {aan}",
    G.BIJDRAGE_ONTVANGEN: "{door} levert de bijdrage",
    G.BIJDRAGE_INGETROKKEN: "De vraag aan {aan} is ingetrokken",
    G.BIJDRAGE_VERWERKT: "De bijdrage is gelezen",
    G.BIJLAGE_TOEGEVOEGD: "Bijlage toegevoegd",
    G.BIJLAGE_INGETROKKEN: "Bijlage ingetrokken: {reden}",
    G.TERUGGEKOPPELD: "De melder gesproken of geschreven",
    G.TERUGKOPPELING_TERUGGENOMEN: "Teruggenomen",
    G.BERICHT_VERSTUURD: "Bericht verstuurd",
    G.BERICHT_VERVALLEN: "Een bericht dat nog wachtte, is vervallen",
    G.BERICHT_MISLUKT: "Een bericht kon niet bezorgd worden",
    G.BERICHT_ONZEKER: "Niet zeker of een bericht is aangekomen",
    G.BERICHT_TERUGGEKOMEN: "Een bericht kwam terug: het adres klopt niet",
    G.BERICHT_AANGEHOUDEN: "Een bericht is aangehouden",
    G.BERICHT_VRIJGEGEVEN: "Een bericht mag weg",
    G.BERICHT_OPNIEUW: "Een bericht gaat opnieuw weg",
    G.BERICHT_GEWIJZIGD: "De tekst van een bericht is gewijzigd",
    G.BERICHT_GESCHREVEN: "Een bericht aan de melder geschreven",
    G.CONTACT_GEWIJZIGD: "Contactgegevens van de melder gewijzigd",
    G.TOEGANGSLINK_GEMAAKT: "Een link naar de eigen pagina van de melder gemaakt",
    G.TOEGANGSLINK_INGETROKKEN: "De link naar de eigen pagina van de melder ingetrokken",
    G.PARTIJLINK_GEMAAKT: "Een link gemaakt voor {aan}, dat geen account heeft",
    G.TOEGANGSCODE_GEGEVEN: "Een code voor de eigen pagina gemaakt, om voor te lezen",
    G.INBRENG_ONTVANGEN: "De melder schreef op de eigen pagina",
    G.INBRENG_AFGEHANDELD: "Wat de melder schreef, is afgehandeld",
    G.TERMIJN_AFGESPROKEN: "Een datum afgesproken met de melder",
    G.TERMIJN_VERDAAGD: "Een datum is verzet{dagen}",
    G.TERMIJN_VERSCHOVEN: "Een datum is verschoven door een vrije dag{dagen}",
    G.SAMENLOOP_GEVONDEN: "Samenloop {kenmerk} gevonden: misschien is dit kind al bekend",
    G.SAMENLOOP_VOORGESTELD: "Samenvoegen voorgesteld bij samenloop {kenmerk}",
    G.SAMENLOOP_GEKOPPELD: "Gekoppeld: samenloop {kenmerk} gaat over hetzelfde kind",
    G.SAMENLOOP_AFGEWEZEN: "Samenloop {kenmerk} afgewezen: het gaat om een ander kind",
    G.SAMENLOOPMODEL_GELEERD: "{model} geleerd",
    G.SAMENLOOPMODEL_GOEDGEKEURD: "{model} weegt voortaan",
    G.SAMENLOOPMODEL_AFGEWEZEN: "{model} afgewezen",
    G.CASUS_SAMENGEVOEGD: "Casus samengevoegd na samenloop {kenmerk}",
    G.CASUS_GESPLITST: "Casus weer gesplitst na samenloop {kenmerk}",
    G.AFSLUITING_GEVRAAGD: "Afsluiten gevraagd; het loket wacht nog op terugkoppeling",
    G.MELDING_GESLOTEN: "Melding gesloten",
    G.CASUS_GESLOTEN: "Casus gesloten",
    G.MELDING_HEROPEND: "De melder kwam terug; melding heropend",
    G.CASUS_HEROPEND: "Casus heropend",
    G.ORGANISATIE_OPGEVOLGD: "{van} gaat op in {naar}; alles loopt door",
    G.ORGANISATIE_GEBLOKKEERD: "Toegang geblokkeerd",
    G.ORGANISATIE_VRIJGEGEVEN: "Toegang weer open",
    G.ORGANISATIE_BEEINDIGD: "{eigenaar} houdt op",
    G.WERKGEBIED_GEWIJZIGD: "Werkgebied gewijzigd",
    G.PIKET_GEWIJZIGD: "Piket gewijzigd",
    G.ORGANISATIECONTACT_GEWIJZIGD: "Contactgegevens gewijzigd",
    G.OPVOLGING_VOORGESTELD: "Voorgesteld: {van} gaat op in {naar}",
    G.OPVOLGING_BEVESTIGD: "{naar} bevestigt de opvolging van {van}",
    G.OPVOLGING_INGETROKKEN: "Het voorstel dat {van} opgaat in {naar}, is ingetrokken",
    G.OPVOLGING_UITGEVOERD: "{van} is opgegaan in {naar}",
    G.DAG_AANGEWEZEN: "Een vrije dag bij besluit vastgelegd",
    G.DAG_INGETROKKEN: "Een vrije dag ingetrokken",
    G.NORM_GEWIJZIGD: "Een norm aangepast",
    G.NORM_INGETROKKEN: "Een aanpassing van een norm ingetrokken",
    G.SJABLOON_GEWIJZIGD: "Een tekst voor berichten aangepast",
    G.STUK_AFGEHANDELD: "Bezwaar of aanvraag afgehandeld",
    G.MEDEWERKER_AFWEZIG: "Afwezigheid van een medewerker gewijzigd",
    G.MEDEWERKER_UIT_DIENST: "Een medewerker is uit dienst",
    G.MEDEWERKER_ROLLEN: "De rollen van een medewerker gewijzigd",
    G.MEDEWERKER_UITGENODIGD: "Een code gegeven om een wachtwoord te kiezen",
    G.MEDEWERKER_UITNODIGING_TERUG: "Een code ingetrokken",
    G.MEDEWERKER_IN_DIENST: "Een medewerker is begonnen",
    G.MEDEWERKER_WACHTWOORD: "Een medewerker koos een nieuw wachtwoord",
    G.TAFEL_GEMAAKT: "De tafel staat in het register",
    G.TAFEL_GEWIJZIGD: "De gegevens van de tafel zijn gewijzigd",
    G.TAFEL_BEEINDIGD: "De tafel is gestopt",
    G.AGENDERING_GEMAAKT: "Iets nieuws op de agenda",
    G.AGENDERING_BIJGEWERKT: "Een regel met sleutels bijgewerkt",
    G.AGENDERING_BEEINDIGD: "Van de agenda gehaald",
    G.BESPREKING_VASTGELEGD: "Een bespreking vastgelegd",
    G.SLEUTEL_UITGEGEVEN: "De koppelsleutel uitgegeven",
    G.AFSTEMMING_GEVONDEN: "Misschien ook elders bekend",
    G.AFSTEMMING_GEDEELD: "De andere kant ziet nu wie te bellen is",
    G.AFSTEMMING_VASTGELEGD: "Contact of rol vastgelegd",
    G.AFSTEMMING_AFGESLOTEN: "Afstemming afgesloten",
}
PARTIJVELDEN = ("van", "naar", "door", "aan", "bij", "eigenaar", "loket", "voorstel")
#: What the melder was told, by its kind.
VERTELD = {
    TerugkoppelingSoort.ONTVANGSTBEVESTIGING: "De ontvangst bevestigd aan de melder",
    TerugkoppelingSoort.EERSTE_CONTACT: "Eerste contact met de melder",
    TerugkoppelingSoort.INHOUDELIJK: "De melder antwoord gegeven",
    TerugkoppelingSoort.FORMEEL_ANTWOORD: "De melder formeel antwoord gegeven",
    TerugkoppelingSoort.TUSSENBERICHT: "De melder verteld hoe het staat",
    TerugkoppelingSoort.MEDEDELING: "De melder iets verteld",
}
#: About a colleague, not about the work: only for who leads those people.
OVER_MEDEWERKERS = frozenset(soort for soort in G if soort.startswith("medewerker_"))


#: Of whom or what the events are.
STROOM: BindParameter[UUID] = bindparam("stroom", type_=Uuid())


def history(
    werkplek: Werkplek,
    casus_id: UUID,
    *,
    limit: int = 12,
    zonder: frozenset[G] = frozenset(),
) -> tuple[GebeurtenisBeeld, ...]:
    """The newest events, newest first; two statements for any number of them.

    ``zonder``: kinds that are not for this reader.
    """
    waarden = {STROOM.key: casus_id, AANTAL.key: limit}
    rijen = [tuple(rij) for rij in werkplek.session.execute(_newest_first(zonder), waarden)]
    gids = open_gids(werkplek.session)
    bezoekers = _visitors(werkplek, casus_id, [rij for rij, _ in rijen])
    gegevens = {rij.id: json.loads(rij.gegevens) for rij, _ in rijen}
    genoemd = {id_ for g in gegevens.values() for veld in PARTIJVELDEN if (id_ := _uuid(g.get(veld)))}
    tekst = {id_: gids.name(id_).korte_naam for id_ in genoemd & gids.partijen.keys()}
    tekst |= {id_: wie.naam for id_, wie in people(werkplek.session, genoemd - tekst.keys()).items()}
    teruggenomen = _taken_back(
        gegevens[rij.id] for rij, _ in rijen if rij.soort == G.TERUGKOPPELING_TERUGGENOMEN
    )
    beelden = []
    for rij, persoon in rijen:
        beelden.append(
            GebeurtenisBeeld(
                nummer=rij.nummer,
                op=rij.op,
                titel=_title(G(rij.soort), gegevens[rij.id], tekst),
                rest=""
                if is_of_other_side(werkplek, rij)
                else _by_whom(rij, persoon or bezoekers.get(rij.actor_id), gids),
                van_melder=_melder_heard(G(rij.soort), gegevens[rij.id], teruggenomen),
            )
        )
    return tuple(beelden)


@lru_cache(maxsize=16)
def _newest_first(zonder: frozenset[G]) -> Select[Any]:
    kolommen: tuple[Any, ...] = (Gebeurtenis, col(Medewerker.naam))
    query = (
        sa_select(*kolommen)
        .outerjoin(Medewerker, col(Medewerker.id) == col(Gebeurtenis.actor_id))
        .where(col(Gebeurtenis.stroom_id) == STROOM)
    )
    if zonder:
        query = query.where(col(Gebeurtenis.soort).not_in(zonder))
    return query.order_by(col(Gebeurtenis.nummer).desc()).limit(AANTAL)


def _visitors(werkplek: Werkplek, casus_id: UUID, rijen: Sequence[Gebeurtenis]) -> dict[UUID, str]:
    """Who acted through a link of a party, as they named themselves; asked only where somebody did."""
    ids = frozenset(rij.actor_id for rij in rijen if rij.actor_soort is ActorSoort.PARTIJ)
    if not ids:
        return {}
    casus = werkplek.session.exec(select(Casus).where(Casus.id == casus_id)).one()
    return visitor_names(werkplek, casus, ids)


def is_of_other_side(werkplek: Werkplek, rij: Gebeurtenis) -> bool:
    """Whether this came from the other side of a samenloop: then nobody reads here who that was."""
    return G(rij.soort) in VAN_EEN_KANT and rij.organisatie_id != werkplek.actor.organisatie_id


def _by_whom(rij: Gebeurtenis, persoon: str | None, gids: Gids) -> str:
    """Person and party; a melder is not of the place of receipt it is kept under."""
    if rij.actor_soort is ActorSoort.MELDER:
        return "de melder"
    partij = gids.name(rij.organisatie_id).korte_naam
    if rij.actor_soort is ActorSoort.PARTIJ:
        partij = f"{partij}, via een link"
    return f"{persoon} · {partij}" if persoon else partij


def _taken_back(gebeurtenissen: Iterable[dict[str, object]]) -> set[object]:
    """What was told by mistake: taking back is always newer, so it is among the newest with it."""
    return {gegevens.get("terugkoppeling") for gegevens in gebeurtenissen}


def _melder_heard(soort: G, gegevens: dict[str, object], teruggenomen: set[object]) -> bool:
    """Something reached the melder: told in person, or a message that went out (I6)."""
    if soort is G.TERUGGEKOPPELD and gegevens.get("terugkoppeling") not in teruggenomen:
        return gegevens.get("aan") != Gericht.LOKET and bool(gegevens.get("bereikt", True))
    return soort is G.BERICHT_VERSTUURD and bool(gegevens.get("melding"))


def _title(soort: G, gegevens: dict[str, object], namen: dict[UUID, str]) -> str:
    invulling = {veld: _name(gegevens.get(veld), namen) for veld in PARTIJVELDEN}
    invulling["kenmerk"] = str(gegevens.get("kenmerk", ""))
    invulling["dagen"] = _days(gegevens)
    invulling["reden"] = BIJLAGEREDEN.get(str(gegevens.get("reden")), "")
    invulling["model"] = f"Model {gegevens['versie']}" if gegevens.get("versie") else "Het meegeleverde model"
    if soort is G.TERUGGEKOPPELD:
        return _told(gegevens)
    if soort is G.TERUGKOPPELING_TERUGGENOMEN:
        wat = _told(gegevens)
        return f"Teruggenomen: {wat[0].lower()}{wat[1:]} ({TERUGNEEMREDEN[str(gegevens['reden'])]})"
    if soort is G.BERICHT_VERSTUURD and gegevens.get("melding"):
        return "Bericht aan de melder verstuurd"
    return TITELS[soort].format(**invulling)


def _told(gegevens: dict[str, object]) -> str:
    """What was told, by whom it was told and its kind; events of the first versions have no kind."""
    if gegevens.get("aan") == Gericht.LOKET:
        return "Terugkoppeling aan het loket"
    if not gegevens.get("bereikt", True):
        return "Geprobeerd de melder te bereiken"
    if gegevens.get("van_soort"):
        return VERTELD[TerugkoppelingSoort(str(gegevens["van_soort"]))]
    return TITELS[G.TERUGGEKOPPELD]


def _name(waarde: object, namen: dict[UUID, str]) -> str:
    gevonden = _uuid(waarde)
    return namen.get(gevonden, "een partij") if gevonden else "een partij"


def _days(gegevens: dict[str, object]) -> str:
    """``: van vr 20 november naar vr 4 december``; nothing where the dates are not for everybody."""
    if "oud" not in gegevens:
        return ""
    oud, nieuw = (date.fromisoformat(str(gegevens[naam])) for naam in ("oud", "nieuw"))
    return f": van {datum_kort(oud)} naar {datum_kort(nieuw)}"


def _uuid(waarde: object) -> UUID | None:
    if waarde is None:
        return None
    try:
        return UUID(str(waarde))
    except ValueError:
        return None
