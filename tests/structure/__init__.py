"""The house rules themselves: who imports whom, sizes, words."""
