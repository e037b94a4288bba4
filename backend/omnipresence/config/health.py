"""What a load balancer asks."""

from dataclasses import asdict
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from omnipresence.base import jobs


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return JsonResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration. How the jobs do is told, and is no reason to take tablets away."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _answer("the database does not answer", 503)
    return _answer("migrations are missing", 503) if waiting else _answer("ready", 200, jobs=asdict(jobs.health()))


def _answer(status: str, code: int, **more: Any) -> HttpResponse:
    return JsonResponse({"status": status, **more}, status=code, headers={"Cache-Control": "no-store"})
