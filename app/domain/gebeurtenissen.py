"""Gebeurtenissen: the kinds of things that happen, past tense, and their words on the screen.

An event carries ids and codes only (I8). ``TEKSTEN`` holds the sentence for the history; names of
parties are filled in when it is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

Waarde = str | int | bool | None


class GebeurtenisSoort(StrEnum):
    """What happened."""

    MELDING_GEREGISTREERD = "melding_geregistreerd"
    MELDING_GEKOPPELD = "melding_gekoppeld"
    MELDING_GECORRIGEERD = "melding_gecorrigeerd"
    JEUGDIGE_GECORRIGEERD = "jeugdige_gecorrigeerd"
    TOEKOMST_BESPROKEN = "toekomst_besproken"
    VEILIGHEID_GEBELD = "veiligheid_gebeld"
    WACHTEN_BEGONNEN = "wachten_begonnen"
    WACHTEN_GESTOPT = "wachten_gestopt"
    CASUS_GEOPEND = "casus_geopend"
    BEHANDELAAR_GEWIJZIGD = "behandelaar_gewijzigd"
    OVERDRACHT_AANGEBODEN = "overdracht_aangeboden"
    OVERDRACHT_IN_BEOORDELING = "overdracht_in_beoordeling"
    OVERDRACHT_AANVAARD = "overdracht_aanvaard"
    OVERDRACHT_TERUGGEGEVEN = "overdracht_teruggegeven"
    OVERDRACHT_INGETROKKEN = "overdracht_ingetrokken"
    OVERDRACHT_VERLOPEN = "overdracht_verlopen"
    CASUS_GEESCALEERD = "casus_geescaleerd"
    ESCALATIE_AFGEHANDELD = "escalatie_afgehandeld"
    BIJDRAGE_GEVRAAGD = "bijdrage_gevraagd"
    BIJDRAGE_ONTVANGEN = "bijdrage_ontvangen"
    BIJDRAGE_INGETROKKEN = "bijdrage_ingetrokken"
    BIJDRAGE_VERWERKT = "bijdrage_verwerkt"
    BIJLAGE_TOEGEVOEGD = "bijlage_toegevoegd"
    BIJLAGE_INGETROKKEN = "bijlage_ingetrokken"
    TERUGGEKOPPELD = "teruggekoppeld"
    TERUGKOPPELING_TERUGGENOMEN = "terugkoppeling_teruggenomen"
    BERICHT_VERSTUURD = "bericht_verstuurd"
    BERICHT_VERVALLEN = "bericht_vervallen"
    BERICHT_MISLUKT = "bericht_mislukt"
    BERICHT_ONZEKER = "bericht_onzeker"
    BERICHT_TERUGGEKOMEN = "bericht_teruggekomen"
    BERICHT_AANGEHOUDEN = "bericht_aangehouden"
    BERICHT_VRIJGEGEVEN = "bericht_vrijgegeven"
    BERICHT_OPNIEUW = "bericht_opnieuw"
    BERICHT_GEWIJZIGD = "bericht_gewijzigd"
    BERICHT_GESCHREVEN = "bericht_geschreven"
    CONTACT_GEWIJZIGD = "contact_gewijzigd"
    TOEGANGSLINK_GEMAAKT = "toegangslink_gemaakt"
    TOEGANGSLINK_INGETROKKEN = "toegangslink_ingetrokken"
    PARTIJLINK_GEMAAKT = "partijlink_gemaakt"
    TOEGANGSCODE_GEGEVEN = "toegangscode_gegeven"
    INBRENG_ONTVANGEN = "inbreng_ontvangen"
    INBRENG_AFGEHANDELD = "inbreng_afgehandeld"
    TERMIJN_AFGESPROKEN = "termijn_afgesproken"
    TERMIJN_VERDAAGD = "termijn_verdaagd"
    TERMIJN_VERSCHOVEN = "termijn_verschoven"
    SAMENLOOP_GEVONDEN = "samenloop_gevonden"
    SAMENLOOP_VOORGESTELD = "samenloop_voorgesteld"
    SAMENLOOP_GEKOPPELD = "samenloop_gekoppeld"
    SAMENLOOP_AFGEWEZEN = "samenloop_afgewezen"
    SAMENLOOPMODEL_GELEERD = "samenloopmodel_geleerd"
    SAMENLOOPMODEL_GOEDGEKEURD = "samenloopmodel_goedgekeurd"
    SAMENLOOPMODEL_AFGEWEZEN = "samenloopmodel_afgewezen"
    CASUS_SAMENGEVOEGD = "casus_samengevoegd"
    CASUS_GESPLITST = "casus_gesplitst"
    AFSLUITING_GEVRAAGD = "afsluiting_gevraagd"
    MELDING_GESLOTEN = "melding_gesloten"
    CASUS_GESLOTEN = "casus_gesloten"
    MELDING_HEROPEND = "melding_heropend"
    CASUS_HEROPEND = "casus_heropend"
    ORGANISATIE_OPGEVOLGD = "organisatie_opgevolgd"
    ORGANISATIE_GEBLOKKEERD = "organisatie_geblokkeerd"
    ORGANISATIE_VRIJGEGEVEN = "organisatie_vrijgegeven"
    ORGANISATIE_BEEINDIGD = "organisatie_beeindigd"
    WERKGEBIED_GEWIJZIGD = "werkgebied_gewijzigd"
    PIKET_GEWIJZIGD = "piket_gewijzigd"
    ORGANISATIECONTACT_GEWIJZIGD = "organisatiecontact_gewijzigd"
    OPVOLGING_VOORGESTELD = "opvolging_voorgesteld"
    OPVOLGING_BEVESTIGD = "opvolging_bevestigd"
    OPVOLGING_INGETROKKEN = "opvolging_ingetrokken"
    OPVOLGING_UITGEVOERD = "opvolging_uitgevoerd"
    DAG_AANGEWEZEN = "dag_aangewezen"
    DAG_INGETROKKEN = "dag_ingetrokken"
    NORM_GEWIJZIGD = "norm_gewijzigd"
    NORM_INGETROKKEN = "norm_ingetrokken"
    SJABLOON_GEWIJZIGD = "sjabloon_gewijzigd"
    KLACHT_VASTGELEGD = "klacht_vastgelegd"
    KLACHT_AANGETEKEND = "klacht_aangetekend"
    KLACHT_AANSPREEKPUNT = "klacht_aanspreekpunt"
    KLACHT_BEVESTIGD = "klacht_bevestigd"
    KLACHT_DOORGEZONDEN = "klacht_doorgezonden"
    KLACHT_ELDERS = "klacht_elders"
    KLACHT_GENOMEN = "klacht_genomen"
    KLACHT_GEWEIGERD = "klacht_geweigerd"
    KLACHT_KLAAGSCHRIFT = "klacht_klaagschrift"
    KLACHT_VERWEER = "klacht_verweer"
    KLACHT_GEHOORD = "klacht_gehoord"
    KLACHT_NIET_GEHOORD = "klacht_niet_gehoord"
    KLACHT_COMMISSIE = "klacht_commissie"
    KLACHT_VERDAAGD = "klacht_verdaagd"
    KLACHT_AFGEDAAN = "klacht_afgedaan"
    KLACHT_TEVREDEN = "klacht_tevreden"
    KLACHT_INGETROKKEN = "klacht_ingetrokken"
    KLACHT_GEEINDIGD = "klacht_geeindigd"
    KLACHT_OVER_WIE = "klacht_over_wie"
    KLACHT_KLAAGSCHRIFT_TERUG = "klacht_klaagschrift_terug"
    STUK_AFGEHANDELD = "stuk_afgehandeld"
    MEDEWERKER_AFWEZIG = "medewerker_afwezig"
    MEDEWERKER_UIT_DIENST = "medewerker_uit_dienst"
    MEDEWERKER_ROLLEN = "medewerker_rollen"
    MEDEWERKER_UITGENODIGD = "medewerker_uitgenodigd"
    MEDEWERKER_UITNODIGING_TERUG = "medewerker_uitnodiging_terug"
    MEDEWERKER_IN_DIENST = "medewerker_in_dienst"
    MEDEWERKER_WACHTWOORD = "medewerker_wachtwoord"
    TAFEL_GEMAAKT = "tafel_gemaakt"
    TAFEL_GEWIJZIGD = "tafel_gewijzigd"
    TAFEL_BEEINDIGD = "tafel_beeindigd"
    AGENDERING_GEMAAKT = "agendering_gemaakt"
    AGENDERING_BIJGEWERKT = "agendering_bijgewerkt"
    AGENDERING_BEEINDIGD = "agendering_beeindigd"
    BESPREKING_VASTGELEGD = "bespreking_vastgelegd"
    SLEUTEL_UITGEGEVEN = "sleutel_uitgegeven"
    AFSTEMMING_GEVONDEN = "afstemming_gevonden"
    AFSTEMMING_GEDEELD = "afstemming_gedeeld"
    AFSTEMMING_VASTGELEGD = "afstemming_vastgelegd"
    AFSTEMMING_AFGESLOTEN = "afstemming_afgesloten"


#: What one side of a samenloop does, and what is found while it registers, stands in the history of both. Who
#: that was is for the own side: of the other one reads at most whom to phone (domain.md §6).
VAN_EEN_KANT = frozenset(
    {
        GebeurtenisSoort.SAMENLOOP_GEVONDEN,
        GebeurtenisSoort.SAMENLOOP_VOORGESTELD,
        GebeurtenisSoort.SAMENLOOP_GEKOPPELD,
        GebeurtenisSoort.SAMENLOOP_AFGEWEZEN,
    }
)


@dataclass(frozen=True, slots=True)
class NieuweGebeurtenis:
    """An event to append to the stream of one casus or organisatie."""

    soort: GebeurtenisSoort
    gegevens: Mapping[str, Waarde] = field(default_factory=dict)


def happened(soort: GebeurtenisSoort, **gegevens: UUID | date | datetime | Waarde) -> NieuweGebeurtenis:
    """An event with its ids and codes as plain values; None is left out."""
    vlak = {
        naam: waarde if isinstance(waarde, int | bool) else str(waarde)
        for naam, waarde in gegevens.items()
        if waarde is not None
    }
    return NieuweGebeurtenis(soort, vlak)
