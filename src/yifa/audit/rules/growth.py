"""Growth against the two counts it compares, and growth that no whole number of last year gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from yifa.errors import Text

from ..arithmetic import alike, number, span
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check", "constant", "current", "matches", "told_then"]

_LAST = re.compile(r"(?:去年|上年)(?!旧存|结转|未结|遗留|存)|同期(?![一-鿿]{0,2}共)|上一年|前一年")
_TO = re.compile(r"[至到为]")
_FROM = re.compile(r"(?:由|从)[^，,。]{0,10}$")
_RISEN = re.compile(r"[^，,。；;\d]{0,6}[至到为]\d")
"""由53次减少到45次: the first is that of an earlier time."""
_YEARLY = re.compile(r"年均|年平均|平均")
"""A mean over years is no growth between two of them."""
_MEAN = re.compile(r"(?:[日月周]均|平均每[天日月周])[^，,。；;]{0,6}$")
"""A mean told beside the total: 受理186432件，日均511件，较上年增长15.4% speaks of the total."""
_REAL = re.compile(r"生产总值|GDP|增加值|总产值")
"""Told at current prices, grown at constant ones: the two sums do not give the growth."""
_CONSTANT = re.compile(r"可比价|不变价|可比口径|同口径|扣除价格|剔除")
"""So told, a change is not that of the two sums beside it."""
_AGAINST = re.compile(r"[比较](?:19|20)\d{2}年(?:同期)?的?$")
"""比2014年的11210件: the count compared with."""
_BEFORE = re.compile(r"(?:环比|同比|[比较与])(?:上季度?|上月|上周|上期|去年|上年)(?:同期)?的?$")
"""环比上季度56675件: the count compared with, right behind the words of comparison."""
_MOVED = re.compile(r"(?:增收|减收|增支|减支|多收|少收|增加|减少|净增|多|少)了?(?:约|近)?$")
_COMPARING = re.compile(
    r"同比|环比|比上年|较上年|比去年|较去年|[与比较和](?=上)|上年|去年|上月|上周|上季度|同期|相比|分别|增长|增加|上升|提高|提升|上涨|下降|减少|降低|回落|约|[，,、（(]"
)
_LARGEST, _LOOSE = 3000, 0.5
_ENDS, _BESIDE = ("then", "now"), 10


def check(report: Report) -> Iterator[Finding]:
    """Every percentage of change whose counts stand in its sentence."""
    for change in report.reached:
        if change.kind != "change" or change.base_unit != "%":
            continue
        if _YEARLY.search(report.text[max(0, change.at - 12) : change.at]):
            yield from _a_year(report, change)
            continue
        now = current(report, change)
        if now is None or constant(report, change) or (now.kind == "money" and _REAL.search(now.clause)):
            continue
        then = _last(report, change, now)
        if then is not None and then.base_value:
            if not matches(now, then, change):
                yield _wrong(report, now, then, change)
        elif (
            change.compared in ("yoy", "mom") and _beside(report, now, change) and not _some_base(now, change)
        ):
            yield _none(report, now, change)


def _a_year(report: Report, change: Figure) -> Iterator[Finding]:
    """由2016年的9.6亿元增加至2021年的20.7亿元，年均增长16.6%: the mean growth of the years between."""
    two = [f for f in report.earlier(change) if f.kind in ("count", "money", "area")][:2]
    if len(two) < len(_ENDS) or not alike(*two) or constant(report, change) or change.bound != "exact":
        return
    now, then = two
    ends = [f.period[:4] for f in (then, now)]
    rose = _FROM.search(report.text[max(0, then.at - 14) : then.at]) and _TO.search(
        report.text[then.to : now.at]
    )
    if (
        not rose
        or change.at - now.to > _BESIDE
        or not all(end.isdigit() for end in ends)
        or not then.base_value
        or not now.base_value
    ):
        return
    years = int(ends[1]) - int(ends[0])
    ratio, stated = float(now.base_value / then.base_value), float(change.base_value or 0)
    means = [(ratio ** (1 / n) - 1) * 100 for n in (years, years - 1, years + 1) if n > 0]
    if years > 1 and all(abs(mean - stated) > _LOOSE for mean in means):
        right = Decimal(means[0]).quantize(Decimal("0.1"))
        yield report.finding(
            "growth", "inconsistent", [now, then, change], f"({now.text} ÷ {then.text})^(1/{years}) − 1 = {right}% ≠ {change.text}",
            Text(f"{years}年从{then.text}到{now.text}，年均{right}%，报告写{change.text}。", f"That is {right}% a year over {years} years; the report says {change.text}."),
            Text("核对首尾两年的数和年均增幅。", "Check both ends and the mean growth."),
        )  # fmt: skip


def constant(report: Report, change: Figure) -> bool:
    """Whether the sentence says that the change is at constant prices or on another footing than the sums."""
    return bool(_CONSTANT.search(report.sentence(change.sentence)[1]))


def current(report: Report, change: Figure) -> Figure | None:
    """The count or sum a change belongs to: the nearest before it in its sentence, with no rate between."""
    if (respective := _respective(report, change)) is not None:
        return respective[0] if respective else None
    for figure in report.earlier(change):
        if (
            figure.kind in ("count", "money", "area")
            and not told_then(report, figure)
            and not _difference(report, figure)
            and not _mean(report, figure)
        ):
            return figure
        if figure.kind == "rate" and "占" not in figure.before:
            return None
    return None


def _mean(report: Report, figure: Figure) -> bool:
    """Whether a count is what its total comes to a day, and the total stands before it."""
    return bool(_MEAN.search(figure.before)) and any(alike(f, figure) for f in report.earlier(figure))


def _difference(report: Report, figure: Figure) -> bool:
    """Whether a number is how much was added or lost: 比上年增收1284万元."""
    return bool(_MOVED.search(report.text[max(0, figure.at - 6) : figure.at]))


def _respective(report: Report, change: Figure) -> list[Figure] | None:
    """With 分别 the count of the same rank: 受理a件，审结b件，同比分别上升x%和y%; none where they do not match; None without 分别."""
    earlier = report.earlier(change)
    beside = next((n for n, f in enumerate(earlier) if f.kind != "change"), len(earlier))
    changes = [*reversed(earlier[:beside]), change]
    counts = []
    for figure in earlier[beside:]:
        if figure.kind not in ("count", "money", "area"):
            break
        if not told_then(report, figure):
            counts.append(figure)
    if not counts or "分别" not in report.text[counts[0].to : changes[0].at]:
        return None
    changes += _following(report, change)
    counts = counts[::-1][-len(changes) :]
    return [counts[changes.index(change)]] if len(counts) == len(changes) else []


def _following(report: Report, change: Figure) -> list[Figure]:
    """The changes that come right after one."""
    found: list[Figure] = []
    for figure in report.by_sentence[change.sentence]:
        if figure.at > change.at:
            if figure.kind != "change":
                break
            found.append(figure)
    return found


def told_then(report: Report, figure: Figure) -> bool:
    """Whether a count is told to be that of an earlier time."""
    if _difference(report, figure):
        return False
    rose = _FROM.search(report.text[max(0, figure.at - 14) : figure.at])
    if rose and _RISEN.match(report.text, figure.to):
        return True
    return bool(
        _LAST.search(figure.before)
        or _BEFORE.search(figure.before)
        or _AGAINST.search(report.text[max(0, figure.at - 14) : figure.at])
    )


def _beside(report: Report, now: Figure, change: Figure) -> bool:
    """Whether nothing else stands between the count and its change: 12件,其中诉前调解同比下降31.3% speaks of another."""
    between = _COMPARING.sub("", report.text[now.to : change.at])
    return len(between) <= 1


def _last(report: Report, change: Figure, now: Figure) -> Figure | None:
    current_year = now.period[:4] if now.period[:4].isdigit() else str(report.year or "")
    year = str(int(current_year) - 1) if current_year else "-"
    counted = [f for f in report.by_sentence[change.sentence] if f.kind == now.kind and alike(f, now)]
    here = counted.index(now)
    between = [f for f in counted if now.at < f.at < change.at and _BEFORE.search(f.before)]
    if between:
        return between[-1]
    for figure in counted[max(0, here - 1) : here + 2]:
        if figure is now or _difference(report, figure):
            continue
        if (
            told_then(report, figure)
            or (figure.period == year and (figure.at < change.at or report.text[figure.at - 1] == "为"))
            or (
                figure.at < now.at
                and _TO.search(report.text[figure.to : now.at])
                and _FROM.search(report.text[max(0, figure.at - 14) : figure.at])
            )
        ):
            return figure
    return None


def matches(now: Figure, then: Figure, change: Figure) -> bool:
    """Whether the two counts give the stated change, rounded or cut off."""
    (low, high), (least, most) = span(now), span(then)
    if not least or not most:
        return True
    step = Decimal(1).scaleb(-change.places)
    bottom, top = (low / most - 1) * 100, (high / least - 1) * 100
    stated = change.base_value or Decimal(0)
    slack = step + (abs(stated) / 10 if change.bound != "exact" else 0)
    return bottom - slack <= stated <= top + slack


def _some_base(now: Figure, change: Figure) -> bool:
    """Whether any whole number of last year gives the stated change."""
    value, stated = now.base_value or Decimal(0), change.base_value or Decimal(0)
    if (
        now.bound != "exact"
        or change.bound != "exact"
        or now.kind != "count"
        or value > _LARGEST
        or stated <= -100
    ):
        return True
    step = Decimal(1).scaleb(-change.places)
    near = int(value / (1 + stated / 100))
    for base in range(max(1, near - 2), near + 4):
        exact = (value / base - 1) * 100
        if stated in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN)):
            return True
    return False


def _wrong(report: Report, now: Figure, then: Figure, change: Figure) -> Finding:
    one, two = now.base_value or Decimal(0), then.base_value or Decimal(1)
    right = ((one / two - 1) * 100).quantize(Decimal(1).scaleb(-max(change.places, 1)), ROUND_HALF_UP)
    return report.finding(
        "growth", "inconsistent", [now, then, change], f"({number(one)} − {number(two)}) ÷ {number(two)} = {right}% ≠ {number(change.base_value or Decimal(0))}%",
        Text(f"从{then.text}到{now.text}，变化是{right}%，报告写{change.clause[-20:]}。", f"From {then.text} to {now.text} the change is {right}%; the report says {change.text}."),
        Text("核对本年数、上年数和增减幅度。", "Check this year's number, last year's and the change."),
    )  # fmt: skip


def _none(report: Report, now: Figure, change: Figure) -> Finding:
    value, stated = now.base_value or Decimal(0), change.base_value or Decimal(0)
    near = value / (1 + stated / 100)
    bases = sorted({max(1, int(near)), int(near) + 1})
    worked = "；".join(
        f"上年{b}：{((value / b - 1) * 100).quantize(Decimal(1).scaleb(-max(change.places, 1)))}%"
        for b in bases
    )
    return report.finding(
        "growth", "inconsistent", [now, change], f"{number(value)} ÷ (1 + {number(stated)}%) = {near.quantize(Decimal('0.01'))}；{worked}",
        Text(f"本年{now.text}，上年是任何整数都得不出{change.text}的变化。", f"With {now.text} this year, no whole number of last year gives a change of {change.text}."),
        Text("核对上年数；最好把上年数写出来。", "Check last year's number; best state it."),
    )  # fmt: skip
