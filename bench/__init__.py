"""Benches: measured against a bare "hello" in the same run; only the ratios say something."""
