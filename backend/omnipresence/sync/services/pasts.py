"""What a restored server knows of the marks that it lost: which numbers those were, and which were sent again since."""

import json
from collections.abc import Collection, Mapping

from omnipresence.base.models import SyncLife
from omnipresence.presence.rules import Outcome, Past, Span
from omnipresence.presence.selectors import Key
from omnipresence.sync.models import SyncOperation

ENDED_WELL = (Outcome.APPLIED.value, Outcome.SAME.value)


def pasts_of(organization_id: int, keys: Collection[Key]) -> Mapping[Key, Past]:
    """The lost lives of these records; one statement where no backup was ever restored, else two."""
    lives = SyncLife.objects.filter(organization_id=organization_id).values_list("after", "until")
    spans = [Span(after, until) for after, until in lives]
    if not spans:
        return {}
    pasts = {key: Past(spans) for key in keys}
    sent = SyncOperation.objects.filter(
        organization_id=organization_id,
        session_id__in={session for session, _ in keys},
        participant_id__in={participant for _, participant in keys},
        outcome__in=ENDED_WELL,
    )
    columns = ("session_id", "participant_id", "base_version", "outcome", "result_version", "payload")
    for session, participant, base, outcome, version, payload in sent.values_list(*columns):
        past = pasts.get((session, participant))
        if past is not None:
            past.note(_acked_version(payload), base, Outcome(outcome), version)
    return pasts


def _acked_version(payload: str) -> int:
    """The ledger keeps operations as they came, so this needs no column of its own."""
    found = json.loads(payload).get("acked_version", 0) if '"acked_version"' in payload else 0
    return found if type(found) is int else 0
