"""A list from a file: read, checked row by row with its errors, written; and one that was stopped."""

from collections.abc import Iterator

from playwright.sync_api import expect

from support.api import Api
from support.imports import csv_of, upload, work
from support.walk.hand import Hand
from support.walk.school import Eventful

HEADER = "Student No;Given name;Surname;Birthday;Class"
LIST = csv_of(
    "S-001;Rahima;Begum;2014-12-10;1A",
    "S-003;Nora;Begum;2014-06-01;1A",
    "S-002;Omar;;31.02.2014;1A",
    "S-001;Lina;;;Zeta",
    header=HEADER,
)


def imports(hand: Hand, eventful: Eventful) -> Iterator[str]:
    olga = Api(eventful.school.olga)
    hand.visit("/imports")
    expect(hand.heading("Nothing was imported yet")).to_be_visible()
    yield "imports"
    path = upload(olga, LIST).json()["id"]
    stopped = upload(olga, LIST).json()["id"]
    olga.post(f"imports/{stopped}/cancel")
    hand.go(f"/imports/{path}")
    expect(hand.heading("The file is being read")).to_be_visible()
    yield "an import on its way"
    work()
    expect(hand.button("Check every row")).to_be_visible()
    yield "the columns of an import"
    hand.button("Check every row").click()
    expect(hand.heading("Every row is being checked")).to_be_visible()
    work()
    expect(hand.region("Write them?")).to_be_visible()
    hand.arrived()
    yield "an import with errors"
    hand.region("Write them?").locator("[data-kind=primary]").click()
    expect(hand.heading("The rows are being written")).to_be_visible()
    work()
    expect(hand.text("{count} rows written", count=2)).to_be_visible()
    hand.arrived()
    yield "an import that is written"
    hand.link("Back to all imports").click()
    expect(hand.listing("Earlier imports")).to_have_count(2)
    yield "earlier imports"
    hand.go(f"/imports/{stopped}")
    expect(hand.text("Stopped")).to_be_visible()
    yield "an import that was stopped"
