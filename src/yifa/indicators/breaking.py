"""One figure told apart by a fact: each item, unit or law with its own number; their sum is the figure."""

from __future__ import annotations

from typing import Any

from yifa.errors import BadInput, Text
from yifa.procedures import Law

from . import segments
from .compute import Question, wanted
from .definition import column
from .engine import engine_for, in_question
from .grouping import exact
from .loading import load_indicators
from .once import matched
from .states import open_by

__all__ = ["BODY", "broken_down"]

YUAN = "元"
BODY = "body"
"""By this every figure of counted acts is told apart: which body keeps the cases."""


def broken_down(law: Law, name: str, question: Question, field: str) -> list[tuple[str, int | float]]:
    """Each value of `field` with its part of the figure, greatest first; values nothing was counted for are not there.

    Raises `BadInput` where the indicator is not told apart by that field (`by` in its definition; counted acts by `body`, too).
    """
    indicators = load_indicators(law)
    indicator = indicators.get(name)
    known = [*indicator.by, *([BODY] if indicator.of else [])] if indicator else []
    if indicator is None or field not in known:
        listed = "、".join(known) or "—"
        raise BadInput("figures.by", Text(f"“{name}”不按“{field}”分列；可以按：{listed}。", f"'{name}' is not told apart by '{field}'; it is by: {listed}."))  # fmt: skip
    segments.export(wanted(indicators.values()))
    engine = engine_for(law, question.as_of)
    if engine.empty:
        return []
    if not indicator.of:
        return sorted(
            open_by(engine, indicator, question, field).items(), key=lambda pair: (-pair[1], pair[0])
        )
    mine = matched(engine, in_question(engine.table, question), {name: indicator})
    number: Any = (
        mine[f"n_{indicator.sum}"].sum()
        if indicator.sum
        else mine.case_id.nunique()
        if indicator.distinct
        else mine.act_id.nunique()
    )
    value = mine.body_id if field == BODY else mine[column(field)]
    rows = engine.rows(mine.group_by(value=value).aggregate(number=number))
    scale = 100 if indicator.sum and indicator.unit.zh == YUAN else 1
    found = [
        (
            str(row["value"] or ""),
            exact(row["number"] or 0) / scale if scale > 1 else exact(row["number"] or 0),
        )
        for row in rows
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))
