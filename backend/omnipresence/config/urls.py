"""Every route of the server."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from omnipresence.config import health, metrics, shell
from omnipresence.config.docs import DocsStyleView, DocsView, SchemaView

ROOMS = (
    "accounts",
    "audit",
    "notifications",
    "roster",
    "schedule",
    "presence",
    "sync",
    "imports",
    "reports",
    "webhooks",
    "selfservice",
)

api: list[URLPattern | URLResolver] = [
    path("schema", SchemaView.as_view()),
    path("docs", DocsView.as_view()),
    path("docs/style.css", DocsStyleView.as_view()),
    *(path("", include(f"omnipresence.{room}.urls")) for room in ROOMS),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include(api)),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics.metrics),
    # Whatever has no file name is a page of the app, which finds its way by itself.
    re_path(r"^(?!api/)(?:.*/)?[^./]*$", shell.app_shell),
]

handler400 = "omnipresence.config.shell.bad_request"
handler404 = "omnipresence.config.shell.not_found"
handler500 = "omnipresence.config.shell.unexpected"
