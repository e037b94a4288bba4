"""Domains as configuration (R1): shipped, own, applied, switched, and nothing lost."""

import re
from typing import Any

import pytest

from omnipresence.accounts.domains.selectors import shipped_domains
from omnipresence.accounts.domains.serializers import DomainIn
from omnipresence.accounts.models import Organization
from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord, PresenceState
from support import tree
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.records import record_presence
from support.tablets import Tablet

LIBRARY: dict[str, Any] = {
    "code": "library",
    "name": {"en": "Library", "bn": "পাঠাগার"},
    "terminology": {
        word: {
            "en": {"one": word, "many": f"{word}s"},
            "bn": {"one": "ক", "many": "কগুলি"},
        }
        for word in ("participant", "group", "session")
    },
    "group_types": [{"code": "shelf", "label": {"en": "Shelf"}}],
    "states": [
        {
            "code": code,
            "label": {"en": code.title(), "bn": "খ"},
            "color": "#112233",
            "counts_as": counts_as,
        }
        for code, counts_as in [("present", "present"), ("absent", "absent")]
        + [(f"desk_{number}", "present") for number in range(12)]
    ],
    "opening_report": "today",
}


@pytest.mark.parametrize("code", sorted(shipped_domains()))
def test_a_shipped_domain_is_whole(code: str) -> None:
    pack = shipped_domains()[code]
    assert pack["code"] == code
    assert DomainIn(data=pack).is_valid(), DomainIn(data=pack).errors
    words = [form for term in pack["terminology"].values() for form in (term["en"], term["bn"])]
    assert all(form["one"] and form["many"] for form in words)
    assert all(part["label"]["bn"] for part in [*pack["states"], *pack["group_types"]])
    assert [state["code"] for state in pack["states"] if state.get("is_default")] == ["present"]


def test_five_domains_ship_and_no_code_knows_their_names() -> None:
    assert set(shipped_domains()) == {
        "education",
        "hospitality",
        "events",
        "corporate",
        "healthcare",
    }
    # A key of that name is a field: webhooks have their `events`. The contract's examples decide nothing.
    named = re.compile(rf"""["'](?:{"|".join(shipped_domains())})["'](?!\s*:)""")
    sources = [file for file in tree.texts(".py", ".ts", ".tsx") if not {"tests", "contract"} & {*file.parts}]
    written = [file for file in sources if tree.is_written_by_hand(file) and "migrations" not in file.parts]
    assert not [tree.name(file) for file in written if named.search(file.read_text())]


def test_they_are_listed_with_one_s_own(school: School, strangers: School, olga: Api) -> None:
    assert olga.post("domains", LIBRARY).status_code == 201
    listed = Api(school.mina).get("domains").json()["results"]
    assert [row["code"] for row in listed if row["is_shipped"]] == sorted(shipped_domains())
    assert [row["code"] for row in listed if not row["is_shipped"]] == ["library"]
    assert refusal(Api(strangers.olga).get("domains/library")) == (404, "not-found")
    organization = olga.get("organization").json()
    assert organization["domain"]["terminology"]["participant"]["bn"]["many"] == "শিক্ষার্থীরা"


def test_an_own_domain_is_changed_against_its_version_and_deleted(school: School, olga: Api) -> None:
    made = olga.post("domains", LIBRARY)
    assert (made.headers["Location"], made.json()["states"][0]["is_default"]) == (
        "/api/v1/domains/library",
        False,
    )
    assert refusal(olga.post("domains", LIBRARY)) == (409, "domain-exists")
    assert refusal(olga.post("domains", {**LIBRARY, "code": "events"})) == (
        409,
        "domain-exists",
    )
    changed = olga.patch(
        "domains/library",
        {"name": {"en": "Reading room"}},
        **{"If-Match": made.headers["ETag"]},
    )
    assert (changed.status_code, changed.json()["name"]) == (
        200,
        {"en": "Reading room"},
    )
    assert changed.json()["states"] == made.json()["states"]
    stale = olga.patch(
        "domains/library",
        {"opening_report": "trends"},
        **{"If-Match": made.headers["ETag"]},
    )
    assert refusal(stale) == (412, "version-changed")
    assert refusal(olga.patch("domains/events", {"opening_report": "trends"})) == (
        409,
        "domain-is-shipped",
    )
    assert refusal(olga.delete("domains/events")) == (409, "domain-is-shipped")
    olga.post("organization/apply-domain", {"domain_type": "library"})
    assert refusal(olga.delete("domains/library")) == (409, "domain-in-use")
    olga.post("organization/apply-domain", {"domain_type": "education"})
    assert olga.delete("domains/library").status_code == 204
    assert PresenceState.objects.for_organization(school.organization.pk).filter(domain="library").count() == 14


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"states": LIBRARY["states"][1:]}, {"/states": "states"}),
        ({"states": [*LIBRARY["states"], LIBRARY["states"][5]]}, {"/states": "states"}),
        (
            {"states": [{**state, "counts_as": "other"} for state in LIBRARY["states"]]},
            {"/states": "states"},
        ),
        (
            {"states": [{**state, "is_default": True} for state in LIBRARY["states"]]},
            {"/states": "states"},
        ),
        ({"code": "Library"}, {"/code": "format"}),
        ({"name": {}}, {"/name/en": "required"}),
        ({"opening_report": "everything"}, {"/opening_report": "format"}),
        ({"group_types": []}, {"/group_types": "min_length"}),
    ],
)
def test_a_domain_that_could_not_work_is_refused(olga: Api, changes: dict[str, Any], faults: dict[str, str]) -> None:
    assert wrong_fields(olga.post("domains", {**LIBRARY, **changes})) == faults
    if "code" not in changes:
        olga.post("domains", LIBRARY)
        assert wrong_fields(olga.patch("domains/library", changes)) == faults


def test_switching_loses_nothing_and_reaches_tablets(school: School, olga: Api) -> None:
    record_presence(school)
    tablet = Tablet(school, school.mina)
    tablet.sync()
    before = {row.code: row for row in PresenceState.objects.for_organization(school.organization.pk)}
    olga.post("domains", LIBRARY)
    applied = olga.post("organization/apply-domain", {"domain_type": "library", "language": "bn"})
    assert applied.status_code == 200
    assert len(applied.json()["added"]) == 14
    assert [state["code"] for state in applied.json()["states"]][:3] == [
        "present",
        "absent",
        "desk_0",
    ]
    assert applied.json()["states"][2]["label"] == "খ"
    states = olga.get("presence-states", limit=100).json()["results"]
    assert {(row["domain"], row["is_offered"], row["is_active"]) for row in states} == {
        ("education", False, True),
        ("library", True, True),
    }
    assert len(olga.get("presence-states", is_offered="false").json()["results"]) == len(before)
    record = PresenceRecord.objects.for_organization(school.organization.pk).get()
    assert record.presence_state_id == before["present"].pk
    changed = {change["data"]["id"] for change in tablet.sync()["changes"] if change["kind"] == "presence_state"}
    assert changed == {row["id"] for row in states}, "a tablet learns what is offered now and what is not"
    again = olga.post("organization/apply-domain", {"domain_type": "education"}).json()
    assert (again["added"], olga.get("organization").json()["domain_type"]) == (
        ["left_early"],
        "education",
    )
    log = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="organizations")
    assert [row.new_values["domain_type"] for row in log] == ["library", "education"]


def test_an_unknown_domain_is_not_applied(school: School, strangers: School, olga: Api) -> None:
    Api(strangers.olga).post("domains", LIBRARY)
    assert wrong_fields(olga.post("organization/apply-domain", {"domain_type": "library"})) == {
        "/domain_type": "unknown"
    }
    assert olga.get("organization").json()["domain_type"] == "education"


def test_everybody_who_signs_in_learns_the_words_of_the_organization(school: School, olga: Api) -> None:
    assert olga.post("domains", LIBRARY).status_code == 201
    Organization.objects.filter(pk=school.organization.pk).update(domain_type="library")
    told = Api(school.mina).get("me").json()["organization"]["domain"]
    assert told["terminology"]["participant"]["en"] == LIBRARY["terminology"]["participant"]["en"]
    assert {state["code"] for state in told["states"]} == {state["code"] for state in LIBRARY["states"]}
