"""Samenloopgezegd: what is said after an act on a samenloop."""

SAMENLOOP_GEDAAN = {
    "samenloop_gekoppeld": ("Gekoppeld.", "Beide casussen blijven. Bel elkaar en spreek af wie wat doet."),
    "samenloop_afgewezen": ("Afgewezen.", "U ziet dit pas terug als de gegevens meer op elkaar gaan lijken."),
    "samenloop_voorgesteld": ("Voorgesteld.", "De andere kant beslist. Tot dan verandert er niets."),
    "samenloop_samengevoegd": ("Samengevoegd.", "Er is nu één casus. Elke belofte houdt haar datum."),
    "gesplitst": (
        "Gesplitst.",
        "Er zijn weer twee casussen. De privacy officer kijkt na wie wat kon lezen.",
    ),
    "model_goedgekeurd": ("Dit model werkt nu.", "Wat al gevonden was, blijft staan zoals het staat."),
    "model_afgewezen": ("Afgewezen.", "Er verandert niets aan hoe Houvast vergelijkt."),
    "privacytaak": ("Afgehandeld.", ""),
}
