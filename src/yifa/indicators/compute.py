"""Indicators compiled to relational expressions, fused into one pass over the segments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import ibis

from .definition import CASE, OF_ANY_ACT, Indicator
from .engine import Engine, Expression, Question, in_question
from .figure import Traced
from .grouping import adds_up, exact, grouped, hash_of, hashes_of
from .once import matched, values_of
from .segments import Wanted
from .states import standing_of

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
            {f.field for f in indicator.when}
            | {name for name in (indicator.sum, once) if name}
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
    if engine.empty:
        nothing = (0, hashlib.sha256(b"").hexdigest())
        return Computed(dict.fromkeys(counted, 0), 0, dict.fromkeys(counted, nothing) if ids else {})
    asked = in_question(engine.table, question)
    fused = {name: i for name, i in counted.items() if adds_up(i)}
    alone = {name: i for name, i in counted.items() if not i.of or i.distinct == "party"}
    once = {name: i for name, i in counted.items() if name not in fused and name not in alone}
    groups = grouped(asked, fused)
    values, hashes = values_of(engine, asked, once, ids=ids)
    values |= {name: groups.value(indicator) for name, indicator in fused.items()}
    values |= {name: _one(engine, i, question) for name, i in alone.items()}
    if ids:
        hashes |= hashes_of(asked, groups, fused)
        hashes |= {name: _hash(engine, i, question) for name, i in alone.items()}
    return Computed(values, engine.watermark, hashes)


def _mine(engine: Engine, indicator: Indicator, question: Question) -> Expression:
    """The acts that one indicator counts."""
    return matched(engine, in_question(engine.table, question), {indicator.indicator: indicator})


def _one(engine: Engine, indicator: Indicator, question: Question) -> int | float:
    """One indicator that looks at more than acts: at parties, at what stood on the last day."""
    if indicator.of:
        parties = _parties(engine, _mine(engine, indicator, question), indicator.role)
        return int(parties.nunique().to_pyarrow().as_py())
    stood = standing_of(engine, indicator, question)
    amount = stood.amount.sum() if indicator.sum else stood.count()
    return exact(amount.to_pyarrow().as_py())


def _parties(engine: Engine, mine: Expression, role: str | None) -> Expression:
    """Who the parties of the acts are: one by identity, else by record, else one of this case only.

    An act about one party concerns that party; any other, all who stand in the case when it is recorded.
    """
    people = engine.parties
    if role:
        people = people.filter(people.role == role)
    acts = mine.select("case_id", "party", at_seq=mine.seq)
    both = acts.inner_join(people, "case_id")
    there = (both.since <= both.at_seq) & (both.until.isnull() | (both.until >= both.at_seq))
    both = both.filter(there & (both.party.isnull() | (both.party == both.key)))
    here = both.case_id.cast("string") + ibis.literal(":") + both.key
    return ibis.coalesce(both.identity.nullif(""), both.party_id.nullif(""), here)


def _ordered(engine: Engine, indicator: Indicator, question: Question) -> Expression:
    if not indicator.of:
        return standing_of(engine, indicator, question).order_by("act_id")
    mine = _mine(engine, indicator, question)
    amount = {"amount": mine[f"n_{indicator.sum}"]} if indicator.sum else {}
    return mine.select("act_id", "case_id", "seq", **amount).order_by("act_id")


def _hash(engine: Engine, indicator: Indicator, question: Question) -> tuple[int, str]:
    return hash_of(_ordered(engine, indicator, question).select("act_id").to_pyarrow().column(0).to_pylist())


def trace_ids(
    engine: Engine, indicator: Indicator, question: Question, *, offset: int = 0, limit: int = 50
) -> list[Traced]:
    """One page of the acts behind a figure, in the order of their ids."""
    if engine.empty:
        return []
    found = _ordered(engine, indicator, question).limit(limit, offset=offset).to_pyarrow().to_pylist()
    return [Traced(int(r["act_id"]), int(r["case_id"]), int(r["seq"]), _amount(r)) for r in found]


def _amount(row: Mapping[str, Any]) -> int | float | None:
    return exact(row["amount"]) if row.get("amount") is not None else None
