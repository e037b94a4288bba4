"""Every write of this room."""

from omnipresence.accounts.services.edit_profile import change_password, set_domain_type, update_me, update_organization
from omnipresence.accounts.services.end_session import end_all_sessions, sign_out
from omnipresence.accounts.services.refresh_session import refresh_session
from omnipresence.accounts.services.sign_in import SignedIn, sign_in

__all__ = [
    "SignedIn",
    "change_password",
    "end_all_sessions",
    "refresh_session",
    "set_domain_type",
    "sign_in",
    "sign_out",
    "update_me",
    "update_organization",
]
