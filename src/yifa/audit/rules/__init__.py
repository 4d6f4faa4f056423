"""The rules, one a module, each with its examples in the YAML file beside it.

A rule is `check(report)`, which yields findings. To add one: a module, its examples, its name in `RULES`.
"""

from collections.abc import Callable, Iterator

from ..figure import Finding
from ..report import Report
from . import (
    about_exact,
    balance,
    base_missing,
    before,
    carried,
    cells,
    comparison,
    denied,
    disclosure,
    elsewhere,
    frequency,
    growth,
    heads,
    impossible_rate,
    increment,
    industries,
    moved,
    odd_share,
    over_hundred,
    parts,
    period,
    points,
    rates,
    related,
    same_thing,
    shares,
    slips,
    tables,
    times,
    together,
    year,
)

__all__ = ["RULES"]

RULES: dict[str, Callable[[Report], Iterator[Finding]]] = {
    module.__name__.rpartition(".")[2]: module.check
    for module in (
        parts, industries, balance, tables, cells, disclosure, rates, shares, odd_share, together, impossible_rate, over_hundred, growth, increment, moved, times,
        points, carried, elsewhere, slips, comparison, frequency, related, denied, same_thing, year, period, about_exact, heads, before, base_missing,
    )
}  # fmt: skip
"""Rule by name, in the order in which findings of one grade are told."""
