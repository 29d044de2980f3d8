"""The two ways in: JSON under api, HTML under pages."""
