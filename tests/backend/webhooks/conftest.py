"""A receiver on this machine, and a webhook that may lead to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from support.api import Api
from support.receivers import Receiver
from support.webhooks import Json, add_webhook


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def hook(olga: Api, receiver: Receiver) -> Json:
    return add_webhook(olga, receiver)
