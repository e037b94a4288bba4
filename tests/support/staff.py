"""A member of the cast who asks the running server as a program does, beside what happens on tablets."""

from typing import Any

from playwright.sync_api import APIRequestContext, Playwright

from support.cast import PASSWORD, School
from support.server import Server


class Staff:
    """Paths are relative to /api/v1/; answers are bodies, and anything but success fails the test."""

    def __init__(self, playwright: Playwright, server: Server, school: School, who: str = "olga") -> None:
        self.base = f"{server.address}/api/v1/"
        self.context: APIRequestContext = playwright.request.new_context()
        credentials = {
            "organization": school.slug,
            "email": f"{who}@example.com",
            "password": PASSWORD,
        }
        access = self.post("auth/token", credentials)["access"]
        self.headers = {"Authorization": f"Bearer {access}"}

    headers: dict[str, str] | None = None

    def get(self, path: str) -> Any:
        answer = self.context.get(self.base + path, headers=self.headers)
        assert answer.ok, answer.text()
        return answer.json()

    def post(self, path: str, body: Any = None) -> Any:
        answer = self.context.post(self.base + path, data=body, headers=self.headers)
        assert answer.ok, answer.text()
        return answer.json() if answer.text() else None

    def delete(self, path: str) -> None:
        answer = self.context.delete(self.base + path, headers=self.headers)
        assert answer.ok, answer.text()

    def close(self) -> None:
        self.context.dispose()
