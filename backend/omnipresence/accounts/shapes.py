"""Rows of this room as the JSON of the API."""

from typing import Any

from omnipresence.accounts.domains.selectors import Definition
from omnipresence.accounts.domains.shapes import brief_domain_json
from omnipresence.accounts.models import Organization, User
from omnipresence.base.clock import rfc3339


def organization_json(row: Organization, domain: Definition | None) -> dict[str, Any]:
    """An organization as JSON, with the words of its domain."""
    return {
        "id": row.pk,
        "slug": row.slug,
        "name": row.name,
        "domain_type": row.domain_type,
        "time_zone": row.time_zone,
        "settings": row.settings,
        "domain": brief_domain_json(domain) if domain else None,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def user_json(row: User) -> dict[str, Any]:
    """The signed-in user, with what the app has to know of the organization."""
    organization = row.organization
    return {
        "id": row.pk,
        "email": row.email,
        "name": row.name,
        "role": row.role,
        "organization": {
            "id": organization.pk,
            "slug": organization.slug,
            "name": organization.name,
            "domain_type": organization.domain_type,
            "time_zone": organization.time_zone,
        },
    }


def me_json(row: User) -> dict[str, Any]:
    """The caller's own profile."""
    return {**user_json(row), "last_login_at": rfc3339(row.last_login)}
