"""Shipped reference data (gemeenten, jeugdregio's, expertisenetwerken) and its loader."""
