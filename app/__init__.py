"""Houvast: one owner and one next date for every melding, until the melder says: I am helped."""
