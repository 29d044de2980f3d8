"""Afbouw: after SIGTERM first no longer ready, then no new connections, then the end.

A balancer sends new work until it asks whether we are ready and hears 503. So for a few seconds
(``HOUVAST_AFBOUWEN``) everything is still answered; then uvicorn hears the signal too, closes the door,
finishes what is inside and ends. A second SIGTERM, and Ctrl+C, close the door at once.
"""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: Set once this process was asked to stop.
STOPT = threading.Event()


@contextmanager
def stop_in_order(seconden: float) -> Iterator[None]:
    """Hear SIGTERM before uvicorn does. Only in the main thread of a server: elsewhere nothing happens."""
    vorige = signal.getsignal(signal.SIGTERM)
    if threading.current_thread() is not threading.main_thread() or not callable(vorige):
        yield
        return
    lus, sluit = asyncio.get_running_loop(), vorige

    def begin(nummer: int, frame: FrameType | None) -> None:
        if STOPT.is_set():
            sluit(nummer, frame)
            return
        STOPT.set()
        lus.call_soon_threadsafe(lus.call_later, seconden, sluit, nummer, None)

    signal.signal(signal.SIGTERM, begin)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, vorige)
