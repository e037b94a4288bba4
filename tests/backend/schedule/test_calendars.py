"""A group's sessions for calendars: by a secret link, which says nothing to whoever has another."""

from typing import Any

import pytest
from icalendar import Calendar

from omnipresence.audit.models import AuditLog
from omnipresence.schedule.models import GroupCalendar, Session
from support.api import Api, refusal
from support.cast import School


def read(url: str, **headers: str) -> Any:
    return Api().client.get(url.removeprefix("http://testserver"), headers=headers)


@pytest.fixture
def link(school: School, olga: Api) -> dict[str, Any]:
    answer = olga.post(f"groups/{school.group.pk}/calendar")
    assert answer.status_code == 201
    link: dict[str, Any] = answer.json()
    return link


def test_it_is_read_by_calendars(school: School, link: dict[str, Any]) -> None:
    name = "Ästhetik; বাংলা, and more than fits into one folded line of seventy-five octets\nX-EVIL:1"
    Session.objects.for_organization(school.organization.pk).update(name=name)
    answer = read(link["url"], Accept="text/calendar")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == name
    assert event["dtstart"].dt == school.session.scheduled_start_at.replace(microsecond=0)
    assert event["uid"] == f"session-{school.session.pk}@school.omnipresence"
    assert b"X-EVIL" not in [line.split(b":")[0] for line in answer.content.split(b"\r\n")]
    assert "Pupil0" not in answer.content.decode(), "nobody's name"


def test_the_token_is_shown_once_and_kept_as_a_digest(school: School, olga: Api, link: dict[str, Any]) -> None:
    token = link["url"].rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 43
    seen = olga.get(f"groups/{school.group.pk}/calendar")
    assert set(seen.json()) == {"group", "created_by", "created_at"}
    row = GroupCalendar.objects.for_organization(school.organization.pk).get()
    assert token.encode() not in row.token_hash
    log = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="group_calendars")
    assert token not in "".join(str(entry.new_values) for entry in log)


def test_a_new_link_ends_the_one_before_and_a_revoked_one_opens_nothing(
    school: School, olga: Api, link: dict[str, Any]
) -> None:
    path = f"groups/{school.group.pk}/calendar"
    second = olga.post(path).json()
    never = read("http://testserver/api/v1/calendars/never.ics")
    for closed in (read(link["url"]), read("http://testserver/api/v1/calendars/%F0%9F%92%A9.ics")):
        assert (closed.status_code, closed.content, dict(closed.headers)) == (404, never.content, dict(never.headers))
    assert read(second["url"]).status_code == 200
    assert olga.delete(path).status_code == 204
    assert read(second["url"]).content == never.content
    assert refusal(olga.delete(path)) == (404, "not-found")
    assert refusal(olga.get(path)) == (404, "not-found")


def test_it_shows_one_group_of_one_organization(school: School, strangers: School, olga: Api) -> None:
    assert refusal(olga.post(f"groups/{strangers.group.pk}/calendar")) == (404, "not-found")
    theirs = Api(strangers.olga).post(f"groups/{strangers.group.pk}/calendar").json()
    events = Calendar.from_ical(read(theirs["url"]).content).walk("VEVENT")
    assert [event["uid"] for event in events] == [f"session-{strangers.session.pk}@strangers.omnipresence"]


def test_guessing_is_slowed_down(school: School) -> None:
    answers = [read("http://testserver/api/v1/calendars/guess.ics").status_code for _ in range(62)]
    assert (answers[0], answers[-1]) == (404, 429)


def test_a_group_goes_with_its_link(school: School, olga: Api) -> None:
    group = olga.post("groups", {"name": "2B", "group_type": "class"}).json()["id"]
    olga.post(f"groups/{group}/calendar")
    assert olga.delete(f"groups/{group}").status_code == 204
