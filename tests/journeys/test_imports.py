"""Administrators bring a list from a file: nothing is written before they saw what becomes of every row."""

from playwright.sync_api import Page, expect

from omnipresence.imports.models import Import
from omnipresence.roster.models import Participant
from support.browser import Tablet, Tablets
from support.cast import School
from support.imports import HEADER, csv_of, work
from support.screens import fits_everybody

WRONG = "বেগম"
LIST = csv_of(
    "S-1;Ada;Lovelace;10.12.2014;1A;hall 3",
    "S-2;Zoë;Müller;31.02.2014;1A;",
    f"S-3;রহিমা;{WRONG};2014-02-01;9Z;",
    "S-1;Ada;Twice;;;",
    header=f"{HEADER};Locker",
)


def test_a_list_is_brought_checked_and_written_through_a_lost_network(school: School, tablet: Tablets) -> None:
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Imports")
    expect(page.get_by_role("heading", name="Nothing was imported yet")).to_be_visible()
    bring_the_file(olga)
    set_the_columns_right(page)
    fits_everybody(page, "import-columns")
    check_the_rows(olga)
    look_at_their_fates(page)
    fits_everybody(page, "import-checked")
    people = Participant.objects.for_organization(school.organization.pk)
    assert not people.exists()

    page.get_by_role("button", name="Write 1 row").click()
    expect(page.get_by_role("heading", name="The rows are being written")).to_be_visible()
    work()
    expect(page.get_by_text("1 row written")).to_be_visible()
    written = people.get()
    assert (written.identifier, written.extra_data) == ("S-1", {"Locker": "hall 3"})
    page.get_by_role("link", name="Back to all imports").click()
    fits_everybody(page, "imports")
    page.get_by_role("button", name="Forget pupils.csv").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing was imported yet")).to_be_visible()
    assert not Import.objects.for_organization(school.organization.pk).exists()


def bring_the_file(olga: Tablet) -> None:
    """Sent again when the network is back; the page is left while the server reads."""
    page = olga.page
    olga.lose_network()
    page.get_by_label("List as CSV or XLSX").set_input_files(
        [{"name": "pupils.csv", "mimeType": "text/csv", "buffer": LIST}]  # type: ignore[list-item]
    )
    expect(page.get_by_role("alert").filter(has_text="The server cannot be reached.")).to_be_visible()
    olga.find_network()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", name="The file is being read")).to_be_visible()
    page.get_by_role("link", name="Back to all imports").click()
    work()
    page.get_by_role("link", name="pupils.csv").click()


def set_the_columns_right(page: Page) -> None:
    columns = page.get_by_role("region", name="What the columns hold").get_by_role("listitem")
    expect(columns.filter(has_text="Student No").get_by_label("Holds")).to_have_value("identifier")
    locker = columns.filter(has_text="Locker")
    locker.get_by_label("Holds").select_option("last_name")
    page.get_by_role("button", name="Check every row").click()
    expect(locker.get_by_role("alert")).to_have_text("Another column holds this already.")
    locker.get_by_label("Holds").select_option("extra")
    expect(locker.get_by_label("Kept as")).to_have_value("Locker")


def check_the_rows(olga: Tablet) -> None:
    """Stopped once; then the network goes while the server is at it, and comes back when it has ended."""
    page = olga.page
    page.get_by_role("button", name="Check every row").click()
    expect(page.get_by_role("heading", name="Every row is being checked")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Nothing was written.")).to_be_visible()
    page.get_by_role("button", name="Check every row").click()
    expect(page.get_by_role("heading", name="Every row is being checked")).to_be_visible()
    olga.lose_network()
    expect(page.get_by_text("this page looks again by itself")).to_be_visible()
    work()
    olga.find_network()


def look_at_their_fates(page: Page) -> None:
    decision = page.get_by_role("region", name="Write them?")
    expect(decision).to_contain_text("1 participant would be added, 0 changed. 3 rows have errors.")
    expect(decision.get_by_label("All or nothing")).to_be_disabled()
    rows = page.get_by_role("list", name="Rows").locator("> li")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Row 3")
    expect(rows.first).to_contain_text("Date of birth: This is no day")
    expect(rows.nth(1)).to_contain_text("Class: There is no group “9Z”.")
    expect(rows.nth(2)).to_contain_text("Row 2 has the same identifier.")
    page.get_by_role("radio", name="New 1").check(force=True)
    expect(rows).to_have_count(1)
    with page.expect_download() as csv:
        page.get_by_role("button", name="3 rows with errors (CSV)").click()
    assert WRONG in csv.value.path().read_text("utf-8-sig")
