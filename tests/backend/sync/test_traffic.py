"""How many syncs run at once: of a device at most four, and when many run devices are asked for patience."""

import threading
from contextlib import ExitStack
from typing import Any

import pytest
from django.core.cache import cache

from omnipresence.accounts.models import SyncDevice
from omnipresence.sync.services import traffic
from omnipresence.sync.services.traffic import AT_ONCE, CALM, turn_of
from support.api import refusal
from support.cast import School
from support.tablets import Tablet


def device_of(tablet: Tablet) -> SyncDevice:
    tablet.sync()
    found: SyncDevice = SyncDevice.objects.for_organization(tablet.school.organization.pk).get(
        device_uuid=str(tablet.device_id)
    )
    return found


def test_one_sync_too_many_of_a_device_is_asked_to_come_again(school: School, mina: Tablet, tariq: Tablet) -> None:
    device = device_of(mina)
    op = mina.op(school.pupil)
    with ExitStack() as running:
        for _ in range(AT_ONCE):
            running.enter_context(turn_of(device))
        answer = mina.send(op)
        assert (refusal(answer), answer.headers["Retry-After"]) == ((409, "batch-in-progress"), "2")
        assert tariq.send().status_code == 200, "every device has its own"
    assert mina.outcomes(op) == ["applied"]


def test_a_place_is_given_back_whatever_happens(school: School, mina: Tablet) -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(RuntimeError), turn_of(device_of(mina)):
            raise RuntimeError
    assert traffic.traffic.running == 0


def test_a_process_that_died_blocks_a_device_for_a_minute_at_most(
    school: School, mina: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = device_of(mina)
    kept: list[tuple[str, float]] = []
    add = cache.add

    def noted(key: str, value: int, seconds: float) -> bool:
        kept.append((key, seconds))
        return bool(add(key, value, seconds))

    monkeypatch.setattr(cache, "add", noted)
    places = [turn_of(device) for _ in range(AT_ONCE)]
    for place in places:
        place.__enter__()
    assert mina.send().status_code == 409
    assert {seconds for key, seconds in kept if key.startswith("sync-")} == {60}
    # Nobody gives the places back; they run out.
    for key, _ in kept:
        cache.touch(key, 0)
    assert mina.send().status_code == 200
    for place in places:
        place.__exit__(None, None, None)


def test_a_cache_that_is_down_stops_no_sync(school: School, mina: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "add", broken)
    assert mina.outcomes(mina.op(school.pupil)) == ["applied"]


def test_when_many_run_devices_are_asked_to_stay_away(school: School, mina: Tablet) -> None:
    device = device_of(mina)
    assert mina.sync()["backoff"] == 0
    running = [traffic.traffic.one_more() for _ in range(CALM + 1)]
    for one in running:
        one.__enter__()
    assert mina.sync()["backoff"] == 20
    for one in running:
        one.__exit__(None, None, None)
    assert mina.sync()["backoff"] == 0
    assert device.pk


def test_the_count_of_those_that_run_is_right_however_threads_meet() -> None:
    def come_and_go() -> None:
        for _ in range(200):
            with traffic.traffic.one_more():
                pass

    threads = [threading.Thread(target=come_and_go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert traffic.traffic.running == 0
