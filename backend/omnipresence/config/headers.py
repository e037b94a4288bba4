"""Headers of answers as openapi.yaml describes them, once for all operations."""

from typing import Any

HEADERS: dict[str, Any] = {
    "RateLimit": {
        "description": 'What remains (`r`) and in how many seconds (`t`) it is whole again: `"user";r=5990;t=42`.',
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": 'The limits that count here, requests (`q`) in so many seconds (`w`): `"user";q=6000;w=60`.',
        "schema": {"type": "string"},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}},
}
