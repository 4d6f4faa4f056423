"""Rates above 100 %: a share cannot be; the completion of a plan can, if the plan is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..figure import Finding
from ..report import Report

__all__ = ["check"]

_WHOLE = 100
_PLAN = re.compile(r"完成|达成|超额|执行|进度|兑现|负荷|增加值|目标")
_SHARE = re.compile(r"率|占|比例|比重|度$")


def check(report: Report) -> Iterator[Finding]:
    """Rates over 100, and 100 以上 or 超 100."""
    for rate in report.reached:
        if rate.kind != "rate" or rate.base_unit != "%":
            continue
        value = rate.base_value or 0
        over = value > _WHOLE or (value == _WHOLE and rate.bound == "at_least")
        if not over or not _SHARE.search(rate.before[-12:]):
            continue
        words = rate.before[-12:]
        if _PLAN.search(words):
            yield report.finding(
                "over_hundred", "base_missing", [rate], f"{rate.text} = 完成数 ÷ 计划数 > 1",
                Text(f"{rate.subject}{rate.text}，但没有写计划是多少，无法核对。", f"{rate.text} of a plan whose number is not told: it cannot be checked."),
                Text("写明计划数和完成数。", "Give the planned and the completed number."),
            )  # fmt: skip
        else:
            yield report.finding(
                "over_hundred", "impossible", [rate], f"{rate.text} > 100%",
                Text(f"{rate.subject}不可能超过100%，报告写{rate.text}。", f"A share cannot exceed 100%; the report says {rate.text}."),
                Text("改为实际比率；如果确实全部成功，写100%。", "Give the true rate; if all succeeded, write 100%."),
            )  # fmt: skip
