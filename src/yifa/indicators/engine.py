"""One session of the engine over the segments up to a watermark: acts as they stand, cases, parties.

The expressions are Ibis: they run on any of its engines unchanged; here the engine is DuckDB. What
a revoking act took away, and what a correction changed, are small tables joined at query time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any

import ibis
import orjson

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


def _leaving(law: Law) -> list[tuple[str, str, str]]:
    """(family, act, its outcome) of every act by which a party leaves its case."""
    return sorted(
        {
            (p.family, act, outcome or "")
            for p in law.versions.values()
            for act, branches in p.branches.items()
            for outcome, branch in branches.items()
            if branch.leaves
        }
    )


KINDS = {"string": "VARCHAR", "int64": "BIGINT", "boolean": "BOOLEAN"}
"""What the columns of a small table may be, as the engine names them."""


class Engine:
    """One DuckDB session over the segments up to a watermark (all of them if None)."""

    def __init__(self, law: Law, as_of: int | None) -> None:
        self.law = law
        spill = str(segments.folder() / "spill")
        self.session = ibis.duckdb.connect(memory_limit="350MB", threads=2, temp_directory=spill)
        # Several questions are asked of the same files; and the engine sees through selects of selects, which to fuse takes longer.
        self.session.con.execute("SET parquet_metadata_cache = true")
        ibis.options.sql.fuse_selects = False
        self._tables = 0
        self.empty = not segments.segments()
        self.watermark = segments.watermark() if as_of is None else as_of
        if not self.empty:
            acts = self._read("acts")
            self.reaching = self.kept("reaching", self._reaching(acts))
            self.done = self.view("done", self._corrected(acts).filter(acts.valid))
            self.table = self.view("standing", self._unrevoked(self.done))

    def view(self, name: str, expression: Expression) -> Expression:
        """The expression under a name: what is asked of it is compiled without what it is made of."""
        return self._made(name, "VIEW", self.session.compile(expression), expression.schema())

    def kept(self, name: str, expression: Expression) -> Expression:
        """The rows of the expression as they are now, as a table: what is looked at again is found once."""
        return self._made(name, "TABLE", self.session.compile(expression), expression.schema())

    def small(self, name: str, rows: list[dict[str, Any]], schema: Mapping[str, str]) -> Expression:
        """A table of a few rows made here, to be joined; its columns are `string`, `int64` or `boolean`."""
        columns = ", ".join(
            f"unnest(${place}::{KINDS[kind]}[]) AS {column}"
            for place, (column, kind) in enumerate(schema.items(), start=1)
        )
        values = [[row[column] for row in rows] for column in schema]
        return self._made(name, "TABLE", f"SELECT {columns}", schema, values)

    def _made(
        self, name: str, what: str, query: str, schema: Any, values: list[list[Any]] | None = None
    ) -> Expression:
        """A view or table of a query whose columns are known: asking the engine for those of some hundreds takes longer than a question."""
        self._tables += 1
        self.session.con.execute(f"CREATE {what} {name}_{self._tables} AS {query}", values or [])
        return ibis.table(schema, name=f"{name}_{self._tables}")

    def fetched(self, expression: Expression) -> list[tuple[Any, ...]]:
        """The rows of an expression, past Arrow: its Python side would load all of Pandas, and we want a few rows."""
        found: list[tuple[Any, ...]] = self.session.con.execute(self.session.compile(expression)).fetchall()
        return found

    def each(self, expression: Expression) -> Iterator[dict[str, Any]]:
        """The rows of an expression one after the other, some thousand made Python objects at a time; to be gone through before anything else is asked."""
        names, found = expression.columns, self.session.con.execute(self.session.compile(expression))
        while rows := found.fetchmany(4_000):
            for row in rows:
                yield dict(zip(names, row, strict=True))

    def rows(self, expression: Expression) -> list[dict[str, Any]]:
        """The rows of an expression by the names of its columns."""
        names = expression.columns
        return [dict(zip(names, row, strict=True)) for row in self.fetched(expression)]

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
    def families(self) -> frozenset[str]:
        """The procedures of which there is any case: what is asked of others has no answer to be looked for."""
        return frozenset(family for (family,) in self.fetched(self.cases.select("procedure").distinct()))

    @cached_property
    def parties(self) -> Expression:
        """Who stands in each case, since and until which entry: those of the cover, and those who joined."""
        first = self._read("parties").mutate(since=ibis.literal(0, "int64")).drop("act_id")
        later = self.reaching.filter(self.reaching.joined.notnull())
        told = later.joined.cast("json")
        joined = later.select(
            case_id=later.case_id, role=told["role"].str, key=told["key"].str, identity=told["identity"].str.fill_null(""),
            party_id=told["party_id"].str.fill_null(""), since=later.seq.cast("int64"),
        )  # fmt: skip
        everyone = first.union(joined.select(*first.columns))
        return everyone.left_join(self._left(), ["case_id", "key"]).select(*everyone.columns, "until")

    def _left(self) -> Expression:
        """Where a party left its case, and by which entry."""
        rows = [
            {"procedure": family, "act": act, "wanted": outcome}
            for family, act, outcome in _leaving(self.law)
        ]
        named = self.small("leaving", rows, {"procedure": "string", "act": "string", "wanted": "string"})
        gone = self.reaching.inner_join(named, ["procedure", "act"])
        gone = gone.filter(((gone.wanted == "") | (gone.wanted == gone.outcome)) & gone.party.notnull())
        return gone.group_by([gone.case_id, gone.party.name("key")]).aggregate(until=gone.seq.min())

    def _reaching(self, table: Expression) -> Expression:
        """The few acts that reach beyond themselves: that correct or revoke another, by which a party enters or leaves. One look for all."""
        acts = sorted({"rectify", *(act for _, act, *_ in (*_revoking(self.law), *_leaving(self.law)))})
        found = table.filter((table.act.isin(acts) | table.joined.notnull()) & table.valid)
        return found.select(
            "procedure", "act", "outcome", "case_id", "seq", "party", "joined", "corrects", "corrected"
        )

    def _unrevoked(self, table: Expression) -> Expression:
        """Without each act that stands before the act of its case that revoked it."""
        rows = [
            {"procedure": family, "act": act, "wanted": outcome, "gone": gone}
            for family, act, outcome, gone in _revoking(self.law)
        ]
        named = self.small(
            "revoking", rows, {"procedure": "string", "act": "string", "wanted": "string", "gone": "string"}
        )
        by = self.reaching.inner_join(named, ["procedure", "act"])
        by = by.filter((by.wanted == "") | (by.wanted == by.outcome))
        last = by.group_by([by.procedure, by.gone.name("act"), by.case_id]).aggregate(revoked_at=by.seq.max())
        gone_acts = self.kept("gone", last)
        if not self.fetched(gone_acts.count())[0][0]:
            return table
        same = [table[name] == gone_acts[name] for name in ("procedure", "act", "case_id")]
        return table.anti_join(gone_acts, [*same, table.seq <= gone_acts.revoked_at])

    def _corrected(self, table: Expression) -> Expression:
        """Each corrected field takes the value of the latest correction of that entry."""
        found = self.reaching.filter(self.reaching.act == "rectify")
        rows: dict[tuple[int, int], dict[str, str]] = {}
        for row in self.rows(
            found.select("case_id", "seq", "corrects", "corrected").order_by("case_id", "seq")
        ):
            right = rows.setdefault((int(row["case_id"]), int(row["corrects"])), {})
            for name, value in orjson.loads(row["corrected"] or "{}").items():
                if f"f_{name}" in table.columns:
                    right[name] = value if isinstance(value, str) else orjson.dumps(value).decode()
        fields = sorted({name for right in rows.values() for name in right})
        if not fields:
            return table
        right = self.small(
            "right",
            [
                {"case_id": case_id, "seq": seq, **{f"r_{name}": row.get(name) for name in fields}}
                for (case_id, seq), row in rows.items()
            ],
            {"case_id": "int64", "seq": "int64", **{f"r_{name}": "string" for name in fields}},
        )
        joined = table.left_join(right, ["case_id", "seq"])
        texts = {f"f_{name}": ibis.coalesce(joined[f"r_{name}"], joined[f"f_{name}"]) for name in fields}
        numbers = {
            f"n_{name}": ibis.ifelse(
                joined[f"r_{name}"].notnull(), joined[f"r_{name}"].try_cast(NUMBER), joined[f"n_{name}"]
            )
            for name in fields
            if f"n_{name}" in table.columns
        }
        return joined.mutate(**texts, **numbers).select(*table.columns)


NUMBER = "decimal(18, 4)"
"""A number that is summed, as the segments keep it."""
USES = 60
"""How often a session is asked before a fresh one takes its place: each question leaves small tables behind."""

_kept = threading.local()
"""The session asked last, of each thread: DuckDB's own are not shared between threads."""


def forget_session() -> None:
    """Let go of the session asked last, and of the memory it holds."""
    _kept.session = None


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
    forget_session()  # what it holds goes before the next takes as much
    engine = Engine(law, mark)
    _kept.session = (law, (mark, files), 1, engine)
    return engine
