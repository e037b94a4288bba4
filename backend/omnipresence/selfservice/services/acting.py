"""In whose name the people behind a link act."""

from omnipresence.base.caller import Caller
from omnipresence.selfservice.models import SelfServiceLink

SOURCE = "self_service"


def maker_of(link: SelfServiceLink) -> Caller:
    """The maker of the link, with the link where a tablet would stand: so says the record and the audit log."""
    maker = link.created_by
    return Caller(
        organization_id=link.organization_id,
        user_id=maker.pk,
        role=maker.role,
        name=maker.name or maker.email,
        device=f"{SOURCE}:{link.pk}",
    )
