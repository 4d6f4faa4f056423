"""Whole lives of six acts, each act its own transaction: on an empty docket, then on one of many cases."""

from __future__ import annotations

from statistics import median
from typing import Any

from django.db import connection

from yifa.docket.cases import open_case
from yifa.docket.door import perform
from yifa.docket.models import Case

from .full import filled
from .measure import Row, ratio, timed
from .street import lives, make_street

__all__ = ["run"]

ROUNDS, LIVES = 10, 10


def _lived(street: Any, clerk: int, number: int) -> None:
    for life in lives(street, number):
        case_id = open_case(life.cover, life.acts[0], clerk).case_id
        for command in life.acts[1:]:
            perform(case_id, command, clerk)


def run(cases: int) -> list[Row]:
    """Lives a second while the docket is empty, and after `cases` cases were put in."""
    street = make_street()
    clerk = street.cast["officers"]["zhang"].pk
    _lived(street, clerk, LIVES)
    empty = [timed(lambda: _lived(street, clerk, LIVES)) / LIVES for _ in range(ROUNDS)]
    filled(street, cases)
    _lived(street, clerk, LIVES)
    full = [timed(lambda: _lived(street, clerk, LIVES)) / LIVES for _ in range(ROUNDS)]
    known = Case.objects.count()
    return [
        Row(
            "life",
            f"{connection.vendor}: lives a second, empty",
            f"{1 / median(empty):.0f} ({1 / max(empty):.0f}–{1 / min(empty):.0f})",
        ),
        Row(
            "life",
            f"{connection.vendor}: lives a second at {known:,} cases",
            f"{1 / median(full):.0f} ({1 / max(full):.0f}–{1 / min(full):.0f})",
        ),
        Row("life", f"{connection.vendor}: full / empty", ratio(full, empty), "≥ 0.9"),
    ]
