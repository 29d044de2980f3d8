"""The rules of the house, pure: standard library only; now, ids and calendar come in as arguments."""
