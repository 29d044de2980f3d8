"""Schemas of the API: lowerCamelCase outside, commands and frozen values inside."""
