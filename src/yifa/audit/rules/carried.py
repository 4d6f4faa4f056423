"""What came in and what was carried over is what was closed and what is carried on: 新收8743件，上年结转156件，办结8691件，结转下年208件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from yifa.errors import Text

from ..arithmetic import alike, number, span
from ..figure import Figure, Finding
from ..report import Report
from ..witness import made

__all__ = ["check"]

_OVER = re.compile(r"(?:上年度?|去年)[^，,。；;]{0,4}(?:结转|未结|旧存)|结转上年|旧存")
_ON = re.compile(r"结转(?:至|到)?(?:下|次|明|20\d\d)|转(?:入|至)下年")
_DONE = re.compile(
    r"(?:办结|审结|答复|结案|办理完毕|办理完成|处理完毕|化解|调解成功|完成|办复|了结|处理答复)"
)
_PENDING = re.compile(
    r"正在|办理中|处理中|调解中|审理中|在办|未办结|尚未|未审结|待审|待办|未化解|未完成|未结"
)
_ALL = re.compile(r"共有|总共|登记|交办|转办|派单|转派|督办|承办|办理")
_IN = re.compile(r"新收|收到|受理|接收|收件|收案|接到|新增")
_OUT = re.compile(r"办结|审结|答复|结案|办理完毕|办理完成")


def check(report: Report) -> Iterator[Finding]:
    """Sentences that tell all four, and those that tell what was taken in, what is done and what is under way."""
    for figures in report.by_sentence.values():
        counts = [f for f in figures if f.kind == "count" and f.bound == "exact"]
        yield from _under_way(report, counts)
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


def _under_way(report: Report, counts: list[Figure]) -> Iterator[Finding]:
    """受理2917件，处理完毕2349件，正在办理568件: what is done and what is not are all that was taken in."""
    counts = [f for f in counts if not report.aside(f, counts[-1].to + 1)]
    for one, two, three in zip(counts, counts[1:], counts[2:], strict=False):
        told = _IN.search(one.before) or _ALL.search(one.before)
        if not told or not (
            _DONE.search(two.before + two.after[:5]) and _PENDING.search(three.before + three.after[:5])
        ):
            continue
        if _PENDING.search(two.before) or not (alike(one, two) and alike(one, three)):
            continue
        if not made(one, [two, three]) and span(two)[0] + span(three)[0] <= span(one)[1] * 2:
            total = (two.base_value or Decimal(0)) + (three.base_value or Decimal(0))
            yield report.finding(
                "carried", "suspect", [one, two, three],
                f"{number(two.base_value or Decimal(0))} + {number(three.base_value or Decimal(0))} = {number(total)} ≠ {one.text}",
                Text(f"办完的{two.text}加没办完的{three.text}，不等于{one.text}。", f"What is done, {two.text}, and what is not, {three.text}, do not make {one.text}."),
                Text("核对三个数；有退回、并案、上年结转的，写明。", "Check the three; where matters were returned, joined or carried over, say so."),
            )  # fmt: skip


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
