"""What stood on a day: items of a register in force, cases begun and not ended; each told by the acts that brought it about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import and_

import ibis

from yifa.procedures import Law
from yifa.procedures.register import FAMILY

from .definition import Filter, Indicator, column
from .engine import Engine, Expression, Question, in_question, met

__all__ = ["standing_of"]


def standing_of(engine: Engine, indicator: Indicator, question: Question) -> Expression:
    """The rows behind an indicator of a state: `act_id`, `case_id`, `seq` of what entered each, and `amount` where it is summed."""
    if indicator.standing:
        return _items(engine, indicator.standing, indicator, question)
    return _open(engine, indicator, question)


def _filtered(table: Expression, conditions: Iterable[Filter]) -> Expression:
    parts = [met(table, each) for each in conditions]
    return table.filter(reduce(and_, parts)) if parts else table


def _order(table: Expression) -> Expression:
    """Where an entry stands in the legal order of its case: its moment, then its number."""
    return table.moment + ibis.literal("|") + table.seq.cast("string").lpad(9, "0")


def _items(engine: Engine, register: str, indicator: Indicator, question: Question) -> Expression:
    """The items entered and not removed by the last day, with the values they had then."""
    acts = in_question(engine.table, question, since=False)
    acts = acts.filter(acts.procedure == f"{FAMILY}{register}")
    order = _order(acts)
    fields = {column(each.field) for each in indicator.when} | (
        {f"n_{indicator.sum}"} if indicator.sum else set()
    )
    held = {name: acts[name].argmax(order, where=acts[name].notnull()) for name in sorted(fields)}
    entered = acts.act == "enter"
    items = acts.group_by("case_id").aggregate(
        act_id=acts.act_id.min(where=entered),
        seq=acts.seq.min(where=entered),
        removed=(acts.act == "remove").any(),
        **held,
    )
    items = _filtered(items.filter(~items.removed & items.act_id.notnull()), indicator.when)
    amount = {"amount": items[f"n_{indicator.sum}"]} if indicator.sum else {}
    return items.select("act_id", "case_id", "seq", **amount)


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


def _open(engine: Engine, indicator: Indicator, question: Question) -> Expression:
    """The cases begun by the last day whose last move in legal order brought them to no end."""
    cases = in_question(engine.cases, question, since=False)
    cases = _filtered(cases.filter(cases.procedure.isin(indicator.open)), indicator.when)
    rows = [
        {"version": version, "act": act, "outcome": outcome, "ends": ends}
        for (version, act, outcome), ends in _moves(engine.law, indicator.open).items()
    ]
    schema = {"version": "string", "act": "string", "outcome": "string", "ends": "boolean"}
    acts = engine.done.filter(engine.done.procedure.isin(indicator.open))
    acts = acts.filter(acts["at"] <= question.last.isoformat())
    moved = acts.inner_join(engine.small("moves", rows, schema), ["version", "act", "outcome"])
    last = moved.group_by("case_id").aggregate(ends=moved.ends.argmax(_order(moved)))
    found = cases.left_join(last, "case_id").select(*cases.columns, "ends")
    return found.filter(~found.ends.fill_null(False)).select("act_id", "case_id", "seq")
