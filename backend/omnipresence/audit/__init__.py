"""The append-only trail: who changed what, from what to what, when, from which device."""
