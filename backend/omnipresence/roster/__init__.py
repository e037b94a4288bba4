"""The people who can be present and the groups that they belong to."""
