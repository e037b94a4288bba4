"""Three ways to take in the same marks: raw rows, the product, and a serializer per record.

Each is a function that takes a number of marks for a session in which nobody is marked yet.
"""

import hashlib
import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from unittest import mock

from django.db import connection, transaction
from rest_framework import serializers

from omnipresence.accounts.models import Organization, User
from omnipresence.accounts.tokens import AccessToken
from omnipresence.audit.models import AuditLog
from omnipresence.audit.services import COLUMNS as AUDIT_COLUMNS
from omnipresence.base import clock, ids
from omnipresence.base.caller import Caller
from omnipresence.base.tenancy import TenantQuerySet
from omnipresence.base.writes import Versions, write
from omnipresence.presence.models import PresenceRecord, PresenceState
from omnipresence.presence.services.records import COLUMNS as RECORD_COLUMNS
from omnipresence.roster.models import Group, Participant
from omnipresence.schedule.models import Session
from omnipresence.sync.models import SyncOperation
from omnipresence.sync.services.ledger import COLUMNS as LEDGER_COLUMNS
from support.server import Server

Take = Callable[[int], None]


@dataclass
class School:
    """The school that database.py left in the database, and fresh sessions in it."""

    organization: Organization = field(init=False)

    def __post_init__(self) -> None:
        self.organization = Organization.objects.get(slug="school")
        pk = self.organization.pk
        self.user = User.objects.for_organization(pk).get(email="mina@example.com")
        self.group = Group.objects.for_organization(pk).get()
        self.people = list(Participant.objects.for_organization(pk).order_by("id").values_list("pk", flat=True))
        self.state = PresenceState.objects.for_organization(pk).get(code="present")

    def session(self) -> Session:
        """A lesson that nobody is marked in."""

        def work(versions: Versions) -> Session:
            now = clock.now()
            return Session.objects.create(
                organization=self.organization, group=self.group, name="Lesson", scheduled_start_at=now,
                scheduled_end_at=now, created_at=now, updated_at=now, version=versions.take(),
            )  # fmt: skip

        return write(self.organization.pk, work)


@dataclass
class Raw:
    """What the driver reaches: one multi-row INSERT per table, one commit, rows made beforehand. No checks at all."""

    school: School

    def prepare(self, marks: int) -> Callable[[], None]:
        session = self.school.session()
        now = clock.now().astimezone(UTC).replace(tzinfo=None)
        first: list[int] = []
        write(self.school.organization.pk, lambda v: first.extend(v.take() for _ in range(marks)), count=marks)
        org, user, device = self.school.organization.pk, self.school.user.pk, str(ids.uuid4())
        records, audits, ledger = [], [], []
        for person, version in zip(self.school.people[:marks], first, strict=True):
            op = ids.uuid7()
            extra = json.dumps({"op": str(op), "clock": "ok"})
            values = json.dumps(
                {
                    "session_id": session.pk, "participant_id": person, "presence_state_id": self.school.state.pk,
                    "presence_state": "present", "recorded_at": str(now), "recorded_by": user,
                    "source_device_id": device, "extra_data": {"op": str(op), "clock": "ok"}, "version": version,
                }
            )  # fmt: skip
            payload = json.dumps({"op_id": str(op), "seq_no": version, "kind": "mark", "session": session.pk,
                "participant": person, "base_version": 0, "prev_op": None, "marked_at": 1_764_000_000_000,
                "clock_era": 0, "marked_by": user, "note": "", "state": "present"})  # fmt: skip
            records.append((org, session.pk, person, self.school.state.pk, now, user, device, extra, now, now, version))
            audits.append((org, "presence_records", version, "create", user, None, values, now, device))
            ledger.append(
                (org, op.bytes, 1, op.bytes, version, hashlib.sha256(op.bytes).digest(), "mark", session.pk, person,
                 None, 0, None, payload, "applied", None, None, version, None, None, user, user, now)
            )  # fmt: skip
        tables = (
            ("presence_records", RECORD_COLUMNS, records),
            ("audit_logs", AUDIT_COLUMNS, audits),
            ("sync_operations", LEDGER_COLUMNS, ledger),
        )

        def run() -> None:
            raw = connection.connection
            raw.autocommit(False)
            cursor = raw.cursor()
            for table, columns, rows in tables:
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608
            raw.commit()
            raw.autocommit(True)

        return run


@dataclass
class Product:
    """POST /sync over HTTP, one keep-alive connection, with sign-in, checks, audit, ledger and the feed's answer."""

    school: School
    server: Server

    def __post_init__(self) -> None:
        self.token = str(AccessToken.of(self.school.user))
        self.device = str(ids.uuid4())
        self.link = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        self.cursor: str | None = None
        self.seq = 0

    def caught_up(self) -> None:
        """Read the feed to its end, without the past: a device that was here a moment ago."""
        from omnipresence.base.feed import position
        from omnipresence.sync.services import pull
        from omnipresence.sync.services.scope import scope_of

        caller = caller_of(self.school.user)
        now = position(self.school.organization.pk)
        here = pull.Cursor(now.epoch, now.version, now.version, scope_of(caller, None).tag)
        self.cursor = pull._sign(caller, here)

    def prepare(self, marks: int) -> Callable[[], None]:
        session = self.school.session()
        self.caught_up()
        # Another side may have taken longer than the server keeps an idle connection.
        self.link.close()
        self.link.connect()
        ops = []
        for person in self.school.people[:marks]:
            self.seq += 1
            ops.append(
                {"op_id": str(ids.uuid7()), "seq_no": self.seq, "kind": "mark", "session": session.pk,
                 "participant": person, "base_version": 0, "prev_op": None,
                 "marked_at": clock.to_milliseconds(clock.now()), "clock_era": 0, "marked_by": self.school.user.pk,
                 "note": "", "state": "present"}
            )  # fmt: skip
        body = json.dumps(
            {"protocol": 1, "device_id": self.device, "batch_id": str(ids.uuid7()),
             "client_time": clock.to_milliseconds(clock.now()), "app_version": "bench", "cursor": self.cursor,
             "limit": 1000, "ops": ops},
            # As tablets write it: JSON.stringify leaves no spaces.
            separators=(",", ":"),
        ).encode()  # fmt: skip
        return lambda: self.send(body, marks)

    def send(self, body: bytes, marks: int) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        self.link.request("POST", "/api/v1/sync", body, headers)
        answer = self.link.getresponse()
        data = answer.read()
        if answer.status != http.client.OK or data.count(b'"outcome":"applied"') != marks:
            raise RuntimeError(f"{answer.status}: {data[:300]!r}")


def caller_of(user: User) -> Caller:
    return Caller(user.organization_id, user.pk, user.role, user.name)


class RecordSerializer(serializers.ModelSerializer[PresenceRecord]):
    class Meta:
        model = PresenceRecord
        fields = "__all__"


class AuditSerializer(serializers.ModelSerializer[AuditLog]):
    class Meta:
        model = AuditLog
        fields = "__all__"


@dataclass
class PerRecord:
    """The usual design: a ModelSerializer validates and saves each record, its audit row and its ledger row, all in
    one transaction, without HTTP (which would only make it slower)."""

    school: School

    def prepare(self, marks: int) -> Callable[[], None]:
        session = self.school.session()
        org, user = self.school.organization.pk, self.school.user.pk
        now = clock.now()
        versions: list[int] = []
        write(org, lambda v: versions.extend(v.take() for _ in range(marks)), count=marks)

        def run() -> None:
            # Serializers look rows up by their ids alone, which the guard of tenants would refuse.
            with mock.patch.object(TenantQuerySet, "_scoped", True), transaction.atomic():
                for person, version in zip(self.school.people[:marks], versions, strict=True):
                    op = ids.uuid7()
                    data = {
                        "organization": org, "session": session.pk, "participant": person,
                        "presence_state": self.school.state.pk, "recorded_at": now.isoformat(), "recorded_by": user,
                        "source_device_id": "tablet", "extra_data": {"op": str(op)}, "created_at": now.isoformat(),
                        "updated_at": now.isoformat(), "version": version,
                    }  # fmt: skip
                    record = RecordSerializer(data=data)
                    record.is_valid(raise_exception=True)
                    row = record.save()
                    audit = AuditSerializer(
                        data={"organization": org, "table_name": "presence_records", "record_id": row.pk,
                              "action": "create", "changed_by": user, "old_values": None, "new_values": record.data,
                              "changed_at": now.isoformat(), "source_device": "tablet"}
                    )  # fmt: skip
                    audit.is_valid(raise_exception=True)
                    audit.save()
                    SyncOperation.objects.create(
                        organization_id=org, op_id=op.bytes, device_id=1, batch_id=op.bytes, seq_no=version,
                        fingerprint=hashlib.sha256(op.bytes).digest(), kind="mark", session_id=session.pk,
                        participant_id=person, base_version=0, payload=json.dumps(data), outcome="applied",
                        result_version=version, recorded_for=user, uploaded_by=user, received_at=now,
                    )  # fmt: skip

        return run
