"""Use-cases: lock and load, decide, apply, append the gebeurtenis; they never commit."""
