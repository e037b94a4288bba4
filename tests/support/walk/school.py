"""A school in which something happened: for every list of the app there is somebody on it."""

from dataclasses import dataclass
from typing import Any

from omnipresence.base import clock
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
    # Of the file that is imported.
    "pupils.csv",
    "Student No",
    "Given name",
    "Surname",
    "Birthday",
    "Class",
    "Begum",
    "Zeta",
    "S-001",
    "S-002",
    "S-003",
    "2014-12-10",
    "2014-06-01",
    "31.02.2014",
    # States beyond the usual ones.
    "Excursion",
    "Online",
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
    _plan(olga, school)
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


def _plan(olga: Api, school: School) -> None:
    """What repeats, who is told of absences, and a program that hears of marks."""
    times = {"start_time": "09:00", "end_time": "10:00", "starts_on": clock.now().date().isoformat()}
    weekly = {"group": school.group.pk, "name": school.session.name, "rrule": "FREQ=WEEKLY;BYDAY=MO,TH", **times}
    _made(olga.post("timetables", weekly))
    _made(olga.post("notification-rules", {"notification_type": "absence", "threshold": 3, "within_days": 30}))
    # Switched off: no test asks another host.
    hook = {"url": "https://hooks.example.com/presence", "events": ["participant.changed"], "is_active": False}
    _made(olga.post("webhooks", hook))


def _made(answer: Any) -> Any:
    assert answer.status_code in (201, 202), answer.content
    return answer.json() if answer.content else None
