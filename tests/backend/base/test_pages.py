"""Lists by cursor."""

import base64
import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from support.api import Api, wrong_fields
from support.cast import School


@pytest.fixture
def crowd(db: None) -> School:
    return School("school", people=25)


def walk(api: Api, link: str | None, direction: str = "next") -> list[list[str]]:
    pages = []
    while link is not None:
        assert len(pages) < 50, "a circle of pages"
        body = api.get("participants", **dict(parse_qsl(urlsplit(link).query))).json()
        pages.append([row["identifier"] for row in body["results"]])
        link = body[direction]
    return pages


@pytest.mark.parametrize("ordering", ["id", "-id", "last_name", "-last_name", "identifier", "-updated_at"])
def test_walking_forth_and_back_meets_everybody_once(crowd: School, ordering: str) -> None:
    """`last_name` and `updated_at` are the same for all: the id settles ties."""
    olga = Api(crowd.olga)
    pages = walk(olga, f"?limit=7&ordering={ordering}")
    assert [len(page) for page in pages] == [7, 7, 7, 4]
    everybody = [name for page in pages for name in page]
    assert len(set(everybody)) == 25
    last = olga.get("participants", limit=7, ordering=ordering)
    while last.json()["next"]:
        last = olga.get("participants", **dict(parse_qsl(urlsplit(last.json()["next"]).query)))
    back = walk(olga, last.json()["previous"], "previous")
    assert back == pages[-2::-1]


def test_rows_that_come_and_go_shift_nothing(crowd: School) -> None:
    olga = Api(crowd.olga)
    first = olga.get("participants", limit=10).json()
    olga.delete(f"participants/{crowd.participants[0].pk}")
    second = olga.get("participants", **dict(parse_qsl(urlsplit(first["next"]).query))).json()
    assert [row["identifier"] for row in second["results"]] == [f"P{number:04}" for number in range(10, 20)]


def test_a_filter_stays_with_the_cursor_and_the_count_is_of_the_filtered(crowd: School) -> None:
    olga = Api(crowd.olga)
    body = olga.get("participants", search="pupil1", limit=4, count="true").json()
    # Pupil1 and Pupil10 to Pupil19.
    assert body["count"] == 11
    assert sum(len(page) for page in walk(olga, body["next"])) == 7
    assert "count" not in olga.get("participants").json()


def packed(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"limit": "0"}, "/limit"),
        ({"limit": "501"}, "/limit"),
        ({"limit": "-1"}, "/limit"),
        ({"limit": "ten"}, "/limit"),
        ({"limit": "1e2"}, "/limit"),
        ({"limit": ""}, "/limit"),
        ({"limit": ["1", "2"]}, "/limit"),
        ({"count": "yes"}, "/count"),
        ({"cursor": "abc"}, "/cursor"),
        ({"cursor": "ü" * 10}, "/cursor"),
        ({"cursor": "A" * 3000}, "/cursor"),
        ({"cursor": packed("id", 0, 2**70, 1)}, "/cursor"),
        ({"cursor": packed("id", 0, "1", 1)}, "/cursor"),
        ({"cursor": packed("id", 0, 1, -1)}, "/cursor"),
        ({"cursor": packed("password", 0, 1, 1)}, "/cursor"),
        ({"cursor": packed("last_name", 0, None, 1)}, "/cursor"),
        ({"cursor": packed("last_name", 0, "\x00", 1)}, "/cursor"),
        ({"cursor": packed("-updated_at", 0, "yesterday", 1)}, "/cursor"),
        ({"cursor": packed(["id"], 0, 1, 1)}, "/cursor"),
        ({"cursor": packed({}, [], {}, [])}, "/cursor"),
        ({"ordering": "password"}, "/ordering"),
        ({"ordering": "organization__name"}, "/ordering"),
        ({"page": "2"}, "/page"),
    ],
)
def test_a_bad_page_is_refused(school: School, olga: Api, query: dict[str, Any], fault: str) -> None:
    assert list(wrong_fields(olga.get("participants", **query))) == [fault]


def test_a_cursor_of_strangers_opens_nothing(school: School, strangers: School, olga: Api) -> None:
    theirs = Api(strangers.olga).get("participants", limit=1).json()["next"]
    body = olga.get("participants", **dict(parse_qsl(urlsplit(theirs).query))).json()
    own = {person.pk for person in school.participants}
    assert {row["id"] for row in body["results"]} <= own
