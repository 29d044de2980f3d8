"""SQLModel tables with their constraints and indexes; they decide nothing."""
