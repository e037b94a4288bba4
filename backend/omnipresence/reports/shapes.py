"""Reports as the JSON of the API."""

from dataclasses import asdict
from typing import Any

from omnipresence.base.clock import rfc3339
from omnipresence.reports.report import Report


def report_json(report: Report, *, limit: int, offset: int) -> dict[str, Any]:
    """A part of a report's rows, with what they are about."""
    return {
        "report": report.name,
        "title": report.title,
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "time_zone": report.time_zone,
        "generated_at": rfc3339(report.generated_at),
        "states": [asdict(state) for state in report.states],
        "total": len(report.rows),
        "results": list(report.rows[offset : offset + limit]),
    }
