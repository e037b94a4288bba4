"""Self-service: what staff do, and what needs no sign-in."""
