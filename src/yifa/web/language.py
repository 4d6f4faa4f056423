"""The language of a page: Chinese unless the reader chose English, kept in the session; and days as it writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

__all__ = ["language_of", "switch", "told_day", "told_month", "words"]

WEEKDAYS = "一二三四五六日"


def language_of(request: HttpRequest) -> str:
    """`zh` or `en`."""
    return "en" if request.session.get("language") == "en" else "zh"


def told_month(value: Any, language: str) -> str:
    """A month, kept as its first day, as people write it.

    >>> told_month("2026-09-01", "zh"), told_month("2026-09-01", "en")
    ('2026年9月', 'Sep 2026')
    """
    found = date.fromisoformat(str(value)[:10])
    return f"{found:%b %Y}" if language == "en" else f"{found.year}年{found.month}月"


def told_day(value: Any, language: str) -> str:
    """A day or moment as people write it; a dash where there is none.

    >>> told_day("2023-05-04T10:05:00+08:00", "en"), told_day("9999-12-31", "zh")
    ('Thu 4 May 2023 10:05', '—')
    """
    text = str(value or "")
    if len(text) < 10 or text.startswith("9999"):
        return "—"
    found = date.fromisoformat(text[:10])
    clock = f" {text[11:16]}" if len(text) > 10 else ""
    if language == "en":
        return f"{found:%a} {found.day} {found:%b %Y}{clock}"
    return f"{found.year}年{found.month}月{found.day}日（周{WEEKDAYS[found.weekday()]}）{clock}"


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
