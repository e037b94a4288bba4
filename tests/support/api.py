"""A client of the REST API as the tests write to it."""

from typing import Any

from rest_framework.test import APIClient

from omnipresence.accounts.models import User
from support.cast import bearer


class Api:
    """Somebody's client: paths are relative to /api/v1/, bodies are JSON, answers as they come."""

    def __init__(self, user: User | None = None) -> None:
        self.client = APIClient(raise_request_exception=False)
        if user is not None:
            self.client.credentials(HTTP_AUTHORIZATION=bearer(user)["Authorization"])

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.post(f"/api/v1/{path}", body, format="json", headers=headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.client.patch(f"/api/v1/{path}", body, format="json", headers=headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.client.delete(f"/api/v1/{path}", headers=headers)


def refusal(answer: Any) -> tuple[int, str]:
    """Status and code of a problem."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    return answer.status_code, answer.json()["code"]


def wrong_fields(answer: Any) -> dict[str, str]:
    """Which fields a 422 names, and why."""
    assert refusal(answer) == (422, "invalid-input")
    return {error["pointer"]: error["code"] for error in answer.json()["errors"]}
