"""Linkage: whether two registrations may concern the same jeugdige, and why (design: four classes).

Pure: standard library, numpy and rapidfuzz only; no database, no settings, nothing else of the house.
The way through: ``registratie`` reads, ``sleutels`` proposes, ``vergelijken`` observes, ``score`` weighs,
``samenhang`` looks at all pairs of one record together, ``uitleg`` puts it into words; ``leren`` trains.
"""
