"""Migrations: forward only; go back by restoring a backup."""
