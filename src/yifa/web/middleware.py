"""Around every page: errors shown as pages (what happened, why, what to do), and the second factor held to."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from yifa.errors import BadInput, Conflict, Forbidden, Missing, Refused, Unavailable, YifaError
from yifa.people.models import Officer

from .second_factor import has_factor
from .sign_in import MARK

__all__ = ["ErrorsAsPages", "SecondStep", "status_of"]

OPEN = {
    "sign-in",
    "first-password",
    "second-step",
    "sign-out",
    "language",
    "report-matter",
    "apply-online",
    "ask-lawyer",
    "volunteer",
    "received",
    "followed",
}
"""Pages that never ask for a second factor."""
SET_UP = {"security", "security-again", "security-app", "security-passkey"}
"""What an account without a required factor may reach."""

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


class SecondStep:  # Django names a middleware by its factory
    """Hold every page to the second factor: no session past it, and where it is required, no account without it.

    A session is ended when it and its account disagree: a factor was added elsewhere and this session never
    passed it, or the factor it passed is gone. The HTTP interface has tokens and no sessions.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Lead to the sign-in or to the set-up, or let the view answer."""
        match = request.resolver_match
        name = match.url_name if match else None
        if request.path.startswith("/api/") or name in OPEN or not isinstance(request.user, Officer):
            return None
        has = has_factor(request.user)
        if has != bool(request.session.get(MARK)):
            logout(request)
            return redirect_to_login(request.get_full_path())
        if not has and settings.SECOND_FACTOR == "required" and name not in SET_UP:
            return redirect("security")
        return None
