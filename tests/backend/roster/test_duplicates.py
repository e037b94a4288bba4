"""Who may be listed twice is found with a few statements, however many there are."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.api import Api
from support.cast import School


def add(olga: Api, identifier: str, first: str, last: str = "Example", **more: Any) -> int:
    body = {"identifier": identifier, "first_name": first, "last_name": last, **more}
    return int(olga.post("participants", body).json()["id"])


def candidates(olga: Api) -> list[tuple[str, list[int]]]:
    results = olga.get("participants/duplicates").json()["results"]
    return [(one["shared"], [person["id"] for person in one["participants"]]) for one in results]


def test_one_name_is_one_person_unless_their_birthdays_differ(olga: Api) -> None:
    one, two = add(olga, "A1", "Zoë"), add(olga, "A2", "zoë")
    assert candidates(olga) == [("name", [one, two])]
    olga.patch(f"participants/{one}", {"date_of_birth": "2014-02-28"})
    assert candidates(olga) == [("name", [one, two])]
    olga.patch(f"participants/{two}", {"date_of_birth": "2014-03-01"})
    assert candidates(olga) == []
    olga.patch(f"participants/{two}", {"date_of_birth": "2014-02-28"})
    assert candidates(olga) == [("name", [one, two])]
    olga.patch(f"participants/{two}", {"is_active": False})
    assert candidates(olga) == []


def test_a_numbered_identifier_of_a_walk_in_points_at_whom_it_collided_with(olga: Api, school: School) -> None:
    walk_in = add(olga, "P0000-2", "Somebody", extra_data={"walk_in": "an operation"})
    add(olga, "P0001-2", "Quite", "Another")
    assert candidates(olga) == [("identifier", [school.pupil.pk, walk_in])]


def test_one_external_id_is_one_person(olga: Api) -> None:
    one, two = add(olga, "A1", "Ada", external_id="X1"), add(olga, "A2", "Bea", external_id="X1")
    assert candidates(olga) == [("external_id", [one, two])]


def test_strangers_are_nobodys_duplicates(olga: Api, strangers: School) -> None:
    # Both schools have the same three pupils.
    assert candidates(olga) == []


def test_the_search_is_bounded(olga: Api) -> None:
    many = [
        {"identifier": f"{letter}{number}", "first_name": f"Twin{number}", "last_name": "Example"}
        for number in range(150)
        for letter in "AB"
    ]
    assert olga.post("participants", many).status_code == 201
    with CaptureQueriesContext(connection) as queries:
        assert len(candidates(olga)) == 100
    assert len(queries) <= 9
