"""Reads of domains: those that ship, from their files, and those that an organization made, from its rows."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from omnipresence.accounts.models import Domain
from omnipresence.base.problems import NotFound
from omnipresence.base.tenancy import TenantQuerySet

FOLDER = Path(__file__).parent

# A domain as its file has it: code, name, terminology, group_types, states, opening_report, notification_rules.
Definition = dict[str, Any]


@cache
def shipped_domains() -> dict[str, Definition]:
    """The domains that ship, by code."""
    files = sorted(FOLDER.glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def own_domains(organization_id: int) -> TenantQuerySet[Domain]:
    """The domains that an organization defined."""
    return Domain.objects.for_organization(organization_id)


def find_own_domain(organization_id: int, code: str) -> Domain | None:
    """One of the organization's own domains."""
    return own_domains(organization_id).filter(code=code).first()


def find_definition(organization_id: int, code: str) -> Definition | None:
    """What a code stands for in this organization, or None."""
    shipped = shipped_domains().get(code)
    if shipped is not None:
        return shipped
    own = find_own_domain(organization_id, code)
    return None if own is None else {"code": own.code, **own.definition}


def get_own_domain(organization_id: int, code: str) -> Domain:
    """One of the organization's own domains; raises NotFound, also for one that ships."""
    own = find_own_domain(organization_id, code)
    if own is None:
        raise NotFound
    return own


def rules_of(organization_id: int, code: str) -> list[Definition]:
    """The notification rules that a domain starts with; none for one that is not there."""
    definition = find_definition(organization_id, code)
    return [] if definition is None else list(definition.get("notification_rules", []))
