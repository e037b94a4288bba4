"""The three demo organizations. Never made outside development."""
