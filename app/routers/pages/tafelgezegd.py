"""Tafelgezegd: what is said after an act about a tafel, by the code in the address."""

TAFEL_GEDAAN: dict[str, tuple[str, str]] = {
    "tafel_gemaakt": ("De tafel staat in de lijst.", "Anderen vinden hem nu, met wie zij kunnen bellen."),
    "tafel_gewijzigd": ("Opgeslagen.", "Iedereen ziet het meteen."),
    "tafel_gestopt": ("De tafel is gestopt.", "Hij staat niet meer in de lijst."),
    "geagendeerd": ("Het staat op de agenda.", "Wie verantwoordelijk is, verandert niet."),
    "besproken": ("De bespreking staat erin.", "Alleen uw tafel leest het verslag."),
    "van_agenda": ("Van de agenda gehaald.", "Wat erover stond, is vernietigd."),
    "afstemming_gedeeld": ("De andere kant weet het nu.", "U ziet allebei alleen met wie u kunt bellen."),
    "afstemming_vast": ("Vastgelegd.", "De andere kant ziet de dag en uw rol, niet uw woorden."),
    "afstemming_af": ("Afgesloten.", "Er is niets samengevoegd en er ging niets over."),
    "sleutels_aangemeld": (
        "De lijst is aangemeld en vergeleken.",
        "Hieronder ziet u hoeveel er elders bekend is.",
    ),
    "sleutels_bekend": ("Deze lijst stond er al.", "Er is niets veranderd. Elke regel staat er één keer."),
    "agenda_leeg": ("De agenda is leeg.", "Wat erop stond, is vernietigd."),
}
