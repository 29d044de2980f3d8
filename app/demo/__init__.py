"""Demo: invented people and meldingen, made by the real use-cases with a clock that is moved."""
