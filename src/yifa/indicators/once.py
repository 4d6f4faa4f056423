"""What does not add up over groups, in one pass all the same: each case or value once, thresholds.

Every act is met with the indicators that name it (a small table, joined by family and act), the conditions are asked of
those few, and what is counted once is grouped by indicator before it is counted: one scan, whatever the number of indicators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import and_

import ibis

from yifa.procedures import Law

from .definition import Indicator, column
from .engine import Engine, Expression, met
from .grouping import exact, hash_of
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
    mine = engine.view("matched", _told(matched(engine, asked, indicators), indicators))
    found: dict[int, int | float] = {}
    for what in ("case_id", "once", "amount"):
        some = [place for place, each in enumerate(indicators.values()) if _adds(each) == what]
        if some:
            counts = _counted(mine.filter(mine.which.isin(some)), what)
            found |= {which: exact(number) for which, number in engine.fetched(counts)}
    values = {name: found.get(place, 0) for place, name in enumerate(indicators)}
    return values, _hashes(engine, mine, indicators) if ids else {}


def _adds(indicator: Indicator) -> str:
    """Which column of `_told` an indicator counts the values of, or sums."""
    if indicator.distinct is None:
        return "amount"
    return "case_id" if indicator.distinct == "case" else "once"


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
