"""Opening figures: the years before Yifa, from published reports, as the base of a change and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from yifa.people.models import Body

from .figure import Figure

__all__ = ["FAMILY", "Comparison", "Opening", "compare", "compared", "opening_figures"]

FAMILY = "figures.opening"
Opening = tuple[float | int, str]
"""A value, and the source it was entered from."""
QUERY = (
    "SELECT c.id, c.body_id, a.act, a.entry FROM docket_case c JOIN docket_act a ON a.case_id = c.id "
    "WHERE c.procedure = %s AND c.training = %s AND a.id <= %s ORDER BY c.id, a.seq"
)
NEWEST = 2**62
"""A watermark past every act."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure beside last year's: where that came from (`opening`: entered with its source; `acts`: computed), and the change.

    `percent` is None where last year was nothing: a change from nothing has no rate. `points` is the plain difference.
    """

    previous: float | int
    source: str
    told: str
    percent: float | None
    points: float = 0.0

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {"previous": self.previous, "source": self.source, "told": self.told, "percent": self.percent}


def opening_figures(
    year: int, body_id: int | None = None, division: str | None = None, as_of: int | None = None
) -> dict[str, Opening]:
    """Value and source of each opening figure of a year, by indicator; the one entered last where there are several.

    A published report speaks for a whole body: where a division is asked for that is not the body's own, there is none.
    """
    standing: dict[int, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [FAMILY, False, NEWEST if as_of is None else as_of])
        for case_id, body, act, text in cursor.fetchall():
            entry = orjson.loads(text)
            if act == "open":
                standing[case_id] = {"body": body, **entry["case"]}
            elif act == "enter" and entry["valid"]:
                standing[case_id] |= entry["form"]
            elif act == "strike" and entry["valid"]:
                del standing[case_id]
    mine = _bodies(body_id, division)
    return {
        each["indicator"]: (_whole(float(each["value"])), each["source"])
        for each in standing.values()
        if each["year"] == year and "value" in each and (mine is None or each["body"] in mine)
    }


def _bodies(body_id: int | None, division: str | None) -> set[int] | None:
    """Whose opening figures answer a question; None for everybody's."""
    if body_id is None and division is None:
        return None
    bodies = Body.objects.filter(pk=body_id) if body_id is not None else Body.objects.all()
    if division is not None:
        bodies = bodies.filter(division__path=division)
    return set(bodies.values_list("pk", flat=True))


def _whole(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def compare(figure: Figure, last: Figure | None, entered: Mapping[str, Opening]) -> Comparison | None:
    """A figure beside last year's; an opening figure goes before what the docket of that year holds. None without a base."""
    return compared(figure.value, None if last is None else last.value, entered.get(figure.indicator))


def compared(value: float | None, previous: float | None, opening: Opening | None) -> Comparison | None:
    """A value beside the one of the year before, the opening figure first. None without a base.

    >>> compared(3, 4, None).percent, compared(3, None, (2, "2022年度报告")).percent, compared(3, None, None)
    (-25.0, 50.0, None)
    """
    if value is None:
        return None
    if opening is not None:
        return _beside(value, opening[0], "opening", opening[1])
    return None if previous is None else _beside(value, previous, "acts", "")


def _beside(value: float, previous: float, source: str, told: str) -> Comparison:
    percent = round((value - previous) / previous * 100, 2) if previous else None
    return Comparison(previous, source, told, percent, round(value - previous, 2))
