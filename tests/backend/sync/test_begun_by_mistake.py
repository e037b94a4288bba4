"""A session that was begun on the spot by mistake is taken back by who began it, as long as nothing hangs on it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.accounts.grants import issue_grant
from omnipresence.audit.models import AuditLog
from omnipresence.notifications.models import Notification
from omnipresence.presence.models import PresenceRecord
from omnipresence.schedule.models import Session
from omnipresence.schedule.services import update_session
from omnipresence.selfservice.models import SelfServiceLink
from omnipresence.sync.models import SyncOperation, SyncQuarantine
from support.cast import School
from support.links import check_in_link
from support.tablets import Json, Tablet


def begun(tablet: Tablet) -> tuple[Json, Json, dict[str, Json]]:
    """The session_create, its start, and by what everything else names the session."""
    create = tablet.create()
    named = {"session": {"ref": create["op_id"]}}
    return create, tablet.strike("start", **named), named


def made(school: School) -> list[Session]:
    return list(Session.objects.for_organization(school.organization.pk).exclude(pk=school.session.pk))


def stays(school: School, tablet: Tablet, undo: Json) -> None:
    (result,) = tablet.results(undo)
    assert (result["outcome"], result["reason"]) == ("rejected", "session_in_use")
    assert len(made(school)) == 1
    tray = SyncQuarantine.objects.for_organization(school.organization.pk)
    assert [row.reason for row in tray] == ["session_in_use"], "the wish is kept to be seen"


@pytest.mark.parametrize("together", [True, False])
def test_it_vanishes_everywhere_in_whatever_batches_it_comes(
    school: School, mina: Tablet, tariq: Tablet, together: bool
) -> None:
    create, start, named = begun(mina)
    undo = mina.take_back(create, **named)
    tariq.pull()
    ops = [create, start, undo]
    results = mina.results(*ops) if together else [result for op in ops for result in mina.results(op)]
    assert [result["outcome"] for result in results] == ["applied"] * 3
    assert made(school) == []
    # Where it came and went between two looks, the end is all there is to tell.
    assert [(one["kind"], one["key"], one["data"]) for one in tariq.pull()] == [
        ("session", str(results[0]["session"]), None)
    ]
    assert mina.results(*ops) == results, "a repeat changes nothing"
    # Nothing is lost: the ledger has what was said, the audit log what there was, and who wanted it away.
    logs = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="sessions").order_by("id")
    assert [log.action for log in logs] == ["create", "update", "delete"]
    assert logs[2].old_values["name"] == create["name"]
    assert {(log.changed_by_id, log.source_device) for log in logs} == {(school.mina.pk, str(mina.device_id))}
    assert SyncOperation.objects.filter(organization_id=school.organization.pk).count() == 3


def test_what_wishes_it_away_once_more_is_the_same(school: School, mina: Tablet) -> None:
    create, start, named = begun(mina)
    twice = [mina.take_back(create, **named) for _ in range(3)]
    assert mina.outcomes(create, start, *twice[:2]) == ["applied", "applied", "applied", "same"]
    assert mina.outcomes(twice[2]) == ["same"]


def test_with_marks_it_stays_until_they_are_cleared(school: School, mina: Tablet) -> None:
    create, start, named = begun(mina)
    mark = mina.op(school.pupil, **named)
    undo = mina.take_back(create, **named)
    # In one batch too: marks are decided before their session goes.
    assert mina.outcomes(create, start, mark, undo) == ["applied", "applied", "applied", "rejected"]
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 1
    clear = mina.op(school.pupil, None, prev_op=mark["op_id"], **named)
    assert mina.outcomes(clear, mina.take_back(create, **named)) == ["applied", "applied"]
    assert made(school) == []


def test_a_question_about_somebody_in_it_keeps_it_also_when_decided(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    create, start, named = begun(mina)
    session = mina.results(create, start, mina.op(school.pupil, **named))[0]["session"]
    assert tariq.outcomes(tariq.op(school.pupil, "absent", session=session)) == ["conflict"]
    row = PresenceRecord.objects.for_organization(school.organization.pk).get()
    mina.results(mina.op(school.pupil, None, base_version=row.version, **named))
    stays(school, mina, mina.take_back(create, **named))


def test_what_another_tablet_said_in_it_keeps_it(school: School, mina: Tablet, tariq: Tablet) -> None:
    create, start, named = begun(mina)
    session = mina.results(create)[0]["session"]
    tariq.results(tariq.strike("start", session=session))
    assert mina.outcomes(start) == ["same"]
    stays(school, mina, mina.take_back(create, **named))


def test_one_that_has_ended_has_taken_place(school: School, mina: Tablet) -> None:
    create, start, named = begun(mina)
    mina.results(create, start, mina.strike("end", **named))
    stays(school, mina, mina.take_back(create, **named))


def test_an_administrator_s_correction_keeps_it(school: School, mina: Tablet) -> None:
    create, start, named = begun(mina)
    session = mina.results(create, start)[0]["session"]
    update_session(school.caller(school.olga), session, values={"name": "Algebra"})
    stays(school, mina, mina.take_back(create, **named))


def test_a_link_for_its_visitors_keeps_it(school: School, mina: Tablet, olga: Any) -> None:
    create, start, named = begun(mina)
    session = mina.results(create, start)[0]["session"]
    check_in_link(olga, school, session=session)
    stays(school, mina, mina.take_back(create, **named))
    assert SelfServiceLink.objects.for_organization(school.organization.pk).filter(session_id=session).exists()


def test_only_its_author_takes_it_back_and_only_from_its_tablet(school: School, mina: Tablet, tariq: Tablet) -> None:
    create, start, named = begun(mina)
    session = mina.results(create, start)[0]["session"]
    (strange,) = tariq.results(tariq.take_back(create, session=session))
    assert (strange["outcome"], strange["reason"]) == ("retry", "missing_prev"), "ids of others are no oracle (I4)"
    grant = issue_grant(school.tariq, str(mina.device_id))
    stays(school, mina, mina.take_back(create, marked_by=school.tariq.pk, grant=grant, **named))


def test_a_colleague_s_wish_is_carried_as_the_colleague_s(school: School, mina: Tablet) -> None:
    create, start, named = begun(mina)
    undo = mina.take_back(create, **named)
    theirs = [{**op, "marked_by": school.tariq.pk} for op in (create, start, undo)]
    assert mina.outcomes(*theirs) == ["retry"] * 3
    grant = issue_grant(school.tariq, str(mina.device_id))
    assert mina.outcomes(*[{**op, "grant": grant} for op in theirs]) == ["applied"] * 3
    log = AuditLog.objects.for_organization(school.organization.pk).get(table_name="sessions", action="delete")
    assert log.changed_by_id == school.tariq.pk


def test_before_it_has_arrived_the_wish_waits_and_a_refused_one_needs_none(school: School, mina: Tablet) -> None:
    create, _, named = begun(mina)
    undo = mina.take_back(create, **named)
    assert [(one["outcome"], one["reason"]) for one in mina.results(undo)] == [("retry", "missing_ref")]
    assert mina.outcomes(create, undo) == ["applied", "applied"]
    refused = mina.create(group=2**40)
    assert mina.outcomes(refused) == ["rejected"]
    assert mina.outcomes(mina.take_back(refused, session={"ref": refused["op_id"]})) == ["same"]


def test_marks_that_come_after_its_end_are_refused_and_kept(school: School, mina: Tablet, tariq: Tablet) -> None:
    create, start, named = begun(mina)
    session = mina.results(create, start)[0]["session"]
    mina.results(mina.take_back(create, **named))
    results = [*tariq.results(tariq.op(school.pupil, session=session)), *mina.results(mina.op(school.pupil, **named))]
    assert [(one["outcome"], one["reason"]) for one in results] == [("rejected", "unknown_session")] * 2
    assert SyncQuarantine.objects.for_organization(school.organization.pk).count() == 2


def test_administrators_hear_of_no_double_that_is_gone(school: School, mina: Tablet) -> None:
    create, start, named = begun(mina)
    assert mina.outcomes(create, start, mina.take_back(create, **named)) == ["applied"] * 3
    told = Notification.objects.for_organization(school.organization.pk).filter(title__contains="may be there twice")
    assert not told.exists()


def test_many_are_taken_back_with_as_many_statements_as_one(school: School, mina: Tablet) -> None:
    def statements(count: int) -> int:
        many = [begun(mina) for _ in range(count)]
        mina.results(*[op for create, start, _ in many for op in (create, start)])
        with CaptureQueriesContext(connection) as queries:
            outcomes = mina.outcomes(*[mina.take_back(create, **named) for create, _, named in many])
        assert outcomes == ["applied"] * count
        return len(queries)

    statements(1)
    assert statements(2) == statements(12)
