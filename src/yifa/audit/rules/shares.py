"""A share (占…%) against the count before it and the whole it is a share of; shares of one whole against 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from yifa.errors import Text

from ..arithmetic import alike, gives, number, share, span
from ..figure import Figure, Finding
from ..report import Report
from .together import TOGETHER, lead

__all__ = ["check"]

_OF = re.compile(r"占(?P<of>[^，,。；;占]{0,14}?)(?:的|比例|比重|比)?(?:约|近|超|达|为|超过)?$")
_ELSEWHERE = re.compile(r"全[国省市州县区]")
"""A share of the province's or the city's: told in another report."""
_BACK = 3


def check(report: Report) -> Iterator[Finding]:
    """Every share that stands after the count it belongs to."""
    for rate in report.reached:
        if rate.kind != "rate" or TOGETHER.search(lead(report, rate)):
            continue
        earlier = [f for f in report.earlier(rate) if f.kind in ("count", "money", "area")]
        if (
            len(earlier) > 1
            and "占" in earlier[0].before
            and report.text[earlier[0].to : rate.at] in ("的", "")
        ):
            if not gives(earlier[1], earlier[0], rate):
                yield _wrong(report, earlier[1], earlier[0], rate)
            continue
        mark = _OF.search(rate.before)
        if not mark or not earlier or _ELSEWHERE.search(mark["of"]):
            continue
        part = _nth(report, rate, earlier)
        siblings = _siblings(report, rate)
        near = [
            f
            for f in earlier[1:]
            if f.id not in siblings and alike(f, part) and (f.base_value or 0) >= (part.base_value or 0)
        ]
        far = [
            f
            for n in range(1, _BACK + 1)
            for f in report.by_sentence.get(rate.sentence - n, [])
            if alike(f, part)
        ]
        if any(gives(part, whole, rate) for whole in [*near, *far]):
            continue
        if whole := _named(mark["of"], near):
            yield _wrong(report, part, whole, rate)
        elif not mark["of"] and (before := _continued(report, rate, part)):
            yield _wrong(report, part, before, rate, "suspect")


def _continued(report: Report, rate: Figure, part: Figure) -> Figure | None:
    """The count that ends the sentence before, where this one goes on with 其中 and nothing else can be the whole."""
    _, text = report.sentence(rate.sentence)
    before = report.by_sentence.get(rate.sentence - 1, [])
    own = [f for f in report.earlier(rate) if f is not part and alike(f, part)]
    if not text.lstrip("，, ").startswith("其中") or not before or own or not alike(before[-1], part):
        return None
    return before[-1] if span(before[-1])[1] >= span(part)[0] else None


def _siblings(report: Report, rate: Figure) -> set[str]:
    """Counts before the rate that have a share of their own: parts beside this one, and no whole of it."""
    figures = report.by_sentence[rate.sentence]
    return {
        one.id
        for one, two in pairwise(figures)
        if two.kind == "rate" and two is not rate and "占" in two.before
    }


def _nth(report: Report, rate: Figure, earlier: list[Figure]) -> Figure:
    """The count a share belongs to: the last before it, or with 分别占 the one of the same rank (A, B, 分别占 a与b)."""
    if "分别" not in rate.before:
        return earlier[0]
    following = [f for f in report.by_sentence[rate.sentence] if f.kind == "rate" and f.at >= rate.at]
    return earlier[len(following) - 1] if len(following) <= len(earlier) else earlier[0]


def _named(words: str, wholes: list[Figure]) -> Figure | None:
    """The whole the words name: 总数, or the subject of a count before. Nothing where they name something else."""
    if not words or any(word in words for word in ("总数", "总量", "全部", "总额", "总面积")):
        return wholes[-1] if wholes else None
    return next((f for f in wholes if f.subject and (f.subject[-2:] in words or words in f.subject)), None)


def _wrong(report: Report, part: Figure, whole: Figure, rate: Figure, grade: str = "inconsistent") -> Finding:
    one, two = part.base_value or Decimal(0), whole.base_value or Decimal(1)
    right = share(one, two, max(rate.places, 1))
    return report.finding(
        "shares", grade, [whole, part, rate], f"{number(one)} ÷ {number(two)} = {right}% ≠ {rate.text}",
        Text(f"{part.text}占{whole.text}的{right}%，报告写{rate.text}。", f"{part.text} is {right}% of {whole.text}; the report says {rate.text}."),
        Text("核对；如果占的是别的总数，写明是哪个。", "Check; if it is a share of another whole, say of which."),
    )  # fmt: skip
