"""What came in and what was carried over is what was closed and what is carried on: 新收8743件，上年结转156件，办结8691件，结转下年208件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from yifa.errors import Text

from ..arithmetic import alike, number
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check"]

_OVER = re.compile(r"(?:上年度?|去年)[^，,。；;]{0,4}(?:结转|未结|旧存)|结转上年|旧存")
_ON = re.compile(r"结转(?:至|到)?(?:下|次|明|20\d\d)|转(?:入|至)下年")
_IN = re.compile(r"新收|收到|受理|接收|收件|收案|接到|新增")
_OUT = re.compile(r"办结|审结|答复|结案|办理完毕|办理完成")


def check(report: Report) -> Iterator[Finding]:
    """Sentences that tell all four."""
    for figures in report.by_sentence.values():
        counts = [f for f in figures if f.kind == "count" and f.bound == "exact"]
        over, on = _told(counts, _OVER), _told(counts, _ON)
        if len(over) != 1 or len(on) != 1:
            continue
        apart = {over[0].id, on[0].id}
        others = [f for f in counts if f.id not in apart and alike(f, over[0])]
        came, closed = _told(others, _IN), _told(others, _OUT)
        if (
            not came
            or not closed
            or any(_holds(one, over[0], two, on[0]) for one, two in product(came, closed))
        ):
            continue
        yield _wrong(report, [came[0], over[0], closed[0], on[0]])


def _told(counts: list[Figure], words: re.Pattern[str]) -> list[Figure]:
    return [f for f in counts if words.search(f.before)]


def _holds(came: Figure, over: Figure, closed: Figure, on: Figure) -> bool:
    """Whether the sum holds, the carried over counted in or apart."""
    one, two, three, four = (f.base_value or Decimal(0) for f in (came, over, closed, on))
    return came is closed or three + four in (one + two, one)


def _wrong(report: Report, four: list[Figure]) -> Finding:
    came, over, closed, on = (f.base_value or Decimal(0) for f in four)
    worked = f"{number(came)} + {number(over)} = {number(came + over)} ≠ {number(closed)} + {number(on)} = {number(closed + on)}"
    return report.finding(
        "carried", "inconsistent", four, worked,
        Text("新收加上年结转，不等于办结加结转下年。", "What came in and was carried over is not what was closed and is carried on."),
        Text("核对四个数；有撤回、并案的，写明。", "Check the four; where matters were withdrawn or joined, say so."),
    )  # fmt: skip
