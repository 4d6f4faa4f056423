"""Refusals and mistakes as problem details (RFC 9457): what happened, the article, every reason, what to do."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from yifa.errors import BadInput, Conflict, Forbidden, Missing, Refused, Text, Unavailable, YifaError

__all__ = ["problem", "problem_of", "status_of"]

STATUS: tuple[tuple[type[YifaError], int], ...] = (
    (Missing, 404),
    (Forbidden, 403),
    (Conflict, 409),
    (Refused, 409),
    (BadInput, 422),
    (Unavailable, 503),
)


def status_of(error: YifaError) -> int:
    """The HTTP status of an error; a stale `If-Match` is 412, damage 500."""
    if error.code == "docket.stale":
        return 412
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def problem_of(request: HttpRequest, error: YifaError) -> HttpResponse:
    """One of our own errors."""
    data = error.as_data()
    data.pop("error")
    data.pop("text")
    return problem(status_of(error), error.code, error.text, instance=request.path, **data)


def problem(status: int, code: str, text: Text, **more: Any) -> HttpResponse:
    """A problem with both languages; `type` names the code, stable for programs."""
    body = {
        "type": f"urn:yifa:problem:{code}",
        "title": text.zh,
        "status": status,
        "detail": text.en,
        **{name: value for name, value in more.items() if value not in (None, "", {}, [])},
    }
    response = HttpResponse(orjson.dumps(body), content_type="application/problem+json", status=status)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="yifa"'
    return response
