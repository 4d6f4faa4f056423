"""Rates and changes that nobody can check, because the number they are of is not told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..figure import Figure, Finding
from ..report import Report
from .growth import current

__all__ = ["check"]

_RATE = re.compile(r"率$|占比$|比例$")


def check(report: Report) -> Iterator[Finding]:
    """Rates named …率 with no count in their sentence, and falls and rises of something nobody counted."""
    for figure in report.reached:
        if figure.kind == "rate" and _RATE.search(figure.subject) and not _counted(report, figure):
            yield report.finding(
                "base_missing", "base_missing", [figure], f"{figure.text} = ? ÷ ?",
                Text(f"{figure.subject}{figure.text}，没有写基数，无法核对。", f"{figure.text} without the number it is of: it cannot be checked."),
                Text("写明分子和分母。", "Give part and whole."),
            )  # fmt: skip
        elif (
            figure.kind == "change"
            and figure.base_unit == "%"
            and current(report, figure) is None
            and not _rate_before(report, figure)
        ):
            yield report.finding(
                "base_missing", "base_missing", [figure], f"{figure.text}：从多少到多少？",
                Text(f"“{figure.clause.strip()}”没有写本期数，也没有写与什么时候比。", "A change without the number it is of, nor the time it is compared with."),
                Text("写明本期数、上期数和比较的期间。", "Give both numbers and the period compared with."),
            )  # fmt: skip


def _counted(report: Report, rate: Figure) -> bool:
    """Whether a count stands in the sentence, or ends the one before."""
    near = report.by_sentence[rate.sentence] + report.by_sentence.get(rate.sentence - 1, [])[-1:]
    return any(f.kind in ("count", "money", "area") for f in near)


def _rate_before(report: Report, change: Figure) -> bool:
    return any(f.kind == "rate" for f in report.earlier(change)[:1])
