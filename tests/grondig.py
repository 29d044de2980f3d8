"""Grondig: whether this run looks further than ``make test`` has time for (``make grondig``)."""

import os

GRONDIG = os.environ.get("TOETS_GRONDIG") == "ja"
