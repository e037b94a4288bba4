"""Links by which people without an account record their own presence, or ask to be added."""
