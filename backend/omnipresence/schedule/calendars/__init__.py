"""A group's sessions for calendars, by a secret link."""
