"""One share of a list that disagrees with all the others about the whole: 甲20件，占20%；乙30件，占30%；丙25件，占35%；丁15件，占15%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from yifa.errors import Text

from ..arithmetic import alike, number, span
from ..figure import Figure, Finding
from ..report import Report
from ..witness import COUNTED, witnessed

__all__ = ["check"]

_SHARE = re.compile(r"[^，,；;。]{0,4}[，,（(]?(?:占比|占)[^，,；;。\d]{0,12}$|[（(]$")
_AGREE = 3
_APART = Decimal("0.02")


def check(report: Report) -> Iterator[Finding]:
    """Every sentence that lists four shares and more, each beside its count."""
    for figures in report.by_sentence.values():
        shares = [(one, two) for one, two in pairwise(figures) if _listed(report, one, two)]
        if len(shares) <= _AGREE or any(not alike(one, shares[0][0]) for one, _ in shares):
            continue
        wholes = [_whole(one, two) for one, two in shares]
        for index, (low, high) in enumerate(wholes):
            others = wholes[:index] + wholes[index + 1 :]
            least, most = max(each[0] for each in others), min(each[1] for each in others)
            apart = low > most * (1 + _APART) or high < least * (1 - _APART)
            if least <= most and apart and not witnessed(report, shares[index][1]):
                yield _odd(report, *shares[index], (least + most) / 2)


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


def _odd(report: Report, count: Figure, rate: Figure, whole: Decimal) -> Finding:
    rounded = whole.quantize(Decimal(1))
    right = ((count.base_value or Decimal(0)) * 100 / whole).quantize(Decimal(1).scaleb(-rate.places))
    return report.finding(
        "odd_share", "inconsistent", [count, rate], f"{number(count.base_value or Decimal(0))} ÷ {number(rounded)} = {right}% ≠ {rate.text}",
        Text(f"同一列里其他各项的总数约{number(rounded)}，这一项应占{right}%，报告写{rate.text}。", f"All others are of about {number(rounded)}; this is {right}% of it, not {rate.text}."),
        Text("核对这一项的数和占比。", "Check this count and its share."),
    )  # fmt: skip
