"""The chain: levels, routes, allowed transitions and the offer of an overdracht."""
