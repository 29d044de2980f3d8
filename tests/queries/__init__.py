"""What each actor may see."""
