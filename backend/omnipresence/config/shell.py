"""The PWA's pages, and the answers to addresses that nothing serves."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from omnipresence.base.contract import PROBLEM_JSON
from omnipresence.base.problems import MalformedRequest, NotFound, Problem, Unexpected


def app_shell(request: HttpRequest) -> HttpResponse:
    """The app, for `/` and for every deep link into it."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    index = settings.PWA_DIST / "index.html"
    if not index.is_file():
        return HttpResponse("The app is not built yet: make run builds it.\n", status=503, content_type="text/plain")
    return HttpResponse(index.read_bytes(), headers={"Cache-Control": "no-cache"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django itself refuses, such as a foreign Host header."""
    return _answer(MalformedRequest("The request cannot be read."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that nothing serves."""
    return _answer(NotFound())


def unexpected(request: HttpRequest) -> HttpResponse:
    """A failure outside the API's views."""
    return _answer(Unexpected())


def _answer(problem: Problem) -> HttpResponse:
    return JsonResponse(problem.as_json(), status=problem.status, content_type=PROBLEM_JSON)
