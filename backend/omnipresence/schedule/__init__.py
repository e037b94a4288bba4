"""Sessions: what one can be present at, and when."""
