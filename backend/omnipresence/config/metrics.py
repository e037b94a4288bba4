"""What operators watch, in the text form of Prometheus: requests of this process, and what the database knows.

No label names an organization or a person: numbers are of the whole server.
"""

import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from omnipresence.accounts.devices import ACTIVE
from omnipresence.accounts.models import Organization, SyncDevice
from omnipresence.base import clock, jobs
from omnipresence.presence.models import SyncConflict
from omnipresence.sync.models import SyncQuarantine

REASON = "numbers of the whole server, for its operator"
METHODS = {"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "PUT"}
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
REQUESTS = Counter("omnipresence_http_requests", "Requests by route.", ("method", "route", "status"), registry=REGISTRY)
SECONDS = Histogram(
    "omnipresence_http_request_seconds", "Until the answer began.", ("method", "route"), buckets=BUCKETS,
    registry=REGISTRY,
)  # fmt: skip


class RequestMetrics:
    """Counts every request by the route that answered it; addresses as they came would be labels without end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        route = match.route if match else "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, route, str(response.status_code)).inc()
        SECONDS.labels(method, route).observe(time.monotonic() - begun)
        return response


class DatabaseNumbers(Collector):
    """What the database knows, asked anew with each scrape: a few counts over short tables or indexes."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        health = jobs.health()
        devices = SyncDevice.objects.across_organizations(REASON).filter(status=ACTIVE)
        waiting = [row for row in devices.values_list("waiting_reported", "oldest_waiting_at") if row[0]]
        oldest = min((moment for _, moment in waiting if moment is not None), default=None)
        numbers = {
            "organizations": ("Organizations.", Organization.objects.count()),
            "devices": ("Tablets that may sync.", devices.count()),
            "device_marks_waiting": (
                "Marks that wait, as tablets said.",
                sum(count for count, _ in waiting),
            ),
            "device_oldest_waiting_seconds": (
                "How long the oldest of these waits.",
                (clock.now() - oldest).total_seconds() if oldest else 0,
            ),
            "conflicts_open": (
                "Conflicts that wait for a decision.",
                SyncConflict.objects.across_organizations(REASON).filter(resolved_at=None).count(),
            ),
            "quarantine_open": (
                "Operations that could not be processed and that nobody handled yet.",
                SyncQuarantine.objects.across_organizations(REASON).filter(handled_at=None).count(),
            ),
            "jobs_waiting": ("Jobs that are due.", health.waiting),
            "jobs_late_seconds": ("How long the oldest of these waits.", health.late_seconds),
            "jobs_failed": ("Jobs of the last day that failed for good.", health.failed),
            "job_workers": ("Workers that were heard of within a minute.", health.workers),
        }
        for name, (words, value) in numbers.items():
            yield GaugeMetricFamily(f"omnipresence_{name}", words, value=value)


REGISTRY.register(DatabaseNumbers())


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, for whoever has the token, or asks from the machine itself and through no proxy."""
    if not _may_read(request):
        return HttpResponse("Not for you.\n", status=403, content_type="text/plain")
    return HttpResponse(
        generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


def _may_read(request: HttpRequest) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN:
        return scheme.lower() == "bearer" and constant_time_compare(token, settings.METRICS_TOKEN)
    # Through a proxy on this machine everybody comes from here.
    if settings.REST_FRAMEWORK["NUM_PROXIES"] or any(name in request.META for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
