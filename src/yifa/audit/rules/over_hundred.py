"""Rates above 100 %: a share cannot be; the completion of a plan can, if the plan is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..figure import Finding
from ..report import Report

__all__ = ["check"]

_WHOLE = 100
_RATE = re.compile(r"率|占|比例|比重|度$")
_PLAN = re.compile(r"完成|达成|超额|执行|进度|兑现|负荷|增加值|目标|计划|预算|任务|指标")
_SHARE = re.compile(
    r"(?:办结|结案|审结|化解|调解|调处|成功|合格|满意|参与|参考|参加|通过|回复|答复|出庭|应诉|整改|持证|公开|普及|知晓|知晓度|回访|签订|签约|完好|达标|及格|优秀|处置|备案|审核|审查|办理|受理|按时|按期|及时|建档|入户|采纳|履行|胜诉|纠错|破案)[一-鿿]{0,4}率|(?<!拨备)覆盖率|满意度|占|比重"
)
"""Shares by their nature; a use, a return, a growth or a cover of debts may well exceed 100 %."""


def check(report: Report) -> Iterator[Finding]:
    """Rates over 100, and 100 以上 or 超 100."""
    for rate in report.reached:
        if rate.kind != "rate" or rate.base_unit != "%":
            continue
        value = rate.base_value or 0
        over = value > _WHOLE or (value == _WHOLE and rate.bound == "at_least")
        words = rate.before[-12:]
        planned = _PLAN.search(words) and _RATE.search(words)
        if not over or not (planned or _SHARE.search(words)):
            continue
        if planned:
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
