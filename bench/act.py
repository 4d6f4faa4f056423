"""One act through the door, in process, beside the same rows written by hand; statements an act."""

from __future__ import annotations

from itertools import count
from statistics import median
from typing import Any

from django.db import connection

from yifa.docket.cases import open_case
from yifa.docket.door import perform

from .bare import Kept, capture, copy_case, write_by_hand, write_ideal
from .measure import Row, percentile, ratio, timed
from .street import lives, make_street

__all__ = ["run"]

ROUNDS, LIVES = 12, 12


def run() -> list[Row]:
    """Rounds of ours and of bare by turns: each round the same lives, act by act; the statements are counted in a round of their own."""
    street, places = make_street(), count(1)
    clerk = street.cast["officers"]["zhang"].pk
    ours, bare, ideal, single = [], [], [], []
    for turn in range(ROUNDS + 1):
        mine, hand, least = _round(street, clerk, places)
        if turn:  # the first round warms every cache
            ours.append(median(mine))
            bare.append(median(hand))
            ideal.append(median(least))
            single += mine
    statements = _statements(street, clerk)
    rate = 1 / median(ours)
    return [
        Row(
            "act",
            f"{connection.vendor}: ours / bare",
            ratio(ours, bare),
            "≥ 0.5",
            f"bare {1 / median(bare):,.0f}, ideal {1 / median(ideal):,.0f} acts/s",
        ),
        Row(
            "act",
            f"{connection.vendor}: acts a second",
            f"{rate:,.0f} ({1 / max(ours):,.0f}–{1 / min(ours):,.0f})",
            "",
            f"p99 {percentile(single, 0.99) * 1e3:.1f} ms",
        ),
        Row(
            "act",
            f"{connection.vendor}: statements an act",
            f"median {median(statements):.0f}, worst {max(statements)}",
            "≤ 8",
        ),
    ]


def _statements(street: Any, clerk: int) -> list[int]:
    """How many statements each act of a round takes."""
    asked: list[int] = []
    for life in lives(street, LIVES):
        case_id = open_case(life.cover, life.acts[0], clerk).case_id
        for command in life.acts[1:]:
            asked.append(0)
            with connection.execute_wrapper(_Counter(asked)):
                perform(case_id, command, clerk)
    return asked


def _round(street: Any, clerk: int, places: Any) -> tuple[list[float], list[float], list[float]]:
    kept_acts: list[Kept] = []
    mine, cases = [], []
    for life in lives(street, LIVES):
        case_id = open_case(life.cover, life.acts[0], clerk).case_id
        copy_case(case_id)
        cases.append((case_id, life))
    for case_id, life in cases:
        for command in life.acts[1:]:
            with capture() as kept:
                mine.append(timed(lambda c=command, i=case_id: perform(i, c, clerk)))
            kept_acts.append(kept)
    hand = [timed(lambda k=kept: write_by_hand(k, next(places))) for kept in kept_acts]
    for kept in kept_acts:
        kept.writes.act = (*kept.writes.act[:1], kept.writes.act[1] + 1000, *kept.writes.act[2:])
    least = [timed(lambda k=kept: write_ideal(k)) for kept in kept_acts]
    return mine, hand, least


class _Counter:
    """Counts statements, transaction control aside."""

    def __init__(self, asked: list[int]) -> None:
        self.asked = asked

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """One more."""
        self.asked[-1] += 1
        return execute(sql, params, many, context)
