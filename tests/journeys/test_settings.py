"""Administrators settle names, words, states, rules and webhooks in the app, and rosters follow."""

from django.test import override_settings
from playwright.sync_api import Page, expect

from omnipresence.accounts.models import Organization
from omnipresence.base.caller import Caller
from omnipresence.notifications.models import NotificationPreference, NotificationRule
from omnipresence.presence.models import PresenceState
from omnipresence.presence.services import apply_domain
from support.browser import Tablet, Tablets
from support.cast import School
from support.rosters import add_roster, people
from support.screens import fits_everybody
from support.server import SECRET_KEY
from support.webhooks import carry


def test_words_and_states_of_the_office_reach_a_roster(school: School, tablet: Tablets) -> None:
    apply_domain(Caller(school.organization.pk, school.olga.pk, "administrator"), domain_type="education")
    add_roster(school, "Register", people(2))
    olga = tablet("olga").open("/settings/states").sign_in("school", "olga@example.com", landing="Settings")
    page = olga.page
    change_states(school, page)
    change_words(page)
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    expect(mina.page.get_by_role("navigation", name="Main")).to_contain_text("Workshops")
    roster = mina.page
    roster.get_by_role("link", name="Register", exact=True).click()
    line = roster.get_by_role("list", name="Roster").get_by_role("listitem").first
    expect(line.locator(".state-label").first).to_have_text("Absent")
    expect(line.get_by_role("button", name="Came later", exact=True)).to_be_visible()


def change_states(school: School, page: Page) -> None:
    rows = page.get_by_role("list", name="Presence states").get_by_role("listitem")
    expect(rows).to_have_count(5)
    fits_everybody(page, "settings-states")
    page.get_by_role("button", name="Move Absent up").press("Enter")
    expect(rows.first).to_contain_text("Absent")
    # At the top only the way down is left, and the keyboard stays there.
    expect(page.get_by_role("button", name="Move Absent down")).to_be_focused()
    page.get_by_role("button", name="Change Late").click()
    form = page.get_by_role("dialog", name="Change Late")
    form.get_by_label("Name", exact=True).fill("Came later")
    expect(form.get_by_role("group", name="To try")).to_contain_text("Came later")
    form.get_by_label("Amber").check()
    fits_everybody(page, "settings-state-form")
    own = PresenceState.objects.for_organization(school.organization.pk)
    own.filter(code="late", domain="education").update(version=1_000_000, counts_as="other")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("What you typed is kept")
    expect(form.get_by_label("Name", exact=True)).to_have_value("Came later")
    expect(form.get_by_label("What it counts as")).to_have_value("other")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()
    expect(rows.filter(has_text="Came later")).to_contain_text("Counts as neither")
    page.get_by_role("button", name="Change Excused").click()
    page.get_by_role("button", name="Retire it").click()
    page.get_by_role("dialog").get_by_role("button", name="Retire").click()
    expect(rows).to_have_count(4)
    page.get_by_role("button", name="Delete Excused").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="Retired")).to_be_hidden()
    page.get_by_role("button", name="New state").click()
    form = page.get_by_role("dialog", name="New state")
    form.get_by_label("Name", exact=True).fill("On a trip")
    form.get_by_role("button", name="Add it").click()
    expect(rows.last).to_contain_text("On a trip")
    assert own.get(label="On a trip").code == "on_a_trip"


def change_words(page: Page) -> None:
    page.get_by_role("link", name="Words", exact=True).click()
    expect(page.get_by_role("region", name="Education")).to_contain_text("lesson, lessons")
    page.get_by_role("button", name="See what “Events” would change").click()
    effect = page.get_by_role("dialog", name="Work with “Events”?")
    expect(effect.get_by_role("row", name="What they come to")).to_contain_text("lessons")
    expect(effect).to_contain_text("States that are no longer offered")
    effect.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Change words").click()
    page.get_by_label("in English", exact=True).first.fill("Our school")
    lesson = page.get_by_role("group", name="What they come to")
    lesson.get_by_label("One: in English").fill("workshop")
    lesson.get_by_label("Several: in English").fill("workshops")
    fits_everybody(page, "settings-domain")
    page.get_by_role("button", name="Save and see what it changes").click()
    effect = page.get_by_role("dialog", name="Work with “Our school”?")
    expect(effect.get_by_role("row", name="What they come to")).to_contain_text("workshops")
    effect.get_by_role("button", name="Apply it").click()
    expect(page.get_by_role("region", name="Our school")).to_contain_text("In use")
    # This tablet speaks at once.
    expect(page.get_by_role("navigation", name="Main")).to_contain_text("Workshops")


def test_limits_rules_and_webhooks_are_settled(school: School, tablet: Tablets) -> None:
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Settings")
    change_organization(school, page)
    change_rules(school, page)
    hear_less(school, page)
    change_webhooks(page)
    no_network(olga)


def change_organization(school: School, page: Page) -> None:
    fits_everybody(page, "settings-organization")
    page.get_by_label("Name of the organization").fill("Riverside")
    page.get_by_label("Time zone").fill("Asia/Dhaka")
    page.get_by_label("A sign-in ends after so long without use").fill("3")
    Organization.objects.filter(pk=school.organization.pk).update(
        updated_at=school.olga.created_at, time_zone="Asia/Tokyo"
    )
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="What you typed is kept")).to_be_visible()
    expect(page.get_by_text("Meanwhile somebody set it to “Asia/Tokyo”.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_have_text("Saved.")
    row = Organization.objects.get(pk=school.organization.pk)
    assert (row.name, row.time_zone) == ("Riverside", "Asia/Dhaka")
    assert row.settings == {"inactivity_minutes": 3 * 1440}


def change_rules(school: School, page: Page) -> None:
    page.get_by_role("link", name="Rules").click()
    expect(page.get_by_role("heading", name="No rules")).to_be_visible()
    page.get_by_role("button", name="New rule").click()
    form = page.get_by_role("dialog", name="New rule")
    form.get_by_label("Times absent").fill("2")
    form.get_by_label("Who is told").select_option("managers")
    form.get_by_role("button", name="Add it").click()
    rows = page.get_by_role("list", name="Notification rules").get_by_role("listitem")
    expect(rows).to_contain_text("A participant was absent 2 times within 30 days.")
    page.get_by_role("button", name="New rule").click()
    form.get_by_label("Times absent").fill("2")
    form.get_by_role("button", name="Add it").click()
    expect(form.get_by_role("alert")).to_contain_text("There is a rule for this already")
    form.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Change: ").click()
    form = page.get_by_role("dialog", name="Change this rule")
    form.get_by_label("within so many days").fill("14")
    form.get_by_role("button", name="Save").click()
    expect(rows).to_contain_text("within 14 days")
    page.get_by_role("button", name="Switch off: ").click()
    expect(rows).to_contain_text("Off")
    fits_everybody(page, "settings-rules")
    page.get_by_role("button", name="Delete: ").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="No rules")).to_be_visible()
    assert not NotificationRule.objects.for_organization(school.organization.pk).exists()


def hear_less(school: School, page: Page) -> None:
    """What somebody does not want to hear of is theirs alone, and stays with them."""
    page.locator(".top-bell").click()
    page.get_by_role("button", name="What you hear of").click()
    wishes = page.get_by_role("region", name="What you hear of")
    wishes.get_by_label("Conflicts").uncheck()
    expect(wishes.get_by_text("Saved.")).to_be_visible()
    own = NotificationPreference.objects.for_organization(school.organization.pk)
    assert list(own.values_list("user_id", "notification_type", "is_wanted")) == [(school.olga.pk, "conflict", False)]
    page.reload()
    page.get_by_role("button", name="What you hear of").click()
    expect(wishes.get_by_label("Absences")).to_be_checked()
    expect(wishes.get_by_label("Conflicts")).not_to_be_checked()
    page.locator(".menu a[href='/settings']").first.click()


def change_webhooks(page: Page) -> None:
    page.get_by_role("link", name="Webhooks").click()
    page.get_by_role("button", name="New webhook").click()
    form = page.get_by_role("dialog", name="New webhook")
    form.get_by_label("Address").fill("https://10.0.0.1/hook")
    form.get_by_role("button", name="Add it").click()
    expect(form.get_by_role("alert")).to_contain_text("leads to a private network")
    form.get_by_label("Address").fill("https://receiver.invalid/hook")
    form.get_by_label("Participants: new or changed").check()
    fits_everybody(page, "settings-webhook-form")
    form.get_by_role("button", name="Add it").click()
    secret = page.get_by_role("dialog", name="Secret of the webhook")
    expect(secret.get_by_role("status", name="Secret of the webhook")).to_contain_text("whsec_")
    secret.get_by_role("button", name="I have handed it on").click()
    page.get_by_role("button", name="Send a test to").click()
    expect(page.locator(".toast")).to_contain_text("A test is on its way")
    # As the server's own worker does, which knows the same key.
    with override_settings(SECRET_KEY=SECRET_KEY):
        carry()
    page.get_by_role("button", name="Refresh").click()
    page.get_by_role("link", name="Log of").click()
    row = page.get_by_role("list", name="Log").get_by_role("listitem")
    expect(row).to_contain_text("Nobody on the Internet has this name.")
    row.locator("summary").click()
    expect(row.locator("pre")).to_contain_text("webhook.test")
    fits_everybody(page, "settings-log")
    page.get_by_role("link", name="Back to all webhooks").click()
    page.get_by_role("button", name="Switch off: ").click()
    expect(page.get_by_role("list", name="Webhooks").get_by_role("listitem")).to_contain_text("Off")
    page.get_by_role("button", name="Delete: ").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="No webhooks")).to_be_visible()


def no_network(olga: Tablet) -> None:
    """What was read before is there, and what cannot be done says why."""
    olga.lose_network()
    olga.page.get_by_role("link", name="Rules").click()
    expect(olga.page.get_by_text("The server cannot be reached.").first).to_be_visible()
    olga.page.get_by_role("link", name="Organization", exact=True).click()
    expect(olga.page.get_by_label("Name of the organization")).to_have_value("Riverside")


def test_managers_are_told_whose_page_it_is(school: School, tablet: Tablets) -> None:
    maud = tablet("maud").open("/settings").sign_in("school", "maud@example.com", landing="Not for your role")
    expect(maud.page.get_by_role("link", name="Settings")).to_have_count(0)
