"""What the words of a sync's results mean, for docs/problems.md."""

# outcome: (what it means, what to do)
OUTCOMES = {
    "applied": ("Written, with this version.", "Keep it as acknowledged."),
    "same": ("What was wished stood already.", "Keep it as acknowledged."),
    "conflict": ("Somebody else said otherwise; both versions are kept.", "Wait for an administrator's decision."),
    "rejected": ("Refused for good; `reason` says why.", "Show it as refused; do not send it again."),
    "quarantined": ("Could not be processed; kept as it came.", "Take it as delivered: an administrator sees it."),
    "retry": ("Something that it stands on is not here yet.", "Send both again, with the same `op_id`."),
}

# reason: (the outcomes that it comes with, what it means)
REASONS = {
    "changed_since": ("rejected", "The time that it takes back has been changed since."),
    "failed": ("quarantined", "The server could not process it, whatever came with it."),
    "forbidden": ("rejected", "Its author may not mark, or not for somebody else."),
    "group_inactive": ("rejected", "The session's group was retired."),
    "invalid": ("rejected", "A field is missing or not valid; `detail` says which."),
    "invalid_op_id": ("quarantined", "Its `op_id` is no UUID."),
    "missing_prev": ("retry", "The operation that `prev_op` names has not arrived."),
    "missing_ref": (
        "retry, quarantined",
        "The `walk_in` or `session_create` that it refers to has not arrived, or never will.",
    ),
    "needs_author": ("retry", "Its author is to sign in on this device, or to send a `grant`."),
    "not_in_group": ("rejected", "The participant is not in the session's group."),
    "op_id_reused": ("rejected", "This `op_id` came before with other content."),
    "session_in_use": (
        "rejected",
        "The session that it takes back holds marks, has ended, or was written by somebody else.",
    ),
    "session_refused": ("rejected", "The `session_create` of its session was refused."),
    "state_inactive": ("rejected", "The state was retired."),
    "superseded": ("same", "A later mark of the same device has replaced it already."),
    "too_old": ("rejected", "The session is longer ago than the organization lets others than administrators mark."),
    "too_many_sessions": ("rejected", "The device has made 50 sessions within a day."),
    "unknown_format": ("quarantined", "Its `format` is newer than this server."),
    "unknown_group": ("rejected", "There is no such group."),
    "unknown_kind": ("quarantined", "Its `kind` is newer than this server."),
    "unknown_participant": ("rejected", "There is no such participant."),
    "unknown_session": ("rejected", "There is no such session."),
    "unknown_state": ("rejected", "There is no such state."),
}
