"""Every write of this room."""

from omnipresence.selfservice.services.check_in import check_in
from omnipresence.selfservice.services.decide import approve, reject
from omnipresence.selfservice.services.forget import forget
from omnipresence.selfservice.services.links import NewLink, create_link, current_code, link_token, revoke_link
from omnipresence.selfservice.services.register import register

__all__ = [
    "NewLink",
    "approve",
    "check_in",
    "create_link",
    "current_code",
    "forget",
    "link_token",
    "register",
    "reject",
    "revoke_link",
]
