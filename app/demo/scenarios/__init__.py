"""Scenarios: stories that show what the chain must be able to do. Everybody is invented."""

from collections.abc import Callable

from app.demo.scenarios import jongvolwassen, keten, klachten, samenloop, tafels
from app.demo.toneel import Script, Toneel

SCENARIOS: tuple[Callable[[Toneel], Script], ...] = (
    jongvolwassen.teun,
    jongvolwassen.peter,
    jongvolwassen.jamila,
    jongvolwassen.tim,
    jongvolwassen.bram,
    jongvolwassen.vader_van_sjoerd,
    keten.marit,
    keten.familie_kolkman,
    tafels.drie_tafels,
    keten.pleegzoon,
    keten.verhuisd,
    keten.zaterdag,
    klachten.klacht_in_behandeling,
    klachten.klacht_afgedaan,
    klachten.klacht_net_binnen,
    tafels.regiotafel,
    samenloop.zelfde_meisje,
)
