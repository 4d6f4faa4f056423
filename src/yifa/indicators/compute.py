"""Indicators compiled to relational expressions, fused into one pass over the segments.

The expressions are Ibis: they run on any of its engines unchanged; here the engine is DuckDB. What
a revoking act took away, and what a correction changed, are small tables joined at query time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

import ibis
import orjson

from yifa.procedures import Law

from . import segments
from .definition import Filter, Indicator, matching
from .figure import Traced
from .grouping import adds_up, grouped, hash_of, hashes_of

__all__ = ["Computed", "Question", "compute", "fields_of", "trace_ids"]

Expression = Any


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a period (both days included), and perhaps a body, a division (path) and a watermark."""

    first: date
    last: date
    body_id: int | None = None
    division: str | None = None
    as_of: int | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """The raw answer: whole numbers by indicator (money in fen), and the watermark they hold for."""

    values: Mapping[str, int]
    watermark: int
    ids: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Per indicator: how many acts, and the SHA-256 of their sorted ids."""


def fields_of(indicators: Iterable[Indicator]) -> set[str]:
    """Every public field the segments must hold."""
    found: set[str] = set()
    for indicator in indicators:
        found |= {f.field for f in indicator.when if f.field not in ("outcome", "topic")}
        found |= {indicator.sum} if indicator.sum else set()
        found |= {indicator.distinct} if indicator.distinct not in (None, "case") else set()
    return found


def _filter(table: Expression, condition: Filter) -> Expression:
    column = (
        table[condition.field] if condition.field in ("outcome", "topic") else table[f"f_{condition.field}"]
    )
    if condition.is_ is not None:
        wanted = str(condition.is_).lower() if isinstance(condition.is_, bool) else str(condition.is_)
        return column == wanted
    if condition.in_ is not None:
        return column.isin([str(item) for item in condition.in_])
    if condition.contains is not None:
        return column.contains(f'"{condition.contains}"')
    return table[f"n_{condition.field}"] >= condition.at_least


def _condition(table: Expression, indicator: Indicator, law: Law) -> Expression:
    """Which acts an indicator counts."""
    targets = []
    for target in indicator.of:
        family, _, deed = target.partition("/")
        act, _, outcome = deed.partition(".")
        fits = (
            (table.procedure == family)
            if not family.endswith(".*")
            else table.procedure.startswith(family[:-1])
        )
        one = fits & (table.act == act)
        targets.append(one & (table.outcome == outcome) if outcome else one)
        assert next(matching(law, target), None) is not None
    parts = [reduce(or_, targets), *(_filter(table, f) for f in indicator.when)]
    if not indicator.irregular:
        parts.append(table.kind != "irregular")
    return reduce(and_, parts)


def _asked(table: Expression, question: Question) -> Expression:
    """The acts of the period, place and body that count at all: valid ones, never training."""
    parts = [
        table.valid,
        ~table.training,
        table["at"] >= question.first.isoformat(),
        table["at"] <= question.last.isoformat(),
    ]
    if question.body_id is not None:
        parts.append(table.body_id == question.body_id)
    if question.division is not None:
        parts.append(
            (table.division == question.division) | table.division.startswith(f"{question.division}/")
        )
    return table.filter(reduce(and_, parts))


def _revoking(law: Law) -> list[tuple[str, str, str, str]]:
    """(family, revoking act, its outcome or nothing, revoked act) over all procedures."""
    return sorted(
        {
            (p.family, act, outcome or "", gone)
            for p in law.versions.values()
            for act, bs in p.branches.items()
            for outcome, b in bs.items()
            for gone in b.revokes
        }
    )


class _Engine:
    """One DuckDB session over the segments up to a watermark."""

    def __init__(self, law: Law, as_of: int | None) -> None:
        self.law = law
        self.session = ibis.duckdb.connect(memory_limit="350MB", threads=2)
        paths = [str(path) for path in segments.segments()]
        table = self.session.read_parquet(paths, table_name="segments") if paths else None
        self.empty = table is None
        self.watermark = segments.watermark() if as_of is None else as_of
        if table is not None:
            self.table = self._standing(table.filter(table.act_id <= self.watermark))

    def _standing(self, table: Expression) -> Expression:
        """Without the acts a later act revoked, and with corrections applied; one look at the few acts that do either."""
        revoking = _revoking(self.law)
        acts = sorted({"rectify", *(act for _, act, _, _ in revoking)})
        found = (
            table.filter(table.act.isin(acts) & table.valid)
            .select("procedure", "act", "outcome", "case_id", "seq", "corrects", "corrected")
            .to_pyarrow()
            .to_pylist()
        )
        corrections = [row for row in found if row["act"] == "rectify"]
        if corrections:
            table = self._corrected(table, corrections)
        last: dict[tuple[str, str, int], int] = {}
        for family, act, outcome, gone in revoking:
            for row in found:
                same = (row["procedure"], row["act"]) == (family, act)
                if same and (not outcome or row["outcome"] == outcome):
                    key = (family, gone, row["case_id"])
                    last[key] = max(last.get(key, 0), row["seq"])
        return self._unrevoked(table, last) if last else table

    def _unrevoked(self, table: Expression, last: Mapping[tuple[str, str, int], int]) -> Expression:
        """Without each act that stands before the act of its case that revoked it."""
        columns = list(table.columns)
        rows = [
            {"procedure": family, "act": gone, "case_id": case, "revoked_at": seq}
            for (family, gone, case), seq in last.items()
        ]
        gone_acts = ibis.memtable(
            rows, schema={"procedure": "string", "act": "string", "case_id": "int64", "revoked_at": "int64"}
        )
        joined = table.left_join(gone_acts, ["procedure", "act", "case_id"])
        standing = joined.filter(joined.revoked_at.isnull() | (joined.seq > joined.revoked_at))
        return standing.select(*columns)

    def _corrected(self, table: Expression, corrections: Any) -> Expression:
        """Each corrected field takes the value of the latest correction of that entry."""
        for row in corrections:
            hit = (table.case_id == int(row["case_id"])) & (table.seq == int(row["corrects"]))
            for name, value in orjson.loads(row["corrected"] or "{}").items():
                if f"f_{name}" in table.columns:
                    text = value if isinstance(value, str) else orjson.dumps(value).decode()
                    number = int(value) if isinstance(value, int) and not isinstance(value, bool) else None
                    table = table.mutate(**{f"f_{name}": ibis.ifelse(hit, text, table[f"f_{name}"])})
                    table = table.mutate(
                        **{
                            f"n_{name}": ibis.ifelse(
                                hit, ibis.literal(number, type="int64"), table[f"n_{name}"]
                            )
                        }
                    )
        return table


def compute(
    law: Law, indicators: Mapping[str, Indicator], question: Question, *, ids: bool = True
) -> Computed:
    """Every counted indicator, in one pass; with `ids`, how many acts each counts and the hash of their ids."""
    engine = _Engine(law, question.as_of)
    counted = {name: i for name, i in indicators.items() if i.of}
    if engine.empty:
        nothing = (0, hashlib.sha256(b"").hexdigest())
        return Computed(dict.fromkeys(counted, 0), 0, dict.fromkeys(counted, nothing) if ids else {})
    asked = _asked(engine.table, question)
    fused = {name: i for name, i in counted.items() if adds_up(i)}
    groups = grouped(asked, fused)
    values = {name: groups.value(indicator) for name, indicator in fused.items()}
    values |= {name: _one(asked, i, law) for name, i in counted.items() if name not in fused}
    hashes: dict[str, tuple[int, str]] = {}
    if ids:
        hashes = hashes_of(asked, groups, fused)
        hashes |= {name: _hash(asked, i, law) for name, i in counted.items() if name not in fused}
    return Computed(values, engine.watermark, hashes)


def _one(asked: Expression, indicator: Indicator, law: Law) -> int:
    """One indicator over the acts themselves."""
    mine = asked.filter(_condition(asked, indicator, law))
    if indicator.sum:
        return int(mine[f"n_{indicator.sum}"].sum().to_pyarrow().as_py() or 0)
    if indicator.distinct is None:
        return int(mine.count().to_pyarrow().as_py())
    once = mine.case_id if indicator.distinct == "case" else mine[f"f_{indicator.distinct}"]
    return int(once.nunique().to_pyarrow().as_py())


def _ordered(table: Expression, indicator: Indicator, law: Law) -> Expression:
    amount = {"amount": table[f"n_{indicator.sum}"]} if indicator.sum else {}
    mine = table.filter(_condition(table, indicator, law))
    return mine.select("act_id", "case_id", "seq", **amount).order_by("act_id")


def _hash(table: Expression, indicator: Indicator, law: Law) -> tuple[int, str]:
    return hash_of(_ordered(table, indicator, law).select("act_id").to_pyarrow().column(0).to_pylist())


def trace_ids(
    law: Law, indicator: Indicator, question: Question, *, offset: int = 0, limit: int = 50
) -> list[Traced]:
    """One page of the acts behind a figure, in the order of their ids."""
    engine = _Engine(law, question.as_of)
    if engine.empty:
        return []
    found = (
        _ordered(_asked(engine.table, question), indicator, law)
        .limit(limit, offset=offset)
        .to_pyarrow()
        .to_pylist()
    )
    return [Traced(int(r["act_id"]), int(r["case_id"]), int(r["seq"]), r.get("amount")) for r in found]
