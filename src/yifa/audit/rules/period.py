"""Periods that do not make up the year: 1-11月 or 上半年 in a yearly report."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from yifa.errors import Text

from ..figure import Finding
from ..report import Report

__all__ = ["PART_OF_YEAR", "check"]

_HALF = re.compile(r"上半年|前三季度|一季度")
PART_OF_YEAR = re.compile(r"上半年|半年|季度|\d{1,2}月|[一二三四五六七八九十]月|周|月报|旬")
"""In its title: the report covers a month, a quarter, a half, and its numbers are of no whole year."""
_TITLE = 120
_LAST_MONTH = 12


def check(report: Report) -> Iterator[Finding]:
    """Ranges of months that end before December, and headings of a part of the year."""
    if report.year is None or PART_OF_YEAR.search(report.text[:_TITLE].partition("\n")[0]):
        return
    for start, end, words, _ in report.read.layout.headings:
        if half := _HALF.search(words):
            figures = [f for f in report.figures if start <= f.at < end]
            yield report.finding(
                "period", "inconsistent", figures, f"{half.group()} ≠ {report.year}年全年",
                Text(f"全年的报告，标题却写“{words.strip()}”。", f"A report of a whole year has a heading of a part of it: {words.strip()}."),
                Text("改正标题，或者把数字补到全年。", "Correct the heading, or bring the numbers up to the year."),
            )  # fmt: skip
    figures = report.figures
    for one, two in itertools.pairwise(figures):
        months = one.kind == two.kind == "date" and one.unit == two.unit == "月" and two.at - one.to <= 2
        if (
            months
            and one.base_value == 1
            and 1 < (two.base_value or 0) < _LAST_MONTH
            and report.by_sentence.get(two.sentence)
        ):
            yield report.finding(
                "period", "suspect", [one, two], f"1—{two.value}月 ≠ 1—12月",
                Text(f"全年的报告用了1—{two.value}月的数，同其他全年的数不能相比。",
                     f"A yearly report uses numbers of January to month {two.value}: they cannot be held against those of the year."),
                Text("补到全年；补不了的，保留期间，不与全年数并列。", "Bring them up to the year, or keep the period apart from yearly numbers."),
            )  # fmt: skip
