"""Figures computed: the segments brought up to date, one pass, then the composed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.errors import Text
from yifa.procedures import Law

from . import segments
from .compute import Computed, Question, compute, fields_of, trace_ids
from .definition import Indicator, load_indicators
from .figure import Figure, Traced

__all__ = ["Shown", "figures", "figures_for", "shown", "trace"]

YUAN = "元"


def figures(
    law: Law,
    year: int,
    *,
    body_id: int | None = None,
    division: str | None = None,
    as_of: int | None = None,
    ids: bool = True,
) -> list[Figure]:
    """Every indicator for a calendar year."""
    question = Question(date(year, 1, 1), date(year, 12, 31), body_id, division, as_of)
    return figures_for(law, question, ids=ids)


def figures_for(law: Law, question: Question, *, ids: bool = True) -> list[Figure]:
    """Every indicator for a period: the segments brought up to date, one pass, then the composed ones.

    With `ids`, each trace holds how many acts it counts and the hash of their ids: what a frozen report
    is checked against. A list of figures does without.
    """
    indicators = load_indicators(law)
    segments.export(fields_of(indicators.values()))
    computed = compute(law, indicators, question, ids=ids)
    return [_figure(indicator, indicators, computed, question) for indicator in indicators.values()]


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as its page shows it: the figures it is composed of, and a page of acts."""

    figure: Figure
    parts: list[Figure]
    acts: list[Traced]


def shown(law: Law, name: str, question: Question, *, offset: int = 0, limit: int = 50) -> Shown | None:
    """One figure with what stands behind it, without computing the others. None where there is no such indicator."""
    indicators = load_indicators(law)
    if name not in indicators:
        return None
    segments.export(fields_of(indicators.values()))
    computed = compute(law, {part: indicators[part] for part in _whole(name, indicators)}, question)
    figure = _figure(indicators[name], indicators, computed, question)
    parts = [
        _figure(indicators[part], indicators, computed, question) for part in figure.trace.get("parts", {})
    ]
    return Shown(figure, parts, _acts(law, indicators, name, question, offset, limit))


def _whole(name: str, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """An indicator and every one it is composed of, each once."""
    found = [name]
    for each in found:
        ratio = indicators[each].ratio
        parts = [*indicators[each].total, *([ratio.of, ratio.over] if ratio else [])]
        found += [part for part in parts if part not in found]
    return iter(found)


def _value(name: str, indicators: Mapping[str, Indicator], computed: Computed) -> float | int | None:
    """The value of an indicator: counted, a total of others, or a rate with its base (none without one)."""
    indicator = indicators[name]
    if indicator.of:
        value = computed.values[name]
        if indicator.unit.zh == YUAN:
            return value // 100 if value % 100 == 0 else value / 100
        return value
    if indicator.total:
        return sum(_value(part, indicators, computed) or 0 for part in indicator.total)
    assert indicator.ratio is not None
    over = _value(indicator.ratio.over, indicators, computed)
    return round(100 * (_value(indicator.ratio.of, indicators, computed) or 0) / over, 2) if over else None


def _figure(
    indicator: Indicator, indicators: Mapping[str, Indicator], computed: Computed, question: Question
) -> Figure:
    name = indicator.indicator
    trace_: dict[str, Any] = {
        "predicate": _predicate(indicator), "from": question.first.isoformat(), "to": question.last.isoformat(),
        "watermark": computed.watermark, "body": question.body_id, "division": question.division,
    }  # fmt: skip
    if name in computed.ids:
        trace_["count"], trace_["ids"] = computed.ids[name]
    elif not indicator.of:
        parts = indicator.total or [indicator.ratio.of, indicator.ratio.over]  # type: ignore[union-attr]
        trace_["parts"] = {part: _value(part, indicators, computed) for part in parts}
    value = _value(name, indicators, computed)
    title, unit, base, formula = (
        Text(label.zh, label.en)
        for label in (indicator.title, indicator.unit, indicator.base, indicator.formula)
    )
    return Figure(name, title, value, unit, base, formula, indicator.ground, trace_)


def _predicate(indicator: Indicator) -> dict[str, Any]:
    """What is counted, as data a program or a person can read."""
    data = indicator.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    return {key: data[key] for key in ("of", "sum", "distinct", "when", "total", "ratio") if key in data}


def trace(law: Law, name: str, question: Question, *, offset: int = 0, limit: int = 50) -> list[Traced]:
    """One page of the acts behind an indicator. Composed indicators give those of their parts."""
    indicators = load_indicators(law)
    segments.export(fields_of(indicators.values()))
    return _acts(law, indicators, name, question, offset, limit)


def _acts(
    law: Law, indicators: Mapping[str, Indicator], name: str, question: Question, offset: int, limit: int
) -> list[Traced]:
    indicator = indicators[name]
    if indicator.of:
        return trace_ids(law, indicator, question, offset=offset, limit=limit)
    parts = indicator.total or [indicator.ratio.of]  # type: ignore[union-attr]
    found: list[Traced] = []
    for part in parts:
        found += _acts(law, indicators, part, question, 0, offset + limit)
    return sorted(found, key=lambda one: one[:3])[offset : offset + limit]
