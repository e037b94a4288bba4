"""Administrators keep people and groups: adding, changing, moving, merging, ending; managers look."""

from playwright.sync_api import Locator, Page, expect

from omnipresence.roster import services
from omnipresence.roster.models import Group, GroupMembership, Participant
from support.browser import Tablet, Tablets
from support.cast import School
from support.rosters import add_roster, people
from support.screens import fits_everybody
from support.tablets import Tablet as Sender


def field_error(form: Locator, label: str) -> Locator:
    field = form.get_by_label(label)
    expect(field).to_have_attribute("aria-invalid", "true")
    return form.get_by_role("alert")


def test_somebody_is_added_changed_and_deactivated(school: School, tablet: Tablets) -> None:
    roster = add_roster(school, "Register", people(3))
    mina = Sender(school, school.mina)
    mina.sync(mina.op(roster.participants[2], "late", session=roster.session))
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Participants")
    rows = page.get_by_role("list", name="Participants").get_by_role("listitem")
    expect(rows).to_have_count(3)

    add_with_a_taken_identifier(olga, roster.participants[0].identifier)
    groups = page.get_by_role("list", name="Groups of Nora").get_by_role("listitem")
    expect(groups).to_contain_text("Group of Register")
    change_while_somebody_else_does(school, page)

    page.get_by_role("button", name="Add to one more group").click()
    join = page.get_by_role("dialog")
    join.get_by_label("Group").select_option("1A")
    join.get_by_role("button", name="Add", exact=True).click()
    expect(groups).to_have_count(2)
    page.get_by_role("button", name="Take out of Group of Register").click()
    page.get_by_role("dialog").get_by_role("button", name="Take out").click()
    expect(groups).to_have_count(1)
    assert groups_of(school, "N-7") == ["1A"]

    delete_who_has_presence(page)
    assert not Participant.objects.for_organization(school.organization.pk).get(pk=roster.participants[2].pk).is_active


def add_with_a_taken_identifier(olga: Tablet, taken: str) -> None:
    """The server refuses, then it is out of reach: what was typed is still there."""
    page = olga.page
    page.get_by_role("button", name="New participant").click()
    form = page.get_by_role("dialog", name="New participant")
    form.get_by_label("First name").fill("Nora")
    form.get_by_label("Identifier").fill(taken)
    form.get_by_label("Group").select_option("Group of Register")
    form.get_by_role("button", name="Add", exact=True).click()
    expect(field_error(form, "Identifier")).to_have_text("Another participant has this identifier.")
    expect(form.get_by_label("First name")).to_have_value("Nora")
    olga.lose_network()
    form.get_by_label("Identifier").fill("N-7")
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text("The server cannot be reached.")
    olga.find_network()
    form.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="Nora", level=1)).to_be_visible()


def delete_who_has_presence(page: Page) -> None:
    """It is refused, and deactivating is offered in its place."""
    page.get_by_role("link", name="All participants").click()
    page.get_by_role("searchbox", name="Name or identifier").fill("person 3")
    rows = page.get_by_role("list", name="Participants").get_by_role("listitem")
    expect(rows).to_have_count(1)
    rows.get_by_role("link").click()
    page.get_by_role("button", name="Delete").click()
    end = page.get_by_role("dialog")
    end.get_by_role("button", name="Delete").click()
    expect(end.get_by_role("alert")).to_contain_text("Deactivate it instead?")
    end.get_by_role("button", name="Deactivate").click()
    expect(page.get_by_text("On no roster any more.")).to_be_visible()


def groups_of(school: School, identifier: str) -> list[str]:
    rows = GroupMembership.objects.for_organization(school.organization.pk)
    return list(rows.filter(participant__identifier=identifier).values_list("group__name", flat=True))


def change_while_somebody_else_does(school: School, page: Page) -> None:
    """Somebody else is faster: what stands is beside what was typed, and nothing of either is lost."""
    page.get_by_role("button", name="Change").click()
    form = page.get_by_role("dialog", name="Change Nora")
    form.get_by_label("Last name").fill("Noor")
    form.get_by_label("Date of birth").fill("2012-02-29")
    form.get_by_text("Further details").click()
    form.get_by_label("Name of another detail").fill("House")
    form.get_by_role("button", name="Add", exact=True).click()
    form.get_by_label("House").fill("Red")
    nora = Participant.objects.for_organization(school.organization.pk).get(identifier="N-7")
    by = school.caller(school.olga)
    services.update_participant(by, nora.pk, values={"last_name": "Nur", "external_id": "SIS-4"})
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("Somebody changed this while you did.")
    expect(form.get_by_label("Last name")).to_have_value("Noor")
    expect(form.get_by_label("Date of birth")).to_have_value("2012-02-29")
    expect(form.get_by_label("Number elsewhere")).to_have_value("SIS-4")
    fits_everybody(page, "participant-meanwhile")
    form.get_by_role("button", name="Take this").click()
    expect(form.get_by_label("Last name")).to_have_value("Nur")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Nora Nur", level=1)).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="Red")).to_be_visible()


def test_two_entries_of_one_person_become_one(school: School, tablet: Tablets) -> None:
    roster = add_roster(school, "Register", [("Kamal", "Hossain"), ("Kamal", "Hossain"), ("Mina", "Rahman")])
    one, other = roster.participants[:2]
    mina = Sender(school, school.mina)
    mina.sync(mina.op(one, session=roster.session), mina.op(other, "late", session=roster.session))
    olga = tablet("olga").open("/participants/twice").sign_in("school", "olga@example.com", landing="Participants")
    page = olga.page
    expect(page.get_by_role("region", name="The same name")).to_contain_text(other.identifier)
    page.get_by_role("link", name="Compare with the first").click()
    told = page.get_by_role("region", name="What happens then")
    expect(told).to_contain_text(f"1 mark of {other.identifier} moves along.")
    page.get_by_role("radio").nth(1).check()
    expect(told).to_contain_text(f"1 mark of {one.identifier} moves along.")
    page.get_by_role("radio").nth(0).check()
    fits_everybody(page, "merge")
    page.get_by_role("button", name="They are one person").click()
    page.get_by_role("dialog").get_by_role("button", name="Make them one").click()
    expect(page.get_by_role("status").filter(has_text="They are one now")).to_contain_text(
        "1 mark waits for a decision"
    )
    assert not Participant.objects.for_organization(school.organization.pk).filter(pk=other.pk).exists()


def test_groups_are_made_moved_filled_and_ended(school: School, tablet: Tablets) -> None:
    add_roster(school, "Register", people(2))
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Groups")
    tree = page.get_by_role("list", name="Groups")
    expect(tree.get_by_role("link")).to_have_count(2)

    page.get_by_role("button", name="New group").click()
    form = page.get_by_role("dialog", name="New group")
    form.get_by_label("Name", exact=True).fill("Floor 1")
    form.get_by_label("Kind").select_option("class")
    form.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="Floor 1")).to_be_visible()

    make_rooms(page)
    expect(tree.get_by_role("link", name="Room 140")).to_be_visible()
    floor = Group.objects.for_organization(school.organization.pk).get(name="Floor 1")
    assert Group.objects.for_organization(school.organization.pk).filter(parent=floor).count() == 40

    move_into_a_cycle(school, page, floor)
    fill_and_empty(page)
    tree.get_by_role("link", name="Group of Register").click()
    page.get_by_role("button", name="Delete").click()
    end = page.get_by_role("dialog")
    end.get_by_role("button", name="Delete").click()
    expect(end.get_by_role("alert")).to_contain_text("There are sessions of this group")
    fits_everybody(page, "group-has-sessions")
    end.get_by_role("button", name="Deactivate").click()
    expect(page.get_by_role("status").filter(has_text="no tablet offers it")).to_be_visible()
    assert not Group.objects.for_organization(school.organization.pk).get(name="Group of Register").is_active


def make_rooms(page: Page) -> None:
    """The names are seen before they are made."""
    page.get_by_role("button", name="Several at once").click()
    several = page.get_by_role("dialog", name="Several groups at once")
    several.get_by_label("From").fill("101")
    several.get_by_label("To", exact=True).fill("1B")
    expect(several.get_by_role("status")).to_contain_text("It counts in digits")
    several.get_by_label("To", exact=True).fill("140")
    several.get_by_label("Before it").fill("Room ")
    expect(several.get_by_role("status")).to_contain_text("40 groups: Room 101, Room 102")
    several.get_by_role("button", name="Look at the names").click()
    expect(several.get_by_role("list", name="Names").get_by_role("listitem")).to_have_count(40)
    fits_everybody(page, "range-names")
    several.get_by_role("button", name="Add 40 groups").click()


def fill_and_empty(page: Page) -> None:
    tree = page.get_by_role("list", name="Groups")
    tree.get_by_role("link", name="Room 102").click()
    page.get_by_role("button", name="Add participants").click()
    find = page.get_by_role("dialog", name="Add to Room 102")
    find.get_by_role("searchbox").fill("person 1")
    find.get_by_role("button", name="Add Person 1 Example").click()
    expect(find.get_by_text("Added", exact=True)).to_be_visible()
    find.get_by_role("button", name="Done, 1 added").click()
    members = page.get_by_role("list", name="Participants").get_by_role("listitem")
    expect(members).to_have_count(1)
    fits_everybody(page, "groups")
    members.get_by_role("button", name="Take Person 1 Example out").click()
    page.get_by_role("dialog").get_by_role("button", name="Take out").click()
    expect(page.get_by_role("heading", name="Nobody yet")).to_be_visible()


def move_into_a_cycle(school: School, page: Page, floor: Group) -> None:
    """While the form is open somebody else moves the other way round."""
    tree = page.get_by_role("list", name="Groups")
    tree.get_by_role("link", name="Floor 1").click()
    page.get_by_role("button", name="Rename or move").click()
    form = page.get_by_role("dialog", name="Change Floor 1")
    expect(form.get_by_label("Below").get_by_role("option", name="Room 101")).to_have_count(0)
    services.update_group(school.caller(school.olga), school.group.pk, values={"parent": floor.pk})
    form.get_by_label("Below").select_option("1A")
    form.get_by_role("button", name="Save").click()
    expect(field_error(form, "Below")).to_have_text("It cannot be below itself, nor below what is below it.")
    form.get_by_role("button", name="Cancel").click()


def test_managers_look_and_frontline_does_not(school: School, tablet: Tablets) -> None:
    roster = add_roster(school, "Register", people(1))
    maud = tablet("maud").open().sign_in("school", "maud@example.com", landing="Reports")
    page = maud.visit("Participants")
    page.get_by_role("list", name="Participants").get_by_role("link").click()
    expect(page.get_by_role("list", name="Groups of Person 1 Example")).to_be_visible()
    page.get_by_role("link", name="Group of Register").click()
    expect(page.get_by_role("list", name="Participants")).to_be_visible()
    for verb in ("Change", "Delete", "Add", "New", "Rename", "Take"):
        expect(page.get_by_role("main").get_by_role("button", name=verb)).to_have_count(0)
    maud.lose_network()
    page.get_by_role("link", name="Person 1 Example").click()
    expect(page.get_by_text("The server cannot be reached.").first).to_be_visible()
    expect(page.get_by_text(roster.participants[0].identifier)).to_be_visible()
    mina = tablet("mina").open("/groups").sign_in("school", "mina@example.com", landing="Not for your role")
    expect(mina.page.get_by_role("link", name="Groups")).to_have_count(0)
