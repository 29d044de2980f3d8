"""Klachten by the book: heard each for itself, a klaagschrift taken back, a commission on the same promise.

Revision: 0028, after 0026. Until now a hearing was of both; what was skipped was skipped for the melder.
"""

from migrations.ombouw import Kolom, Ombouw, one_of, rebuild

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None

ACTIES = (
    "aantekenen", "aanspreekpunt", "bevestigen", "doorzenden", "elders", "nemen", "weigeren", "klaagschrift",
    "verweer", "horen", "niet_horen", "commissie", "verdagen", "afdoen", "tevreden", "intrekken",
)  # fmt: skip
NIEUWE_ACTIES = ("over_wie", "klaagschrift_terug", "met_melding")
MOMENTEN = (
    "doorgestuurd", "overgenomen", "ontvangstbevestiging", "escalatie", "terugkoppeling", "opgevolgd",
    "verdaagd", "spoed", "aanbod", "herinnering", "verlopen", "bijdrage",
    "klacht_ontvangen", "klacht_doorgezonden", "klacht_commissie", "klacht_geweigerd", "klacht_afgedaan",
    "klacht_geeindigd", "klacht_bericht", "stuk_doorgezonden", "toegang",
)  # fmt: skip
ONTVANGERS = ("melder", "loket", "organisatie")
SOORTEN = ("verdaging", "kalender")
REDENEN = ("beklaagde_ziet_af", "beklaagde_geen_reactie")


def upgrade() -> None:
    """Two facts of the beklaagde, one day, and the codes that come with them."""
    rebuild(
        Ombouw(
            "klacht",
            (
                Kolom("beklaagde_gehoord_op", "DATE", "DATE", "gehoord_op"),
                Kolom("geen_horen_beklaagde", "VARCHAR(40)", "VARCHAR(40)"),
            ),
            (
                (
                    "ck_klacht_horen_beklaagde",
                    "CHECK (beklaagde_gehoord_op IS NULL OR geen_horen_beklaagde IS NULL)",
                ),
                ("ck_klacht_geenhorenbeklaagde", f"CHECK ({one_of('geen_horen_beklaagde', REDENEN)})"),
            ),
        ),
        Ombouw("beklaagde", (Kolom("ingetrokken_op", "DATE", "DATE"),)),
        _more("klachthandeling", "klachtactie", "actie", ACTIES, NIEUWE_ACTIES),
        _more("termijnwijziging", "wijzigingsoort", "soort", SOORTEN, ("commissie",)),
        Ombouw(
            "bericht",
            vervangen=(
                _wider("bericht", "berichtmoment", "moment", MOMENTEN, ("klacht_verdaagd",)),
                _wider("bericht", "berichtaan", "aan", ONTVANGERS, ("beklaagde",)),
            ),
        ),
    )


def _more(tabel: str, naam: str, kolom: str, oud: tuple[str, ...], erbij: tuple[str, ...]) -> Ombouw:
    return Ombouw(tabel, vervangen=(_wider(tabel, naam, kolom, oud, erbij),))


def _wider(
    tabel: str, naam: str, kolom: str, oud: tuple[str, ...], erbij: tuple[str, ...]
) -> tuple[str, str, str]:
    """A list of codes with more at its end."""
    return f"ck_{tabel}_{naam}", one_of(kolom, oud), one_of(kolom, (*oud, *erbij))
