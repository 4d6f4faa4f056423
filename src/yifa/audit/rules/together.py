"""Shares of several parts added up in words: 甲占62.1%，乙占25.3%，合计占87.4%; 甲20件、乙30件，两项合计占总数120件的41.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, pairwise

from yifa.errors import Text

from ..arithmetic import alike, number, share, span
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check", "joined", "lead"]

_TOGETHER = re.compile(
    r"合计|共占|共计占|总共占|总计占|累计占|之和|[两三四]者|[两三四](?:项|类|种|部分)(?:合计|共计|总计|共|总共|相加)"
)
"""The words that say a share is one of several parts."""
_OF_A_SUM = re.compile(r"占[^，,。；;比占]+(?:合计|总计|之和)的?(?:比重|比例)?")
_SHARE = re.compile(r"占|比例|比重")
_COUNTED = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_HOW_MANY = re.compile(r"(?:前)?([两二三四五])(?:者|项|类|种|部分|个方面)")
_NAMES = re.compile(r"、|和|与|及|以及")
_REST = re.compile(r"(?:其余|其他|余下|剩余|剩下)[^，,。；;%]{0,8}$")
_MOST_PARTS, _FAR, _STEM = 8, 60, 2
_PARTED = re.compile(r"其中|其余|其他|余下|剩余|剩下|合计|之和|共占")
_OTHERS = re.compile(r"其[他它]")
_LIST, _HUNDRED, _LITTLE = 3, 100, 10


def check(report: Report) -> Iterator[Finding]:
    """Every share told of several parts together, and shares that end in those of the rest."""
    for figures in report.by_sentence.values():
        yield from _over(
            report,
            [
                f
                for f in figures
                if f.kind == "rate" and (_SHARE.search(f.before) or _OTHERS.search(f.before))
            ],
        )
    for rate in report.reached:
        if rate.kind != "rate" or rate.base_unit != "%" or not _SHARE.search(words := lead(report, rate)):
            continue
        if joined(words):
            yield from _added(report, rate)
        elif _REST.search(words.partition("占")[0]):
            yield from _rest(report, rate)


def _over(report: Report, shares: list[Figure]) -> Iterator[Finding]:
    """Three shares and more of one list that come to a little more than the whole."""
    if len(shares) < _LIST or any(f.bound != "exact" or f.base_unit != "%" for f in shares):
        return
    words = report.text[shares[0].to : shares[-1].at]
    total = sum((f.base_value or Decimal(0) for f in shares), Decimal(0))
    slack = sum((Decimal(1).scaleb(-f.places) for f in shares), Decimal(0))
    listed = (
        len(shares) > _LIST
        and _OTHERS.search(shares[-1].before)
        and _HUNDRED - _LITTLE <= total < _HUNDRED - slack
    )
    if listed:
        yield report.finding(
            "together", "suspect", shares, f"{_sum(shares)} < 100%",
            Text("最后一项是“其他”，各项占比加起来却不到100%。", "The last is told as all others, yet the shares do not come to 100%."),
            Text("核对各项占比；漏了一项的，补上。", "Check the shares; add one that is missing."),
        )  # fmt: skip
    if _HUNDRED + slack < total <= _HUNDRED + _LITTLE and not _PARTED.search(words):
        yield report.finding(
            "together", "suspect", shares, f"{_sum(shares)} > 100%",
            Text("同一列里各项占比加起来超过100%。", "The shares of one list come to more than 100%."),
            Text("核对各项占比；如果各项有重叠，或者不是同一个总数的占比，写明。", "Check the shares; where parts overlap or wholes differ, say so."),
        )  # fmt: skip


def joined(words: str) -> bool:
    """Whether the words of a share say that several parts are taken together; 占支出合计的31% is a share of a sum."""
    return bool(_TOGETHER.search(_OF_A_SUM.sub("占", words)))


def lead(report: Report, rate: Figure) -> str:
    """The words of a share: its clause up to it, from the rate before it on, counts included."""
    start, _ = report.read.layout.clause(rate.at)
    last = next((f.to for f in report.earlier(rate) if f.kind == "rate"), 0)
    return report.text[max(start, last, rate.at - _FAR) : rate.at]


def _added(report: Report, rate: Figure) -> Iterator[Finding]:
    """The shares before it, where there are any; else the counts, against the whole that is told beside it."""
    shares = _shares(report, rate)
    if len(shares) > 1:
        if _of_others(report, rate):
            return
        if not _some_sum(rate, _chosen(report, rate, shares)):
            yield _wrong_shares(report, shares[-(_how_many(lead(report, rate)) or len(shares)) :], rate)
        return
    counts = [f for f in report.earlier(rate) if f.kind in ("count", "money", "area")][::-1]
    if not counts and not shares and len(named := _named(report, rate)) > 1:
        if not _some_sum(rate, iter([tuple(named)])):
            yield _wrong_shares(report, named, rate)
        return
    whole = _whole(report, rate, counts)
    parts = [f for f in counts if whole and f is not whole and f.at < whole.at and alike(f, whole)]
    if whole is None or not whole.base_value or len(parts) < 2:
        return
    if not any(_gives(chosen, whole, rate) for chosen in _chosen(report, rate, parts)):
        yield _wrong_counts(report, parts[-(_how_many(lead(report, rate)) or len(parts)) :], whole, rate)


def _of_others(report: Report, rate: Figure) -> bool:
    """Whether the words name parts that were not told before: 甲占41%，乙占39%，丙和丁合计占20%."""
    words = _TOGETHER.split(lead(report, rate))[0].strip("，, ；;")
    names = [name for name in _NAMES.split(words) if len(name) > 1 and not _HOW_MANY.search(name)]
    start, text = report.sentence(rate.sentence)
    before = text[: rate.at - start].rpartition(words)[0] if words else ""
    return bool(names) and not any(name[:_STEM] in before for name in names)


def _shares(report: Report, rate: Figure) -> list[Figure]:
    """Shares before the one together, in the order told; a rate that is no share ends the list."""
    found: list[Figure] = []
    for figure in report.earlier(rate):
        if figure.kind != "rate":
            continue
        if not _SHARE.search(figure.before) and "、" not in figure.before and "和" not in figure.before:
            break
        if joined(lead(report, figure)):
            break
        found.insert(0, figure)
    return found[-_MOST_PARTS:]


def _named(report: Report, rate: Figure) -> list[Figure]:
    """The shares of the sentence before that the words name: 咨询类和求助类合计占. None unless every name is found."""
    names = [name for name in _NAMES.split(_TOGETHER.split(lead(report, rate))[0].strip("，, ")) if name]
    before = report.by_sentence.get(rate.sentence - 1, [])
    shares = [
        (one, two)
        for one, two in pairwise(before)
        if two.kind == "rate" and _SHARE.search(two.before) and one.kind != "rate"
    ]
    found = [
        next((two for one, two in shares if name in one.before or name in one.subject), None)
        for name in names
    ]
    return [f for f in found if f] if len(names) > 1 and all(found) else []


def _how_many(words: str) -> int:
    """How many parts the words name: 两项, 三者; nought where they name none."""
    told = _HOW_MANY.search(words)
    return _COUNTED[told[1]] if told else 0


def _chosen(report: Report, rate: Figure, parts: list[Figure]) -> Iterator[tuple[Figure, ...]]:
    """What may be meant: as many as are named, else any two and more of the parts told before."""
    told = _how_many(lead(report, rate))
    sizes = [told] if told else range(2, len(parts) + 1)
    for size in sizes:
        yield from combinations(parts[-_MOST_PARTS:], size)


def _some_sum(rate: Figure, choices: Iterator[tuple[Figure, ...]]) -> bool:
    """Whether some of the shares add up to the one told, each rounded in its own last place."""
    low, high = span(rate)
    step = Decimal(1).scaleb(-rate.places) / 2
    for parts in choices:
        slack = sum((Decimal(1).scaleb(-f.places) / 2 for f in parts), step)
        total = sum((abs(f.base_value or Decimal(0)) for f in parts), Decimal(0))
        if low - slack <= total <= high + slack or any(f.bound != "exact" for f in parts):
            return True
    return False


def _whole(report: Report, rate: Figure, counts: list[Figure]) -> Figure | None:
    """占总数120件的: the count that stands between 占 and the share. Where none stands there, nobody can tell."""
    last = counts[-1] if counts else None
    return last if last and "占" in last.before and report.text[last.to : rate.at] in ("的", "") else None


def _gives(parts: tuple[Figure, ...], whole: Figure, rate: Figure) -> bool:
    """Whether the parts over the whole give the share, rounded or cut off."""
    low, high = (sum((span(f)[end] for f in parts), Decimal(0)) for end in (0, 1))
    least, most = span(whole)
    step = Decimal(1).scaleb(-rate.places)
    bottom, top = span(rate)
    return low * 100 / most - step <= top and (not least or high * 100 / least + step >= bottom)


def _rest(report: Report, rate: Figure) -> Iterator[Finding]:
    """甲占60%，乙占30%，其余占20%: the rest closes the whole, which is 100 %."""
    parts = [*_shares(report, rate), rate]
    if len(parts) < 2 or any(f.bound != "exact" for f in parts):
        return
    total = sum((f.base_value or Decimal(0) for f in parts), Decimal(0))
    slack = sum((Decimal(1).scaleb(-f.places) for f in parts), Decimal(0))
    if abs(total - 100) > slack:
        yield report.finding(
            "together", "inconsistent", parts, f"{_sum(parts)} ≠ 100%",
            Text("写了“其余”，各项占比加起来却不是100%。", "The rest closes the list, and the shares do not add up to 100%."),
            Text("核对各项占比。", "Check the shares."),
        )  # fmt: skip


def _sum(parts: list[Figure]) -> str:
    total = sum((f.base_value or Decimal(0) for f in parts), Decimal(0))
    return f"{' + '.join(f'{number(f.base_value or Decimal(0))}%' for f in parts)} = {number(total)}%"


def _wrong_shares(report: Report, parts: list[Figure], rate: Figure) -> Finding:
    return report.finding(
        "together", "inconsistent", [*parts, rate], f"{_sum(parts)} ≠ {rate.text}",
        Text(f"前面各项占比怎么相加都不是{rate.text}。", f"However the shares before it are added, they do not make {rate.text}."),
        Text("核对各项占比和合计；如果合计的是别的几项，写明是哪几项。", "Check the shares and their sum; if others are meant, say which."),
    )  # fmt: skip


def _wrong_counts(report: Report, parts: list[Figure], whole: Figure, rate: Figure) -> Finding:
    total = sum((f.base_value or Decimal(0) for f in parts), Decimal(0))
    right = share(total, whole.base_value or Decimal(1), max(rate.places, 1)).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    added = " + ".join(number(f.base_value or Decimal(0)) for f in parts)
    return report.finding(
        "together", "inconsistent", [*parts, whole, rate], f"({added}) ÷ {number(whole.base_value or Decimal(1))} = {right}% ≠ {rate.text}",
        Text(f"几项合计{number(total)}，占{whole.text}的{right}%，报告写{rate.text}。", f"Together they are {number(total)}, {right}% of {whole.text}; the report says {rate.text}."),
        Text("核对各项、总数和占比。", "Check the parts, the whole and the share."),
    )  # fmt: skip
