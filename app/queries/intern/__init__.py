"""Reads for the worker and the vangnet, without an actor but each with a named purpose."""
