"""I31 on the server: on a shared tablet everybody's marks are taken as their own, and as nobody else's."""

from datetime import timedelta
from typing import Any

import pytest

from omnipresence.accounts import grants
from omnipresence.accounts.grants import issue_grant
from omnipresence.accounts.models import User
from omnipresence.audit.models import AuditLog
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.roster.models import Participant
from omnipresence.schedule.models import Session
from omnipresence.sync.models import SyncOperation
from support.api import Api
from support.cast import PASSWORD, School
from support.tablets import Json, Tablet


def tariqs(mina: Tablet, **changes: Any) -> Json:
    """Tariq's mark on the tablet on which Mina is signed in now."""
    school = mina.school
    return mina.op(changes.pop("participant", school.pupil), marked_by=school.tariq.pk, **changes)


def grant(mina: Tablet) -> str | None:
    return issue_grant(mina.school.tariq, str(mina.device_id))


def test_i31_with_the_author_s_grant_the_mark_is_the_author_s(school: School, mina: Tablet, tariq: Tablet) -> None:
    one, two, _ = school.participants
    tariq.results(tariq.op(two, "absent"))
    walk_in = {**mina.walk_in(marked_by=school.tariq.pk), "grant": grant(mina)}
    results = mina.results(tariqs(mina, grant=grant(mina)), tariqs(mina, participant=two, grant=grant(mina)), walk_in)
    assert [result["outcome"] for result in results] == ["applied", "conflict", "applied"]
    row = PresenceRecord.objects.for_organization(school.organization.pk).get(participant=one)
    assert (row.recorded_by_id, row.source_device_id) == (school.tariq.pk, str(mina.device_id))
    side = SyncConflict.objects.for_organization(school.organization.pk).get().version_b_data
    assert (side["recorded_by"], side["recorded_by_name"], side["device_name"]) == (school.tariq.pk, "Tariq", "Gate")
    logs = AuditLog.objects.for_organization(school.organization.pk).filter(source_device=str(mina.device_id))
    written = logs.exclude(table_name="sync_devices")
    assert set(written.values_list("changed_by", flat=True)) == {school.tariq.pk}
    person = Participant.objects.for_organization(school.organization.pk).get(pk=results[2]["participant"])
    assert person.first_name == "Wanda"
    entry = SyncOperation.objects.filter(organization_id=school.organization.pk).order_by("seq_no").last()
    assert entry is not None
    assert (entry.recorded_for, entry.uploaded_by) == (school.tariq.pk, school.mina.pk)
    assert "grant" not in entry.payload


def wrong(mina: Tablet) -> dict[str, str | None]:
    school, other = mina.school, School("other")
    return {
        "none": None,
        "nonsense": "x:y",
        "another tablet's": issue_grant(school.tariq, str(Tablet(school, school.mina).device_id)),
        "another person's": issue_grant(school.olga, str(mina.device_id)),
        "one's own": issue_grant(school.mina, str(mina.device_id)),
        "another organization's": issue_grant(other.tariq, str(mina.device_id)),
        "changed": (grant(mina) or "").replace(f":{school.tariq.pk}:", f":{school.olga.pk}:", 1)[:-1],
    }


def test_i31_without_it_the_mark_waits_and_nothing_is_kept(school: School, mina: Tablet) -> None:
    for what, text in wrong(mina).items():
        (result,) = mina.results(tariqs(mina, grant=text))
        assert (result["outcome"], result["reason"]) == ("retry", "needs_author"), what
    assert not SyncOperation.objects.filter(organization_id=school.organization.pk).exists()
    assert not PresenceRecord.objects.for_organization(school.organization.pk).exists()


def test_what_waited_for_its_author_is_taken_once_the_author_signs_in(school: School, mina: Tablet) -> None:
    op = tariqs(mina)
    assert mina.outcomes(op) == ["retry"]
    mina.user = school.tariq
    first = mina.results(op)
    mina.user = school.mina
    assert mina.results({**op, "grant": grant(mina)}) == first, "a grant is no part of what was meant"


def test_a_grant_ends_after_thirty_days(school: School, mina: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    text, later = grant(mina), clock.now() + timedelta(days=30, minutes=1)
    monkeypatch.setattr(grants.clock, "now", lambda: later)
    assert mina.results(tariqs(mina, grant=text))[0]["reason"] == "needs_author"


def test_fault_66_what_a_person_did_before_being_deactivated_still_counts(school: School, mina: Tablet) -> None:
    now = clock.to_milliseconds(clock.now())
    User.objects.for_organization(school.organization.pk).filter(pk=school.tariq.pk).update(is_active=False)
    before = tariqs(mina, grant=grant(mina), marked_at=now - 60_000)
    assert mina.outcomes(before) == ["retry"], "nobody knows when it was"
    caller = school.caller(school.olga)
    record_change(caller, "users", school.tariq.pk, "update", {"is_active": True}, {"is_active": False})
    after = tariqs(mina, grant=grant(mina), marked_at=now + 60_000, participant=school.participants[1])
    assert mina.outcomes(before, after) == ["applied", "retry"]


def test_an_author_s_own_role_decides(school: School, mina: Tablet) -> None:
    op = mina.op(school.pupil, marked_by=school.maud.pk, grant=issue_grant(school.maud, str(mina.device_id)))
    assert mina.results(op)[0]["reason"] == "forbidden"
    maud = Tablet(school, school.maud, device_id=mina.device_id)
    assert maud.outcomes(tariqs(mina, grant=grant(mina))) == ["applied"]


def spot(mina: Tablet, **changes: Any) -> list[Json]:
    """A session that Tariq started on the spot on Mina's tablet, its start, and a mark in it."""
    tariq = mina.school.tariq.pk
    create = mina.create(marked_by=tariq, **changes)
    session = {"ref": create["op_id"]}
    return [create, mina.strike("start", session=session, marked_by=tariq), tariqs(mina, session=session)]


def test_i31_a_session_on_the_spot_waits_for_its_author_and_is_the_author_s(school: School, mina: Tablet) -> None:
    ops = spot(mina)
    minas = mina.op(school.participants[1], session=ops[1]["session"])
    for batch in ([*ops, minas], [minas, *ops[::-1]]):
        waiting = {result["op_id"]: result["reason"] for result in mina.results(*batch)}
        assert waiting == {op["op_id"]: "needs_author" for op in ops} | {minas["op_id"]: "missing_ref"}
    assert not SyncOperation.objects.filter(organization_id=school.organization.pk).exists()
    handed = [{**op, "grant": grant(mina)} for op in ops]
    first = mina.results(minas, *handed)
    assert [result["outcome"] for result in first] == ["applied"] * 4
    (session,) = Session.objects.for_organization(school.organization.pk).exclude(pk=school.session.pk)
    records = PresenceRecord.objects.for_organization(school.organization.pk).filter(session=session)
    assert dict(records.values_list("participant_id", "recorded_by_id")) == {
        school.pupil.pk: school.tariq.pk,
        school.participants[1].pk: school.mina.pk,
    }
    logs = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="sessions")
    assert set(logs.values_list("record_id", "changed_by")) == {(session.pk, school.tariq.pk)}
    tariq = Tablet(school, school.tariq, device_id=mina.device_id)
    assert tariq.results(minas, *ops) == first, "by whomever it comes, it was made once"


def test_i31_nobody_is_given_a_part_in_a_refused_session(school: School, mina: Tablet) -> None:
    refused = mina.create(group=999_999)
    mina.results(refused)
    ledger = SyncOperation.objects.filter(organization_id=school.organization.pk)
    before, mark = ledger.count(), tariqs(mina, session={"ref": refused["op_id"]})
    assert mina.results(mark)[0]["reason"] == "needs_author"
    assert ledger.count() == before
    assert mina.results({**mark, "grant": grant(mina)})[0]["reason"] == "session_refused"


def test_a_sign_in_that_names_its_tablet_gets_a_grant(school: School, mina: Tablet) -> None:
    who = {"organization": "school", "email": "tariq@example.com", "password": PASSWORD}
    answer = Api().post("auth/token", {**who, "device_id": str(mina.device_id)}).json()
    assert mina.outcomes(tariqs(mina, grant=answer["grant"])) == ["applied"]
    assert Api().post("auth/token", who).json()["grant"] is None
