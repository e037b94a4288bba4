"""Self-service links for tests."""

from datetime import timedelta
from typing import Any

from omnipresence.base import clock
from support.api import Api
from support.cast import School


def tomorrow() -> str:
    return (clock.now() + timedelta(days=1)).isoformat()


def made(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 201, answer.content
    link: dict[str, Any] = answer.json()
    return link


def check_in_link(api: Api, school: School, **fields: Any) -> dict[str, Any]:
    """To the school's lesson of now."""
    body = {"kind": "check_in", "session": school.session.pk, "expires_at": tomorrow(), **fields}
    return made(api.post("self-service-links", body))


def registration_link(api: Api, **fields: Any) -> dict[str, Any]:
    return made(api.post("self-service-links", {"kind": "registration", "expires_at": tomorrow(), **fields}))
