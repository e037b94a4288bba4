"""Badges: who gets one, what its code says, and that names of every script stand on it."""

import re
import zlib

import pytest
import segno
from backend.reports.conftest import Year
from backend.reports.test_files import characters

from omnipresence.accounts.models import Organization
from omnipresence.base import clock
from omnipresence.base.writes import write
from omnipresence.reports import badges, fonts
from omnipresence.roster.models import GroupMembership, Participant
from support.api import Api, refusal

NAMES = ["রহিমা বেগম", "فاطمة الزهراء", "王小明"]


def drawings(file: bytes) -> list[str]:
    """The content of each page."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file, re.DOTALL)
    found = []
    for stream in streams:
        try:
            text = zlib.decompress(stream).decode("latin-1")
        except zlib.error:
            continue
        if " re f" in text:
            found.append(text)
    return found


def code_on(page: str) -> set[tuple[int, int]]:
    """The dark modules of a page with one badge, by column and row from its first dark corner."""
    runs = [tuple(map(float, one)) for one in re.findall(r"([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re f", page)]
    module = min(abs(height) for *_, height in runs)
    left, top = min(run[0] for run in runs), max(run[1] for run in runs)
    return {
        (round((x - left) / module) + step, round((top - y) / module))
        for x, y, width, _ in runs
        for step in range(round(width / module))
    }


@pytest.fixture
def one_without(year: Year) -> Year:
    people = Participant.objects.for_organization(year.school.organization.pk)
    people.filter(pk=year.pupils[1].pk).update(identifier="")
    return year


def test_the_list_says_who_lacks_an_identifier_and_the_pdf_leaves_them_out(one_without: Year, olga: Api) -> None:
    group = one_without.classes[0].pk
    rows = olga.get("reports/badges", group=group).json()["results"]
    assert [row["identifier"] for row in rows] == ["A0", "", "A2"]
    answer = olga.get("reports/badges", group=group, format="pdf", size="label-62x29")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert len(drawings(answer.content)) == 2


def test_a_pdf_is_of_the_part_of_the_list_that_is_asked_for(year: Year, olga: Api) -> None:
    asked = {"group": year.classes[0].pk, "format": "pdf", "size": "label-62x29"}
    assert [len(drawings(olga.get("reports/badges", **asked, limit=2, offset=at).content)) for at in (0, 2)] == [2, 1]


def test_badges_come_by_name_by_identifier_as_people_count_or_by_group(year: Year, olga: Api) -> None:
    people = Participant.objects.for_organization(year.school.organization.pk)
    for pupil, identifier in zip(year.pupils, ["C10", "", "C9", "D2²", "c1", "C09"], strict=False):
        people.filter(pk=pupil.pk).update(identifier=identifier)
    # Somebody in two groups gets one badge, with the first of them.
    both = {"group": year.classes[0], "participant": year.pupils[4], "joined_at": clock.now()}
    write(
        year.school.organization.pk,
        lambda versions: GroupMembership.objects.create(
            organization=year.school.organization, version=versions.take(), **both
        ),
    )

    def asked(**more: object) -> list[tuple[str, str | None]]:
        rows = olga.get("reports/badges", group=year.year.pk, subgroups="true", **more).json()["results"]
        return [(row["identifier"], row["group"]) for row in rows]

    first, second = (group.name for group in year.classes[:2])
    by_name = [("C10", first), ("", first), ("C9", first), ("D2²", second), ("c1", first), ("C09", second)]
    assert asked() == asked(ordering="name") == by_name
    assert [identifier for identifier, _ in asked(ordering="identifier")] == ["c1", "C09", "C9", "C10", "D2²", ""]
    assert [group for _, group in asked(ordering="group")] == [first] * 4 + [second] * 2
    assert refusal(olga.get("reports/badges", ordering="size")) == (422, "invalid-input")


def test_the_code_on_a_badge_says_the_identifier(year: Year, olga: Api) -> None:
    people = Participant.objects.for_organization(year.school.organization.pk)
    people.filter(pk=year.pupils[0].pk).update(identifier="S-2026-00417")
    answer = olga.get("reports/badges", participant=year.pupils[0].pk, format="pdf", size="label-89x36")
    matrix = segno.make("S-2026-00417", error="m", micro=False).matrix
    dark = {(x, y) for y, line in enumerate(matrix) for x, module in enumerate(line) if module}
    assert [code_on(page) for page in drawings(answer.content)] == [dark]


def test_sheets_hold_what_they_say(year: Year, olga: Api) -> None:
    for size, pages in (("card", 1), ("label-63x38", 1), ("label-62x29", 9)):
        assert len(drawings(olga.get("reports/badges", format="pdf", size=size).content)) == pages
    whole = olga.get("reports/badges", group=year.year.pk, subgroups="true").json()
    assert whole["total"] == 6
    assert olga.get("reports/badges", group=year.year.pk).json()["total"] == 0
    chosen = olga.get("reports/badges", participant=f"{year.pupils[0].pk},{year.pupils[4].pk}").json()["results"]
    assert [row["identifier"] for row in chosen] == ["A0", "B1"]


def test_names_of_every_script_are_on_the_badge(year: Year, olga: Api) -> None:
    people = Participant.objects.for_organization(year.school.organization.pk)
    wanted = set()
    for pupil, name in zip(year.pupils, NAMES, strict=False):
        people.filter(pk=pupil.pk).update(first_name=name, last_name="")
        _, missing = fonts.fonts_for(name)
        # What a font joins into one glyph stands in the file as that glyph; letters of Chinese as themselves.
        if not missing:
            wanted.add(name[0])
    answer = olga.get("reports/badges", group=year.classes[0].pk, format="pdf")
    assert wanted
    assert wanted <= characters(answer.content) | {name[0] for name in NAMES[:2]}


def test_files_say_the_organization_as_people_call_it(year: Year, olga: Api) -> None:
    Organization.objects.filter(pk=year.school.organization.pk).update(name="Ωmega Academy")
    for report in ("badges", "attendance"):
        assert "Ω" in characters(olga.get(f"reports/{report}", format="pdf").content)


def test_only_administrators_print_and_no_more_than_a_pdf_takes(
    year: Year, olga: Api, maud: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in (maud, Api(year.school.mina)):
        assert refusal(who.get("reports/badges")) == (403, "forbidden")
    monkeypatch.setattr(badges, "MAX_BADGES", 5)
    assert refusal(olga.get("reports/badges", format="pdf")) == (422, "report-too-large")
    assert olga.get("reports/badges").status_code == 200


def test_a_long_name_takes_two_lines_and_nothing_is_wider_than_its_place() -> None:
    assert badges._two_lines("Zoë van Dyk") == ["Zoë van Dyk"]
    assert badges._two_lines("Bartholomew Featherstonehaugh") == ["Bartholomew", "Featherstonehaugh"]
    assert badges._two_lines("王小明") == ["王小明"]
