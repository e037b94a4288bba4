"""What the answer of one operation is good for in another, as OpenAPI links: one table, held to the contract.

A line says: after any of these operations, these others, with parameters taken from the answer (`$response`) or from
what was asked (`$request`). Where the answer carries an ETag and the other takes If-Match, that is linked by itself. A
body names the fields that come from the answer; the caller adds the rest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

HERE = {"id": "$response.body#/id"}
FIRST = {"id": "$response.body#/results/0/id"}
ASKED = {"id": "$request.path.id"}


@dataclass(frozen=True)
class Line:
    """After each of `sources` (operationIds in one text) each of `targets`."""

    sources: str
    targets: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)


TABLE = (
    # Sign-in and people who sign in.
    Line("signIn refreshSession", "refreshSession signOut", body={"refresh": "$response.body#/refresh"}),
    Line("inviteUser resetUser", "redeemInvitation", body={"token": "$response.body#/invitation"}),
    Line("redeemInvitation", "signIn", body={"email": "$response.body#/email"}),
    Line("inviteUser getUser updateUser", "getUser updateUser resetUser", HERE),
    Line("listUsers", "getUser updateUser resetUser", FIRST),
    Line("listSignIns", "endSignIn", FIRST),
    Line("createApiKey getApiKey updateApiKey", "getApiKey updateApiKey revokeApiKey", HERE),
    Line("listApiKeys", "getApiKey updateApiKey revokeApiKey", FIRST),
    Line("listDevices", "getDevice updateDevice revokeDevice restoreDevice listDeviceOperations", FIRST),
    Line("updateDevice revokeDevice restoreDevice", "getDevice updateDevice revokeDevice restoreDevice", ASKED),
    Line("getOrganization", "updateOrganization"),
    # Domains.
    Line(
        "createDomain getDomain updateDomain", "getDomain updateDomain deleteDomain", {"code": "$response.body#/code"}
    ),
    Line("createDomain getDomain", "applyDomain", body={"domain_type": "$response.body#/code"}),
    # The roster.
    Line(
        "createParticipant getParticipant updateParticipant",
        "getParticipant updateParticipant deleteParticipant mergeParticipants",
        HERE,
    ),
    Line("listParticipants", "getParticipant updateParticipant deleteParticipant mergeParticipants", FIRST),
    Line("createGroup getGroup updateGroup", "getGroup updateGroup deleteGroup", HERE),
    # A group begins without a calendar: nobody is led from its making to where there is none.
    Line("createGroup getGroup", "rotateGroupCalendar", HERE),
    Line("getGroup", "getGroupCalendar revokeGroupCalendar", HERE),
    Line("listGroups", "getGroup updateGroup deleteGroup", FIRST),
    Line("rotateGroupCalendar", "getGroupCalendar revokeGroupCalendar", ASKED),
    Line(
        "createGroupMembership getGroupMembership updateGroupMembership",
        "getGroupMembership updateGroupMembership deleteGroupMembership",
        HERE,
    ),
    Line("listGroupMemberships", "getGroupMembership updateGroupMembership deleteGroupMembership", FIRST),
    Line("createParticipant", "createGroupMembership createPresenceRecord", body={"participant": HERE["id"]}),
    Line("createGroup", "createGroupMembership createSession createTimetable", body={"group": HERE["id"]}),
    # Imports.
    Line(
        "createImport getImport updateImport dryRunImport commitImport cancelImport",
        "getImport updateImport deleteImport dryRunImport commitImport cancelImport listImportRows downloadImportRows",
        HERE,
    ),
    # Schedule and presence.
    Line("createSession getSession updateSession", "getSession updateSession deleteSession startSession", HERE),
    Line("createSession startSession endSession", "startSession endSession getSessionReceipt", HERE),
    Line("listSessions", "getSession updateSession deleteSession startSession endSession getSessionReceipt", FIRST),
    Line("createSession", "createPresenceRecord createSelfServiceLink", body={"session": HERE["id"]}),
    Line(
        "createTimetable getTimetable updateTimetable",
        "getTimetable updateTimetable deleteTimetable createTimetableSessions",
        HERE,
    ),
    Line("listTimetables", "getTimetable updateTimetable deleteTimetable createTimetableSessions", FIRST),
    Line(
        "createPresenceRecord getPresenceRecord updatePresenceRecord",
        "getPresenceRecord updatePresenceRecord deletePresenceRecord",
        HERE,
    ),
    Line("listPresenceRecords", "getPresenceRecord updatePresenceRecord deletePresenceRecord", FIRST),
    Line(
        "createPresenceState getPresenceState updatePresenceState",
        "getPresenceState updatePresenceState deletePresenceState",
        HERE,
    ),
    Line("listPresenceStates", "getPresenceState updatePresenceState deletePresenceState", FIRST),
    Line("createPresenceState", "createPresenceRecord", body={"presence_state": "$response.body#/code"}),
    # Sync: a mark in question is looked at, decided, and sent on.
    Line("sync", "getSyncConflict", {"id": "$response.body#/results/0/conflict_id"}),
    Line("sync", "sync", body={"cursor": "$response.body#/cursor", "scope_tag": "$response.body#/scope_tag"}),
    Line("listSyncConflicts", "getSyncConflict", FIRST),
    Line("getSyncConflict", "resolveConflict", HERE, {"expected_version": "$response.body#/version_a_data/version"}),
    Line("resolveConflict", "getSyncConflict", HERE),
    Line("resolveConflict resolveConflicts", "sync"),
    Line("listQuarantine", "adoptQuarantine handleQuarantine", FIRST),
    # What is noticed, and who is told.
    Line(
        "createNotificationRule getNotificationRule updateNotificationRule",
        "getNotificationRule updateNotificationRule deleteNotificationRule",
        HERE,
    ),
    Line("listNotificationRules", "getNotificationRule updateNotificationRule deleteNotificationRule", FIRST),
    Line("listNotifications", "readNotification", FIRST),
    Line(
        "createWebhook getWebhook updateWebhook",
        "getWebhook updateWebhook deleteWebhook rotateWebhookSecret testWebhook listWebhookDeliveries",
        HERE,
    ),
    Line("listWebhooks", "getWebhook updateWebhook deleteWebhook testWebhook listWebhookDeliveries", FIRST),
    Line(
        "testWebhook replayWebhookDelivery",
        "getWebhookDelivery replayWebhookDelivery",
        {**ASKED, "delivery_id": "$response.body#/id"},
    ),
    Line(
        "listWebhookDeliveries",
        "getWebhookDelivery replayWebhookDelivery",
        {**ASKED, "delivery_id": "$response.body#/results/0/id"},
    ),
    # Self-service.
    Line(
        "createSelfServiceLink getSelfServiceLink",
        "getSelfServiceLink revokeSelfServiceLink getSelfServiceCode getSelfServiceQr",
        HERE,
    ),
    Line("listSelfServiceLinks", "getSelfServiceLink revokeSelfServiceLink getSelfServiceCode getSelfServiceQr", FIRST),
    Line("createSelfServiceLink", "openSelfServiceLink checkIn register", {"token": "$response.body#/token"}),
    Line("listRegistrations", "approveRegistration rejectRegistration", FIRST),
)


def add_links(document: dict[str, Any]) -> None:
    """Write the table into the answers of the operations. KeyError where it names an operation that is not there."""
    operations = {
        operation["operationId"]: operation for methods in document["paths"].values() for operation in methods.values()
    }
    for source, target, line in _pairs():
        answer = _success(operations[source])
        parameters = {f"path.{name}": value for name, value in line.parameters.items()}
        if "ETag" in answer.get("headers", {}) and _takes_if_match(operations[target]):
            parameters["header.If-Match"] = "$response.header.ETag"
        link: dict[str, Any] = {"operationId": target, "description": operations[target]["summary"]}
        link |= {"parameters": parameters} if parameters else {}
        link |= {"requestBody": dict(line.body)} if line.body else {}
        answer.setdefault("links", {})[target] = link


def _pairs() -> Iterator[tuple[str, str, Line]]:
    for line in TABLE:
        for source in line.sources.split():
            for target in line.targets.split():
                yield source, target, line


def _success(operation: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(answer for status, answer in operation["responses"].items() if status[0] == "2")
    return found


def _takes_if_match(operation: Mapping[str, Any]) -> bool:
    return any(one.get("name") == "If-Match" for one in operation.get("parameters", []))
