"""Rows of this room as the JSON of the API."""

from typing import Any

from omnipresence.accounts.domains.selectors import Definition
from omnipresence.accounts.domains.shapes import brief_domain_json
from omnipresence.accounts.models import ApiKey, Organization, User
from omnipresence.accounts.rules import effective_settings
from omnipresence.base.clock import rfc3339


def organization_json(row: Organization, domain: Definition | None) -> dict[str, Any]:
    """An organization as JSON, with the words of its domain."""
    return {
        "id": row.pk,
        "slug": row.slug,
        "name": row.name,
        "domain_type": row.domain_type,
        "time_zone": row.time_zone,
        "domain": brief_domain_json(domain) if domain else None,
        "settings": effective_settings(row.settings),
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def signed_in_json(row: User, domain: Definition | None) -> dict[str, Any]:
    """The signed-in user, with what the app has to know of the organization; `domain` is what it works with."""
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
            "domain": brief_domain_json(domain) if domain else None,
        },
    }


def me_json(row: User, domain: Definition | None) -> dict[str, Any]:
    """The caller's own profile."""
    return {**signed_in_json(row, domain), "last_login_at": rfc3339(row.last_login)}


def user_json(row: User) -> dict[str, Any]:
    """A user as administrators see one."""
    return {
        "id": row.pk,
        "email": row.email,
        "name": row.name,
        "role": row.role,
        "is_active": row.is_active,
        "has_password": row.has_usable_password(),
        "last_login_at": rfc3339(row.last_login),
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def api_key_json(row: ApiKey) -> dict[str, Any]:
    """A key, without what makes it one."""
    return {
        "id": row.pk,
        "name": row.name,
        "public": row.public,
        "scopes": row.scopes,
        "user": row.user_id,
        "user_name": row.user.name or row.user.email,
        "expires_at": rfc3339(row.expires_at),
        "last_used_at": rfc3339(row.last_used_at),
        "revoked_at": rfc3339(row.revoked_at),
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def sign_in_json(row: Any, current: str) -> dict[str, Any]:
    """A sign-in of selectors.sign_ins; `current` is the family of the request's own."""
    return {
        "id": row.pk,
        "device": row.device,
        "device_label": row.device_label,
        "signed_in_at": rfc3339(row.signed_in_at),
        "last_used_at": rfc3339(row.used_at),
        "expires_at": rfc3339(row.expires_at),
        "is_current": row.family == current,
    }
