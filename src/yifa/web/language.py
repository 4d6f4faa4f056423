"""The language of a page: Chinese unless the reader chose English, kept in the session."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

__all__ = ["language_of", "switch", "words"]


def language_of(request: HttpRequest) -> str:
    """`zh` or `en`."""
    return "en" if request.session.get("language") == "en" else "zh"


def words(request: HttpRequest) -> dict[str, Any]:
    """What every template may ask for: the language, and whether this is training."""
    return {"language": language_of(request), "training": settings.TRAINING}


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Change the language and go back to the page the reader came from."""
    request.session["language"] = "en" if request.POST.get("language") == "en" else "zh"
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if safe else "/")
