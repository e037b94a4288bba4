"""What the screen calls safe on this tablet is on the disk (I23)."""

from support.browser import Tablets
from support.cast import School
from support.rosters import add_roster, people


def test_a_mark_that_is_on_this_tablet_survives_kill_9_of_the_browser(school: School, tablet: Tablets) -> None:
    add_roster(school, "Register", people(3))
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.lose_network()
    roster = mina.open_roster("Register")
    roster.mark("Person 2 Example", "Late")
    roster.shows("Person 2 Example", "Late", "On this tablet")
    mina.kill()

    mina.open()
    again = mina.open_roster("Register")
    again.shows("Person 2 Example", "Late", "On this tablet")
    again.shows("Person 1 Example", None)
