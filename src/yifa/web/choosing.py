"""Which case to open: the procedures this reader can begin, the daily ones first, the rest by area."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.people.families import matches
from yifa.procedures import Procedure
from yifa.procedures.areas import by_field
from yifa.procedures.register import FAMILY

from .access import Reader, may, signed_in
from .beginning import can_begin, linked_only
from .intake import sheets_for

__all__ = ["can_open", "choose", "says"]

DAILY = 6
"""How many procedures stand open at the top: those this body opens most."""


def says(words: str, *told: Any) -> bool:
    """Whether every word asked for stands in what is told, in either language."""
    whole = " ".join(f"{each.zh} {each.en}" for each in told).lower()
    return all(word in whole for word in words.lower().split())


def _procedures(request: Reader) -> list[Procedure]:
    law = the_law()
    patterns = {pattern for clause in may(request, "open").clauses for pattern in clause.families}
    elsewhere = linked_only(law)
    return [
        versions[-1]
        for family, versions in law.families.items()
        if any(matches(pattern, family) for pattern in patterns)
        and family not in elsewhere
        and not family.startswith(FAMILY)
        and can_begin(request, versions[-1])
    ]


def can_open(request: Reader, family: str) -> bool:
    """Whether the reader can begin a case of this family."""
    return any(procedure.family == family for procedure in _procedures(request))


@signed_in
def choose(request: Reader) -> HttpResponse:
    """Which procedure: what this body opens most first, the rest folded by field; or those in whose words something is found."""
    q = request.GET.get("q", "").strip()[:60]
    found = [p for p in _procedures(request) if says(q, p.title, p.text.about)]
    daily = [] if q else _daily(request, found)
    fields = by_field(the_law(), [p for p in found if p not in daily])
    return render(
        request,
        "yifa/choose.html",
        {
            "daily": daily,
            "fields": fields,
            "open": not daily,
            "q": q,
            "sheets": bool(sheets_for(request)) and not q,
        },
    )


def _daily(request: Reader, found: list[Procedure]) -> list[Procedure]:
    """What the reader's bodies open most."""
    bodies = {post.body_id for post in request.actor.posts}
    counted = (
        Case.objects.filter(body_id__in=bodies, training=False)
        .values_list("procedure")
        .annotate(n=Count("id"))
    )
    opened = dict(counted)
    return sorted((p for p in found if opened.get(p.family)), key=lambda p: -opened[p.family])[:DAILY]
