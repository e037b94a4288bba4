"""The heart: presence records, their states, the one write path and its conflicts."""
