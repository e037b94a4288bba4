"""Working with a domain: its states become rows of the organization, from then on its own to change."""

from dataclasses import dataclass

from omnipresence.accounts.domains.selectors import find_definition, rules_of
from omnipresence.accounts.services import set_domain_type
from omnipresence.audit import synced
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.writes import Versions, write
from omnipresence.notifications.services import add_missing_rules
from omnipresence.presence import selectors
from omnipresence.presence.models import PresenceState


@dataclass(frozen=True, slots=True)
class Applied:
    """The domain that the organization now works with, the states that it brought, and all states of it in order."""

    code: str
    added: list[str]
    states: list[PresenceState]


def apply_domain(by: Caller, *, domain_type: str, language: str = "en") -> Applied:
    """Work with this domain from now on; raises InvalidInput for one that is not there. Nothing is taken away.

    Whether a state is offered follows from the organization's domain, so states of both domains take a new version:
    it is how tablets learn of it.
    """

    def work(versions: Versions) -> Applied:
        before = set_domain_type(by, domain_type)
        if before != domain_type:
            known = selectors.presence_states(by.organization_id).filter(domain__in=[before, domain_type])
            synced.update_many(by, versions, [synced.Update(row, {}) for row in known])
        add_missing_rules(by, versions, rules_of(by.organization_id, domain_type))
        added = add_missing_states(by, versions, domain=domain_type, language=language)
        states = selectors.presence_states(by.organization_id).filter(domain=domain_type)
        return Applied(domain_type, [row.code for row in added], list(states.order_by("sort_order", "id")))

    return write(by.organization_id, work, count=20)


def add_missing_states(by: Caller, versions: Versions, *, domain: str, language: str = "en") -> list[PresenceState]:
    """Add those states of a domain that the organization lacks, behind those that it has; inside base.writes.write."""
    definition = find_definition(by.organization_id, domain)
    if definition is None:
        raise InvalidInput(errors=[FieldError("/domain_type", "unknown", "There is no such domain.")])
    own = selectors.presence_states(by.organization_id).filter(domain=domain)
    known = {row.code: row for row in own}
    first = max((row.sort_order + 1 for row in known.values()), default=0)
    missing = [state for state in definition["states"] if state["code"] not in known]
    has_default = any(row.is_default for row in known.values())
    rows = [
        PresenceState(
            organization_id=by.organization_id,
            domain=domain,
            code=state["code"],
            label=state["label"].get(language, state["label"]["en"]),
            color=state["color"],
            counts_as=state["counts_as"],
            is_default=state.get("is_default", False) and not has_default,
            sort_order=first + place,
        )
        for place, state in enumerate(missing)
    ]
    return synced.insert_many(by, versions, rows)
