"""What happens in this room that rooms above it may want to know, in the transaction in which it happens."""

from django.dispatch import Signal

# A refresh token came that somebody else has used: the sign-in was ended. Arguments: organization_id, user_id, at.
sign_in_was_copied = Signal()
