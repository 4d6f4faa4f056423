"""What is read and what is found: a quantity with its place, a finding with its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from yifa.errors import Text

__all__ = ["GRADES", "KINDS", "Figure", "Finding"]

KINDS = (
    "count", "money", "area", "measure", "duration", "rate", "change", "date", "ordinal", "name",
)  # fmt: skip
"""Kinds of figures. Only the first seven are quantities; dates, ordinals and names count nothing."""

GRADES = ("impossible", "inconsistent", "suspect", "base_missing")
"""Grades of findings, the gravest first."""


@dataclass(slots=True)
class Figure:
    """One quantity of a report.

    `value` is as written (`2.42` of 2.42亿元), `base_value` in the base unit (242000000 of 元; a rate or a change in
    per cent; a fall is negative; a day as 20240129). `start` and `end` are offsets in the text as it was handed in,
    `at` and `to` in the text without line breaks, in which rules look. `unit` is written with its scale (万条),
    `base_unit` without. `places` is the number of decimals written: what a rate can be held against.
    """

    id: str
    text: str
    start: int
    end: int
    value: Decimal | None
    base_value: Decimal | None
    unit: str
    base_unit: str
    bound: str
    kind: str
    role: str
    at: int
    to: int
    places: int = 0
    chinese: bool = False
    period: str = ""
    subject: str = ""
    before: str = ""
    after: str = ""
    clause: str = ""
    sentence: int = 0
    compared: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is a quantity that was reached: no name, no date, no target."""
        return self.kind in KINDS[:7] and self.role == "achieved" and self.base_value is not None

    def as_data(self) -> dict[str, Any]:
        """The figure as JSON-ready data."""
        return {
            "id": self.id, "text": self.text, "start": self.start, "end": self.end, "value": _plain(self.value),
            "base_value": _plain(self.base_value), "unit": self.unit, "base_unit": self.base_unit, "bound": self.bound,
            "kind": self.kind, "role": self.role, "period": self.period, "subject": self.subject, "clause": self.clause,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not hold: the rule that says so, the figures, the arithmetic worked out, and what would mend it."""

    rule: str
    grade: str
    figures: tuple[str, ...]
    arithmetic: str
    message: Text
    mend: Text
    places: tuple[tuple[int, int], ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """The finding as JSON-ready data."""
        return {
            "grade": self.grade, "rule": self.rule, "figures": list(self.figures), "arithmetic": self.arithmetic,
            "message": self.message.as_data(), "mend": self.mend.as_data(),
        }  # fmt: skip


def _plain(value: Decimal | None) -> int | float | None:
    """A number as JSON writes it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
