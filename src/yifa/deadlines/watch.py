"""Terms within a reader's scope: late, near, of others, suspended, resting on a calendar not yet published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Final, Literal

from django.db import connection

from yifa import clock
from yifa.docket.world import the_law
from yifa.errors import BadInput, Text
from yifa.people.scopes import Scope

__all__ = ["KINDS", "NEAR", "Kind", "Watched", "by_office", "count_terms", "list_terms"]

Kind = Literal["overdue", "near", "others", "paused", "provisional"]

KINDS: Final[dict[Kind, Text]] = {
    "overdue": Text("已逾期", "Overdue"),
    "near": Text("临近到期", "Nearly due"),
    "others": Text("等待他方", "Waiting for others"),
    "paused": Text("中止计算", "Suspended"),
    "provisional": Text("日期暂定", "Provisional"),
}
"""What the watch tells apart, in the order in which it wants looking at."""

NEAR = 3
"""Working days before the safe day from which a term is near: a choice of the desk, not of law."""

OWN = "s.whose IN ('authority', 'officer')"


@dataclass(frozen=True, slots=True)
class Watched:
    """One term of one case, as a list shows it."""

    span_id: int
    case_id: int
    number: str
    title: str
    version: str
    term: str
    key: str
    whose: str
    due: str
    provisional: bool
    office_id: int | None
    handler_id: int | None


def list_terms(
    scope: Scope, kind: Kind, after: Sequence[Any] | None = None, limit: int = 50, at: datetime | None = None
) -> list[Watched]:
    """One page of terms of `kind`, nearest due day first; `after` is (due, span id) of the last row before.

    Raises `BadInput` for an unknown kind.
    """
    where, params = _where(scope, kind, at or clock.now())
    if after is not None:
        where += " AND (s.due, s.id) > (%s, %s)"
        params += [str(after[0]), int(after[1])]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id, s.case_id, c.number, c.title, c.version, s.name, s.key, s.whose, s.due, s.provisional,"
            f" c.office_id, c.handler_id FROM docket_termspan s JOIN docket_case c ON c.id = s.case_id WHERE {where}"
            " ORDER BY s.due, s.id LIMIT %s",
            [*params, limit],
        )
        names = [field.name for field in fields(Watched)]
        return [Watched(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def count_terms(scope: Scope, kind: Kind, at: datetime | None = None, at_most: int = 10_000) -> int:
    """How many terms of `kind` there are, counted no further than `at_most`."""
    where, params = _where(scope, kind, at or clock.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM (SELECT 1 FROM docket_termspan s JOIN docket_case c ON c.id = s.case_id"
            f" WHERE {where} LIMIT %s) AS found",
            [*params, at_most],
        )
        return int(cursor.fetchone()[0])


def by_office(scope: Scope, at: datetime | None = None) -> dict[int | None, int]:
    """Overdue terms by the office that holds the case (None: no office yet): what a head looks at first."""
    where, params = _where(scope, "overdue", at or clock.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.office_id, COUNT(*) FROM docket_termspan s JOIN docket_case c ON c.id = s.case_id"
            f" WHERE {where} GROUP BY c.office_id",
            params,
        )
        return {row[0]: int(row[1]) for row in cursor.fetchall()}


def _where(scope: Scope, kind: Kind, at: datetime) -> tuple[str, list[Any]]:
    """The condition of a kind within a scope. Days and moments are compared as the text they are kept in."""
    condition, params = scope.as_sql("c")
    now = at.astimezone(clock.ZONE).isoformat(timespec="seconds")
    today = now[:10]
    rights = the_law().rights
    owed = "".join(" AND NOT (c.version = %s AND s.name = %s)" for _ in rights)
    late = "(s.due < %s OR (s.due < %s AND length(s.due) > 10))"
    by_kind: dict[Kind, tuple[str, list[Any]]] = {
        "overdue": (f"s.status = 'running' AND s.due <> '' AND {OWN} AND {late}{owed}", [today, now, *chain.from_iterable(rights)]),
        "near": (f"s.status = 'running' AND s.due <> '' AND {OWN} AND NOT {late} AND substr(s.safe, 1, 10) <= %s",
                 [today, now, _horizon(at)]),
        "others": (f"s.status = 'running' AND s.due <> '' AND NOT {OWN} AND NOT {late}", [today, now]),
        "paused": ("s.status = 'paused'", []),
        "provisional": ("s.status = 'running' AND s.provisional", []),
    }  # fmt: skip
    if kind not in by_kind:
        raise BadInput("deadlines.kind", Text(f"没有“{kind}”这一类；有：{'、'.join(KINDS)}。", f"There is no kind '{kind}'; there are: {', '.join(KINDS)}."))  # fmt: skip
    words, values = by_kind[kind]
    return f"{words} AND {condition}", [*values, *params]


def _horizon(at: datetime) -> str:
    """The day up to which a safe day counts as near."""
    calendar = the_law().calendar_on(at.isoformat())
    today = at.astimezone(clock.ZONE).date()
    return calendar.at_rank(calendar.rank(today + timedelta(days=1)) + NEAR - 1).isoformat()
