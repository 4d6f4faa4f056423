"""Figures computed: the segments brought up to date, one pass a period, then the composed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.errors import Text
from yifa.procedures import Law

from . import segments
from .composing import Composer
from .compute import Engine, Question, trace_ids, wanted
from .definition import Indicator
from .engine import engine_for
from .figure import Figure, Traced
from .loading import load_indicators
from .narrowing import with_cells

__all__ = ["Shown", "figures", "figures_between", "figures_for", "shown", "trace"]


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


def figures_between(
    law: Law,
    first: date,
    last: date,
    *,
    division: str | None = None,
    as_of: int | None = None,
    names: Sequence[str] | None = None,
    also: Sequence[str] = (),
) -> list[Figure]:
    """The figures of a period, as `figures_for` gives them; what a report asks for."""
    return figures_for(law, Question(first, last, None, division, as_of), names=names, also=also)


def figures_for(
    law: Law,
    question: Question,
    *,
    ids: bool = True,
    names: Sequence[str] | None = None,
    also: Sequence[str] = (),
) -> list[Figure]:
    """Every indicator for a period: the segments brought up to date, one pass, then the composed ones.

    With `names` those alone; `also` adds parts of indicators (`NAME[FIELD=VALUE]`). With `ids`, each trace holds how many acts it counts and the hash of their ids: what a frozen report
    is checked against. A list of figures does without.
    """
    every = load_indicators(law)
    asked = list(dict.fromkeys([*(every if names is None else names), *also]))
    indicators = with_cells(every, asked)
    composer = _composer(law, indicators, question, asked, ids=ids)
    return [_figure(composer, name, question) for name in asked]


def _composer(
    law: Law, indicators: Mapping[str, Indicator], question: Question, names: list[str], *, ids: bool
) -> Composer:
    segments.export(wanted(indicators.values()))
    return Composer(engine_for(law, question.as_of), indicators, question, names, ids=ids)


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as its page shows it: the figures it is composed of, and a page of acts."""

    figure: Figure
    parts: list[Figure]
    acts: list[Traced]


def shown(law: Law, name: str, question: Question, *, offset: int = 0, limit: int = 50) -> Shown | None:
    """One figure with what stands behind it, without computing the others. None where there is no such indicator."""
    indicators = with_cells(load_indicators(law))
    if name not in indicators:
        return None
    composer = _composer(law, indicators, question, list(_whole(name, indicators)), ids=True)
    figure = _figure(composer, name, question)
    parts = [_figure(composer, part, question) for part in figure.trace.get("parts", {})]
    return Shown(figure, parts, _acts(composer.engine, indicators, name, question, offset, limit))


def _whole(name: str, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """An indicator and every one it is composed of, each once."""
    found = [name]
    for each in found:
        found += [part for part in dict.fromkeys(indicators[each].parts()) if part not in found]
    return iter(found)


def _figure(composer: Composer, name: str, question: Question) -> Figure:
    indicator = composer.indicators[name]
    trace_: dict[str, Any] = {
        "predicate": _predicate(indicator), "from": question.first.isoformat(), "to": question.last.isoformat(),
        "watermark": composer.engine.watermark, "body": question.body_id, "division": question.division,
    }  # fmt: skip
    if name in composer.ids:
        trace_["count"], trace_["ids"] = composer.ids[name]
    trace_ |= composer.told(name)
    title, unit, base, formula = (
        Text(label.zh, label.en)
        for label in (indicator.title, indicator.unit, indicator.base, indicator.formula)
    )
    return Figure(name, title, composer.value(name), unit, base, formula, indicator.ground, trace_)


def _predicate(indicator: Indicator) -> dict[str, Any]:
    """What is counted, as data a program or a person can read."""
    data = indicator.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    left_out = {"indicator", "title", "unit", "base", "formula", "without", "ground", "mark"}
    return {key: value for key, value in data.items() if key not in left_out}


def trace(law: Law, name: str, question: Question, *, offset: int = 0, limit: int = 50) -> list[Traced]:
    """One page of the acts behind an indicator. Composed indicators give those of their parts in the same period."""
    indicators = with_cells(load_indicators(law), [name])
    segments.export(wanted(indicators.values()))
    return _acts(engine_for(law, question.as_of), indicators, name, question, offset, limit)


def _acts(
    engine: Engine,
    indicators: Mapping[str, Indicator],
    name: str,
    question: Question,
    offset: int,
    limit: int,
) -> list[Traced]:
    indicator = indicators[name]
    if indicator.counted:
        return trace_ids(engine, indicator, question, offset=offset, limit=limit)
    parts = [indicator.ratio.of] if indicator.ratio else indicator.parts()
    found: list[Traced] = []
    for part in parts:
        found += _acts(engine, indicators, part, question, 0, offset + limit)
    return sorted(found, key=lambda one: one[:3])[offset : offset + limit]
