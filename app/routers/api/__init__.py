"""The REST API: JSON only, the same services as the pages."""
