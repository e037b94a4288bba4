"""I22, I33: a backup is restored under real tablets; what they had agreed upon comes back, nothing is in question."""

import random
from collections.abc import Callable

from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.schedule.models import Session
from support.backup import Backup
from support.cast import STATES, School
from support.engines import Engine

STEPS = 24


def stands(school: School) -> dict[int, tuple[str, str]]:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    return {row.participant_id: (row.presence_state.code, row.extra_data.get("note", "")) for row in rows}


def test_i22_marks_upon_marks_of_three_tablets_come_back(school: School, tablet: Callable[[str], Engine]) -> None:
    chance = random.Random(22)  # noqa: S311 - a walk that can be repeated
    tablets = [tablet(person) for person in ("mina", "tariq", "mina")]
    people = [person.pk for person in school.participants[:4]]
    backup = None
    for step in range(STEPS):
        if step == STEPS // 3:
            backup = Backup(school)
        one = chance.choice(tablets)
        one.sync()
        one.mark(school.session.pk, chance.choice([*STATES, None]), chance.choice(people), note=f"step {step}")
        assert one.sync()["waiting"] == 0
    before = stands(school)
    assert backup is not None
    backup.restore()
    assert stands(school) != before
    chance.shuffle(tablets)
    for one in [*tablets, *tablets]:
        one.sync()
    assert stands(school) == before
    assert not SyncConflict.objects.for_organization(school.organization.pk).exists()
    assert [one.state()["ops"] + one.state()["attention"] for one in tablets] == [[]] * 3
    assert tablets[0].records() == tablets[1].records() == tablets[2].records()


def sessions_of(school: School) -> dict[str, dict[int, str]]:
    """By name, who is marked how in what was started on the spot."""
    found = Session.objects.for_organization(school.organization.pk).exclude(pk=school.session.pk)
    names = dict(found.values_list("pk", "name"))
    assert len(set(names.values())) == len(names), "made once each"
    assert not found.filter(actual_start_at=None).exists()
    marks: dict[str, dict[int, str]] = {name: {} for name in names.values()}
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    for row in rows:
        marks[names[row.session_id]][row.participant_id] = row.presence_state.code
    return marks


def test_i22_sessions_on_the_spot_come_back_with_their_own_marks(
    school: School, tablet: Callable[[str], Engine]
) -> None:
    """Made again in another order, under other numbers: none takes what was said of another."""
    tablets = [tablet(person) for person in ("mina", "tariq", "mina")]
    people = [person.pk for person in school.participants]
    backup = Backup(school)
    begun = []
    for number, one in enumerate(tablets):
        session = one.begin(school.group.pk, f"Session {number}")
        one.mark(session, STATES[number % len(STATES)], *people[number : number + 2])
        one.lose("lose response")
        one.sync()
        begun.append(session)
    for one in tablets:
        assert one.sync()["waiting"] == 0
    before = sessions_of(school)
    assert [len(marks) for marks in before.values()] == [2, 2, 2]
    backup.restore()
    assert sessions_of(school) == {}
    # Nobody has told this tablet yet.
    tablets[2].mark(begun[2], STATES[0], people[5])
    for one in [*reversed(tablets), *tablets, *tablets]:
        one.sync()
    assert sessions_of(school) == before | {"Session 2": before["Session 2"] | {people[5]: STATES[0]}}
    assert [one.state()["ops"] + one.state()["attention"] for one in tablets] == [[]] * 3
    assert tablets[0].records() == tablets[1].records() == tablets[2].records()
    assert {row["id"] for row in tablets[0].state()["sessions"]} == set(
        Session.objects.for_organization(school.organization.pk).values_list("pk", flat=True)
    )
