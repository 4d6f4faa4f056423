"""One session of the engine over the segments up to a watermark: acts as they stand, cases, parties.

The expressions are Ibis: they run on any of its engines unchanged; here the engine is DuckDB. What
a revoking act took away, and what a correction changed, are small tables joined at query time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any

import ibis
import orjson
import pyarrow

from yifa.procedures import Law

from . import segments
from .definition import Filter, Indicator, column

__all__ = ["Engine", "Expression", "Question", "columns_of", "engine_for", "in_question", "met", "narrow"]

Expression = Any


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a period (both days included), and perhaps a body, a division (path) and a watermark."""

    first: date
    last: date
    body_id: int | None = None
    division: str | None = None
    as_of: int | None = None


OF_EVERY_ROW = ("act_id", "case_id", "seq", "body_id", "division", "procedure", "topic", "training", "at")
"""Columns of acts and of cases that a question looks at, whatever is counted."""
OF_EVERY_ACT = (*OF_EVERY_ROW, "act", "outcome", "kind", "party", "moment")


def narrow(table: Expression, columns: Iterable[str]) -> Expression:
    """A table of the columns that are looked at, of some hundreds: what is asked of it is compiled in a fraction of the time."""
    known = OF_EVERY_ACT if "act" in table.columns else OF_EVERY_ROW
    return table.select(*dict.fromkeys([*known, *columns]))


def columns_of(indicators: Iterable[Indicator]) -> list[str]:
    """The columns that conditions, sums, what is counted once, and what tells apart look at."""
    found: set[str] = set()
    for indicator in indicators:
        found |= {column(each.field) for each in (*indicator.when, *indicator.never)} | {
            column(name) for name in indicator.by
        }
        found |= {f"n_{indicator.sum}"} if indicator.sum else set()
        found |= {column(indicator.past)} if indicator.past else set()
        found |= {column(indicator.distinct)} if indicator.distinct not in (None, "case", "party") else set()
    return sorted(found)


def in_question(table: Expression, question: Question, *, since: bool = True) -> Expression:
    """The rows of a period, place and body, never training; without `since`, all up to the last day."""
    parts = [~table.training, table["at"] <= question.last.isoformat()]
    if since:
        parts.append(table["at"] >= question.first.isoformat())
    if question.body_id is not None:
        parts.append(table.body_id == question.body_id)
    if question.division is not None:
        below = table.division.startswith(f"{question.division}/")
        parts.append((table.division == question.division) | below)
    return table.filter(reduce(and_, parts))


def met(table: Expression, condition: Filter) -> Expression:
    """Whether a row meets a condition of an indicator."""
    held = table[column(condition.field)]
    if condition.is_ is not None:
        wanted = str(condition.is_).lower() if isinstance(condition.is_, bool) else str(condition.is_)
        return held == wanted
    if condition.in_ is not None:
        return held.isin([str(item) for item in condition.in_])
    if condition.contains is not None:
        return held.contains(f'"{condition.contains}"')
    if condition.lacks is not None:
        return ~reduce(or_, [held.fill_null("").contains(f'"{item}"') for item in condition.lacks])
    return held.try_cast("float64") >= condition.at_least


def _revoking(law: Law) -> list[tuple[str, str, str, str]]:
    """(family, revoking act, its outcome, revoked act) over all procedures."""
    return sorted(
        {
            (p.family, act, outcome or "", gone)
            for p in law.versions.values()
            for act, bs in p.branches.items()
            for outcome, b in bs.items()
            for gone in b.revokes
        }
    )


class Engine:
    """One DuckDB session over the segments up to a watermark (all of them if None)."""

    def __init__(self, law: Law, as_of: int | None) -> None:
        self.law = law
        spill = str(segments.folder() / "spill")
        self.session = ibis.duckdb.connect(memory_limit="350MB", threads=2, temp_directory=spill)
        self._tables = 0
        self.empty = not segments.segments()
        self.watermark = segments.watermark() if as_of is None else as_of
        if not self.empty:
            done, standing = self._standing(self._read("acts"))
            self.done = self.view("done", done)
            self.table = self.view("standing", standing(self.done))

    def view(self, name: str, expression: Expression) -> Expression:
        """The expression under a name: what is asked of it is compiled without what it is made of."""
        self._tables += 1
        return self.session.create_view(f"{name}_{self._tables}", expression)

    def small(self, name: str, rows: list[dict[str, Any]], schema: Mapping[str, str]) -> Expression:
        """A table of a few rows made here, to be joined."""
        self._tables += 1
        data = pyarrow.Table.from_pylist(rows, schema=ibis.schema(schema).to_pyarrow())
        self.session.con.register(f"{name}_{self._tables}", data)
        return self.session.table(f"{name}_{self._tables}")

    def _read(self, kind: str) -> Expression:
        """The rows of a kind of segment that were there at the watermark."""
        paths = [str(path) for path in segments.segments(kind)]
        table = self.session.read_parquet(paths, table_name=kind)
        return table.filter(table.act_id <= self.watermark)

    @cached_property
    def cases(self) -> Expression:
        """Every case by its opening: the facts of its cover, its body and place."""
        return self._read("cases")

    @cached_property
    def parties(self) -> Expression:
        """Who stands in each case, since and until which entry: those of the cover, and those who joined."""
        first = self._read("parties").mutate(since=ibis.literal(0, "int64")).drop("act_id")
        later = self.done.filter(self.done.joined.notnull())
        told = later.joined.cast("json")
        joined = later.select(
            case_id=later.case_id, role=told["role"].str, key=told["key"].str, identity=told["identity"].str.fill_null(""),
            party_id=told["party_id"].str.fill_null(""), since=later.seq.cast("int64"),
        )  # fmt: skip
        everyone = first.union(joined.select(*first.columns))
        return everyone.left_join(self._left(), ["case_id", "key"]).select(*everyone.columns, "until")

    def _left(self) -> Expression:
        """Where a party left its case, and by which entry."""
        leaving = {
            f"{p.family}/{act}.{outcome or ''}"
            for p in self.law.versions.values()
            for act, branches in p.branches.items()
            for outcome, branch in branches.items()
            if branch.leaves
        }
        acts = self.done.filter(self.done.party.notnull())
        names = acts.procedure + ibis.literal("/") + acts.act + ibis.literal(".") + acts.outcome
        gone = acts.filter(names.isin(sorted(leaving))).select("case_id", "seq", key=acts.party)
        return gone.group_by(["case_id", "key"]).aggregate(until=gone.seq.min())

    def _standing(self, table: Expression) -> tuple[Expression, Callable[[Expression], Expression]]:
        """The valid acts with corrections applied; and how those a later act revoked are left out. One look at the few acts that do either."""
        revoking = _revoking(self.law)
        acts = sorted({"rectify", *(act for _, act, _, _ in revoking)})
        found = (
            table.filter(table.act.isin(acts) & table.valid)
            .select("procedure", "act", "outcome", "case_id", "seq", "corrects", "corrected")
            .to_pyarrow()
            .to_pylist()
        )
        corrections = [row for row in found if row["act"] == "rectify"]
        done = self._corrected(table, corrections).filter(table.valid)
        last: dict[tuple[str, str, int], int] = {}
        for family, act, outcome, gone in revoking:
            for row in found:
                if (row["procedure"], row["act"]) == (family, act) and (
                    not outcome or row["outcome"] == outcome
                ):
                    key = (family, gone, row["case_id"])
                    last[key] = max(last.get(key, 0), row["seq"])
        return done, lambda valid: self._unrevoked(valid, last) if last else valid

    def _unrevoked(self, table: Expression, last: Mapping[tuple[str, str, int], int]) -> Expression:
        """Without each act that stands before the act of its case that revoked it."""
        columns = list(table.columns)
        rows = [
            {"procedure": family, "act": gone, "case_id": case, "revoked_at": seq}
            for (family, gone, case), seq in last.items()
        ]
        schema = {"procedure": "string", "act": "string", "case_id": "int64", "revoked_at": "int64"}
        gone_acts = self.small("gone", rows, schema)
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
                    table = table.mutate(**{f"f_{name}": ibis.ifelse(hit, text, table[f"f_{name}"])})
                if f"n_{name}" in table.columns:
                    number = ibis.literal(_number(value), type="decimal(18, 4)")
                    table = table.mutate(**{f"n_{name}": ibis.ifelse(hit, number, table[f"n_{name}"])})
        return table


USES = 60
"""How often a session is asked before a fresh one takes its place: each question leaves small tables behind."""

_kept = threading.local()
"""The session asked last, of each thread: DuckDB's own are not shared between threads."""


def engine_for(law: Law, as_of: int | None) -> Engine:
    """The session of this thread asked last where law, watermark and segments are the same, else a fresh one: half of a question is making it."""
    mark = segments.watermark() if as_of is None else as_of
    files = tuple(
        (str(path), path.stat().st_mtime_ns) for kind in segments.KINDS for path in segments.segments(kind)
    )
    known = getattr(_kept, "session", None)
    if known is not None and known[0] is law and known[1] == (mark, files) and known[2] < USES:
        _kept.session = (law, known[1], known[2] + 1, known[3])
        engine: Engine = known[3]
        return engine
    _kept.session = None  # what it holds goes before the next takes as much
    engine = Engine(law, mark)
    _kept.session = (law, (mark, files), 1, engine)
    return engine


def _number(value: Any) -> Decimal | None:
    """What a corrected value adds to a sum: whole numbers as they are, decimals from the text they are kept as."""
    try:
        return None if isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        return None
