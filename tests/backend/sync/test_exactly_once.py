"""I1-I4: an operation happens once, and a repeat gets the same answer."""

import json
import threading
from typing import Any

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.models import SyncOperation
from omnipresence.sync.services.references import References, load_references
from support.cast import School
from support.tablets import Tablet, raw_results
from support.threads import PATIENCE_SECONDS, Worker


def counts(school: School) -> tuple[int, int, int]:
    organization = school.organization.pk
    audits = AuditLog.objects.for_organization(organization).filter(table_name="presence_records")
    return (
        SyncOperation.objects.filter(organization_id=organization).count(),
        PresenceRecord.objects.for_organization(organization).count(),
        audits.count(),
    )


def test_i1_repeats_in_any_order_leave_one_ledger_row_one_version_one_audit_row(school: School, mina: Tablet) -> None:
    ops = [mina.op(person) for person in school.participants]
    first = mina.results(*ops)
    for again in ([ops[2], ops[0]], ops, ops[::-1], [ops[1]]):
        mina.results(*again)
    assert counts(school) == (3, 3, 3)
    versions = PresenceRecord.objects.for_organization(school.organization.pk).values_list("version", flat=True)
    assert sorted(versions) == sorted(result["version"] for result in first)


def test_i1_the_same_operation_twice_in_one_batch_is_one_operation(school: School, mina: Tablet) -> None:
    op = mina.op(school.pupil)
    results = mina.results(op, op)
    assert results[0] == results[1]
    assert counts(school) == (1, 1, 1)


def test_i2_a_repeat_answers_byte_for_byte_even_after_others_changed_the_record(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    one, two, three = school.participants
    tariq.results(tariq.op(one, "absent", note="ill – টীকা"), tariq.op(two, "present"))
    ops = [mina.op(one, "present"), mina.op(two, "present"), mina.op(three, "late"), mina.op(999_999)]
    first = mina.send(*ops)
    assert [result["outcome"] for result in first.json()["results"]] == ["conflict", "same", "applied", "rejected"]
    tariq.cursor = None
    seen = {change["key"]: change["version"] for change in tariq.pull()}
    tariq.results(tariq.op(three, "absent", base_version=seen[f"{school.session.pk}:{three.pk}"]))
    assert raw_results(mina.send(*ops)) == raw_results(first)
    parts = [raw_results(mina.send(op)).removeprefix('"results":[').removesuffix("]") for op in reversed(ops)]
    assert raw_results(first) == '"results":[' + ",".join(reversed(parts)) + "]"


def test_i3_the_same_id_with_other_content_is_refused_and_changes_nothing(school: School, mina: Tablet) -> None:
    op = mina.op(school.pupil, "present")
    mina.results(op)
    before = counts(school)
    for change in (
        {"state": "absent"},
        {"note": "other"},
        {"base_version": 7},
        {"participant": school.participants[1].pk},
    ):
        (result,) = mina.results({**op, **change})
        assert (result["outcome"], result["reason"]) == ("rejected", "op_id_reused")
    assert counts(school) == before
    assert PresenceRecord.objects.for_organization(school.organization.pk).get().presence_state.code == "present"


def test_i3_two_contents_of_one_id_in_one_batch_the_first_one_stands(school: School, mina: Tablet) -> None:
    op = mina.op(school.pupil, "present")
    first, second = mina.results(op, {**op, "state": "absent"})
    assert first["outcome"] == "applied"
    assert (second["outcome"], second["reason"]) == ("rejected", "op_id_reused")


def test_i4_another_organization_learns_nothing_from_an_operation_id(school: School, mina: Tablet) -> None:
    op = mina.op(school.pupil, "absent", note="private")
    mina.results(op)
    other = School("other")
    stranger = Tablet(other, other.mina)
    fresh = stranger.op(other.pupil, "present")
    (stolen,) = stranger.results({**fresh, "op_id": op["op_id"]})
    (plain,) = stranger.results(stranger.op(other.participants[1], "present"))
    assert stolen["outcome"] == plain["outcome"] == "applied"
    assert mina.results(op)[0]["outcome"] == "applied"


def test_i4_another_device_of_the_same_organization_cannot_replay(school: School, mina: Tablet, tariq: Tablet) -> None:
    op = mina.op(school.pupil)
    mina.results(op)
    copy = Tablet(school, school.mina)
    (result,) = copy.results(op)
    assert (result["outcome"], result["reason"], result["current"]) == ("rejected", "op_id_reused", None)


@pytest.mark.django_db(transaction=True)
def test_i1_the_same_batch_from_two_connections_at_once_happens_once(monkeypatch: pytest.MonkeyPatch) -> None:
    school = School()
    tablet = Tablet(school, school.mina)
    tablet.sync()
    body = json.dumps(tablet.envelope(*[tablet.op(person) for person in school.participants])).encode()
    both = threading.Barrier(2, timeout=PATIENCE_SECONDS)

    def meet(*args: Any) -> References:
        # Both have looked into the ledger and found nothing; now both go on to write.
        both.wait()
        return load_references(*args)

    monkeypatch.setattr("omnipresence.sync.services.push.load_references", meet)
    first, second = (Worker(lambda: tablet.post(body)) for _ in range(2))
    assert raw_results(first.outcome()) == raw_results(second.outcome())
    assert counts(school) == (3, 3, 3)
