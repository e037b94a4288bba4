"""Writes of an organization's own domains."""

from collections.abc import Mapping
from typing import Any

from omnipresence.accounts.domains import rules, selectors
from omnipresence.accounts.domains.problems import DomainExists, DomainInUse, DomainIsShipped
from omnipresence.accounts.models import Domain
from omnipresence.accounts.selectors import get_organization
from omnipresence.audit import synced
from omnipresence.audit.services import record_change
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.rows import columns
from omnipresence.base.writes import Versions, write


def create_domain(by: Caller, *, code: str, definition: Mapping[str, Any]) -> Domain:
    """Define a domain; raises DomainExists, or InvalidInput for states that cannot work."""
    _check(definition)

    def work(versions: Versions) -> Domain:
        if selectors.find_definition(by.organization_id, code) is not None:
            raise DomainExists
        row = Domain(organization_id=by.organization_id, code=code, definition=dict(definition))
        return synced.insert(by, versions, row)

    return write(by.organization_id, work)


def update_domain(by: Caller, code: str, *, changes: Mapping[str, Any], expected: int | None = None) -> Domain:
    """Change parts of a definition; raises NotFound, DomainIsShipped, VersionChanged or InvalidInput.

    States that the organization has by now stay as they are: they are its own rows, not the definition's.
    """

    def work(versions: Versions) -> Domain:
        row = _own(by, code)
        synced.expect(row, expected)
        definition = {**row.definition, **changes}
        _check(definition)
        return synced.update(by, versions, row, {"definition": definition})

    return write(by.organization_id, work)


def delete_domain(by: Caller, code: str, *, expected: int | None = None) -> None:
    """Delete a definition; raises NotFound, DomainIsShipped, VersionChanged or DomainInUse."""

    def work(_: Versions) -> None:
        row = _own(by, code)
        synced.expect(row, expected)
        if get_organization(by.organization_id).domain_type == code:
            raise DomainInUse
        record_change(by, "domains", row.pk, "delete", columns(row), None)
        row.delete()

    write(by.organization_id, work)


def _own(by: Caller, code: str) -> Domain:
    if code in selectors.shipped_domains():
        raise DomainIsShipped
    return selectors.get_own_domain(by.organization_id, code)


def _check(definition: Mapping[str, Any]) -> None:
    faults = rules.state_faults(definition["states"])
    if faults:
        raise InvalidInput(errors=[FieldError("/states", "states", fault) for fault in faults])
