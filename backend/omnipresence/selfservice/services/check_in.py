"""Somebody without an account says that they are here: a mark like any other, through the one write path."""

from django.db.models import F

from omnipresence.base import clock
from omnipresence.base.problems import found
from omnipresence.base.writes import Versions, write, write_unversioned
from omnipresence.presence.rules import Outcome, Value
from omnipresence.presence.selectors import states_of
from omnipresence.presence.services import Intent, write_marks
from omnipresence.selfservice import selectors, tokens
from omnipresence.selfservice.models import SelfServiceLink
from omnipresence.selfservice.problems import CheckInClosed, CheckInRefused
from omnipresence.selfservice.rules import Kind, is_code
from omnipresence.selfservice.services.acting import SOURCE, maker_of

PRESENT = "present"


def check_in(token: str, *, identifier: str, code: str = "") -> bool:
    """Mark whoever has the identifier as present; whether that is what stands now.

    False where they are recorded as something else: that stays, and nobody is told what it is. Raises NotFound,
    CheckInClosed or CheckInRefused.
    """
    link = selectors.open_link(token, Kind.CHECK_IN)
    window = selectors.window_of(link)
    if window is None or not window.is_open(clock.now()):
        raise CheckInClosed
    # Both are always looked at, so that no duration tells which of them was wrong.
    right = not link.requires_code or is_code(code, tokens.code_key(link.seed), clock.now().timestamp())
    person = selectors.find_member(link, identifier)
    if person is None or not right:
        _count_wrong(link)
        raise CheckInRefused

    def work(versions: Versions) -> bool:
        held = selectors.hold(link)
        if held.session_id is None or selectors.find_member(link, identifier) != person:
            raise CheckInRefused
        present = found(states_of(link.organization_id).by_code.get(PRESENT))
        now = clock.now()
        intent = Intent(
            session_id=held.session_id,
            participant_id=person,
            wanted=Value(present.pk),
            recorded_at=now,
            base_version=0,
            extra={"source": SOURCE, "link": link.pk},
        )
        (result,) = write_marks(maker_of(link), versions, [intent], at=now, keep_conflicts=False)
        if result.outcome is Outcome.APPLIED:
            held.uses += 1
            held.save(update_fields=["uses"])
        return result.outcome is not Outcome.CONFLICT

    return write(link.organization_id, work)


def _count_wrong(link: SelfServiceLink) -> None:
    own = SelfServiceLink.objects.for_organization(link.organization_id).filter(pk=link.pk)
    write_unversioned(lambda: own.update(wrong_tries=F("wrong_tries") + 1))
