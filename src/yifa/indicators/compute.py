"""Indicators compiled to relational expressions, fused into one pass over the segments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .definition import CASE, OF_ANY_ACT, Indicator
from .engine import Engine, Expression, Question, columns_of, in_question, narrow
from .figure import Traced
from .grouping import adds_up, exact, grouped, hash_of, hashes_of, named_by
from .once import ids_of, matched, values_of
from .persons import parties_of
from .segments import Wanted
from .states import stood

__all__ = ["Computed", "Engine", "Question", "compute", "trace_ids", "wanted"]


@dataclass(frozen=True, slots=True)
class Computed:
    """The raw answer: numbers by indicator (money in fen), and the watermark they hold for."""

    values: Mapping[str, int | float]
    watermark: int
    ids: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Per indicator: how many acts, and the SHA-256 of their sorted ids."""


def wanted(indicators: Iterable[Indicator]) -> Wanted:
    """Every public field and fact of a cover that the segments must hold."""
    listed, asked = list(indicators), set[str]()
    for indicator in listed:
        once = indicator.distinct if indicator.distinct not in ("case", "party") else None
        asked |= (
            {f.field for f in (*indicator.when, *indicator.never)}
            | {name for name in (indicator.sum, once, indicator.past) if name}
            | set(indicator.by)
        )
    facts = {name.removeprefix(CASE) for name in asked if name.startswith(CASE)}
    fields = {name for name in asked if not name.startswith(CASE) and name not in OF_ANY_ACT}
    sums = {i.sum for i in listed if i.sum}
    return Wanted(frozenset(fields), frozenset(facts), frozenset(sums))


def compute(
    engine: Engine, indicators: Mapping[str, Indicator], question: Question, *, ids: bool = True
) -> Computed:
    """Every counted indicator, in one pass; with `ids`, how many acts each counts and the hash of their ids."""
    counted = {name: i for name, i in indicators.items() if i.counted}
    values: dict[str, int | float] = dict.fromkeys(counted, 0)
    hashes = dict.fromkeys(counted, hash_of(())) if ids else {}
    if engine.empty:
        return Computed(values, 0, hashes)
    asked = in_question(narrow(engine.table, columns_of(counted.values())), question)
    fused = {name: i for name, i in counted.items() if adds_up(i)}
    states = {name: i for name, i in counted.items() if not i.of}
    rows = stood(engine, states, question)
    values |= {name: _amounting(i, rows[name]) for name, i in states.items()}
    plain = {name: i for name, i in fused.items() if not i.when}
    groups = grouped(engine, asked, plain)
    values |= {name: groups.value(indicator) for name, indicator in plain.items()}
    # Of those with conditions, only what was done at all in the period is looked at: a condition costs a column of every act.
    done = {name: i for name, i in counted.items() if i.of and name not in plain and groups.occurs(i)}
    asking = {name: i for name, i in done.items() if name in fused}
    answers = grouped(engine, named_by(asked, asking), asking)
    values |= {name: answers.value(indicator) for name, indicator in asking.items()}
    others = {name: i for name, i in done.items() if name not in asking}
    people = {name: i for name, i in others.items() if i.distinct == "party"}
    once = {name: i for name, i in others.items() if name not in people}
    counts, told = values_of(engine, asked, once, ids=ids)
    values |= counts | parties_of(engine, asked, people)
    if ids:
        hashes |= told | ids_of(engine, asked, people)
        hashes |= hashes_of(engine, asked, groups, plain) | hashes_of(
            engine, named_by(asked, asking), answers, asking
        )
        hashes |= {name: hash_of(row.act for row in found) for name, found in rows.items()}
    return Computed(values, engine.watermark, hashes)


def _amounting(indicator: Indicator, rows: list[Traced]) -> int | float:
    """How many stood, or the sum of the indicator's field over them."""
    return exact(sum(Decimal(str(row.amount or 0)) for row in rows)) if indicator.sum else len(rows)


def _acts(engine: Engine, indicator: Indicator, question: Question) -> Expression:
    """The acts that one indicator counts, in the order of their ids."""
    asked = in_question(narrow(engine.table, columns_of([indicator])), question)
    mine = matched(engine, asked, {indicator.indicator: indicator})
    amount = {"amount": mine[f"n_{indicator.sum}"]} if indicator.sum else {}
    return mine.select("act_id", "case_id", "seq", **amount).order_by("act_id")


def trace_ids(
    engine: Engine, indicator: Indicator, question: Question, *, offset: int = 0, limit: int = 50
) -> list[Traced]:
    """One page of the acts behind a figure, in the order of their ids."""
    if engine.empty:
        return []
    if not indicator.of:
        return stood(engine, {"": indicator}, question)[""][offset : offset + limit]
    found = engine.rows(_acts(engine, indicator, question).limit(limit, offset=offset))
    return [Traced(int(r["act_id"]), int(r["case_id"]), int(r["seq"]), _amount(r)) for r in found]


def _amount(row: Mapping[str, Any]) -> int | float | None:
    return exact(row["amount"]) if row.get("amount") is not None else None
