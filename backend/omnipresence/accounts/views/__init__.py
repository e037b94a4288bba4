"""What this room answers."""
