"""Writes of what an organization and its users want to be told of."""

from collections.abc import Mapping, Sequence
from typing import Any

from omnipresence.audit import synced
from omnipresence.audit.services import record_change
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.rows import columns
from omnipresence.base.writes import Versions, write, write_unversioned
from omnipresence.notifications import rules, selectors
from omnipresence.notifications.models import NotificationPreference, NotificationRule
from omnipresence.notifications.problems import NotificationRuleExists


def create_notification_rule(by: Caller, values: Mapping[str, Any]) -> NotificationRule:
    """A new rule; raises InvalidInput, or NotificationRuleExists: what is not counted needs one rule only."""
    _check(values)

    def work(versions: Versions) -> NotificationRule:
        same = selectors.notification_rules(by.organization_id).filter(
            notification_type=values["notification_type"],
            threshold=values.get("threshold"),
            within_days=values.get("within_days"),
        )
        if same.exists():
            raise NotificationRuleExists
        return synced.insert(by, versions, NotificationRule(organization_id=by.organization_id, **values))

    return write(by.organization_id, work)


def update_notification_rule(
    by: Caller, rule_id: int, values: Mapping[str, Any], expected: int | None
) -> NotificationRule:
    """Change a rule; raises NotFound, VersionChanged or InvalidInput."""

    def work(versions: Versions) -> NotificationRule:
        row = selectors.get_notification_rule(by.organization_id, rule_id)
        synced.expect(row, expected)
        stands = {name: getattr(row, name) for name in ("notification_type", *rules.COUNTED)}
        _check({**stands, **values})
        return synced.update(by, versions, row, values)

    return write(by.organization_id, work)


def delete_notification_rule(by: Caller, rule_id: int, expected: int | None) -> None:
    """Delete a rule; raises NotFound or VersionChanged."""

    def work(_: Versions) -> None:
        row = selectors.get_notification_rule(by.organization_id, rule_id)
        synced.expect(row, expected)
        record_change(by, "notification_rules", row.pk, "delete", columns(row), None)
        row.delete()

    write(by.organization_id, work)


def add_missing_rules(by: Caller, versions: Versions, wanted: Sequence[Mapping[str, Any]]) -> list[NotificationRule]:
    """Those of a domain's rules of whose type the organization has none yet; inside base.writes.write."""
    known = set(selectors.notification_rules(by.organization_id).values_list("notification_type", flat=True))
    rows = [
        NotificationRule(organization_id=by.organization_id, **rule)
        for rule in wanted
        if rule["notification_type"] not in known
    ]
    return synced.insert_many(by, versions, rows)


def update_preferences(by: Caller, wanted: Mapping[str, bool]) -> dict[str, bool]:
    """Say what the caller wants to be told of; returns all that the caller said so far."""

    def work() -> dict[str, bool]:
        own = NotificationPreference.objects.for_organization(by.organization_id)
        for name, is_wanted in sorted(wanted.items()):
            row, _ = own.get_or_create(
                organization_id=by.organization_id,
                user_id=by.user_id,
                notification_type=name,
                defaults={"is_wanted": True},
            )
            if row.is_wanted != is_wanted:
                row.is_wanted = is_wanted
                row.save(update_fields=["is_wanted"])
                new = {"notification_type": name, "is_wanted": is_wanted}
                record_change(by, "notification_preferences", row.pk, "update", {"is_wanted": not is_wanted}, new)
        return selectors.preferences_of(by.organization_id, by.user_id)

    return write_unversioned(work)


def _check(values: Mapping[str, Any]) -> None:
    faults = rules.rule_faults(values)
    if faults:
        raise InvalidInput(errors=[FieldError(f"/{name}", "rule", fault) for name, fault in faults.items()])
