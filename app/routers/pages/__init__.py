"""The screens: HTML only, the same services as the API."""
