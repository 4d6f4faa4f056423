"""Indicators composed of others: totals, rates, changes against the year before, averages over months and quarters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from .compute import Computed, Engine, Question, compute
from .definition import Indicator
from .opening import Comparison, Opening, compared, opening_figures
from .periods import before, whole, whole_year

__all__ = ["Composer"]

YUAN = "元"
PERCENT = "%"
"""The unit of a rate; a ratio in any other unit is the plain quotient (minutes a visit)."""
Value = float | int | None


class Composer:
    """The values of some indicators for one question, and for the other periods their composition looks at.

    Each period is one pass over the segments, for no more indicators than are asked of it.
    """

    def __init__(
        self,
        engine: Engine,
        indicators: Mapping[str, Indicator],
        question: Question,
        names: Iterable[str],
        *,
        ids: bool,
    ) -> None:
        self.engine, self.indicators, self.question = engine, indicators, question
        asked = self._needed(names)
        self._known: dict[Question, Computed] = {}
        for period, wanted in asked.items():
            mine = {name: indicators[name] for name in sorted(wanted)}
            self._known[period] = compute(engine, mine, period, ids=ids and period == question)
        self.ids = self._known[question].ids
        self._opening: Mapping[str, Opening] | None = None

    def _needed(self, names: Iterable[str]) -> dict[Question, set[str]]:
        """Which counted indicators are asked of which period."""
        asked: dict[Question, set[str]] = {self.question: set()}
        waiting = [(name, self.question) for name in names]
        seen = set(waiting)
        while waiting:
            name, period = waiting.pop()
            indicator = self.indicators[name]
            if indicator.counted:
                asked.setdefault(period, set()).add(name)
            for part in indicator.parts():
                fresh = {(part, when) for when in self._looked_at(indicator, period)} - seen
                waiting += fresh
                seen |= fresh
        return asked

    def _looked_at(self, indicator: Indicator, question: Question) -> list[Question]:
        """The periods in which an indicator asks for its parts."""
        if indicator.average:
            return [question, *self._within(indicator, question)]
        return [question, _before(question)] if indicator.change or indicator.points else [question]

    def _within(self, indicator: Indicator, question: Question) -> list[Question]:
        assert indicator.average is not None
        periods = whole((question.first, question.last), indicator.average.per)
        return [replace(question, first=first, last=last) for first, last in periods]

    def value(self, name: str, question: Question | None = None) -> Value:
        """The value of an indicator as printed: yuan for money, None where there is no base."""
        asked, indicator = question or self.question, self.indicators[name]
        if indicator.counted:
            value = self._known[asked].values[name]
            return _tidy(value / 100) if indicator.unit.zh == YUAN else value
        if indicator.total:
            return _tidy(sum(self.value(part, asked) or 0 for part in indicator.total))
        if indicator.ratio:
            over = self.value(indicator.ratio.over, asked)
            times = 100 if indicator.unit.zh == PERCENT else 1
            return round(times * (self.value(indicator.ratio.of, asked) or 0) / over, 2) if over else None
        if indicator.average:
            found = [value for _, value in self._averaged(indicator, asked) if value is not None]
            return _tidy(round(sum(found) / len(found), 2)) if found else None
        comparison = self._comparison(indicator, asked)
        return None if comparison is None else comparison.points if indicator.points else comparison.percent

    def _averaged(self, indicator: Indicator, question: Question) -> list[tuple[Question, Value]]:
        assert indicator.average is not None
        return [(part, self.value(indicator.average.of, part)) for part in self._within(indicator, question)]

    def _comparison(self, indicator: Indicator, question: Question) -> Comparison | None:
        """The part beside the same period of the year before; None without a base."""
        name = indicator.parts()[0]
        year = whole_year(_period(_before(question)))
        opening: Mapping[str, Opening] = {}
        if year is not None:
            if self._opening is None:
                self._opening = opening_figures(year, question.body_id, question.division, question.as_of)
            opening = self._opening
        return compared(self.value(name, question), self.value(name, _before(question)), opening.get(name))

    def told(self, name: str) -> dict[str, Any]:
        """What the trace of a composed indicator says: its parts, and the other periods it looked at."""
        indicator, question = self.indicators[name], self.question
        if indicator.counted:
            return {}
        told: dict[str, Any] = {"parts": {part: self.value(part) for part in indicator.parts()}}
        if indicator.average:
            told["over"] = [
                {**_dates(part), "value": value} for part, value in self._averaged(indicator, question)
            ]
        if indicator.change or indicator.points:
            found = self._comparison(indicator, question)
            base = (
                {"value": found.previous, "source": found.source, "told": found.told}
                if found
                else {"value": None}
            )
            told["before"] = {**_dates(_before(question)), **base}
        return told


def _tidy(value: float) -> float | int:
    """A whole number without decimals; no more decimals than a fen has of a yuan, or a field of its unit."""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _period(question: Question) -> tuple[Any, Any]:
    return question.first, question.last


def _before(question: Question) -> Question:
    first, last = before(_period(question))
    return replace(question, first=first, last=last)


def _dates(question: Question) -> dict[str, str]:
    return {"from": question.first.isoformat(), "to": question.last.isoformat()}
