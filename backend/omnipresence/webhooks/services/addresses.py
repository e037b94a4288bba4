"""Writes of webhooks themselves."""

from collections.abc import Mapping
from typing import Any

from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.feed import position
from omnipresence.base.problems import expect_stamp, found
from omnipresence.base.rows import change, columns
from omnipresence.base.writes import write_unversioned
from omnipresence.webhooks import rules, selectors, signing
from omnipresence.webhooks.models import Webhook
from omnipresence.webhooks.problems import TooManyWebhooks

TABLE = "webhooks"
MOST = 20
SECRETS = ("secret", "previous_secret")
# Somebody looked after it: what failed before counts no more.
FRESH = {"failures": 0, "failing_since": None, "resting_until": None, "disabled_reason": ""}


def create_webhook(by: Caller, values: Mapping[str, Any]) -> tuple[Webhook, str]:
    """A webhook for what changes from now on, and its secret, which nobody sees again. Raises TooManyWebhooks."""
    secret = signing.new_secret()

    def work() -> Webhook:
        if selectors.webhooks(by.organization_id).count() >= MOST:
            raise TooManyWebhooks
        now = clock.now()
        row: Webhook = Webhook.objects.create(
            organization_id=by.organization_id,
            secret=signing.seal(secret),
            cursor=position(by.organization_id).version,
            created_by_id=by.user_id,
            created_at=now,
            updated_at=now,
            **values,
        )
        record_change(by, TABLE, row.pk, "create", None, columns(row, SECRETS))
        return row

    return write_unversioned(work), secret


def update_webhook(by: Caller, webhook_id: int, values: Mapping[str, Any], expected: int | None) -> Webhook:
    """Change address, events or whether it is on; raises NotFound or VersionChanged."""

    def work() -> Webhook:
        row = locked(by.organization_id, webhook_id)
        expect_stamp(row.updated_at, expected)
        anew = {"url", "is_active"} & {name for name, value in values.items() if getattr(row, name) != value}
        old, new = change(row, {**values, **(FRESH if anew else {})})
        if new:
            _save(row, {**values, **FRESH})
            record_change(by, TABLE, row.pk, "update", old, new)
        return row

    return write_unversioned(work)


def delete_webhook(by: Caller, webhook_id: int, expected: int | None) -> None:
    """Delete it with its outbox and its log; raises NotFound or VersionChanged."""

    def work() -> None:
        row = locked(by.organization_id, webhook_id)
        expect_stamp(row.updated_at, expected)
        selectors.deliveries(by.organization_id, row.pk)._raw_delete("default")
        row.delete()
        record_change(by, TABLE, webhook_id, "delete", columns(row, SECRETS), None)

    write_unversioned(work)


def rotate_secret(by: Caller, webhook_id: int) -> tuple[Webhook, str]:
    """A new secret beside the old one, which signs for another 24 hours. Raises NotFound."""
    secret = signing.new_secret()

    def work() -> Webhook:
        row = locked(by.organization_id, webhook_id)
        row.secret, row.previous_secret = signing.seal(secret), row.secret
        row.previous_until = clock.now() + rules.OLD_SECRET_SIGNS
        _save(row, ("secret", "previous_secret", "previous_until"))
        record_change(by, TABLE, row.pk, "update", {}, {"secret": "rotated", "previous_until": row.previous_until})
        return row

    return write_unversioned(work), secret


def locked(organization_id: int, webhook_id: int) -> Webhook:
    """The row, kept from others until commit; raises NotFound."""
    row: Webhook | None = selectors.webhooks(organization_id).select_for_update().filter(pk=webhook_id).first()
    return found(row)


def _save(row: Webhook, names: Any) -> None:
    row.updated_at = clock.now()
    row.save(update_fields=[*names, "updated_at"])
