"""Menu: what each person finds at the top of every page, and where somebody starts."""

from app.domain.actor import Actor, OrganisatieSoort, Rol
from app.domain.beheer import is_stelselbeheerder
from app.domain.toegang import HELPT_ZELF
from app.domain.uitnodigen import may_grant
from app.queries.vangnet import may_see_vangnet

#: Where klachten about others come in: the menu says so. Elsewhere only who handles them has the list.
ONTVANGT_KLACHTEN = frozenset(OrganisatieSoort) - HELPT_ZELF
#: Parties that sit at tafels; the others find them by way of the organisaties.
KENT_TAFELS = frozenset(
    {
        OrganisatieSoort.RET,
        OrganisatieSoort.GEMEENTE,
        OrganisatieSoort.WIJKTEAM,
        OrganisatieSoort.EXPERTISENETWERK,
        OrganisatieSoort.TAFELHOUDER,
    }
)


def menu(actor: Actor, pad: str) -> list[tuple[str, str, bool]]:
    """The menu for this person: only what the role has work on."""
    items = []
    if actor.werkt_in_keten:
        items += [("/werkvoorraad", "Werkvoorraad"), ("/meldingen/nieuw", "Nieuwe melding")]
        if actor.organisatie_soort is OrganisatieSoort.LOKET:
            items.append(("/terugkoppelingen", "Terugkoppelingen"))
        items += [("/berichten", "Berichten"), ("/vangnet", "Vangnet"), ("/team", "Collega’s")]
    else:
        items += [("/vangnet", "Vangnet")] if may_see_vangnet(actor) else []
        items += [("/team", "Collega’s")] if may_grant(actor) else []
    ontvangt = actor.werkt_in_keten and actor.organisatie_soort in ONTVANGT_KLACHTEN
    if ontvangt or Rol.KLACHTBEHANDELAAR in actor.rollen:
        items.append(("/klachten", "Klachten"))
    if first_page(actor) == "/afstemmingen":  # for who works in the chain it is a tab of the work list
        items.append(("/afstemmingen", "Elders bekend"))
    if Rol.TAFELSECRETARIS in actor.rollen or actor.organisatie_soort in KENT_TAFELS:
        items.append(("/tafels", "Tafels"))
    if Rol.PRIVACY_OFFICER in actor.rollen:
        items += [("/privacytaken", "Privacytaken"), ("/leeslog", "Leeslog")]
    items.append(("/organisaties", "Organisaties"))
    if is_stelselbeheerder(actor):
        items += [("/regels", "Regels"), ("/vrije-dagen", "Vrije dagen"), ("/sjablonen", "Teksten")]
        items.append(("/samenloopmodellen", "Vergelijken"))
    return [(href, label, pad == href or pad.startswith(f"{href}/")) for href, label in items]


def first_page(actor: Actor) -> str:
    """Where somebody starts after logging in."""
    if Rol.KLACHTBEHANDELAAR in actor.rollen and not actor.werkt_in_keten:
        return "/klachten"
    if Rol.TAFELSECRETARIS in actor.rollen and not actor.werkt_in_keten:
        return "/afstemmingen"
    if Rol.PRIVACY_OFFICER in actor.rollen and not actor.werkt_in_keten:
        return "/privacytaken"
    if not actor.werkt_in_keten or Rol.BEHEERDER in actor.rollen:
        return "/vangnet" if may_see_vangnet(actor) else "/organisaties"
    return "/werkvoorraad"
