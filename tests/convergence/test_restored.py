"""I22, I33: a backup is restored under real tablets; what they had agreed upon comes back, nothing is in question."""

import random
from collections.abc import Callable

from omnipresence.presence.models import PresenceRecord, SyncConflict
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
