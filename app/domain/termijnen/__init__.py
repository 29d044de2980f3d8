"""Termijnen: the calendar of werkdagen, the table of rules and the calculation of dates."""
