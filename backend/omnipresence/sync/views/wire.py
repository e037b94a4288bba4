"""The door of /sync."""

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from omnipresence.accounts.permissions import EVERYONE_INSIDE, Roles, Scope, Scopes
from omnipresence.accounts.problems import DeviceRevoked
from omnipresence.base.contract import operation
from omnipresence.base.http import ApiView
from omnipresence.base.problems import Throttled
from omnipresence.sync.body import read_body
from omnipresence.sync.envelope import read_envelope
from omnipresence.sync.problems import BatchInProgress, EnvelopeInvalid, ProtocolTooOld, TooManyOperations
from omnipresence.sync.serializers.wire import SyncReplyOut, SyncRequestIn
from omnipresence.sync.services import synchronize


class SyncView(ApiView):
    """Push and pull in one request."""

    # Each operation has an id of its own, for years and not for a day.
    keeps_answers = False

    roles: ClassVar[Roles] = {"POST": EVERYONE_INSIDE}
    scopes: ClassVar[Scopes] = {"POST": Scope.SYNC}

    @operation(
        "sync",
        "Send queued operations and receive what changed.",
        tag="Sync",
        body=SyncRequestIn,
        answer=SyncReplyOut,
        refusals=[EnvelopeInvalid, TooManyOperations, DeviceRevoked, BatchInProgress, ProtocolTooOld, Throttled],
        description=(
            "Applies what is clean, stores what contradicts as a conflict, and answers each operation alone. Sending "
            "the same operations again changes nothing and gives the same results. Then follows one page of what "
            "changed in the organization since `cursor`; ask again with the new cursor while `has_more`. The body may "
            "be gzip."
        ),
    )
    def post(self, request: Request) -> HttpResponse:
        """Answer with the ledger's own bytes: no renderer touches them."""
        envelope = read_envelope(read_body(request._request))
        return HttpResponse(synchronize(self.caller, envelope), content_type="application/json")
