"""From a fault back: every step before it in its case and in the cases it came from, and everyone who had a part in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from yifa.docket.linked import chain_of
from yifa.docket.reading import entries_of, procedure_of
from yifa.docket.store import CaseRow
from yifa.errors import Missing, Text

from .access import Reader, seen_case, signed_in
from .case import reading_of
from .language import language_of
from .parties import parties_of
from .timeline import timeline_of

__all__ = ["back"]


@signed_in
def back(request: Reader, case_id: int, seq: int) -> HttpResponse:
    """The steps from one entry back to the first of the chain, newest first, and by person what each did in them."""
    row = seen_case(request, case_id)
    steps = list(_steps(request, row, seq))
    if not steps:
        raise Missing("web.no_entry", Text("没有这一条记录。", "There is no such entry."))
    people: dict[str, list[dict[str, Any]]] = {}
    for step in steps:
        for name in step["names"]:
            people.setdefault(name, []).append(step)
    context = {
        "case": row,
        "fault": steps[0],
        "steps": steps,
        "people": sorted(people.items(), key=lambda each: -len(each[1])),
    }
    return render(request, "yifa/back.html", context)


def _steps(request: Reader, row: CaseRow, seq: int) -> Iterator[dict[str, Any]]:
    """What was done up to an entry, then in each case above up to the moment the one below was opened."""
    above = {each["id"]: each for each in chain_of(row["id"])}
    until: Any = seq
    current: CaseRow | None = row
    while current is not None:
        procedure, entries = procedure_of(current), entries_of(current)
        reading = reading_of(request, current, procedure, entries, parties_of(request, current, procedure))
        opened = entries[0]["at"]
        for entry in timeline_of(current["id"], reading, entries):
            if entry["seq"] <= until if isinstance(until, int) else entry["at"] <= until:
                yield {**entry, "case": current, "names": _names(request, reading.people, entry)}
        parent = above.get(current["parent_id"] or 0)
        until, current = (
            opened,
            seen_case(request, parent["id"]) if parent and request.sees.allows(parent) else None,
        )


def _names(request: Reader, names: Any, entry: dict[str, Any]) -> list[str]:
    """Everyone who acted in an entry, approved it or entered it, each once; by the law itself where nobody did."""
    ids = [one for people in entry.get("by", {}).values() for one in people]
    entered = str(entry.get("entered_by") or "")
    told = list(dict.fromkeys(names[one] for one in [*ids, entered] if one in names))
    return told or [Text("期间届满（法律拟制）", "By law, when a term ran out").in_(language_of(request))]
