"""Errors of the program shown as pages: what happened, why, what to do; never a traceback."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yifa.errors import BadInput, Conflict, Forbidden, Missing, Refused, Unavailable, YifaError

__all__ = ["ErrorsAsPages", "status_of"]

STATUS: tuple[tuple[type[YifaError], int], ...] = (
    (Missing, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (Refused, 409),
    (BadInput, 400),
    (Unavailable, 503),
)


def status_of(error: YifaError) -> int:
    """The HTTP status of an error."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


class ErrorsAsPages:  # Django names a middleware by its factory
    """Turn a `YifaError` that reaches the edge into a page with its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for our own errors; all others are Django's."""
        if not isinstance(exception, YifaError) or request.path.startswith("/api/"):
            return None
        return render(request, "yifa/error.html", {"error": exception}, status=status_of(exception))
