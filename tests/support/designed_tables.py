"""The eleven tables as designed: type, nullability, keys and indexes. `+` marks an extension (docs/database.md)."""

ID = "bigint unsigned auto_increment"
REF = "bigint unsigned"
TIME = "datetime(6)"
BOOL = "boolean"
JSON = "json"
NULL = " null"

TABLES: dict[str, dict[str, str]] = {
    "organizations": {
        "id": ID, "name": "varchar(255)", "slug": "varchar(50)", "domain_type": "varchar(50)",
        "created_at": TIME, "updated_at": TIME,
        "+time_zone": "varchar(64)", "+settings": JSON, "+suspended_at": TIME + NULL, "+deleted_at": TIME + NULL,
    },
    "users": {
        "id": ID, "organization_id": REF, "email": "varchar(255)", "password_hash": "varchar(255)",
        "role": "varchar(50)", "is_active": BOOL, "last_login_at": TIME + NULL, "created_at": TIME, "updated_at": TIME,
        "+name": "varchar(255)", "+token_version": "int unsigned",
    },
    "participants": {
        "id": ID, "organization_id": REF, "external_id": "varchar(100)" + NULL, "first_name": "varchar(100)",
        "last_name": "varchar(100)", "identifier": "varchar(100)", "date_of_birth": "date" + NULL, "extra_data": JSON,
        "is_active": BOOL, "created_at": TIME, "updated_at": TIME,
        "+version": REF,
    },
    "groups": {
        "id": ID, "organization_id": REF, "parent_id": REF + NULL, "name": "varchar(255)", "group_type": "varchar(50)",
        "extra_data": JSON, "is_active": BOOL, "created_at": TIME, "updated_at": TIME,
        "+version": REF,
    },
    "group_memberships": {
        "id": ID, "group_id": REF, "participant_id": REF, "joined_at": TIME, "extra_data": JSON,
        "+organization_id": REF, "+version": REF,
    },
    "sessions": {
        "id": ID, "organization_id": REF, "group_id": REF, "name": "varchar(255)", "scheduled_start_at": TIME,
        "scheduled_end_at": TIME, "actual_start_at": TIME + NULL, "actual_end_at": TIME + NULL, "extra_data": JSON,
        "created_at": TIME, "updated_at": TIME,
        "+version": REF,
    },
    "presence_records": {
        "id": ID, "organization_id": REF, "session_id": REF, "participant_id": REF, "presence_state_id": REF,
        "recorded_at": TIME, "recorded_by": REF, "source_device_id": "varchar(100)", "extra_data": JSON,
        "created_at": TIME, "updated_at": TIME,
        "+version": REF,
    },
    "presence_states": {
        "id": ID, "organization_id": REF, "domain": "varchar(50)", "code": "varchar(50)", "label": "varchar(100)",
        "color": "varchar(7)", "sort_order": "int", "is_default": BOOL, "created_at": TIME, "updated_at": TIME,
        "+version": REF, "+is_active": BOOL, "+counts_as": "varchar(10)",
    },
    "audit_logs": {
        "id": ID, "organization_id": REF, "table_name": "varchar(100)", "record_id": REF, "action": "varchar(20)",
        "changed_by": REF, "old_values": JSON + NULL, "new_values": JSON + NULL, "changed_at": TIME,
        "source_device": "varchar(100)",
    },
    "sync_conflicts": {
        "id": ID, "organization_id": REF, "session_id": REF, "participant_id": REF, "version_a_data": JSON,
        "version_b_data": JSON, "resolved_with_id": REF + NULL, "resolved_at": TIME + NULL, "resolved_by": REF + NULL,
        "created_at": TIME,
        "+version": REF, "+chosen_version": "varchar(5)" + NULL,
        "+resolved_op": "binary(16)" + NULL,
    },
    "notifications": {
        "id": ID, "organization_id": REF, "user_id": REF, "notification_type": "varchar(50)", "title": "varchar(255)",
        "message": "text", "link": "varchar(500)" + NULL, "is_read": BOOL, "read_at": TIME + NULL, "created_at": TIME,
    },
}  # fmt: skip

UNIQUE: dict[str, list[tuple[str, ...]]] = {
    "organizations": [("slug",)],
    "users": [("organization_id", "email")],
    "participants": [("organization_id", "identifier")],
    "group_memberships": [("group_id", "participant_id")],
    "presence_records": [("session_id", "participant_id")],
    "presence_states": [("organization_id", "domain", "code")],
}

INDEXES: dict[str, list[tuple[str, ...]]] = {
    "organizations": [("domain_type",)],
    "users": [("organization_id",), ("role",)],
    "participants": [("organization_id",), ("is_active",)],
    "groups": [("organization_id",), ("parent_id",), ("group_type",), ("is_active",)],
    "group_memberships": [("group_id",), ("participant_id",)],
    "sessions": [("organization_id",), ("group_id",), ("scheduled_start_at",)],
    "presence_records": [("organization_id",), ("session_id",), ("participant_id",), ("recorded_at",)],
    "presence_states": [("organization_id",), ("domain",)],
    "audit_logs": [("organization_id",), ("table_name", "record_id"), ("changed_by",), ("changed_at",)],
    "sync_conflicts": [("organization_id",), ("session_id",), ("participant_id",), ("resolved_with_id",)],
    "notifications": [("organization_id",), ("user_id",), ("is_read",), ("created_at",)],
}

ORGANIZATION = {"organization_id": "organizations"}
FOREIGN_KEYS: dict[str, dict[str, str]] = {
    "users": ORGANIZATION,
    "participants": ORGANIZATION,
    "groups": {**ORGANIZATION, "parent_id": "groups"},
    "group_memberships": {**ORGANIZATION, "group_id": "groups", "participant_id": "participants"},
    "sessions": {**ORGANIZATION, "group_id": "groups"},
    "presence_records": {
        **ORGANIZATION,
        "session_id": "sessions",
        "participant_id": "participants",
        "presence_state_id": "presence_states",
        "recorded_by": "users",
    },
    "presence_states": ORGANIZATION,
    "audit_logs": {**ORGANIZATION, "changed_by": "users"},
    "sync_conflicts": {
        **ORGANIZATION,
        "session_id": "sessions",
        "participant_id": "participants",
        "resolved_by": "users",
    },
    "notifications": {**ORGANIZATION, "user_id": "users"},
}

EXTENSION_TABLES = {
    "sync_counters",
    "sync_lives",
    "sync_tombstones",
    "sync_devices",
    "refresh_tokens",
    "invitations",
    "idempotency_keys",
    "api_keys",
    "sync_operations",
    "sync_quarantine",
    "audit_guards",
    "job_workers",
    "job_rhythms",
    "domains",
    "timetables",
    "timetable_occurrences",
    "group_calendars",
    "notification_rules",
    "notification_preferences",
    "absence_alerts",
    "imports",
    "import_parts",
    "import_rows",
    "participant_merges",
    "webhooks",
    "webhook_deliveries",
    "self_service_links",
    "registrations",
}
# Django's own, and those of django.contrib.auth, which simplejwt imports.
FRAMEWORK_TABLES = {
    "django_migrations",
    "django_content_type",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_tasks_database_dbtaskresult",
}
