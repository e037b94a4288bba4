"""Administrators say who may sign in and which programs may ask, and end what should not go on."""

import pytest
from playwright.sync_api import Page, expect

from omnipresence.accounts.models import ApiKey, User
from support.browser import Tablets
from support.cast import School
from support.screens import PHONE, fits_everybody

WORDS = "three words of mine"


def once(page: Page, title: str) -> str:
    """What is shown this once; the dialog is closed as a person does who has handed it on."""
    dialog = page.get_by_role("dialog", name=title)
    value = dialog.get_by_role("status", name=title).inner_text()
    dialog.get_by_role("button", name="I have handed it on").click()
    expect(dialog).to_be_hidden()
    return value


def test_somebody_is_invited_changed_and_deactivated(school: School, tablet: Tablets) -> None:
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Staff")
    rows = page.get_by_role("list", name="Users").get_by_role("listitem")
    expect(rows).to_have_count(4)
    fits_everybody(page, "users")
    page.get_by_role("button", name="Invite somebody").click()
    form = page.get_by_role("dialog", name="Invite somebody")
    form.get_by_label("Name").fill("Nora")
    form.get_by_label("E-mail").fill("mina@example.com")
    form.get_by_role("button", name="Invite", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text("has this e-mail")
    expect(form.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")
    form.get_by_label("E-mail").fill("nora@example.com")
    fits_everybody(page, "user-form")
    form.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    fits_everybody(page, "user-invited")
    address = once(page, "Link for Nora")
    expect(rows.filter(has_text="Nora")).to_contain_text("Invited")

    phone = tablet("phone", viewport=PHONE).open("/" + address.split("/", 3)[3])
    phone.page.get_by_label("New password").fill(WORDS)
    phone.page.get_by_role("button", name="Set the password").click()
    phone.page.get_by_role("link", name="Go to the sign-in").click()
    phone.sign_in("school", "nora@example.com", WORDS)

    page.get_by_role("button", name="Refresh").click()
    expect(rows.filter(has_text="Nora")).not_to_contain_text("Invited")
    change_while_somebody_else_does(school, page)
    expect(rows.filter(has_text="Nora")).to_have_count(0)
    page.get_by_label("Show").select_option("false")
    expect(rows.filter(has_text="Nora Noor")).to_contain_text("Deactivated")
    nora = User.objects.for_organization(school.organization.pk).get(email="nora@example.com")
    assert (nora.role, nora.is_active) == ("frontline", False)


def change_while_somebody_else_does(school: School, page: Page) -> None:
    """Somebody else is faster: what stands now is shown, and nothing is overwritten."""
    page.get_by_role("button", name="Change Nora").click()
    form = page.get_by_role("dialog", name="Change Nora")
    nora = User.objects.for_organization(school.organization.pk).get(email="nora@example.com")
    nora.name = "Nora Noor"
    nora.updated_at = nora.created_at
    nora.save()
    form.get_by_label("Role").select_option("manager")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("Somebody changed this since you opened it.")
    expect(form.get_by_label("Name")).to_have_value("Nora Noor")
    form.get_by_label("May sign in").uncheck()
    expect(form.get_by_text("All sign-ins of this user end at once.")).to_be_visible()
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()


def test_keys_are_shown_once_and_revoked(school: School, tablet: Tablets) -> None:
    olga = tablet("olga").open("/people/keys").sign_in("school", "olga@example.com", landing="Staff")
    page = olga.page
    expect(page.get_by_role("heading", name="No keys")).to_be_visible()
    page.get_by_role("button", name="New key").click()
    form = page.get_by_role("dialog", name="New key")
    form.get_by_label("Name").fill("Payroll")
    form.get_by_label("Mark presence").check()
    fits_everybody(page, "key-form")
    form.get_by_role("button", name="Make the key").click()
    key = once(page, "The new key")
    ask = "async (key) => (await fetch('/api/v1/groups', { headers: { authorization: `Bearer ${key}` } })).status"
    assert page.evaluate(ask, key) == 200
    page.get_by_role("button", name="Revoke Payroll").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("list", name="API keys").get_by_role("listitem")).to_contain_text("Revoked")
    assert page.evaluate(ask, key) == 401
    assert list(ApiKey.objects.for_organization(school.organization.pk).values_list("name", flat=True)) == ["Payroll"]

    tablet("elsewhere").open().sign_in("school", "olga@example.com")
    page.get_by_role("link", name="My sign-ins").click()
    rows = page.get_by_role("list", name="My sign-ins").get_by_role("listitem")
    expect(rows).to_have_count(2)
    fits_everybody(page, "sign-ins")
    rows.get_by_role("button", name="End the sign-in").click()
    page.get_by_role("dialog").get_by_role("button", name="End it").click()
    expect(rows).to_have_count(1)


@pytest.mark.parametrize("who", ["maud", "mina"])
def test_nobody_else_sees_the_page(school: School, tablet: Tablets, who: str) -> None:
    page = tablet(who).open("/people").sign_in("school", f"{who}@example.com", landing="Not for your role").page
    expect(page.get_by_role("link", name="Staff")).to_have_count(0)
