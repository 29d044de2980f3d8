"""Bijdragegezegd: what is said after an act on a bijdrage."""

BIJDRAGE_GEDAAN = {
    "bijdrage_gevraagd": (
        "De vraag is gesteld.",
        "De casus blijft bij u. U ziet hier wanneer er antwoord is.",
    ),
    "bijdrage_beantwoord": ("Uw antwoord is verstuurd.", "Wie de casus heeft, ziet het meteen."),
    "bijdrage_ingetrokken": ("De vraag is ingetrokken.", "De andere partij ziet de vraag niet meer."),
    "bijlage_ingetrokken": (
        "Ingetrokken.",
        "De inhoud is vernietigd. Dat het er was, staat in de geschiedenis.",
    ),
    "bijlage_bewaard": ("Bewaard bij de casus.", "Wie de casus behandelt, kan de bijlage openen."),
    "bijdrage_verwerkt": ("Verwerkt.", "Het antwoord blijft op de casus staan."),
}
