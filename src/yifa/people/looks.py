"""Who looked at sealed values, when, and why: what the log of views says of them, never the values."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from yifa import clock
from yifa.people.models import ViewLog

__all__ = ["Look", "looks_at"]


@dataclass(frozen=True, slots=True)
class Look:
    """One look: by whom (empty for the party itself), the moment (ISO, official time), the reason given, and how many values it opened."""

    name: str
    at: str
    why: str
    values: int


def looks_at(refs: Iterable[uuid.UUID], most: int = 50) -> list[Look]:
    """The looks at these values, newest first; what was opened at once is one look."""
    found: dict[tuple[str, str, str], int] = {}
    rows = ViewLog.objects.filter(item_id__in=list(refs)).select_related("officer").order_by("-at", "-pk")
    for row in rows.iterator():
        moment = row.at.astimezone(clock.ZONE).isoformat(timespec="minutes")
        key = (row.officer.name if row.officer else "", moment, row.why)
        if key not in found and len(found) == most:
            break
        found[key] = found.get(key, 0) + 1
    return [Look(*key, values) for key, values in found.items()]
