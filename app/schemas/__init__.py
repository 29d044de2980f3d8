"""Input and output of API and forms; an input becomes a command."""
