"""A program as a stranger would write it, on the package that openapi-python-client made of openapi.yaml."""

import sys
import time
from uuid import uuid4  # noqa: TID251 - a stranger has no ids of ours

from generated import AuthenticatedClient, Client, models
from generated.api.account import get_me
from generated.api.presence import list_presence_records
from generated.api.roster import (
    create_group,
    create_group_membership,
    create_participant,
    delete_group,
    get_participant,
    list_participants,
    update_participant,
)
from generated.api.schedule import list_sessions
from generated.api.sign_in import sign_in
from generated.api.sync import sync

address = sys.argv[1]
guest = Client(base_url=address)
who = models.SignInRequest(organization="demo-school", email="admin@example.com", password="omnipresence-demo")
signed_in = sign_in.sync(client=guest, body=who)
assert isinstance(signed_in, models.Sign)
api = AuthenticatedClient(base_url=address, token=signed_in.access)

amina = models.ParticipantRequest(identifier="PY-1", first_name="Amina", last_name="Rahman")
made = create_participant.sync(client=api, body=amina, idempotency_key=str(uuid4()))
assert isinstance(made, models.Participant)
answer = get_participant.sync_detailed(made.id, client=api)
assert answer.parsed == made
etag = answer.headers["ETag"]
change = models.PatchedParticipantRequest(last_name="Begum")
changed = update_participant.sync(made.id, client=api, body=change, if_match=etag)
assert isinstance(changed, models.Participant) and changed.last_name == "Begum"

stale = update_participant.sync(made.id, client=api, body=change, if_match=etag)
assert isinstance(stale, models.Problem) and (stale.status, stale.code) == (412, "version-changed")
empty = models.ParticipantRequest(identifier="PY-2", first_name="", last_name="")
refused = create_participant.sync(client=api, body=empty)
assert isinstance(refused, models.Problem) and refused.errors
assert (refused.code, refused.errors[0].pointer) == ("invalid-input", "/first_name")

page = list_participants.sync(client=api, limit=2, count=True)
assert isinstance(page, models.ParticipantPage)
assert (len(page.results), page.count) == (2, 6) and page.next_
sessions = list_sessions.sync(client=api)
assert isinstance(sessions, models.SessionPage)
session = sessions.results[0]
create_group_membership.sync(client=api, body=models.GroupMembershipRequest(group=session.group, participant=made.id))
now = int(time.time() * 1000)
mark = models.OperationRequest(
    op_id=uuid4(),
    seq_no=1,
    kind=models.OperationKindEnum.MARK,
    session=session.id,
    participant=made.id,
    state="present",
    base_version=0,
    marked_at=now,
    marked_by=signed_in.user.id,
)
batch = models.SyncRequestRequest(protocol=2, device_id=uuid4(), batch_id=uuid4(), client_time=now, limit=1, ops=[mark])
reply = sync.sync(client=api, body=batch)
assert isinstance(reply, models.SyncReply) and reply.results[0].outcome == "applied"
records = list_presence_records.sync(client=api, participant=made.id)
assert isinstance(records, models.PresenceRecordPage) and records.results[0].presence_state == "present"

spare = create_group.sync(client=api, body=models.GroupRequest(name="Spare", group_type="class"))
assert isinstance(spare, models.Group)
assert delete_group.sync_detailed(spare.id, client=api).status_code == 204
nobody = get_me.sync(client=guest)
assert isinstance(nobody, models.Problem) and nobody.code == "not-authenticated"
print("ok")
