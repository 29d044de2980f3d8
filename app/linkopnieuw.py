"""Linkopnieuw: a party without an account asks for its link again, or for all that wait on its mailbox (I11).

Asking is counted alike whatever is asked for, and looks nothing up; the mail is made after the answer.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from app.domain.errors import NotVisibleError
from app.domain.omgeving import local_date
from app.domain.toegangslink import LINKS_PER_LINK
from app.linktoegang import Linkpoging, Poort, count_address, counter_key, desk_of, too_often, within
from app.queries.partijlink import find_old_link
from app.queries.partijpost import running_links
from app.services.partijlink import mail_link_again
from app.services.partijpost import mailbox_behind
from app.services.toegangslink import hash_of_link


def may_ask_link(poort: Poort, poging: Linkpoging) -> bool:
    """Whether this link may be asked for again; counted alike for every link, and none is looked up.

    Refuses (TooManyAttemptsError) an address that asks too often.
    """
    return _may_ask(poort, poging.adres, hash_of_link(poging.link))


def may_ask_links(poort: Poort, poging: Linkpoging) -> bool:
    """The same for the links of a mailbox (``partijpost``); counted for each party apart, however spelled."""
    return _may_ask(poort, poging.adres, str(mailbox_behind(poort.kluis, poging.link)))


def _may_ask(poort: Poort, adres: str, waarvoor: str) -> bool:
    sleutel = counter_key(poort.kluis, "nieuw", waarvoor)
    with poort.database.transaction() as session:
        te_vaak = count_address(poort, session, adres)
        binnen = [within(session, sleutel, grens, poort.now) for grens in LINKS_PER_LINK]
    if te_vaak:
        raise too_often()
    return all(binnen) and poort.mailt


def mail_link(poort: Poort, poging: Linkpoging) -> None:
    """Mail the link of a party to its mailbox, if it still has something to do; nobody hears whether.

    For after the answer: what a link that works costs more than another, nobody can time. Who gets no mail,
    asks again.
    """
    _mail_again(poort, hash_of_link(poging.link))


def mail_links_of_mailbox(poort: Poort, poging: Linkpoging) -> None:
    """The same for each thing that waits on the party whose digest held this address (``partijpost``)."""
    partij = mailbox_behind(poort.kluis, poging.link)
    if partij is None:
        return
    with poort.database.transaction() as session:
        hashes = running_links(session, partij, local_date(poort.now))
    for hash_ in hashes:  # one dossier at a time (I2)
        _mail_again(poort, hash_)


def _mail_again(poort: Poort, hash_: str) -> None:
    with poort.database.transaction() as session:
        rij = find_old_link(session, hash_, poort.now)
        if rij is None:
            return
        desk = desk_of(poort, session, rij)
        omgeving = replace(desk.omgeving, volgadres=poort.volgadres, bedenktijd=timedelta(0))
        with suppress(NotVisibleError):  # it ended just now
            mail_link_again(replace(desk, omgeving=omgeving), rij.link)
