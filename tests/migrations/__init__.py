"""The schema's steps on both engines."""
