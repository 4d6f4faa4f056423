"""One cell of a table: an indicator narrowed to one value of a fact by which it can be told apart, `NAME[FIELD=VALUE]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from yifa.errors import BadInput, Text

from .definition import Filter, Indicator, Label

__all__ = ["narrowed", "with_cells"]

CELL = re.compile(r"(?P<name>[a-z][a-z0-9_]*)\[(?P<field>[a-z][a-z0-9_.]*)=(?P<value>[\w\-]+)\]")


class _Known(dict[str, Indicator]):
    """The indicators there are; a narrowed one is made when it is asked for."""

    def __missing__(self, name: str) -> Indicator:
        if CELL.fullmatch(name) is None:
            raise KeyError(name)
        self[name] = narrowed(self, name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and CELL.fullmatch(name) is not None)


def narrowed(indicators: Mapping[str, Indicator], cell: str) -> Indicator:
    """The indicator of one cell. Raises `BadInput` for an indicator that is not told apart by that fact.

    >>> label = Label(zh="件", en="cases")
    >>> whole = Indicator(indicator="asked", title=label, unit=label, base=label, formula=label, of=["a.b/c"], by=["case.kind"])
    >>> narrowed({"asked": whole}, "asked[case.kind=person]").when
    [Filter(field='case.kind', is_='person', in_=None, contains=None, at_least=None)]
    """
    found = CELL.fullmatch(cell)
    indicator = indicators.get(found["name"]) if found else None
    if found is None or indicator is None or found["field"] not in indicator.by:
        known = "、".join(indicator.by) if indicator else ""
        raise BadInput("figures.by", Text(f"“{cell}”不是可以分列的指标；可以按：{known or '—'}。", f"'{cell}' is no part of an indicator; it is told apart by: {known or '—'}."))  # fmt: skip
    one = Filter(field=found["field"], is_=found["value"])  # type: ignore[call-arg]
    title = Label(
        zh=f"{indicator.title.zh}（{found['value']}）", en=f"{indicator.title.en} ({found['value']})"
    )
    return indicator.model_copy(update={"indicator": cell, "title": title, "when": [*indicator.when, one]})


def with_cells(indicators: Mapping[str, Indicator], names: Iterable[str] = ()) -> Mapping[str, Indicator]:
    """The indicators, among which narrowed ones are found by name; those of `names` are there from the first.

    Raises `BadInput` for a name that is no indicator and no part of one.
    """
    known = _Known(indicators)
    for name in names:
        if name not in known:
            raise BadInput("figures.unknown", Text(f"没有指标“{name}”。", f"There is no indicator '{name}'."))
        known[name]
    return known
