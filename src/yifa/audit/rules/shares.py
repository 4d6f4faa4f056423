"""A share (占…%) against the count before it and the whole it is a share of; shares of one whole against 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from yifa.errors import Text

from ..arithmetic import alike as same_unit
from ..arithmetic import gives, number, ratio_gives, share, span
from ..figure import Figure, Finding
from ..report import Report
from ..witness import anywhere, nearby, witnessed
from .together import joined, lead

__all__ = ["check", "own"]

_OF = re.compile(r"占(?P<of>[^，,。；;占]{0,14}?)(?:的|比例|比重|比)?(?:约|近|超|达|为|超过)?$")
_ELSEWHERE = re.compile(r"全[国省市州县区]")
"""A share of the province's or the city's: told in another report."""
_FILLERS = re.compile(r"[，,；;：:（(、\s]|其中|约|共|均|分别|仅|只|也|又|则|已|近|各|件次|人次")
_MEASURE = re.compile(r"产值|产量|金额|面积|收入|资金|税收|营收|投资")
"""前5家产值占六成 is a share of the output, not of the firms."""
_THOSE = re.compile(r"^(?:前者|后者|两者|该类|此类|这类|该项)$")
_TOTAL = re.compile(r"总数|总量|全部|总额")
_AMONG = re.compile(r"\s*(?:其中|[一-鿿]{2,14}(?:中|之中))[，,：:]")
"""本周所受理的诉求中，直办…: the sentence tells the parts of what the one before ended with."""
_OVERALL = re.compile(r"^全[国省市州县区]|(?:总数|总量|总额|数量|数)$")
_OWN = re.compile(r"[（(、]?(?:约|仅|各|只|共)?占")
_NEAR = 60
_NAME, _LONG, _SIBLINGS, _DISTANT = 2, 4, 2, 8


def alike(one: Figure, two: Figure) -> bool:
    """Whether both count the same kind of thing; in a list of shares one may be told without its unit: 行政处罚2100，占33.9%."""
    return same_unit(one, two) or (one.kind == two.kind == "count" and "" in (one.base_unit, two.base_unit))


def check(report: Report) -> Iterator[Finding]:
    """Every share that stands after the count it belongs to."""
    for rate in report.reached:
        if rate.kind != "rate" or "占" not in report.text[max(0, rate.at - _NEAR) : rate.at]:
            continue
        if joined(lead(report, rate)):
            continue
        earlier = [
            f
            for f in report.earlier(rate)
            if f.kind in ("count", "money", "area") and not report.aside(f, rate.at)
        ]
        if (
            len(earlier) > 1
            and "占" in earlier[0].before
            and report.text[earlier[0].to : rate.at] in ("的", "")
        ):
            if not gives(earlier[1], earlier[0], rate):
                yield _wrong(report, earlier[1], earlier[0], rate)
            continue
        mark = _OF.search(rate.before)
        if not mark or not earlier:
            continue
        here = [] if _ELSEWHERE.search(mark["of"]) else list(_of_part(report, rate, mark["of"], earlier))
        yield from here or _of_named(report, rate, mark["of"], earlier)


def _of_part(report: Report, rate: Figure, of: str, earlier: list[Figure]) -> Iterator[Finding]:
    """A share against the wholes around the count it belongs to."""
    part = _part(report, rate, earlier)
    if part is None:
        return
    run = _run(report, part, earlier)
    siblings = _siblings(report, rate) | {f.id for f in run}
    near = [
        f
        for f in earlier
        if f.at < part.at
        and f.id not in siblings
        and alike(f, part)
        and (f.base_value or 0) >= (part.base_value or 0)
    ]
    far = [f for f in nearby(report, rate) if alike(f, part)]
    wholes = [*near, *far]
    held = any(gives(part, whole, rate) or _together(run, whole, rate) for whole in wholes)
    if held or (rate.places and witnessed(report, rate)):
        return
    if whole := _of_all(report, rate, part) or _named(of, near):
        yield _wrong(report, part, whole, rate, "suspect" if anywhere(report, part, rate) else "inconsistent")
    elif not of and (before := _continued(report, rate, part)):
        yield _wrong(report, part, before, rate, "suspect")


def _run(report: Report, part: Figure, earlier: list[Figure]) -> list[Figure]:
    """The count and those listed right before it: 交通类783件、城建类579件、政法类562件，占77%."""
    run = [part]
    for figure in earlier[earlier.index(part) + 1 :] if part in earlier else []:
        if not alike(figure, part) or report.text[figure.to : figure.to + 1] not in ("、", "和", "与", "及"):
            break
        run.append(figure)
    return run


def _together(run: list[Figure], whole: Figure, rate: Figure) -> bool:
    """Whether the counts listed make the share together."""
    low, high = (sum((span(f)[end] for f in run), Decimal(0)) for end in (0, 1))
    return len(run) > 1 and whole not in run and ratio_gives((low, high), span(whole), rate)


def _of_named(report: Report, rate: Figure, of: str, earlier: list[Figure]) -> Iterator[Finding]:
    """A share of what another sentence counts under the name used here: 占本年支出合计的31%."""
    part = _part(report, rate, earlier)
    bare = _OVERALL.sub("", of)
    names = [
        name for name in {of, bare, bare[-_LONG:] if len(bare) > _LONG + 1 else bare} if len(name) >= _LONG
    ]
    if part is None or not names:
        return
    area = _ELSEWHERE.search(of)
    wholes = [
        f
        for n in range(_DISTANT + 1)
        for f in reversed(report.by_sentence.get(rate.sentence - n, []))
        if f is not part
        and f.at < rate.at
        and alike(f, part)
        and any(name in f.before for name in names)
        and (not area or area.group() in f.clause)
        and span(f)[1] >= span(part)[0]
    ]
    if wholes and not any(gives(part, whole, rate) for whole in wholes) and not witnessed(report, rate):
        yield _wrong(report, part, wholes[0], rate, "suspect")


def _continued(report: Report, rate: Figure, part: Figure) -> Figure | None:
    """The count that ends the sentence before, where this one goes on with 其中 and nothing else can be the whole."""
    _, text = report.sentence(rate.sentence)
    before = report.by_sentence.get(rate.sentence - 1, [])
    own = [f for f in report.earlier(rate) if f is not part and alike(f, part)]
    if not text.lstrip("，, ").startswith("其中") or not before or own or not alike(before[-1], part):
        return None
    return before[-1] if span(before[-1])[1] >= span(part)[0] else None


def _part(report: Report, rate: Figure, earlier: list[Figure]) -> Figure | None:
    """The count a share is of: the one its own clause names (即办件占81%), else the nearest; None where the name is of nothing counted."""
    start, _ = report.read.layout.clause(rate.at)
    lead = report.text[max(start, earlier[0].to) : rate.at]
    name = _FILLERS.sub("", lead.rpartition("占")[0]).rstrip("的")
    if len(name) < _NAME or "分别" in rate.before or _THOSE.search(name):
        return _nth(report, rate, earlier)
    if len(lead) == rate.at - earlier[0].to:
        return None if earlier[0].kind == "count" and _MEASURE.search(name) else earlier[0]
    return next((f for f in earlier if name in f.before or name in f.subject), None)


def _of_all(report: Report, rate: Figure, part: Figure) -> Figure | None:
    """The whole that the other shares of the sentence are of, two at least and all but this one: 甲占a，乙占b，丙占c."""
    figures = report.by_sentence[rate.sentence]
    others = [
        (one, two) for one, two in pairwise(figures) if two is not rate and own(one, two) and alike(one, part)
    ]
    if not others:
        return None
    counts = [f for f in figures if f.at < part.at and alike(f, part)] + nearby(report, rate)
    wholes = [f for f in counts if alike(f, part) and (f.base_value or 0) > (part.base_value or 0)]
    named = _TOTAL.search(rate.before) or _AMONG.match(report.sentence(rate.sentence)[1])
    needed = 1 if rate.places and named else _SIBLINGS
    agree = {f.id: sum(gives(one, f, two) for one, two in others) for f in wholes}
    return next((f for f in wholes if agree[f.id] >= max(needed, len(others) - 1)), None)


def _siblings(report: Report, rate: Figure) -> set[str]:
    """Counts before the rate that have a share of their own: parts beside this one, and no whole of it."""
    figures = report.by_sentence[rate.sentence]
    return {one.id for one, two in pairwise(figures) if two is not rate and own(one, two)}


def own(count: Figure, rate: Figure) -> bool:
    """Whether a rate is the share of the count before it: 12件，占8%, and not 12件，其中一类占8%."""
    return (
        rate.kind == "rate"
        and count.kind in ("count", "money", "area")
        and bool(_OWN.match(rate.before.lstrip("件次人个起户家")))
    )


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
