"""Years that do not fit: a heading of another year, a year that was not yet over, a signature too early."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..figure import Figure, Finding
from ..report import Report
from .period import PART_OF_YEAR

__all__ = ["check"]

_COMPARED = re.compile(
    r"同比|相比|较|比|以来|自|起|至|印发|发布|关于|规划|纲要|计划|截至|评为|荣获|去年|上年"
)
_NEXT = re.compile(r"计划|打算|思路|安排|下一|下步|明年|目标|展望|重点")
_MEANT = re.compile(r"将|力争|争取|确保|拟|计划|不少于|不低于|控制在|保持")
"""What is meant for next year is no number of it."""
_CELLS = re.compile(r"\d(?:[ \u3000\t|]+\d[\d,.]*){2}")
"""A row of a table by years."""
_TITLE, _LONG = 120, 800
"""A shorter text without a title has no year of its own."""
_STARTS = "。；;\n！"


def check(report: Report) -> Iterator[Finding]:
    """Years in headings, years that open a sentence with figures, and the day of signature."""
    if report.year is None:
        return
    for day in report.figures:
        if day.kind != "date" or day.unit not in ("年", "日"):
            continue
        if day.unit == "年":
            yield from _heading(report, day, report.year)
            yield from _opening(report, day, report.year)
    yield from _signed(report, report.year)


def _heading(report: Report, day: Figure, year: int) -> Iterator[Finding]:
    for start, end, words, planned in report.read.layout.headings:
        if start <= day.at < end:
            stated = int(day.base_value or 0)
            right = (year, year + 1) if planned or _NEXT.search(words) else (year,)
            if stated not in right and not (year - 1 == stated and "回顾" in words):
                yield report.finding(
                    "year", "inconsistent", [day], f"{stated} ≠ {year}",
                    Text(f"报告是{year}年的，标题却写“{words.strip()}”。", f"The report is of {year}; a heading says {stated}."),
                    Text("改正标题里的年份。", "Correct the year in the heading."),
                )  # fmt: skip


def _opening(report: Report, day: Figure, year: int) -> Iterator[Finding]:
    if not report.titled and len(report.text) < _LONG:
        return
    if (day.at and report.text[day.at - 1] not in _STARTS) or report.read.layout.planned(day.at):
        return
    stated = int(day.base_value or 0)
    start, text = report.sentence(day.sentence)
    inside = any(s <= day.at < e for s, e, *_ in report.read.layout.headings)
    if (
        stated in (year - 1, year + 1)
        and not inside
        and not _CELLS.search(text)
        and not (stated == year + 1 and _MEANT.search(text))
        and report.by_sentence.get(day.sentence)
        and not _COMPARED.search(text[: day.to - start + 30])
    ):
        yield report.finding(
            "year", "suspect", [day], f"{stated} ≠ {year}",
            Text(f"报告是{year}年的，这句讲的却是{stated}年的数。", f"The report is of {year}; this sentence gives numbers of {stated}."),
            Text("核对年份；确是别的年份的，说明为什么写在这里。", "Check the year; if another is meant, say why it stands here."),
        )  # fmt: skip


def _signed(report: Report, year: int) -> Iterator[Finding]:
    days = [f for f in report.figures if f.kind == "date" and f.unit == "日" and (f.base_value or 0) > 10**7]
    if not report.titled or PART_OF_YEAR.search(report.text[:_TITLE].partition("\n")[0]):
        return
    if not days or len(report.text) - days[-1].to > 400:  # a signature stands near the end
        return
    signed = int(days[-1].base_value or 0)
    if signed < year * 10000 + 1101:
        yield report.finding(
            "year", "suspect", [days[-1]], f"{days[-1].text} < {year}年12月31日",
            Text(f"落款是{days[-1].text}，{year}年还没有过完。", f"Signed on {days[-1].text}, before {year} was over."),
            Text("核对落款日期；如果是提前成文，写明数字截至哪一天。", "Check the day; if it was written early, say up to which day the numbers go."),
        )  # fmt: skip
