"""A school in which something happened: for every list of the app there is somebody on it."""

from dataclasses import dataclass
from typing import Any

from support.api import Api
from support.cast import School
from support.links import check_in_link, registration_link
from support.rosters import Roster, add_roster, people
from support.tablets import Tablet as Sender

NOTE = "At the dentist until ten"
# Who asked to be added by a link; the second with a number that is taken.
ASKING = ("Lina", "Omar")
INVITED = "nora@example.com"
# What the walk types, and what this school has, beside the names that are given to it.
TYPED = (
    *ASKING,
    "Nora",
    "Payroll",
    "Rahima",
    "zzzz",
    "nobody",
    "holiday.json",
)


@dataclass
class Eventful:
    """The first person on the roster is in question, the second has a mark with a note."""

    school: School
    roster: Roster
    # Of a link to the roster's session without a code, of one for registrations, and of an invitation.
    check_in: str
    registration: str
    invitation: str

    @property
    def names(self) -> list[str]:
        return [f"{row.first_name} {row.last_name}".strip() for row in self.roster.participants]


def make_eventful(
    school: School, names: list[tuple[str, str]] | None = None, session: str = "Register", note: str = NOTE
) -> Eventful:
    """One conflict, one mark, and with them audit entries and a notification; links, and who came by them.

    The first two names must sort first.
    """
    roster = add_roster(school, session, names or people(4))
    add_roster(school, "Elsewhere", [("Guest", "Of another group")])
    first, second = roster.participants[:2]
    mina = Sender(school, school.mina, name="Front gate")
    tariq = Sender(school, school.tariq, name="Back door")
    mina.sync(
        mina.op(first, "absent", session=roster.session), mina.op(second, "late", session=roster.session, note=note)
    )
    assert tariq.outcomes(tariq.op(first, "excused", session=roster.session, note=note)) == ["conflict"]
    mina.sync({**mina.op(second, session=roster.session), "kind": "of tomorrow"})
    olga = Api(school.olga)
    link = registration_link(olga, group=school.group.pk)
    for name, identifier in zip(ASKING, ("L1", first.identifier), strict=True):
        _made(Api().post(f"self-service/{link['token']}/registrations", {"first_name": name, "identifier": identifier}))
    return Eventful(
        school,
        roster,
        check_in_link(olga, school, session=roster.session.pk, requires_code=False)["token"],
        link["token"],
        _made(olga.post("users", {"email": INVITED, "name": "Nora", "role": "frontline"}))["invitation"],
    )


def _made(answer: Any) -> Any:
    assert answer.status_code in (201, 202), answer.content
    return answer.json() if answer.content else None
