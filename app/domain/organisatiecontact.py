"""Organisatiecontact: the telephone and the mailbox of an organisatie, as others, letters and links use them.

Sources: domain.md §1 (an organisatie is reachable), §4 (spoed: who is told), I11.
"""

import re
from dataclasses import dataclass

from app.domain.errors import InvalidInputError, Veldfout

#: Digits with what people write between them: +31 (0)38 425 00 00, 14 038, 0800-2000.
_TELEFOON = re.compile(r"\+?[0-9][0-9 ()./-]{2,28}[0-9]")
_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+")
LANGSTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOrganisatiecontact:
    """All of it, as it stands from now on (kenmerk or id); None is not known.

    ``bestuurlijk``: whom to reach when nobody in the chain can help: an alderman, a director.
    """

    organisatie: str
    telefoon: str | None = None
    email: str | None = None
    bestuurlijk: str | None = None


def refuse_unreachable(opdracht: SetOrganisatiecontact) -> None:
    """A number that can be dialled, one mail address: both are used as they stand."""
    fouten = []
    if opdracht.telefoon and not _TELEFOON.fullmatch(opdracht.telefoon):
        fouten.append(Veldfout("telefoon", "Dit is geen telefoonnummer. Schrijf het als 038 425 00 00."))
    if opdracht.email and not (_MAIL.fullmatch(opdracht.email) and len(opdracht.email) <= LANGSTE):
        fouten.append(Veldfout("email", "Dit is geen mailadres. Vul één adres in, met een @ en een punt."))
    if opdracht.bestuurlijk and len(opdracht.bestuurlijk) > LANGSTE:
        fouten.append(Veldfout("bestuurlijk", f"Dit is langer dan {LANGSTE} tekens. Kort het in."))
    if fouten:
        raise InvalidInputError(fouten)
