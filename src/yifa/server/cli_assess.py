"""`yifa assess`: the points of an assessment scored from the dockets, each with its source and formula."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import click

from yifa.docket.world import the_law
from yifa.indicators.compute import Question
from yifa.indicators.figure import Figure
from yifa.indicators.figures import figures_for
from yifa.registers.reading import Item, items

from .cli_figures import asks
from .output import as_json, print_json, print_table

__all__ = ["assess", "scored"]

REGISTER = "assessment_point"
HEAD = ["项目", "指标", "来源", "算法", "数值", "目标", "得分", "满分"]


def scored(item: Item, known: Mapping[str, Figure]) -> dict[str, Any]:
    """One point: its indicator's value, source and formula, and its marks; none where there is no such indicator or no value.

    At the target or beyond it has full marks, else its share of them: value over target, or target over value
    where less is better.
    """
    told, found = item.values, known.get(str(item.values["indicator"]))
    value = None if found is None or found.value is None else Decimal(str(found.value))
    target, full = Decimal(str(told["target"])), Decimal(told["full"])
    score = None if value is None else round(full * _share(value, target, less=told["better"] == "less"), 2)
    return {
        "item": item.key, "name": told["name"], "indicator": told["indicator"], "target": float(target), "full": int(full),
        "known": found is not None, "source": found.base.zh if found else "", "formula": found.formula.zh if found else "",
        "value": None if value is None else float(value), "score": None if score is None else float(score),
    }  # fmt: skip


def _share(value: Decimal, target: Decimal, *, less: bool) -> Decimal:
    over, under = (target, value) if less else (value, target)
    if over >= under:
        return Decimal(1)
    return max(over / under, Decimal(0)) if under else Decimal(1)


@click.command(epilog="Example: yifa assess --year 2025 --json")
@asks
@as_json
def assess(question: Question, as_json: bool) -> None:
    """Score the points listed in the register `assessment_point` on the last day of the period; exit 0."""
    known = {figure.indicator: figure for figure in figures_for(the_law(), question)}
    rows = [scored(item, known) for item in items(the_law().registers[REGISTER], question.last)]
    total = round(sum(row["score"] or 0 for row in rows), 2)
    if as_json:
        print_json({"points": rows, "score": total, "full": sum(row["full"] for row in rows)})
        return
    shown = [(row["name"], row["indicator"], row["source"] if row["known"] else "没有这个指标", row["formula"],
              "—" if row["value"] is None else row["value"], row["target"], "—" if row["score"] is None else row["score"], row["full"]) for row in rows]  # fmt: skip
    print_table(f"{question.first} – {question.last}　得分 {total}", HEAD, shown)
