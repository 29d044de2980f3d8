"""The REST contract, tested over HTTP."""
