"""The same Idempotency-Key on a POST gives the same answer, byte for byte, however often it is sent.

The key is claimed, the work is done and its answer is kept in one transaction: after a crash there is either all of it
or nothing, and of several processes that are sent the same request one does the work while the others wait for its
answer. A refusal keeps nothing, since nothing happened; the same request may succeed later.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import OperationalError, connection
from django.utils.crypto import salted_hmac

from omnipresence.base import clock
from omnipresence.base.compact import compact
from omnipresence.base.models import IdempotencyKey
from omnipresence.base.parsing import parse_json
from omnipresence.base.problems import FieldError, InvalidInput, Problem
from omnipresence.base.writes import is_lock_timeout, joined, write_unversioned

KEPT = timedelta(hours=24)
MAX_KEY = 255
SALT = "omnipresence.base.idempotency"
KEY = re.compile(rf"[\x21-\x7e]{{1,{MAX_KEY}}}")


class KeyReused(Problem):
    status = 422
    code = "idempotency-key-reused"
    title = "This Idempotency-Key was sent with another request; use a new one."


class RequestInProgress(Problem):
    status = 409
    code = "request-in-progress"
    title = "The same request is being worked on; send it again for its answer."
    retry_after = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """A key as one caller sent it with one request. The same text of another caller is another key."""

    organization_id: int
    caller: str
    key: str
    request: bytes

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(f"{self.organization_id}\n{self.caller}\n{self.key}".encode()).digest()

    @property
    def fingerprint(self) -> bytes:
        return hashlib.sha256(self.request).digest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller sees: status, those headers that belong to the answer, and the bytes of its body."""

    status: int
    headers: dict[str, str]
    body: bytes


def read_key(text: str) -> str:
    """The key of a header; raises InvalidInput."""
    if KEY.fullmatch(text) is None:
        detail = f"This must have 1 to {MAX_KEY} visible ASCII characters."
        raise InvalidInput(errors=[FieldError("/Idempotency-Key", "format", detail)])
    return text


def answer_once(claim: Claim, work: Callable[[], Answer]) -> Answer:
    """The answer of `work`, or the one that it gave to the same claim before.

    `work` runs in the transaction that keeps its answer; what it writes through base.writes joins it. Raises KeyReused,
    RequestInProgress, and whatever `work` raises.
    """

    def attempt() -> Answer:
        known = _known(claim)
        if known is not None:
            return known
        if not _insert(claim):
            # Somebody else was first, and is done: the insert has waited for that.
            known = _known(claim)
            if known is None:
                raise RequestInProgress
            return known
        with joined():
            answer = work()
        IdempotencyKey.objects.filter(digest=claim.digest).update(
            status=answer.status, headers=compact(answer.headers), body=_vault(claim).encrypt(answer.body)
        )
        return answer

    return write_unversioned(attempt, repeatable=True)


def purge() -> int:
    """Forget the answers of more than a day ago; how many they were. The worker does so every hour (base/jobs.py)."""
    return IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]


def _insert(claim: Claim) -> bool:
    """Claim the key; False when it is taken. Waits while another transaction holds it, RequestInProgress when long."""
    # Django's own save would give the whole transaction up for a key that is taken.
    ignore = "IGNORE" if connection.vendor == "mysql" else "OR IGNORE"
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                f"INSERT {ignore} INTO idempotency_keys (digest, fingerprint, status, headers, body, created_at) "
                "VALUES (%s, %s, 0, '', '', %s)",
                [claim.digest, claim.fingerprint, now],
            )
        except OperationalError as error:
            if is_lock_timeout(error):
                raise RequestInProgress from error
            raise
        return bool(cursor.rowcount)


def _known(claim: Claim) -> Answer | None:
    row = IdempotencyKey.objects.filter(digest=claim.digest).first()
    if row is None:
        return None
    if row.created_at < clock.now() - KEPT:
        row.delete()
        return None
    if bytes(row.fingerprint) != claim.fingerprint:
        raise KeyReused
    try:
        body = _vault(claim).decrypt(bytes(row.body))
    except InvalidToken as error:
        # The secret key was changed, and the old one is not known any more.
        raise KeyReused("The answer to this Idempotency-Key cannot be read any more.") from error
    return Answer(row.status, parse_json(row.headers.encode()), body)


def _vault(claim: Claim) -> MultiFernet:
    """Answers may show a secret once, so nobody reads them who has the database alone, or the server alone."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [salted_hmac(SALT, claim.key, secret=secret, algorithm="sha256").digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
