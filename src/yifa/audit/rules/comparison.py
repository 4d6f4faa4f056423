"""环比 in a yearly report: it compares with the month before, and a year has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..figure import Finding
from ..report import Report

__all__ = ["check"]

_MIXED = re.compile(r"[较比与]上(?:月|周|季度)(?:相比)?同比")
_PART = re.compile(r"月|季度|周|半年|旬")


def check(report: Report) -> Iterator[Finding]:
    """Changes told as 环比 in a sentence that names no month, quarter or half-year."""
    for change in report.reached:
        if change.kind == "change" and _MIXED.search(change.before):
            yield report.finding(
                "comparison", "suspect", [change], "环比 = 与上月（季）比；同比 = 与上年比",
                Text(f"和上月比应当是“环比”，报告写“同比”{change.text}。", f"Against last month is 环比; the report says 同比 ({change.text})."),
                Text("改为“较上月”或者“环比”；如果真是和上年同月比，写“同比”。", "Write 环比, or compare with last year's month."),
            )  # fmt: skip
        if change.compared != "mom" or change.kind != "change":
            continue
        _, text = report.sentence(change.sentence)
        both = "同比" in text  # told beside one another: meant, and of some shorter time
        if not both and not _PART.search(text.replace("上月", "")):
            yield report.finding(
                "comparison", "suspect", [change], "环比 = 与上月（季）比；同比 = 与上年比",
                Text(f"全年的数说“环比”{change.text}：一年没有上一个月，应当是“同比”。", f"A figure of a whole year is compared 环比 ({change.text}); 同比 is probably meant."),
                Text("改为“同比”，或者写明是哪个月、哪个季度。", "Write 同比, or name the month or quarter."),
            )  # fmt: skip
