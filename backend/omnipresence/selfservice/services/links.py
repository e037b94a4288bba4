"""Making, showing and revoking links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, Forbidden, InvalidInput, found
from omnipresence.base.rows import columns
from omnipresence.base.writes import write_unversioned
from omnipresence.roster.selectors import groups
from omnipresence.schedule.selectors import sessions
from omnipresence.selfservice import selectors, tokens
from omnipresence.selfservice.models import SelfServiceLink
from omnipresence.selfservice.problems import LinkNotShown, TooManyLinks
from omnipresence.selfservice.rules import (
    CODE_SECONDS,
    DEFAULT_USES,
    MAKERS,
    MAX_LIFETIME,
    MAX_STANDING,
    MAX_WRONG_TRIES,
    Kind,
    State,
    code_at,
)

# Not even the audit log may help to open it.
SECRETS = ("seed", "token_hash")


@dataclass(frozen=True, slots=True)
class NewLink:
    """What to make: `session` for a check-in, `group` or nothing (the organization) for registrations."""

    kind: str
    expires_at: datetime
    session: int | None = None
    group: int | None = None
    name: str = ""
    requires_code: bool | None = None
    required_fields: Sequence[str] = ()
    max_uses: int = DEFAULT_USES


@dataclass(frozen=True, slots=True)
class Code:
    """The rotating code as it stands, and when the next one comes."""

    code: str
    changes_at: datetime


def create_link(by: Caller, new: NewLink) -> tuple[SelfServiceLink, str]:
    """A link and its token; raises Forbidden, InvalidInput or TooManyLinks."""
    kind = Kind(new.kind)
    if by.role not in MAKERS[kind]:
        raise Forbidden
    now, seed = clock.now(), tokens.new_seed()
    token = tokens.token_of(seed)
    _check(by, kind, new, now)
    is_check_in = kind is Kind.CHECK_IN

    def work() -> SelfServiceLink:
        standing = SelfServiceLink.objects.for_organization(by.organization_id).filter(
            revoked_at=None, expires_at__gt=now, wrong_tries__lt=MAX_WRONG_TRIES, uses__lt=F("max_uses")
        )
        if standing.count() >= MAX_STANDING:
            raise TooManyLinks
        row = SelfServiceLink(
            organization_id=by.organization_id,
            kind=kind.value,
            name=new.name,
            session_id=new.session,
            group_id=new.group,
            seed=seed,
            token_hash=tokens.digest(token),
            requires_code=is_check_in if new.requires_code is None else new.requires_code,
            required_fields=sorted(set(new.required_fields)),
            max_uses=new.max_uses,
            created_by_id=by.user_id,
            created_at=now,
            expires_at=new.expires_at,
        )
        row.save(force_insert=True)
        record_change(by, "self_service_links", row.pk, "create", None, columns(row, SECRETS))
        return row

    row = write_unversioned(work)
    return selectors.get_link(by, row.pk), token


def revoke_link(by: Caller, link_id: int) -> None:
    """Let a link open nothing from now on. Harmless when it is revoked. Raises NotFound."""
    selectors.get_link(by, link_id)

    def work() -> None:
        own = SelfServiceLink.objects.for_organization(by.organization_id)
        row = found(own.select_for_update().filter(pk=link_id).first())
        if row.revoked_at is None:
            row.revoked_at = clock.now()
            row.save(update_fields=["revoked_at"])
            record_change(
                by, "self_service_links", row.pk, "update", {"revoked_at": None}, {"revoked_at": row.revoked_at}
            )

    write_unversioned(work)


def current_code(by: Caller, link_id: int) -> Code:
    """The code to show now; raises NotFound or LinkNotShown."""
    row = selectors.get_link(by, link_id)
    if not row.requires_code or selectors.state_of(row) is not State.OPEN:
        raise LinkNotShown
    seconds = clock.now().timestamp()
    left = CODE_SECONDS - seconds % CODE_SECONDS
    return Code(code_at(tokens.code_key(row.seed), seconds), clock.now() + timedelta(seconds=left))


def link_token(by: Caller, link_id: int) -> tuple[SelfServiceLink, str]:
    """A link that stands, with its token for a printed code; raises NotFound or LinkNotShown."""
    row = selectors.get_link(by, link_id)
    token = tokens.token_again(row.seed, row.token_hash)
    if token is None or selectors.state_of(row) is not State.OPEN:
        raise LinkNotShown
    return row, token


def _check(by: Caller, kind: Kind, new: NewLink, now: datetime) -> None:
    errors = []
    if not now < new.expires_at <= now + MAX_LIFETIME:
        errors.append(FieldError("/expires_at", "range", "This must be in the future, and within 366 days."))
    if kind is Kind.CHECK_IN:
        errors += _session_faults(by, new)
    else:
        errors += _group_faults(by, new)
    if errors:
        raise InvalidInput(errors=errors)


def _session_faults(by: Caller, new: NewLink) -> list[FieldError]:
    faults = []
    if new.session is None:
        faults.append(FieldError("/session", "required", "Which session people check in to."))
    elif not sessions(by.organization_id).filter(pk=new.session).exists():
        faults.append(FieldError("/session", "unknown", "There is no such session."))
    if new.group is not None:
        faults.append(FieldError("/group", "kind", "The group is the session's."))
    if new.required_fields:
        faults.append(FieldError("/required_fields", "kind", "Only registrations have these."))
    return faults


def _group_faults(by: Caller, new: NewLink) -> list[FieldError]:
    faults = []
    if new.group is not None and not groups(by.organization_id).filter(pk=new.group).exists():
        faults.append(FieldError("/group", "unknown", "There is no such group."))
    if new.session is not None:
        faults.append(FieldError("/session", "kind", "Only check-ins have one."))
    if new.requires_code:
        faults.append(FieldError("/requires_code", "kind", "Only check-ins have one."))
    return faults
