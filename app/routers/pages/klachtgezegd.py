"""Klachtgezegd: what is said after an act on a klacht, bezwaar or aanvraag, by the code in the address."""

KLACHT_GEDAAN: dict[str, tuple[str, str]] = {
    "klacht_vastgelegd": (
        "De klacht is vastgelegd.",
        "Wie klachten behandelt, ziet hem nu. De vraag om hulp loopt gewoon door.",
    ),
    "klacht_bevestigd": (
        "De bevestiging staat klaar.",
        "Bij Brieven en berichten ziet u of zij vanzelf weggaat, of dat u haar verstuurt.",
    ),
    "klacht_door": ("De klacht is doorgestuurd.", "Het bericht aan de melder staat klaar."),
    "klacht_genomen": ("De klacht heeft een behandelaar.", ""),
    "klacht_notitie": ("Bewaard.", "Alleen wie de klacht behandelt, leest dit."),
    "klacht_contact": ("Vastgelegd.", "De melder krijgt hier bericht van."),
    "klacht_gestuurd": ("Het klaagschrift is gestuurd.", "De beklaagde leest alleen de klacht zelf."),
    "klacht_over_wie": ("Vastgelegd.", "Wie daar werkt, ziet de klacht niet. Werkt u daar, dan u ook niet."),
    "klacht_terug": ("Teruggenomen.", "Deze persoon kan het klaagschrift niet meer lezen."),
    "klacht_gehoord": ("Vastgelegd.", "Dit telt mee voor de uitkomst."),
    "klacht_commissie": ("De commissie is vastgelegd.", "De data staan bij de klacht."),
    "klacht_verdaagd": (
        "De datum is verzet.",
        "De brieven aan de melder en aan de beklaagde staan klaar.",
    ),
    "klacht_af": (
        "De klacht is afgedaan.",
        "Verstuur de brief aan de melder: dan pas is het antwoord gegeven. De vraag om hulp loopt door.",
    ),
    "klacht_verweer": ("Verstuurd.", "Alleen wie de klacht behandelt, leest uw antwoord."),
    "klacht_regeling": ("De regeling is bewaard.", "Wat al beloofd is, houdt zijn datum."),
    "stuk": ("Vastgelegd.", "De dag van ontvangst blijft tellen."),
}
