"""The wire shapes of /sync for the contract. The server reads and writes them by hand (envelope.py, ledger.py)."""

from rest_framework import serializers

from omnipresence.base.inputs import ID, Exact, Id, Text
from omnipresence.base.values import MAX_ID
from omnipresence.presence.rules import Outcome
from omnipresence.presence.serializers import PresenceRecordOut
from omnipresence.sync.envelope import MAX_CURSOR, MAX_DAYS, MAX_GROUPS, MAX_OPS, MAX_TIME
from omnipresence.sync.operations import FORMAT, KINDS, MAX_EARLIER, MAX_GRANT, MAX_NAME, MAX_NOTE, MAX_TITLE
from omnipresence.sync.protocols import PUBLISHED

REASONS = (
    "forbidden", "group_inactive", "invalid", "not_in_group", "op_id_reused", "state_inactive",
    "unknown_participant", "unknown_session", "unknown_state", "unknown_kind", "invalid_op_id", "failed",
    "missing_prev", "missing_ref", "needs_author", "superseded", "too_old", "unknown_format", "session_refused",
    "too_many_sessions", "unknown_group", "changed_since",
    "session_in_use",
)  # fmt: skip
MILLISECONDS = "Milliseconds since 1970-01-01T00:00:00Z."
MAX_COUNT = 2**31 - 1
RESETS = ("epoch", "horizon", "scope")


def _time(text: str, **options: object) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=MAX_TIME, help_text=f"{text} {MILLISECONDS}", **options)  # type: ignore[arg-type]


class EarlierEditIn(serializers.Serializer[None]):
    state = serializers.CharField(max_length=50, allow_null=True, help_text="Null for a cleared mark.")
    note = serializers.CharField(max_length=MAX_NOTE, allow_blank=True, required=False)
    marked_at = _time("When this earlier value was chosen.")


class EditsIn(serializers.Serializer[None]):
    count = serializers.IntegerField(
        min_value=0, max_value=MAX_COUNT, help_text="How often the unsent mark was changed."
    )
    earlier = serializers.ListField(child=EarlierEditIn(), max_length=MAX_EARLIER, required=False)


def _reference(maker: str) -> dict[str, object]:
    return {
        "type": "object",
        "properties": {"ref": {"type": "string", "format": "uuid"}},
        "required": ["ref"],
        "additionalProperties": False,
        "description": f"The op_id of the {maker}.",
    }


class OperationIn(serializers.Serializer[None]):
    """What happened on the device. Which fields count follows from `kind`."""

    op_id = serializers.UUIDField(help_text="Made by the device, once; a repeat carries the same id and content.")
    format = serializers.IntegerField(
        min_value=FORMAT, max_value=FORMAT, required=False, help_text="Of the operation itself; 1 where it is left out."
    )
    seq_no = serializers.IntegerField(min_value=0, max_value=MAX_ID, help_text="The device's own counter.")
    kind = serializers.ChoiceField(choices=sorted(KINDS))
    session = Exact(
        lambda value: value,
        {"oneOf": [ID, _reference("session_create that makes this session")]},
        required=False,
        help_text="For all kinds but `session_create`.",
    )
    participant = Exact(
        lambda value: value,
        {"oneOf": [ID, _reference("walk_in that brings this participant")]},
        required=False,
        help_text="For `mark` and `clear`; for a `walk_in` the id of somebody known, who joins the session's group.",
    )
    state = serializers.CharField(max_length=50, required=False, help_text="Code of a presence state; for `mark`.")
    note = serializers.CharField(max_length=MAX_NOTE, allow_blank=True, required=False)
    base_version = serializers.IntegerField(
        min_value=0,
        max_value=MAX_ID,
        required=False,
        help_text="Version of the record that the person saw when deciding; 0 for none. For `mark` and `clear`.",
    )
    acked_version = serializers.IntegerField(
        min_value=0,
        max_value=MAX_ID,
        required=False,
        help_text="Sent again after a restored backup: the version under which it was acknowledged. For `mark` and"
        " `clear`, from protocol 2 on; no part of the operation's content.",
    )
    prev_op = serializers.UUIDField(
        allow_null=True,
        required=False,
        help_text="The device's own unacknowledged operation on the same record. For `session_undo`: the"
        " `session_start`, `session_end` or `session_create` that it takes back.",
    )
    prev_gone = serializers.BooleanField(required=False, help_text="The device no longer has the operation `prev_op`.")
    marked_at = _time("The device's clock when it happened.")
    clock_era = serializers.IntegerField(min_value=0, max_value=MAX_ID, required=False)
    marked_by = serializers.IntegerField(min_value=1, max_value=MAX_ID, help_text="Id of the user who did it.")
    grant = Text(
        max_length=MAX_GRANT,
        allow_null=True,
        required=False,
        help_text="From the sign-in of `marked_by` on this device, where somebody else is signed in now.",
    )
    edits = EditsIn(allow_null=True, required=False)
    group = Id(required=False, help_text="For `session_create`: whose session it is.")
    name = Text(max_length=MAX_TITLE, required=False, help_text="For `session_create`.")
    starts_at = _time(
        "For `session_create`: the planned start, within a day of `marked_at`, by the device's clock.", required=False
    )
    ends_at = _time("For `session_create`: the planned end, within a day of the start.", required=False)
    first_name = Text(max_length=MAX_NAME, required=False, help_text="For a `walk_in` of somebody new.")
    last_name = Text(max_length=MAX_NAME, blank=True, required=False, help_text="For `walk_in`.")
    identifier = Text(
        max_length=MAX_NAME,
        allow_null=True,
        required=False,
        help_text="For `walk_in`. One is made where it is left out; one that is taken gets `-2`, `-3` behind it.",
    )


class WaitingIn(serializers.Serializer[None]):
    count = serializers.IntegerField(min_value=0, max_value=MAX_COUNT, required=False)
    oldest_at = _time("The oldest waiting mark.", allow_null=True, required=False)
    quarantined = serializers.IntegerField(min_value=0, max_value=MAX_COUNT, required=False)


class SubscriptionIn(serializers.Serializer[None]):
    """Sessions of these groups in these days, with all that belongs to them."""

    groups = serializers.ListField(child=Id(), max_length=MAX_GROUPS, allow_null=True, help_text="Null for all.")
    days_back = serializers.IntegerField(min_value=0, max_value=MAX_DAYS)
    days_ahead = serializers.IntegerField(min_value=0, max_value=MAX_DAYS)


class SyncRequestIn(serializers.Serializer[None]):
    protocol = serializers.IntegerField(
        min_value=min(PUBLISHED), max_value=1_000_000, help_text="That of the client; the answer has its shape."
    )
    device_id = serializers.UUIDField()
    batch_id = serializers.UUIDField()
    client_time = _time("The device's clock at sending.")
    clock_era = serializers.IntegerField(
        min_value=0,
        max_value=MAX_ID,
        allow_null=True,
        required=False,
        help_text="How often the device saw its clock being set. Times of operations of another era are in doubt.",
    )
    app_version = Text(max_length=64, blank=True, required=False)
    device_name = Text(max_length=100, blank=True, required=False)
    waiting = WaitingIn(required=False)
    cursor = serializers.CharField(max_length=MAX_CURSOR, allow_blank=True, allow_null=True, required=False)
    scope_tag = serializers.CharField(max_length=100, allow_blank=True, allow_null=True, required=False)
    subscription = SubscriptionIn(
        allow_null=True, required=False, help_text="What the device wants to hold; null for everything."
    )
    limit = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False)
    ops = serializers.ListField(child=OperationIn(), max_length=MAX_OPS, required=False)


class ResultOut(serializers.Serializer[None]):
    op_id = serializers.CharField()
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome])
    version = serializers.IntegerField(
        help_text="Version of what stands now: record, participant or session; 0 where there is none."
    )
    conflict_id = serializers.IntegerField(allow_null=True)
    reason = serializers.ChoiceField(choices=REASONS, allow_null=True)
    detail = serializers.CharField(allow_null=True)
    participant = serializers.IntegerField(
        allow_null=True, help_text="Whom a `walk_in` became, or a mark that refers to one is about."
    )
    session = serializers.IntegerField(
        required=False, help_text="Which session a `session_create` became; left out everywhere else."
    )
    current = PresenceRecordOut(allow_null=True, help_text="What stands, where it is not what was sent.")


class ChangeOut(serializers.Serializer[None]):
    kind = serializers.ChoiceField(
        choices=[
            "presence_state",
            "group",
            "participant",
            "group_membership",
            "session",
            "presence_record",
            "sync_conflict",
        ]
    )
    key = serializers.CharField()
    version = serializers.IntegerField()
    deleted = serializers.BooleanField()
    data = serializers.DictField(  # type: ignore[assignment]
        allow_null=True, help_text="The same JSON as the REST resource; null when deleted."
    )
    last_op = serializers.CharField(allow_null=True)


class LimitsOut(serializers.Serializer[None]):
    max_ops = serializers.IntegerField()
    max_bytes = serializers.IntegerField()
    max_changes = serializers.IntegerField()


NOTICE = {
    "oneOf": [
        {
            "type": "object",
            "properties": {
                "kind": {"type": "string", "enum": ["end_of_life"]},
                "ends_on": {"type": "string", "format": "date"},
            },
            "required": ["kind", "ends_on"],
        },
        {"type": "string"},
        {"type": "null"},
    ]
}


class SyncReplyOut(serializers.Serializer[None]):
    protocol = serializers.IntegerField()
    min_protocol = serializers.IntegerField()
    epoch = serializers.CharField()
    server_time = serializers.IntegerField(help_text=MILLISECONDS)
    limits = LimitsOut()
    backoff = serializers.IntegerField(help_text="Seconds to wait before the next sync.")
    notice = Exact(
        lambda value: value,
        NOTICE,
        help_text="Until when this client's protocol is taken, once that is known; in protocol 1 a sentence.",
    )
    register_anew = serializers.BooleanField(
        help_text="Another tablet goes by this one's id: take a new one, and sign in with it, once nothing waits."
    )
    results = ResultOut(many=True)
    changes = ChangeOut(many=True)
    cursor = serializers.CharField()
    has_more = serializers.BooleanField()
    reset = serializers.ChoiceField(choices=RESETS, allow_null=True)
    scope_tag = serializers.CharField()
