"""The schema's steps, forward only."""
