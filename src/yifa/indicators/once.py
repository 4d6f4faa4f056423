"""What does not add up over groups, in one pass all the same: each case or value once, thresholds.

Every act is met with the indicators that name it (a small table, joined by family and act), the conditions are asked of
those few, and what is counted once is grouped by indicator before it is counted: one scan, whatever the number of indicators.
Where the ids are wanted too, as in a report, the acts are fetched once and told apart in Python (`_of_acts`): compiling a
hundred conditions, and asking them three times, took longer than looking at the acts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import reduce
from operator import and_
from typing import Any

import ibis

from yifa.procedures import Law

from .definition import Indicator, column
from .engine import Engine, Expression, met
from .grouping import KEYS, acts_of, counts, exact, hash_of, named_by
from .loading import matching

__all__ = ["ids_of", "matched", "targets", "values_of"]

SCHEMA = {"procedure": "string", "act": "string", "wanted": "string", "which": "int64"}


def targets(law: Law, of: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(family, act, outcome) that `family/act[.outcome]` name, each act once; the outcome is empty where any will do."""
    named: dict[tuple[str, str], set[str]] = {}
    for target in of:
        for procedure, act, outcome in matching(law, target):
            named.setdefault((procedure.family, act), set()).add(outcome or "")
    for (family, act), outcomes in sorted(named.items()):
        for outcome in [""] if "" in outcomes else sorted(outcomes):
            yield family, act, outcome


def matched(engine: Engine, asked: Expression, indicators: Mapping[str, Indicator]) -> Expression:
    """Every act asked for, once for each indicator that counts it; `which` is the indicator's place."""
    rows = [
        {"procedure": family, "act": act, "wanted": outcome, "which": place}
        for place, indicator in enumerate(indicators.values())
        for family, act, outcome in targets(engine.law, indicator.of)
    ]
    named = asked.inner_join(engine.small("targets", rows, SCHEMA), ["procedure", "act"])
    named = named.filter((named.wanted == "") | (named.wanted == named.outcome))
    asks = [(named.which == place, held) for place, held in _conditions(named, indicators)]
    return named.filter(ibis.cases(*asks, else_=True)) if asks else named


def _conditions(table: Expression, indicators: Mapping[str, Indicator]) -> Iterator[tuple[int, Expression]]:
    for place, indicator in enumerate(indicators.values()):
        parts = [met(table, each).fill_null(False) for each in indicator.when]
        parts += [] if indicator.irregular else [table.kind != "irregular"]
        if parts:
            yield place, reduce(and_, parts)


def values_of(
    engine: Engine, asked: Expression, indicators: Mapping[str, Indicator], *, ids: bool
) -> tuple[dict[str, int | float], dict[str, tuple[int, str]]]:
    """The value of each indicator; with `ids`, how many acts each counts and the hash of their ids."""
    if not indicators:
        return {}, {}
    if ids:  # every act is wanted by its id: the acts are fetched once, and everything is counted of them
        return _of_acts(engine, asked, indicators)
    mine = engine.view("matched", _told(matched(engine, asked, indicators), indicators))
    found: dict[int, int | float] = {}
    for what in ("case_id", "once", "amount"):
        some = [place for place, each in enumerate(indicators.values()) if _adds(each) == what]
        if some:
            told = _counted(mine.filter(mine.which.isin(some)), what)
            found |= {which: exact(number) for which, number in engine.fetched(told)}
    return {name: found.get(place, 0) for place, name in enumerate(indicators)}, {}


def _adds(indicator: Indicator) -> str:
    """Which column of `_told` an indicator counts the values of, or sums."""
    if indicator.distinct is None:
        return "amount"
    return "case_id" if indicator.distinct == "case" else "once"


def _of_acts(
    engine: Engine, asked: Expression, indicators: Mapping[str, Indicator]
) -> tuple[dict[str, int | float], dict[str, tuple[int, str]]]:
    """Values and hashes from one look at the acts: those that look alike to the indicators of their act are asked the conditions once.

    A table of a report asks one indicator for a hundred cells; compiled, each cell is a condition more of one long expression.
    """
    kept = {name: _Kept(indicator) for name, indicator in indicators.items()}
    by_act: dict[str, list[str]] = defaultdict(list)
    for name, each in indicators.items():
        for act in acts_of(each):
            by_act[act].append(name)
    seen = {act: _seen(indicators[name] for name in names) for act, names in by_act.items()}
    columns = dict.fromkeys(
        [
            "act_id",
            "case_id",
            *KEYS,
            *(c for keys in seen.values() for c in keys),
            *(c for k in kept.values() for c in k.columns),
        ]
    )
    alike: dict[tuple[Any, ...], list[_Kept]] = {}
    for row in engine.each(named_by(asked, indicators).select(*columns).order_by("act_id")):
        key = tuple([row[name] for name in seen[row["act"]]])
        if key not in alike:
            alike[key] = [kept[name] for name in by_act[row["act"]] if counts(indicators[name], row)]
        for mine in alike[key]:
            mine.add(row)
    return {name: k.value for name, k in kept.items()}, {name: hash_of(k.ids) for name, k in kept.items()}


def _seen(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """The columns by which these indicators tell acts apart."""
    return tuple(dict.fromkeys([*KEYS, *sorted({column(f.field) for i in indicators for f in i.when})]))


class _Kept:
    """What is kept of the acts of one indicator: their ids, what is counted once, what is added."""

    def __init__(self, indicator: Indicator) -> None:
        self.once = {None: None, "case": "case_id"}.get(
            indicator.distinct, column(indicator.distinct or "case")
        )
        self.amount = f"n_{indicator.sum}" if indicator.sum else None
        self.ids: list[int] = []
        self.values: set[Any] = set()
        self.total = Decimal(0)

    @property
    def columns(self) -> list[str]:
        """The columns it looks at."""
        return [name for name in (self.once, self.amount) if name]

    def add(self, row: Mapping[str, Any]) -> None:
        """One act more."""
        self.ids.append(row["act_id"])
        if self.once:
            if row[self.once] is not None:
                self.values.add(row[self.once])
        elif self.amount:
            self.total += Decimal(str(row[self.amount] or 0))

    @property
    def value(self) -> int | float:
        """How many, or how much."""
        return len(self.values) if self.once else exact(self.total) if self.amount else len(self.ids)


def _told(mine: Expression, indicators: Mapping[str, Indicator]) -> Expression:
    """Every act with its case, what its indicator counts once, and what it adds."""
    listed = list(enumerate(indicators.values()))
    fields = [(place, str(each.distinct)) for place, each in listed if _adds(each) == "once"]
    sums = [(place, each.sum) for place, each in listed if each.sum]
    once, amount = ibis.null("string"), ibis.literal(1, "decimal(18, 4)")
    if fields:
        once = ibis.cases(*((mine.which == place, mine[column(name)]) for place, name in fields), else_=once)
    if sums:
        amount = ibis.cases(*((mine.which == place, mine[f"n_{name}"]) for place, name in sums), else_=amount)
    return mine.select("which", "act_id", "case_id", once=once, amount=amount)


def _counted(mine: Expression, what: str) -> Expression:
    """`which` and `number`: the sum of the amounts, or how many values of `what` there are, each once."""
    if what == "amount":
        return mine.group_by("which").aggregate(number=mine.amount.sum())
    each = mine.select("which", what).filter(lambda t: t[what].notnull()).distinct()
    return each.group_by("which").aggregate(number=each.count())


def ids_of(
    engine: Engine, asked: Expression, indicators: Mapping[str, Indicator]
) -> dict[str, tuple[int, str]]:
    """Per indicator, how many acts and the hash of their ids."""
    return _hashes(engine, matched(engine, asked, indicators), indicators) if indicators else {}


def _hashes(
    engine: Engine, mine: Expression, indicators: Mapping[str, Indicator]
) -> dict[str, tuple[int, str]]:
    ids: dict[int, list[int]] = {place: [] for place in range(len(indicators))}
    for place, act_id in engine.fetched(mine.select("which", "act_id").order_by("act_id")):
        ids[place].append(act_id)
    return {name: hash_of(ids[place]) for place, name in enumerate(indicators)}
