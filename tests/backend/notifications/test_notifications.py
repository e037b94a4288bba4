"""Notifications: told to all administrators at once, read by their owner alone."""

from typing import Any

import pytest
from django.db import transaction

from omnipresence.accounts.models import Role, User
from omnipresence.base import clock
from omnipresence.notifications.models import Notification, NotificationType
from omnipresence.notifications.services import notify_administrators
from support.api import Api, refusal
from support.cast import School


def tell(school: School, title: str = "Two versions") -> None:
    notify_administrators(
        school.organization.pk,
        notification_type=NotificationType.CONFLICT,
        title=title,
        message="Two tablets disagree.",
        link="/review/7",
        at=clock.now(),
    )


def rows(api: Api, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("notifications", **query).json()["results"]
    return found


def test_all_active_administrators_are_told_with_one_statement(
    school: School, strangers: School, django_assert_num_queries: Any
) -> None:
    users = User.objects.for_organization(school.organization.pk)
    users.filter(pk=school.tariq.pk).update(role=Role.ADMINISTRATOR)
    users.filter(pk=school.maud.pk).update(role=Role.ADMINISTRATOR, is_active=False)
    with django_assert_num_queries(1):
        tell(school)
    told = Notification.objects.across_organizations("all of them").values_list("user_id", flat=True)
    assert sorted(told) == sorted([school.olga.pk, school.tariq.pk])


@pytest.mark.django_db(transaction=True)
def test_they_come_and_go_with_the_change_they_tell_of() -> None:
    school = School()
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(school)
        raise RuntimeError
    assert Notification.objects.for_organization(school.organization.pk).count() == 0


def test_it_is_read_once(school: School, olga: Api) -> None:
    tell(school)
    (row,) = rows(olga, is_read="false")
    assert (row["link"], row["read_at"], row["notification_type"]) == ("/review/7", None, "conflict")
    read = olga.post(f"notifications/{row['id']}/read")
    assert read.json()["is_read"] is True
    assert olga.post(f"notifications/{row['id']}/read").json() == read.json()
    assert rows(olga, is_read="false") == []


def test_all_are_read_at_once(school: School, olga: Api) -> None:
    for number in range(3):
        tell(school, f"Number {number}")
    assert [row["title"] for row in rows(olga)] == ["Number 2", "Number 1", "Number 0"]
    assert olga.post("notifications/read-all").json() == {"read": 3}
    assert olga.post("notifications/read-all").json() == {"read": 0}


def test_nobody_sees_or_reads_those_of_others(school: School, strangers: School, olga: Api) -> None:
    tell(school)
    (row,) = rows(olga)
    for other in (Api(school.mina), Api(school.maud), Api(strangers.olga)):
        assert rows(other) == []
        assert refusal(other.post(f"notifications/{row['id']}/read")) == (404, "not-found")
        other.post("notifications/read-all")
    assert len(rows(olga, is_read="false")) == 1
