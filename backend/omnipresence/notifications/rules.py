"""What a notification rule may say, on plain values."""

from collections.abc import Mapping
from typing import Any

ABSENCE = "absence"
COUNTED = ("threshold", "within_days")


def rule_faults(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a rule, by the field to correct: only absences are counted, and they always are."""
    counts = values["notification_type"] == ABSENCE
    if counts:
        return {name: "Absences need this." for name in COUNTED if values.get(name) is None}
    return {name: "Only absences are counted." for name in COUNTED if values.get(name) is not None}
