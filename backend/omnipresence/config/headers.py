"""Headers as openapi.yaml describes them, once for all operations."""

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

PARAMETERS: dict[str, Any] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[\\x21-\\x7e]+$"},
        "description": (
            "Any text of your own, such as a UUID, that names this request. Sent again within 24 hours with the same "
            "body it gives the same answer and does nothing more; with another body it is refused."
        ),
    }
}
