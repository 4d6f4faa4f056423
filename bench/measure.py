"""Timing in rounds, and the numbers a round gives: median, worst, ratio with spread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

__all__ = ["Row", "percentile", "ratio", "timed", "times"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, the value with its unit, the target, and what stands beside it."""

    part: str
    what: str
    value: str
    target: str = ""
    beside: str = ""

    def as_data(self) -> dict[str, str]:
        """JSON-ready data."""
        return {
            "part": self.part,
            "what": self.what,
            "value": self.value,
            "target": self.target,
            "beside": self.beside,
        }


def timed(do: Callable[[], Any]) -> float:
    """Seconds one call takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def times(calls: Iterable[Callable[[], Any]]) -> list[float]:
    """Seconds each call takes."""
    return [timed(call) for call in calls]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ratio(ours: Sequence[float], bare: Sequence[float]) -> str:
    """Bare time over our time, round by round: 1.0 would be as fast as by hand; median and spread."""
    found = [b / o for o, b in zip(ours, bare, strict=True)]
    return f"{median(found):.2f} ({min(found):.2f}–{max(found):.2f})"
