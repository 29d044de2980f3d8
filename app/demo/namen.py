"""Namen: first names and surnames to invent people from. No list of real persons was used."""

ROEPNAMEN: tuple[str, ...] = (
    "Aya", "Bas", "Celine", "Daan", "Elif", "Finn", "Gijs", "Hanna", "Ilse", "Jamal",
    "Kyra", "Levi", "Maud", "Noor", "Olivier", "Puck", "Quinten", "Rosa", "Sem", "Tess",
    "Umar", "Vera", "Wout", "Xavi", "Yusuf", "Zoë", "Anouk", "Boris", "Cato", "Dewi",
    "Emre", "Floris", "Gwen", "Hidde", "Indy", "Jesse", "Kaat", "Luuk", "Mila", "Nordin",
)  # fmt: skip

#: (tussenvoegsel, achternaam) is kept as one text for grown-ups and split for a jeugdige.
ACHTERNAMEN: tuple[str, ...] = (
    "Achterberg", "Boswinkel", "Crommelaar", "Dijkhuisman", "Eikelboer", "Fonteijnse", "Grasmeijer",
    "Heuvelink", "IJsbrander", "Jonkvorst", "Kloosterziel", "Langeveldt", "Molenwijk", "Nieuwveen",
    "Oldekamp", "Pluimers", "Quaedackers", "Roggeveld", "Schaapherder", "Terpstraat", "Uiterwaal",
    "Veenhuizer", "Waterlander", "Zilverberg", "Ambachtsheer", "Beukenhorst", "Dwarshuis", "Elzinghof",
    "Geldrop", "Hazelaar", "Kerkuil", "Lindenhout",
)  # fmt: skip

TUSSENVOEGSELS: tuple[str | None, ...] = (None, None, None, None, "van", "de", "van der")
