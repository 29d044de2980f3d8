"""Implementations of the ports: mail, webhooks, identity, documents and spreadsheets."""
