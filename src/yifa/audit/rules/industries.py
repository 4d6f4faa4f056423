"""第一、第二、第三产业增加值 against the regional product they make up, wherever in a paragraph they are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import number, span, told
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check"]

_PRODUCT = re.compile(r"生产总值|GDP")
_INDUSTRY = re.compile(r"第([一二三])产业")
_THREE, _FAR = 3, 200
_FORECAST = re.compile(r"到20\d\d年|目标|突破|超过")
_SLACK = Decimal("0.002")
"""Each of the four is rounded, and published sums are off in the last place."""


def check(report: Report) -> Iterator[Finding]:
    """Every regional product that its three industries follow."""
    whole: Figure | None = None
    parts: dict[str, Figure] = {}
    for figure in report.reached:
        if figure.kind != "money" or figure.bound != "exact":
            continue
        industry = _INDUSTRY.findall(figure.clause.partition(figure.text)[0])
        if industry and whole and figure.at - whole.at < _FAR:
            parts.setdefault(industry[-1], figure)
            if len(parts) == _THREE:
                yield from _held(report, whole, list(parts.values()))
                whole, parts = None, {}
        elif (
            _PRODUCT.search(figure.clause)
            and "人均" not in figure.clause
            and not _FORECAST.search(figure.clause)
        ):
            whole, parts = figure, {}


def _held(report: Report, whole: Figure, parts: list[Figure]) -> Iterator[Finding]:
    """The three against the whole, each as rounded as it is written."""
    low, high = (sum((span(f)[end] for f in parts), Decimal(0)) for end in (0, 1))
    least, most = span(whole)
    slack = most * _SLACK
    if low > most + slack or high < least - slack:
        value = whole.base_value or Decimal(0)
        yield report.finding(
            "industries", "inconsistent", [whole, *parts], f"{told(parts)} ≠ {number(value)}",
            Text(f"三次产业增加值加起来不等于生产总值{whole.text}。", f"The three industries do not add up to {whole.text}."),
            Text("核对四个数。", "Check the four numbers."),
        )  # fmt: skip
