"""What stood on a day: items of a register in force, cases begun and not ended; each told by the acts that brought it about.

One query gives the items of every register asked for, one the open cases; what an indicator asks of them is plain Python.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

import ibis

from yifa import clock
from yifa.procedures import Law
from yifa.procedures.register import FAMILY

from .definition import Indicator, column
from .engine import Engine, Expression, Question, columns_of, in_question, narrow
from .figure import Traced
from .grouping import exact, meets
from .once import targets

__all__ = ["open_by", "stood"]

Row = Mapping[str, Any]


def stood(engine: Engine, indicators: Mapping[str, Indicator], question: Question) -> dict[str, list[Traced]]:
    """The rows behind each indicator of a state, in the order of their act ids: what entered each, and the amount where it is summed."""
    here = engine.families
    kept = {name: i for name, i in indicators.items() if i.standing and f"{FAMILY}{i.standing}" in here}
    items = _items(engine, kept, question) if kept else []
    found: dict[str, list[Traced]] = {name: [] for name in indicators}
    found |= {
        name: _told(i, _valid(i, (r for r in items if r["procedure"] == f"{FAMILY}{i.standing}"), question))
        for name, i in kept.items()
    }
    cases = {
        name: i for name, i in indicators.items() if not i.standing and here.intersection(i.begun or i.open)
    }
    for rows, mine in _cases(engine, cases, question):
        found |= {
            name: _told(i, (r for r in rows if r["procedure"] in (i.begun or i.open)))
            for name, i in mine.items()
        }
    return found


def _cases(
    engine: Engine, indicators: Mapping[str, Indicator], question: Question
) -> Iterator[tuple[list[Row], Mapping[str, Indicator]]]:
    """The cases that indicators look at, with those indicators: begun in the period, not ended, or waiting for an act."""
    begun = {name: i for name, i in indicators.items() if i.begun}
    waiting = {name: i for name, i in indicators.items() if i.until}
    not_ended = {name: i for name, i in indicators.items() if not i.begun and not i.until}
    if begun:
        yield _begun(engine, begun, question), begun
    if not_ended:
        yield _open(engine, not_ended, question), not_ended
    if waiting:
        rows = _waiting(engine, waiting, question)
        for place, until in enumerate(_alike(waiting)):
            mine = {name: i for name, i in waiting.items() if tuple(i.until) == until}
            yield [row for row in rows if place not in (row["done"] or ())], mine


def _alike(indicators: Mapping[str, Indicator]) -> list[tuple[str, ...]]:
    """The lists of acts that indicators wait for, each once."""
    return sorted({tuple(i.until) for i in indicators.values()})


def _begun(engine: Engine, indicators: Mapping[str, Indicator], question: Question) -> list[Row]:
    begun = in_question(narrow(engine.cases, columns_of(indicators.values())), question)
    families = sorted({family for i in indicators.values() for family in i.begun})
    columns = dict.fromkeys(["procedure", "act_id", "case_id", "seq", *columns_of(indicators.values())])
    return list(engine.rows(begun.filter(begun.procedure.isin(families)).select(*columns)))


def open_by(engine: Engine, indicator: Indicator, question: Question, field: str) -> Counter[str]:
    """How many cases were begun, or are open, for each value of a fact of the cover."""
    families = indicator.begun or indicator.open
    ((found, _),) = _cases(engine, {"": indicator}, question)
    rows = (row for row in found if row["procedure"] in families)
    return Counter(
        str(row[column(field)] or "") for row in rows if all(meets(f, row) for f in indicator.when)
    )


def _told(indicator: Indicator, rows: Iterable[Row]) -> list[Traced]:
    mine: Iterable[Row] = (row for row in rows if all(meets(condition, row) for condition in indicator.when))
    if indicator.distinct:
        mine = _once(indicator, column(indicator.distinct), list(mine))
    amount = f"n_{indicator.sum}" if indicator.sum else None
    told = (
        Traced(
            row["act_id"],
            row["case_id"],
            row["seq"],
            exact(row[amount]) if amount and row[amount] is not None else None,
        )
        for row in mine
    )
    return sorted(told)


def _valid(indicator: Indicator, rows: Iterable[Row], question: Question) -> Iterable[Row]:
    """The items whose day (`past`) does not lie behind on the last day of the period, or today where that is still to come."""
    if indicator.past is None:
        return rows
    day, field = min(question.last, clock.today()).isoformat(), column(indicator.past)
    return (row for row in rows if row[field] is None or str(row[field]) >= day)


def _once(indicator: Indicator, field: str, rows: list[Row]) -> list[Row]:
    """The first row of each value of a field, but for the values of which any row meets `never`."""
    barred = {row[field] for row in rows if indicator.never and all(meets(f, row) for f in indicator.never)}
    first: dict[Any, Row] = {}
    for row in sorted(rows, key=lambda each: each["act_id"]):
        if row[field] is not None and row[field] not in barred:
            first.setdefault(row[field], row)
    return list(first.values())


def _order(table: Expression) -> Expression:
    """Where an entry stands in the legal order of its case: its moment, then its number."""
    return table.moment + ibis.literal("|") + table.seq.cast("string").lpad(9, "0")


def _items(engine: Engine, indicators: Mapping[str, Indicator], question: Question) -> list[Row]:
    """The items entered and not removed by the last day, with the values they had then."""
    families = sorted({f"{FAMILY}{indicator.standing}" for indicator in indicators.values()})
    acts = in_question(narrow(engine.table, columns_of(indicators.values())), question, since=False)
    acts = acts.filter(acts.procedure.isin(families))
    order, entered = _order(acts), acts.act == "enter"
    held = {
        name: acts[name].argmax(order, where=acts[name].notnull()) for name in columns_of(indicators.values())
    }
    items = acts.group_by(["procedure", "case_id"]).aggregate(
        act_id=acts.act_id.min(where=entered),
        seq=acts.seq.min(where=entered),
        removed=(acts.act == "remove").any(),
        **held,
    )
    return list(engine.rows(items.filter(~items.removed & items.act_id.notnull())))


def _moves(law: Law, families: Iterable[str]) -> Mapping[tuple[str, str, str], bool]:
    """(version, act, outcome) of every act that brings a case to a stage, and whether that stage is an end."""
    return {
        (version, act, outcome or ""): branch.to in procedure.ends
        for version, procedure in law.versions.items()
        if procedure.family in families
        for act, branches in procedure.branches.items()
        for outcome, branch in branches.items()
        if branch.to is not None
    }


def _open(engine: Engine, indicators: Mapping[str, Indicator], question: Question) -> list[Row]:
    """The cases begun by the last day whose last move in legal order brought them to no end."""
    families = sorted({family for indicator in indicators.values() for family in indicator.open})
    cases = in_question(narrow(engine.cases, columns_of(indicators.values())), question, since=False)
    cases = cases.filter(cases.procedure.isin(families))
    rows = [
        {"version": version, "act": act, "outcome": outcome, "ends": ends}
        for (version, act, outcome), ends in _moves(engine.law, families).items()
    ]
    schema = {"version": "string", "act": "string", "outcome": "string", "ends": "boolean"}
    done = engine.done.select("procedure", "version", "act", "outcome", "case_id", "moment", "seq", "at")
    acts = done.filter(done.procedure.isin(families) & (done["at"] <= question.last.isoformat()))
    moved = acts.inner_join(engine.small("moves", rows, schema), ["version", "act", "outcome"])
    last = moved.group_by("case_id").aggregate(ends=moved.ends.argmax(_order(moved)))
    columns = ["procedure", "act_id", "case_id", "seq", *columns_of(indicators.values())]
    found = cases.left_join(last, "case_id").select(*dict.fromkeys(columns), "ends")
    return list(engine.rows(found.filter(~found.ends.fill_null(False)).drop("ends")))


def _waiting(engine: Engine, indicators: Mapping[str, Indicator], question: Question) -> list[Row]:
    """The cases begun by the last day; `done` is which of the lists of acts waited for (by its place) has had one done by then.

    An act taken back was done.
    """
    families = sorted({family for indicator in indicators.values() for family in indicator.open})
    cases = in_question(narrow(engine.cases, columns_of(indicators.values())), question, since=False)
    done = narrow(engine.done, ()).filter(engine.done["at"] <= question.last.isoformat())
    rows = [
        {"procedure": family, "act": act, "wanted": outcome, "which": place}
        for place, until in enumerate(_alike(indicators))
        for family, act, outcome in targets(engine.law, until)
    ]
    schema = {"procedure": "string", "act": "string", "wanted": "string", "which": "int64"}
    ended = done.inner_join(engine.small("until", rows, schema), ["procedure", "act"])
    ended = ended.filter((ended.wanted == "") | (ended.wanted == ended.outcome))
    lists = ended.group_by("case_id").aggregate(done=ended.which.collect(distinct=True))
    columns = dict.fromkeys(["procedure", "act_id", "case_id", "seq", *columns_of(indicators.values())])
    cases = cases.filter(cases.procedure.isin(families)).left_join(lists, "case_id")
    waits = [
        cases.procedure.isin(sorted(_families(indicators, until)))
        & ~cases.done.contains(place).fill_null(False)
        for place, until in enumerate(_alike(indicators))
    ]
    return list(engine.rows(cases.filter(reduce(or_, waits)).select(*columns, "done")))


def _families(indicators: Mapping[str, Indicator], until: tuple[str, ...]) -> set[str]:
    """The procedures whose cases wait for one of these acts."""
    return {family for i in indicators.values() if tuple(i.until) == until for family in i.open}
