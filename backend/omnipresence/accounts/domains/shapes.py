"""Domains as the JSON of the API."""

from collections.abc import Mapping
from typing import Any

from omnipresence.accounts.domains.selectors import Definition
from omnipresence.accounts.models import Domain

PARTS = ("name", "terminology", "group_types", "states", "opening_report", "notification_rules")


def domain_json(definition: Definition) -> dict[str, Any]:
    """A domain that ships; it has no version, because it does not change."""
    return {"code": definition["code"], "is_shipped": True, **_parts(definition), "version": 0}


def own_domain_json(row: Domain) -> dict[str, Any]:
    """A domain of the organization's own."""
    return {"code": row.code, "is_shipped": False, **_parts(row.definition), "version": row.version}


def brief_domain_json(definition: Definition) -> dict[str, Any]:
    """What screens need of the domain that an organization works with."""
    parts = {name: definition[name] for name in ("code", "name", "terminology", "group_types", "opening_report")}
    return {**parts, "states": [{"code": state["code"], "label": state["label"]} for state in definition["states"]]}


def _parts(definition: Mapping[str, Any]) -> dict[str, Any]:
    parts = {name: definition.get(name, []) for name in PARTS}
    parts["states"] = [{"is_default": False, **state} for state in parts["states"]]
    return parts
