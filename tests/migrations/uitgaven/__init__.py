"""Databases that earlier releases made, with data; see README.md."""
