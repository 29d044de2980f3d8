"""Jaar: a year of Houvast on a virtual clock, with a worker that is killed and a mail server that fails.

``make jaar`` or ``python -m bench.jaar [casussen] [sqlite|postgresql|beide]``. People act through the real
use-cases, each act in a transaction of its own; the worker is the real one, now in this process, now as a
process of its own that dies by SIGKILL. At the end everything promised is looked for.
"""
