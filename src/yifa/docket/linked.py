"""The chain a case stands in: what it came from, back to the first, and all that was opened from any of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from .models import Case

__all__ = ["chain_of"]

COLUMNS = (
    "id", "number", "title", "procedure", "version", "stage", "ended", "parent_id", "body_id", "division", "office_id", "handler_id", "shielded", "opened_on", "next_due",
)  # fmt: skip
MOST = 500
"""No chain of one matter is longer; beyond, the page would be no use."""


def chain_of(case_id: int) -> list[dict[str, Any]]:
    """Every case of the chain, each below the one it was opened from, with its `depth` (0 for the first).

    Who may see which is the caller's to ask. A case by itself is a chain of one.
    """
    first = case_id
    while parent := Case.objects.filter(pk=first).values_list("parent_id", flat=True).first():
        first = parent
    found = {row["id"]: row for row in Case.objects.filter(pk=first).values(*COLUMNS)}
    below: dict[int, list[int]] = defaultdict(list)
    level = [first]
    while level and len(found) < MOST:
        rows = list(Case.objects.filter(parent_id__in=level).order_by("id").values(*COLUMNS))
        level = [row["id"] for row in rows]
        for row in rows:
            found[row["id"]] = row
            below[row["parent_id"]].append(row["id"])
    return _in_order(found, below, first)


def _in_order(
    found: dict[int, dict[str, Any]], below: dict[int, list[int]], first: int
) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = []
    waiting = [(first, 0)]
    while waiting:
        one, depth = waiting.pop()
        listed.append({**found[one], "depth": depth})
        waiting += [(child, depth + 1) for child in reversed(below[one])]
    return listed
