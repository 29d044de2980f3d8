"""Demo data: a believable chain with made-up people."""
