"""Every select of the house; each function takes the actor, so access lives here."""
