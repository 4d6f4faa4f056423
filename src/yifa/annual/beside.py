"""A report's figures beside those of the year before: `NAME@before` its value then, `NAME@change` the change, each linked.

Last year's figure is the opening figure where one was entered (of whole years), else computed from the acts of that year.
A change from nothing, or without anything known of the year before, has no rate, and says so in words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from yifa.errors import Text
from yifa.indicators import Figure
from yifa.indicators.definition import Label
from yifa.indicators.opening import Comparison, compare, opening_figures
from yifa.indicators.periods import Period, before, whole_year

from .text import base_name

__all__ = ["BEFORE", "CHANGE", "beside"]

BEFORE, CHANGE = "@before", "@change"
SHARE = "%"
"""The unit of what is compared in percentage points."""


def beside(
    found: Mapping[str, Figure], written: Collection[str], period: Period, division: str, source: Any,
    as_of: int | None, words: Mapping[str, Label],
) -> dict[str, Figure]:  # fmt: skip
    """The figures of the year before, and the changes, that `written` names; none for a name that `found` does not hold.

    `source` computes figures as for `build`; `words` are the wordings of a change.
    """
    asked = {name for name in written if name.endswith((BEFORE, CHANGE)) and base_name(name) in found}
    names = sorted(base for base in {base_name(name) for name in asked} if "[" not in base)
    if not names:
        return {}
    last_period = before(period)
    earlier = {f.indicator: f for f in source(*last_period, division=division, as_of=as_of, names=names)}
    year = whole_year(last_period)
    entered = opening_figures(year, division=division, as_of=as_of) if year is not None else {}
    made: dict[str, Figure] = {}
    for name in names:
        figure, last = found[name], earlier.get(name)
        compared = compare(figure, last, entered)
        made[f"{name}{BEFORE}"] = _before(figure, last, compared)
        made[f"{name}{CHANGE}"] = _change(figure, compared, words)
    return {name: figure for name, figure in made.items() if name in asked}


def _before(figure: Figure, last: Figure | None, compared: Comparison | None) -> Figure:
    """The figure of the year before; where it was entered, the page of this year's figure says from which source."""
    if compared is not None and compared.source == "opening":
        trace = {
            **figure.trace,
            "compare": True,
            "opening": compared.told,
            "said": f"{compared.previous}{figure.unit.zh}",
            "said_en": f"{compared.previous} {figure.unit.en}",
        }
        return replace(figure, value=compared.previous, trace=trace)
    if last is not None and last.value is not None:
        return last
    base = last or figure
    return replace(base, value=None, trace={**base.trace, "said": "无基数", "said_en": "no base"})


def _change(figure: Figure, compared: Comparison | None, words: Mapping[str, Label]) -> Figure:
    share = figure.unit.zh == SHARE
    value = None if compared is None else compared.points if share else compared.percent
    label = words[_kind(compared, value, share=share)]
    number = "" if value is None else f"{abs(value):g}"
    said = Text(*(text.replace("{number}", number) for text in (label.zh, label.en)))
    told = (
        {"previous": compared.previous, "source": compared.source, "told": compared.told}
        if compared
        else None
    )
    trace = {**figure.trace, "compare": True, "before": told, "said": said.zh, "said_en": said.en}
    title = Text(f"{figure.title.zh}（比上年）", f"{figure.title.en} (against the year before)")
    unit = Text("个百分点", "points") if share else Text("%", "%")
    return replace(figure, title=title, value=value, unit=unit, trace=trace)


def _kind(compared: Comparison | None, value: float | None, *, share: bool) -> str:
    """Which wording a change has.

    >>> _kind(Comparison(0, "acts", "", None), None, share=False), _kind(None, None, share=True)
    ('from_zero', 'no_base')
    """
    if compared is None:
        return "no_base"
    if value is None:
        return "from_zero"
    if not value:
        return "same"
    direction = "up" if value > 0 else "down"
    return f"points_{direction}" if share else direction
