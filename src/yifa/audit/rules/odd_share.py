"""One share of a list that disagrees with all the others about the whole: 甲20件，占20%；乙30件，占30%；丙25件，占35%；丁15件，占15%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from yifa.errors import Text

from ..arithmetic import alike, gives, number, span
from ..figure import Figure, Finding
from ..report import Report
from ..witness import COUNTED, nearby, witnessed

__all__ = ["check"]

_SHARE = re.compile(r"[^，,；;。]{0,4}[，,（(]?(?:占比|占)[^，,；;。\d]{0,12}$|[（(]$")
_EDGE = re.compile(r"[件个起]?[ \t]*[|\n][ \t|\n]*")
_AGREE, _LEAST, _PAIR, _ROWS, _REACH, _FAR, _HUNDRED, _SURELY = 3, 3, 2, 8, 120, 12, 100, 5
"""Pairs that must agree; lines between two rows of cells; signs before a table in which its whole may stand."""
_APART, _SURE = Decimal("0.004"), Decimal("0.02")
"""How far off the whole must be to be told at all, and to be called wrong: a little may be rounding of another kind."""


def check(report: Report) -> Iterator[Finding]:
    """Every sentence that lists four shares and more, each beside its count; every table that does."""
    for figures in report.by_sentence.values():
        yield from _compared(
            report, [(one, two) for one, two in pairwise(figures) if _listed(report, one, two)]
        )
        yield from _of_a_whole(
            report, [(one, two) for one, two in pairwise(figures) if _beside(report, one, two)]
        )
    for run in _one_a_sentence(report):
        yield from _of_a_whole(report, run, compared=False)
    yield from _column(report)


def _one_a_sentence(report: Report) -> Iterator[list[tuple[Figure, Figure]]]:
    """Lists that tell one share a sentence: 咨询类2997件，占比76.03%，主要涉及……。求助类654件，占比16.59%……。"""
    run: list[tuple[Figure, Figure]] = []
    for at, figures in [*report.by_sentence.items(), (0, [])]:
        pairs = [(one, two) for one, two in pairwise(figures[:_PAIR]) if _beside(report, one, two)]
        if run and (not pairs or at - run[-1][0].sentence > _PAIR):
            yield run
            run = []
        run += pairs


def _of_a_whole(
    report: Report, shares: list[tuple[Figure, Figure]], compared: bool = True
) -> Iterator[Finding]:
    """A list all but one of whose shares are of a count told before it, however rounded: 案件共1113件。……349件，占比31%；296件，占比21%."""
    if len(shares) < _LEAST or any(not alike(one, shares[0][0]) for one, _ in shares):
        return
    first, fine = shares[0][0], all(two.places for _, two in shares)
    wholes = [f for f in nearby(report, first, _FAR) if alike(f, first) and f.bound == "exact"]
    needed = max(len(shares) - max(1, len(shares) // _AGREE), _PAIR if fine else _AGREE)
    agree = {f.id: [(one, two) for one, two in shares if not gives(one, f, two)] for f in wholes}
    if any(not wrong for wrong in agree.values()):
        return
    whole = next((f for f in wholes if len(shares) - len(agree[f.id]) >= needed), None)
    for one, two in agree[whole.id] if whole else []:
        if (len(shares) > _SURELY or not witnessed(report, two)) and not (
            compared and fine and len(shares) > _AGREE
        ):
            yield _odd(report, one, two, whole.base_value or Decimal(1) if whole else Decimal(1), "suspect")


def _beside(report: Report, count: Figure, rate: Figure) -> bool:
    """Whether a rate, rounded as it may be, is told as the share of the count right before it."""
    exact = count.kind in COUNTED and rate.kind == "rate" and count.bound == rate.bound == "exact"
    told = exact and count.base_value and rate.base_value
    return bool(told and _SHARE.fullmatch(report.text[count.to : rate.at]))


def _column(report: Report) -> Iterator[Finding]:
    """Cells that hold a count and its share, against the count most of them are shares of."""
    pairs = [(one, two) for one, two in pairwise(report.reached) if _cells(report, one, two)]
    runs: list[list[tuple[Figure, Figure]]] = []
    for pair in pairs:
        if runs and 0 <= pair[0].sentence - runs[-1][-1][1].sentence <= _ROWS:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    for run in runs:
        first = run[0][0]
        wholes = [
            f
            for f in [*(one for one, _ in run), *report.reached]
            if f.kind == "count" and f.bound == "exact" and first.at - _REACH <= f.at <= run[-1][1].at
        ]
        agree, whole = max(
            ((sum(gives(one, f, two) for one, two in run), f) for f in wholes),
            key=lambda each: each[0],
            default=(0, first),
        )
        total = any(two.base_value == _HUNDRED for _, two in run)
        wrong = [(one, two) for one, two in run if not gives(one, whole, two)]
        if agree >= (_PAIR if total else _LEAST) and len(wrong) * _PAIR <= agree:
            for one, two in wrong:
                yield _odd(report, one, two, whole.base_value or Decimal(1), "suspect")


def _cells(report: Report, count: Figure, rate: Figure) -> bool:
    """Whether a count and a rate stand in two cells beside each other."""
    told = (
        count.kind == "count"
        and rate.kind == "rate"
        and (rate.places or rate.base_value == _HUNDRED)
        and count.base_value
        and rate.base_value
    )
    return bool(told and _EDGE.fullmatch(report.text[count.to : rate.at]))


def _compared(report: Report, shares: list[tuple[Figure, Figure]]) -> Iterator[Finding]:
    """One share against what all the others are of."""
    if len(shares) > _AGREE and all(alike(one, shares[0][0]) for one, _ in shares):
        wholes = [_whole(one, two) for one, two in shares]
        for index, (low, high) in enumerate(wholes):
            others = wholes[:index] + wholes[index + 1 :]
            least, most = max(each[0] for each in others), min(each[1] for each in others)
            apart = low > most * (1 + _APART) or high < least * (1 - _APART)
            if least <= most and apart and not witnessed(report, shares[index][1]):
                sure = low > most * (1 + _SURE) or high < least * (1 - _SURE)
                yield _odd(report, *shares[index], (least + most) / 2, "inconsistent" if sure else "suspect")


def _listed(report: Report, count: Figure, rate: Figure) -> bool:
    """Whether a rate to two places at most is told as the share of the count right before it."""
    return bool(
        count.kind in COUNTED
        and rate.kind == "rate"
        and rate.places
        and rate.base_value
        and count.base_value
        and count.bound == rate.bound == "exact"
        and _SHARE.fullmatch(report.text[count.to : rate.at])
    )


def _whole(count: Figure, rate: Figure) -> tuple[Decimal, Decimal]:
    """The least and the greatest whole of which a count is a share."""
    step, (low, high) = Decimal(1).scaleb(-rate.places), span(count)
    stated = rate.base_value or Decimal(1)
    return low * 100 / (stated + step), high * 100 / max(stated - step, step / 10)


def _odd(report: Report, count: Figure, rate: Figure, whole: Decimal, grade: str) -> Finding:
    rounded = whole.quantize(Decimal(1))
    right = ((count.base_value or Decimal(0)) * 100 / whole).quantize(Decimal(1).scaleb(-rate.places))
    return report.finding(
        "odd_share", grade, [count, rate], f"{number(count.base_value or Decimal(0))} ÷ {number(rounded)} = {right}% ≠ {rate.text}",
        Text(f"同一列里其他各项的总数约{number(rounded)}，这一项应占{right}%，报告写{rate.text}。", f"All others are of about {number(rounded)}; this is {right}% of it, not {rate.text}."),
        Text("核对这一项的数和占比。", "Check this count and its share."),
    )  # fmt: skip
