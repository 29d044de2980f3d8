"""What runs by itself: clocks, outbox and exports."""
