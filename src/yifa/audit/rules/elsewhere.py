"""A whole told in another sentence or section than its parts, and counts that differ as a slip of the pen does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import alike, number, told
from ..figure import Figure, Finding
from ..report import Report
from ..witness import made

__all__ = ["check"]

_AMONG = re.compile(r"^\s*(?:[（(][一二三四五六七八九十]{1,3}[）)])?(?P<of>[一-鿿]{2,10})(?:中|之中|里)[，,]")
_VERBS = re.compile(r"(?:查办|查处|办理|立案|受理|处理|审理)")
_TURN = re.compile(r"(?:共|各类|全年|累计|的|为|达)+$")
_MANY, _LARGE, _LEAST, _NEAR = 3, 1000, 100, Decimal("0.05")
_SAME, _WORDS, _MOST = 4, 2, 40
_DIFFERENCE = re.compile(r"增加?|减少?|[日月年人]均|平均")


def check(report: Report) -> Iterator[Finding]:
    """Three ways in which parts and whole stand apart, and transposed digits."""
    large: dict[str, list[Figure]] = defaultdict(list)
    for figure in report.reached:
        if figure.kind == "count" and figure.bound == "exact" and (figure.base_value or 0) >= _LARGE:
            large[figure.base_unit].append(figure)
    for number_, figures in report.by_sentence.items():
        counts = [f for f in figures if f.kind == "count" and f.bound == "exact"]
        yield from _among(report, number_, counts)
        yield from _gathered(report, counts)
        if len(counts) >= _MANY and len(counts) == len(figures):
            yield from _listed(report, counts, large[counts[0].base_unit][:_MOST])
    yield from _transposed(report)


def _among(report: Report, sentence: int, counts: list[Figure]) -> Iterator[Finding]:
    """转派工单中，部门承办a件，镇街承办b件: the opening names a whole told before."""
    opening = _AMONG.match(report.sentence(sentence)[1])
    if not opening or len(counts) < _WORDS or any(not alike(f, counts[0]) for f in counts):
        return
    name = opening["of"][:_WORDS]
    wholes = [
        f
        for f in report.reached
        if f.sentence < sentence
        and f.bound == "exact"
        and alike(f, counts[0])
        and name in f.before[-6:] + f.subject[:6]
    ]
    sums = [counts[: n + 1] for n in range(1, len(counts))]
    if not wholes or any(made(whole, run) for run in sums for whole in wholes):
        return
    whole, parts = wholes[-1], counts
    total, value = sum((f.base_value or Decimal(0)) for f in parts), whole.base_value or Decimal(0)
    if value and abs(total - value) <= value * _NEAR:
        yield _apart(report, whole, parts)


def _gathered(report: Report, counts: list[Figure]) -> Iterator[Finding]:
    """查处甲案件a件、乙案件b件、丙案件c件，……查办案件n件: the bare count is less than those that are told by kind."""
    for whole in counts:
        if not _VERBS.search(whole.before):
            continue
        bare = _VERBS.sub("", _TURN.sub("", whole.before).lstrip("，, "))
        if len(bare) != _WORDS:
            continue
        parts = [
            f for f in counts if f.at < whole.at and alike(f, whole) and f.before.rstrip().endswith(bare)
        ]
        linked = all(report.text[one.to] == "、" for one in parts[:-1])
        alike_end = len({f.before.rstrip()[-_SAME:] for f in parts}) == 1
        if len(parts) < _MANY or not linked or not alike_end:
            continue
        if sum((f.base_value or Decimal(0)) for f in parts) > (whole.base_value or Decimal(0)):
            yield _apart(report, whole, parts)


def _listed(report: Report, run: list[Figure], large: list[Figure]) -> Iterator[Finding]:
    """A list whose sum is a count told elsewhere but for one digit."""
    total = sum((f.base_value or Decimal(0) for f in run), Decimal(0))
    odd = any(f.places or f.base_unit != run[0].base_unit or _DIFFERENCE.search(f.before) for f in run)
    if odd or total < _LARGE:
        return
    others = [f for f in large if f.sentence != run[0].sentence and f.unit == f.base_unit]
    slip = next((f for f in others if _slip(total, f.base_value)), None)
    if slip and not any(made(f, run[:n]) for f in others for n in range(2, len(run) + 1)):
        yield _apart(report, slip, run)


def _slip(one: Decimal, two: Decimal | None) -> bool:
    """Whether two whole numbers differ in one digit, the first and the last but held."""
    first, second = str(int(one)), str(int(two or 0))
    apart = [n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    return len(first) == len(second) and len(apart) == 1 and apart[0] > 0


def _transposed(report: Report) -> Iterator[Finding]:
    """立案137件 and 立案的173件: one verb, one unit, two digits that changed places."""
    seen: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in report.reached:
        if figure.kind != "count" or figure.bound != "exact" or (figure.base_value or 0) < _LEAST:
            continue
        verb = _TURN.sub("", figure.before).strip("，, ")[-_WORDS:]
        if len(verb) < _WORDS:
            continue
        earlier = seen.setdefault((verb, figure.base_unit, figure.period[:4]), [])
        twin = next((f for f in earlier if f.sentence != figure.sentence and _swapped(f, figure)), None)
        if twin:
            yield report.finding(
                "elsewhere", "suspect", [twin, figure], f"{number(twin.base_value or Decimal(0))} ≠ {number(figure.base_value or Decimal(0))}",
                Text(f"“{verb}”前面写{twin.text}，后面写{figure.text}，像是两个数字颠倒了。", f"{twin.text} in one place and {figure.text} in another: two digits changed places?"),
                Text("核对是不是同一件事；是的，改正其中一个。", "Check whether it is the same thing; if so, correct one."),
            )  # fmt: skip
        if len(earlier) < _MOST:
            earlier.append(figure)


def _swapped(one: Figure, two: Figure) -> bool:
    first, second = str(int(one.base_value or 0)), str(int(two.base_value or 0))
    apart = [n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    return (
        len(first) == len(second)
        and len(apart) == _WORDS
        and apart[1] == apart[0] + 1
        and first[apart[0]] == second[apart[1]]
        and first[apart[1]] == second[apart[0]]
    )


def _apart(report: Report, whole: Figure, parts: list[Figure]) -> Finding:
    return report.finding(
        "elsewhere", "suspect", [whole, *parts], f"{told(parts)} ≠ {whole.text}",
        Text(f"这几项像是别处“{whole.subject}{whole.text}”的分项，加起来却不相等。", f"These look like the parts of {whole.text}, told elsewhere, and do not add up to it."),
        Text("核对各数；统计范围不同的，写明。", "Check the numbers; where they cover different things, say so."),
    )  # fmt: skip
