"""The three systems of enforcement (公示、全过程记录、法制审核) on every penalty: done, in time, not needed, or a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import render

from yifa import clock
from yifa.docket.listing import Filters, list_cases
from yifa.docket.models import Act, TermSpan

from .access import Reader, page_of, signed_in

__all__ = ["three_systems"]

FAMILIES = ("penalty.ordinary", "penalty.summary")
PAGE = 50
CHUNK = 500
DONE, WAITING, NOT_NEEDED, GAP = "done", "waiting", "not_needed", "gap"


@dataclass(frozen=True, slots=True)
class _Row:
    """A penalty that was decided, and how it stands under each system."""

    case: dict[str, Any]
    published: str
    recorded: str
    reviewed: str

    @property
    def gap(self) -> bool:
        """Whether any of the three is missing."""
        return GAP in (self.published, self.recorded, self.reviewed)


@signed_in
def three_systems(request: Reader) -> HttpResponse:
    """Every penalty decided that the reader may see, page by page; with `gap` only those in which something is missing."""
    rows = [row for family in FAMILIES for row in _rows(list(_cases(request, family)))]
    shown = [row for row in rows if row.gap or "gap" not in request.GET]
    page = page_of(request)
    context = {
        "rows": shown[page * PAGE : (page + 1) * PAGE], "total": len(rows), "gaps": sum(row.gap for row in rows),
        "page": page, "more": len(shown) > (page + 1) * PAGE, "asked": "gap=1" if "gap" in request.GET else "",
    }  # fmt: skip
    return render(request, "yifa/three_systems.html", context)


def _cases(request: Reader, family: str) -> Iterator[dict[str, Any]]:
    """Every case of a family that the reader may see, a chunk at a time."""
    after: tuple[Any, ...] | None = None
    while found := list_cases(request.sees, Filters(ended=None, procedure=family), after, CHUNK):
        yield from found
        after = (found[-1]["next_due"], found[-1]["id"])


def _rows(cases: list[dict[str, Any]]) -> Iterator[_Row]:
    known = {case["id"]: case for case in cases}
    ids = list(known)
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        entries: dict[int, list[dict[str, Any]]] = {}
        for case_id, text in (
            Act.objects.filter(case_id__in=some).order_by("case_id", "seq").values_list("case_id", "entry")
        ):
            entries.setdefault(case_id, []).append(orjson.loads(text))
        spans = {
            (s.case_id, s.name): s
            for s in TermSpan.objects.filter(case_id__in=some, name__in=("publish_within", "review_within"))
        }
        for case_id, told in entries.items():
            if any(entry["act"] == "decide" and entry["form"].get("outcome") == "penalise" for entry in told):
                # Under the summary procedure nothing is reviewed; its term of this name is another's: to ask for reconsideration.
                review = (
                    spans.get((case_id, "review_within"))
                    if known[case_id]["procedure"] == "penalty.ordinary"
                    else None
                )
                yield _row(known[case_id], told, spans.get((case_id, "publish_within")), review)


def _row(
    case: dict[str, Any], entries: Iterable[dict[str, Any]], publish: TermSpan | None, review: TermSpan | None
) -> _Row:
    """How one penalty stands: what its docket holds, and what its terms ask."""
    valid = [entry for entry in entries if entry.get("valid", True)]
    passed = any(entry["act"] == "review" and entry["form"].get("passed") for entry in valid)
    published = any(entry["act"] == "publish" for entry in valid)
    in_time = publish is not None and publish.due[:10] >= clock.today().isoformat()
    recorded = any(
        "recording" in entry.get("form", {}) or "recording" in entry.get("sealed", {}) for entry in valid
    )
    return _Row(
        case,
        DONE if published else WAITING if in_time else GAP,
        DONE if recorded else GAP,
        DONE if passed else GAP if review is not None else NOT_NEEDED,
    )
