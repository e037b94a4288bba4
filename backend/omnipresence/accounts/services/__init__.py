"""Every write of this room."""

from omnipresence.accounts.services.api_keys import create_api_key, revoke_api_key, update_api_key
from omnipresence.accounts.services.edit_profile import change_password, set_domain_type, update_me, update_organization
from omnipresence.accounts.services.end_session import end_all_sessions, end_sign_in, sign_out
from omnipresence.accounts.services.invitations import redeem
from omnipresence.accounts.services.refresh_session import refresh_session
from omnipresence.accounts.services.sign_in import SignedIn, sign_in
from omnipresence.accounts.services.users import Invited, invite_user, reset_user, update_user

__all__ = [
    "Invited",
    "SignedIn",
    "change_password",
    "create_api_key",
    "end_all_sessions",
    "end_sign_in",
    "invite_user",
    "redeem",
    "refresh_session",
    "reset_user",
    "revoke_api_key",
    "set_domain_type",
    "sign_in",
    "sign_out",
    "update_api_key",
    "update_me",
    "update_organization",
    "update_user",
]
