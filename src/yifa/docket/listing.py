"""Lists of cases: within a scope, filtered, in the order of what falls due, page by page without offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from yifa.people.scopes import Scope

from .projection import NEVER

__all__ = ["COLUMNS", "Filters", "count_cases", "latest_cases", "list_cases"]

COLUMNS = (
    "id",
    "number",
    "procedure",
    "title",
    "stage",
    "ended",
    "next_due",
    "division",
    "office_id",
    "handler_id",
    "opened_on",
    "version",
    "training",
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list shows; an empty word means any. `late_at` is a moment (ISO, official time): what was due before it."""

    ended: bool | None = False
    procedure: str = ""
    division: str = ""
    handler_id: int | None = None
    text: str = ""
    due_before: str = ""
    late_at: str = ""
    kept: tuple[str, ...] = ()
    """Families of what is kept rather than done: left out unless something falls due."""
    fresh_from: date | None = None
    """Left out: what was opened before this day and has nothing that falls due."""
    idle_before: date | None = None
    """Only these: opened before this day, nothing falls due."""


def _where(scope: Scope, filters: Filters) -> tuple[str, list[Any]]:
    condition, params = scope.as_sql("c")
    parts, values = [condition], list(params)
    for words, value in (
        ("c.ended = %s", filters.ended), ("c.procedure = %s", filters.procedure or None), ("c.handler_id = %s", filters.handler_id),
        ("c.next_due < %s", filters.due_before or None),
    ):  # fmt: skip
        if value is not None:
            parts.append(words)
            values.append(value)
    if filters.late_at:
        # A day is late once it is over, a moment once it has passed.
        parts.append("(c.next_due < %s OR (c.next_due < %s AND length(c.next_due) > 10))")
        values += [filters.late_at[:10], filters.late_at]
    if filters.kept:
        parts.append(f"(c.next_due < %s OR c.procedure NOT IN ({', '.join(['%s'] * len(filters.kept))}))")
        values += [NEVER, *filters.kept]
    if filters.fresh_from:
        parts.append("(c.next_due < %s OR c.opened_on >= %s)")
        values += [NEVER, filters.fresh_from]
    if filters.idle_before:
        parts.append("c.next_due >= %s AND c.opened_on < %s")
        values += [NEVER, filters.idle_before]
    if filters.division:
        parts.append("(c.division = %s OR substr(c.division, 1, %s) = %s)")
        values += [filters.division, len(filters.division) + 1, f"{filters.division}/"]
    if filters.text:
        parts.append("(c.number LIKE %s OR c.title LIKE %s)")
        pattern = "%" + filters.text.replace("%", "").replace("_", "") + "%"
        values += [pattern, pattern]
    return " AND ".join(parts), values


def list_cases(
    scope: Scope, filters: Filters, after: Sequence[Any] | None = None, limit: int = 50
) -> list[dict[str, Any]]:
    """One page of cases: `after` is (next_due, id) of the last row of the page before."""
    where, params = _where(scope, filters)
    if after is not None:
        where += " AND (c.next_due, c.id) > (%s, %s)"
        params += [after[0], int(after[1])]
    return _listed(where, "c.next_due, c.id", [*params, limit])


def latest_cases(scope: Scope, filters: Filters, before: int | None = None, limit: int = 50) -> list[dict[str, Any]]:  # fmt: skip
    """One page of cases, the latest registered first: `before` is the id of the last row of the page before."""
    where, params = _where(scope, filters)
    if before is not None:
        where += " AND c.id < %s"
        params.append(before)
    return _listed(where, "c.id DESC", [*params, limit])


def _listed(where: str, order: str, params: list[Any]) -> list[dict[str, Any]]:
    columns = ", ".join(f"c.{name}" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM docket_case c WHERE {where} ORDER BY {order} LIMIT %s", params)
        return [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]


def count_cases(scope: Scope, filters: Filters, at_most: int = 10_000) -> int:
    """How many cases a list has, counted no further than `at_most`."""
    where, params = _where(scope, filters)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*) FROM (SELECT 1 FROM docket_case c WHERE {where} LIMIT %s) AS found",
            [*params, at_most],
        )
        return int(cursor.fetchone()[0])
