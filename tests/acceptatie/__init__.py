"""The scenarios of the client, end to end through the public ways in."""
