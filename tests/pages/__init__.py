"""The screens as HTML: valid, guarded and complete."""
