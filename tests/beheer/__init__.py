"""What the people who run an installation do: copies, restore, keys, health, metrics, logs."""
