"""SIGTERM under load: first unready, then closed, then gone; nothing that was acknowledged is lost."""

import os
import signal
import threading
import time

import httpx

from app.domain.gebeurtenissen import GebeurtenisSoort
from tests.api.opdrachten import melding
from tests.faults.nazien import Grootboek, look_over
from tests.faults.proces import GEDULD, Dienst, Huis, send, wait_until

TEGELIJK = 4
#: uvicorn gives what is inside ten seconds; a busy machine gets some more.
UITERLIJK = 25.0


def keep_sending(client: httpx.Client, grootboek: Grootboek, statussen: list[int], naam: int) -> None:
    """One melding after the other until nobody answers any more."""
    nummer = 0
    while True:
        nummer += 1
        try:
            antwoord = send(client, "/meldingen", melding(externKenmerk=f"{naam}-{nummer}"))
        except httpx.TransportError:
            return
        statussen.append(antwoord.status_code)
        if antwoord.status_code == 201:
            casus = antwoord.json()["casussen"][0]["id"]
            grootboek.acknowledge(casus, GebeurtenisSoort.MELDING_GEREGISTREERD)


def is_ready(dienst: Dienst) -> int:
    """What a balancer hears on a new connection."""
    try:
        return httpx.get(f"{dienst.adres}/health/ready", timeout=GEDULD).status_code
    except httpx.TransportError:
        return 0


def test_who_is_inside_is_answered_and_the_balancer_hears_it_first(huis: Huis, grootboek: Grootboek) -> None:
    dienst = huis.serve(HOUVAST_AFBOUWEN="1.5")
    statussen: list[int] = []
    draden = [
        threading.Thread(
            target=keep_sending, args=(huis.system("vws-ucz", dienst), grootboek, statussen, naam)
        )
        for naam in range(TEGELIJK)
    ]
    wait_until(lambda: is_ready(dienst) == 200, huis.said())
    for draad in draden:
        draad.start()
    wait_until(lambda: len(statussen) >= TEGELIJK, huis.said())
    begin, voor = time.monotonic(), len(statussen)
    os.kill(dienst.pid, signal.SIGTERM)
    wait_until(lambda: is_ready(dienst) == 503, huis.said())
    wait_until(lambda: len(statussen) > voor, "after it became unready nothing was answered any more")
    assert dienst.wait() == 0
    assert time.monotonic() - begin < UITERLIJK
    for draad in draden:
        draad.join(GEDULD)
    assert set(statussen) <= {201, 503}
    look_over(huis, grootboek)
