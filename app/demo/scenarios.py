"""Scenarios."""

from collections.abc import Callable, Iterator
from app.demo.toneel import Script, Toneel


def scenarios() -> tuple[Callable[[Toneel], Script], ...]:
    return ()
