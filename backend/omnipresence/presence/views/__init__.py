"""Views of this room, by resource."""
