"""Operators read the server's numbers; nobody else does, and no number tells of anybody."""

from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from omnipresence.accounts.models import SyncDevice
from omnipresence.config import env
from support.api import Api
from support.cast import School
from support.tablets import Tablet

TOKEN = "a long token of the operator's"


def read(**extra: Any) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    answer = Client().get("/metrics", **extra)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.content.decode())
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples}


def test_the_machine_itself_reads_them(school: School) -> None:
    Tablet(school, school.mina).sync()
    SyncDevice.objects.for_organization(school.organization.pk).update(waiting_reported=7)
    numbers = read()
    assert numbers[("omnipresence_organizations", ())] == 1
    assert numbers[("omnipresence_device_marks_waiting", ())] == 7
    assert numbers[("omnipresence_conflicts_open", ())] == 0
    assert ("omnipresence_jobs_late_seconds", ()) in numbers


def test_requests_are_counted_by_route(school: School, olga: Api) -> None:
    labels = (("method", "GET"), ("route", "api/v1/participants/<id:id>"), ("status", "404"))
    before = read().get(("omnipresence_http_requests_total", labels), 0)
    for id in (2**60, 2**60 + 1):
        olga.get(f"participants/{id}")
    after = read()
    assert after[("omnipresence_http_requests_total", labels)] == before + 2
    assert not [labels for _, labels in after if str(2**60) in str(labels)]


@pytest.mark.parametrize(
    "extra",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_nobody_else_does(db: None, extra: dict[str, str]) -> None:
    answer = Client().get("/metrics", **extra)
    assert (answer.status_code, answer.content) == (403, b"Not for you.\n")


def test_behind_a_proxy_the_machine_is_nobody(db: None, settings: Any) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    assert Client().get("/metrics").status_code == 403


def test_a_token_opens_them_from_anywhere_and_then_nothing_else_does(db: None, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics").status_code == 403
    assert Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 403
    read(REMOTE_ADDR="192.0.2.7", headers={"Authorization": f"Bearer {TOKEN}"})


def test_a_short_token_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_TOKEN", "short")
    with pytest.raises(env.BadSetting, match="METRICS_TOKEN: must have at least 16 characters"):
        env.read()
