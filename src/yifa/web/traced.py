"""The acts behind a figure as one reader may see them: open, masked (day, act, number), or only counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from yifa.docket.world import the_law
from yifa.errors import Text
from yifa.indicators.figure import Traced
from yifa.people.scopes import Scope

from .access import Reader, may

__all__ = ["AT_MOST", "ActRow", "act_rows", "known_to"]

AT_MOST = 20_000
"""How many acts of one figure are looked through for a reader."""

CHUNK = 5_000
OPENED = Text("立卷", "Opened")
"""The first entry of every case, which no procedure names; what is open on a day is traced to it."""


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act as listed; a masked one has no link to its case."""

    case: int
    seq: int
    day: str
    title: Text
    number: str
    amount: int | float | None
    masked: bool


def known_to(request: Reader, acts: Sequence[Traced]) -> tuple[list[Traced], set[int]]:
    """The acts a reader may be shown, and the cases among them whose page is theirs to open."""
    cases = sorted({one.case for one in acts})
    opened = _within(cases, request.sees)
    shown = opened | _within(cases, may(request, "trace"))
    return [one for one in acts if one.case in shown], opened


def _within(cases: list[int], scope: Scope) -> set[int]:
    if not scope:
        return set()
    condition, params = scope.as_sql("c")
    found: set[int] = set()
    with connection.cursor() as cursor:
        for start in range(0, len(cases), CHUNK):
            some = cases[start : start + CHUNK]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT c.id FROM docket_case c WHERE c.id IN ({marks}) AND {condition}", [*some, *params]
            )
            found |= {row[0] for row in cursor.fetchall()}
    return found


def act_rows(acts: Sequence[Traced], opened: set[int]) -> list[ActRow]:
    """A page of acts with their day, the act's name in its procedure, and the number of its case."""
    if not acts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id, a.act, a.outcome, a.at, c.number, c.version FROM docket_act a JOIN docket_case c ON c.id = a.case_id "
            f"WHERE a.id IN ({', '.join(['%s'] * len(acts))})",
            [one.act for one in acts],
        )
        known = {row[0]: row for row in cursor.fetchall()}
    return [_row(one, known[one.act], masked=one.case not in opened) for one in acts if one.act in known]


def _row(one: Traced, row: tuple[Any, ...], *, masked: bool) -> ActRow:
    _, act, outcome, at, number, version = row
    branch = the_law().version(version).branch(act, outcome or None)
    title = OPENED if act == "open" else branch.told if branch is not None else Text(act, act)
    return ActRow(one.case, one.seq, at[:10], title, number, one.amount, masked)
