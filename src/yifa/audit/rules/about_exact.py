"""An exact number with 余: 445余 says both that it was counted and that it was not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..figure import Finding
from ..report import Report

__all__ = ["check"]

_MORE = re.compile(r"\d余|\d多(?!次)")


def check(report: Report) -> Iterator[Finding]:
    """Whole numbers written to the unit, followed by 余 or 多."""
    for figure in report.figures:
        if (
            figure.kind not in ("count", "money", "area")
            or figure.bound != "about"
            or not _MORE.search(figure.text)
        ):
            continue
        value = figure.value
        if value is None or figure.places or value != figure.base_value or value % 10 == 0:
            continue
        low = int(value) // 10 * 10
        yield report.finding(
            "about_exact", "suspect", [figure], f"{value}余：{value}是数到个位的数；约数应当写{low}余",
            Text(f"“{figure.text}”既写到个位，又说“余”。", f"{figure.text} is written to the unit and called approximate."),
            Text(f"写准数“{value}”，或者写约数“{low}余”。", f"Write the exact {value}, or {low}余."),
        )  # fmt: skip
