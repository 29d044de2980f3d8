"""What runs by itself: offers and successions that are due, mail, digests, and the check of every hour."""
