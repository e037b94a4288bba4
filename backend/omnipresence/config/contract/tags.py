"""What each tag of the contract is about."""

TAGS = {
    "Account": "The caller, and the caller's organization: profile, password, sign-ins, settings.",
    "API keys": "Keys for programs: scoped, expiring, revocable, shown once.",
    "Audit": "Who changed what, when and from where. Read only.",
    "Calendars": "A group's sessions as a calendar, by a secret link.",
    "Devices": "Tablets that sync: named, revoked, let in again.",
    "Domains": "What makes the product a school's or a hotel's: words, group types, states, rules.",
    "Imports": "Lists of people from CSV and XLSX: uploaded, tried, written.",
    "Notifications": "What somebody should look at, and the rules by which it is noticed.",
    "Presence": "Presence records, their states, and conflicts that wait for a decision.",
    "Reports": "Who was present, missing or never seen, as JSON, CSV and PDF.",
    "Roster": "Participants, groups, and who belongs where.",
    "Schedule": "Sessions: planned, started, ended.",
    "Self-service": "Expiring links by which people outside check in or register themselves.",
    "Self-service, without sign-in": "What somebody who has such a link sees and sends.",
    "Sign-in": "Access tokens for people.",
    "Sync": "Marks made offline, and what changed meanwhile. docs/sync.md tells it as a story.",
    "Timetables": "Sessions that come again and again.",
    "Users": "People who sign in: invited, given a role, deactivated.",
    "Webhooks": "Signed messages to your own server when something changes.",
}
