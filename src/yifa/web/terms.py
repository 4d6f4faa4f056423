"""Terms: what is late, near, waiting for others, suspended, provisional, within the reader's scope."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from yifa import clock
from yifa.deadlines.watch import KINDS, Watched, by_office, count_terms, list_terms
from yifa.docket.world import the_law
from yifa.people.models import Office

from .access import Reader, page_after, signed_in
from .desk import PAGE, official_now, urgency
from .language import language_of

__all__ = ["terms"]


@signed_in
def terms(request: Reader) -> HttpResponse:
    """One kind of terms at a time, nearest first; for a head, which office holds how many that are late."""
    kind: Any = request.GET.get("kind", "overdue")
    rows = list_terms(request.sees, kind, page_after(request), PAGE)
    language = language_of(request)
    context = {
        "kind": kind, "kind_title": KINDS[kind].in_(language), "rows": [_row(row) for row in rows], "offices": _offices(request),
        "kinds": [{"name": name, "title": text.in_(language), "count": count_terms(request.sees, name)} for name, text in KINDS.items()],
        "next": f"{rows[-1].due}~{rows[-1].span_id}" if len(rows) == PAGE else "", "today": clock.today().isoformat(),
    }  # fmt: skip
    return render(request, "yifa/terms.html", context)


def _row(row: Watched) -> dict[str, Any]:
    procedure = the_law().version(row.version)
    due = urgency(row.due, official_now()) if row.due else "none"
    return {"watched": row, "term": procedure.terms[row.term], "procedure": procedure.title, "urgency": due}


def _offices(request: Reader) -> list[tuple[str, int]]:
    """Overdue terms by office, most first; nothing where there is but one office to see."""
    counts = by_office(request.sees)
    if len(counts) < 2:
        return []
    names = dict(Office.objects.filter(pk__in=[pk for pk in counts if pk]).values_list("pk", "name"))
    return sorted(
        ((names.get(pk, "—") if pk else "—", n) for pk, n in counts.items()), key=lambda pair: -pair[1]
    )
