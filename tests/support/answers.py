"""Answers, compared."""

from typing import Any


def seen(answer: Any) -> tuple[int, bytes, dict[str, str]]:
    """All of an answer that could tell something, but for how many requests its caller has left."""
    headers = {name: value for name, value in answer.headers.items() if name != "RateLimit"}
    return answer.status_code, answer.content, headers
