"""Opening figures: the years before Yifa, from published reports, as the base of a change and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from yifa.docket.models import Case

from .figure import Figure

__all__ = ["FAMILY", "Comparison", "compare", "opening_figures"]

FAMILY = "figures.opening"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside last year's: where that came from (`opening`: entered with its source; `acts`: computed), and the change.

    `percent` is None where last year was nothing: a change from nothing has no rate.
    """

    previous: float | int
    source: str
    told: str
    percent: float | None

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {"previous": self.previous, "source": self.source, "told": self.told, "percent": self.percent}


def opening_figures(year: int) -> dict[str, tuple[float | int, str]]:
    """Value and source of each opening figure of a year, by indicator; the one entered last where there are several."""
    states = Case.objects.filter(procedure=FAMILY, stage="entered", training=False).order_by("pk")
    found: dict[str, tuple[float | int, str]] = {}
    for text in states.values_list("state", flat=True):
        state = orjson.loads(text)
        form = state["done"]["enter"]["form"]
        if state["case"]["year"] == year:
            value = float(form["value"])
            found[state["case"]["indicator"]] = (int(value) if value.is_integer() else value, form["source"])
    return found


def compare(
    figure: Figure, last: Figure | None, entered: Mapping[str, tuple[float | int, str]]
) -> Comparison | None:
    """A figure beside last year's; an opening figure goes before what the docket of that year holds. None without a base."""
    if figure.value is None:
        return None
    if figure.indicator in entered:
        previous, told = entered[figure.indicator]
        return Comparison(previous, "opening", told, _percent(figure.value, previous))
    if last is None or last.value is None:
        return None
    return Comparison(last.value, "acts", "", _percent(figure.value, last.value))


def _percent(value: float, previous: float) -> float | None:
    return round((value - previous) / previous * 100, 2) if previous else None
