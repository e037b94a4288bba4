"""Wire shapes of this room."""
