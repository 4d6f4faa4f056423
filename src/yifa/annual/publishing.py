"""What the room of reports has against handing in or publishing a version: it is no frozen one, or its words are not answered for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from yifa.docket.vouching import vouch
from yifa.docket.world import the_law
from yifa.errors import Reason, Text

from .approval import FAMILY
from .models import FrozenReport
from .wordcheck import findings

__all__ = ["against", "stand_at_the_door"]

ACTS = ("submit", "publish")


def stand_at_the_door() -> None:
    """Have these acts of `report.statutory` asked of this room."""
    for act in ACTS:
        vouch(FAMILY, act, against)


def against(case: Mapping[str, Any], cover: Mapping[str, Any], form: Mapping[str, Any]) -> list[Reason]:
    """The reasons against a version, by its hash: not frozen for this report and period, or something in its words unanswered today.

    A training case hands in nothing that is published.
    """
    if case["training"]:
        return []
    report, period = str(cover["report"]), str(cover["period"])
    frozen = FrozenReport.objects.filter(
        report=report, period=period, body_id=case["body_id"], hash=form.get("hash", "")
    ).first()
    if frozen is None:
        text = Text(
            "这个哈希值不是本机关这份报告的任何一版定稿，请从定稿页抄录。",
            "This is the hash of no frozen version of this report: copy it from the page of the version.",
        )
        return [Reason("annual.no_version", text, field="hash")]
    prose = orjson.loads(frozen.content)["prose"]
    return [
        Reason(
            "annual.words",
            Text(
                f"公开前检查：“{each.key}”第 {each.line} 段有{each.title.zh}未处理。{each.do.zh}",
                f"Check before publication: {each.title.en} in '{each.key}', paragraph {each.line}, is unanswered. {each.do.en}",
            ),
            each.ground,
            field="hash",
        )
        for each in findings(the_law(), report, period, frozen.body_id, prose)
        if each.open
    ]
