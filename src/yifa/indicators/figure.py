"""A figure: value, unit, base, formula, trace. What the report prints and every page links to.

Plain data without an engine, so that web processes can show figures a worker computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from yifa.errors import Text

__all__ = ["Figure", "Traced"]


class Traced(NamedTuple):
    """One act behind a figure: its id, its case and entry there, and what it adds where the figure is a sum (money in fen)."""

    act: int
    case: int
    seq: int
    amount: int | float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the value as printed (yuan for money; None where a rate has no base), and how it came about."""

    indicator: str
    title: Text
    value: float | int | None
    unit: Text
    base: Text
    formula: Text
    ground: str
    trace: Mapping[str, Any]

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data, as `yifa figures --json` prints it."""
        return {
            "indicator": self.indicator, "title": self.title.as_data(), "value": self.value, "unit": self.unit.zh, "base": self.base.as_data(),
            "formula": self.formula.as_data(), "ground": self.ground, "trace": dict(self.trace), "unit_en": self.unit.en,
        }  # fmt: skip

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Figure:
        """The figure that `as_data` gave."""
        title, base, formula = (Text(**data[name]) for name in ("title", "base", "formula"))
        return cls(
            data["indicator"],
            title,
            data["value"],
            Text(data["unit"], data["unit_en"]),
            base,
            formula,
            data["ground"],
            data["trace"],
        )
