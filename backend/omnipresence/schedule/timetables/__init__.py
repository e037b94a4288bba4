"""Sessions that come again and again (R3.2)."""
