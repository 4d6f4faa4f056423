"""For everyone, without an account: one entry to all services, and the state of one's own matters by their receipts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from yifa.docket.world import the_law
from yifa.errors import YifaError
from yifa.intake.following import follow
from yifa.registers.reading import items

__all__ = ["services"]

MOST = 20
"""Receipts read at once; who has more asks again."""


@never_cache
def services(request: HttpRequest) -> HttpResponse:
    """Every service with how it is done, searched by words; for whoever gives numbers and codes, where each matter stands."""
    q = request.GET.get("q", "").strip()[:60]
    receipts = request.POST.get("receipts", "")
    listed = [
        {"key": item.key, **item.values}
        for item in items(the_law().registers["service_item"])
        if q.lower() in f"{item.key} {item.values['name']} {item.values.get('guide', '')}".lower()
    ]
    points = [item.values for item in items(the_law().registers["service_point"])]
    own = [_stands(line) for line in receipts.splitlines() if line.strip()][:MOST]
    return render(request, "yifa/services.html", {"q": q, "services": listed, "points": points, "own": own})


def _stands(line: str) -> dict[str, Any]:
    """Where the matter of one line (number, then code) stands; or why that cannot be said."""
    number, _, code = line.strip().rpartition(" ")
    try:
        return {"number": number.strip(), "progress": follow(number.strip(), code)}
    except YifaError as problem:
        return {"number": number.strip() or line.strip(), "problem": problem.text}
