"""The same report of every street below a body, side by side: each figure by street, with the sum.

Streets stand in the order of their codes and are never ranked. A sum is of the streets' own figures: a rate is computed again
from the sums of its parts, and what has no sum (a change, an average) has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yifa.errors import Text
from yifa.indicators import Figure
from yifa.people.models import Body
from yifa.procedures import Law

from .build import Report, Source, build
from .text import Form

__all__ = ["KINDS", "Line", "Section", "by_street", "streets_below"]

KINDS = ("outpost", "government")
"""Bodies that make reports of their own."""
Value = float | int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: its key, title and unit, its value in each street (as `Report.figures` has it), and the sum with its words where there is none."""

    name: str
    title: Text
    unit: Text
    cells: tuple[Figure, ...]
    sum: Value

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data; `streets` in the order of the table."""
        return {
            "figure": self.name,
            "title": self.title.as_data(),
            "unit": self.unit.as_data(),
            "streets": [each.value for each in self.cells],
            "sum": self.sum,
        }


@dataclass(frozen=True, slots=True)
class Section:
    """The report of every street, and its figures line by line."""

    reports: tuple[Report, ...]
    lines: tuple[Line, ...]


def streets_below(division: str) -> list[Body]:
    """The bodies below a division that make reports of their own, in the order of their codes; the division's own body is none of them."""
    return list(
        Body.objects.filter(kind__in=KINDS, division__path__startswith=f"{division}/", valid_to=None)
        .select_related("division")
        .order_by("division__path", "pk")
    )


def by_street(law: Law, report: str, period: str, bodies: Sequence[Body], source: Source) -> Section:
    """The report of each body built from its acts alone, without its author's words, and every figure of the form by street.

    What went wrong in a street is told in its own draft: which procedures are listed there differs from street to street.
    """
    made = tuple(build(law, period, body.pk, source, report=report) for body in bodies)
    names = list(
        dict.fromkeys(name for one in made for name in one.figures if not name.endswith("]") or "=" in name)
    )
    titles = _titles(made[0].form) if made else {}
    return Section(made, tuple(_line(name, [one.figures for one in made], titles) for name in names))


def _titles(form: Form) -> dict[str, Text]:
    """What the cells of split tables are called, by their key: the row and the column, as the table prints them."""
    return {
        cell.key: Text(f"{row.title.zh}（{column.title.zh}）", f"{row.title.en} ({column.title.en})")
        for table in form.tables.values()
        if table.split
        for row in table.lines()
        for column in table.columns
        if column.is_ and (cell := table.cell(row, column)) is not None
    }


def _line(name: str, all_: Sequence[Mapping[str, Figure]], titles: Mapping[str, Text]) -> Line:
    cells = tuple(figures[name] for figures in all_)
    first = cells[0]
    return Line(name, titles.get(name, first.title), first.unit, cells, _sum(cells))


def _sum(cells: Sequence[Figure]) -> Value:
    """The sum of the streets; of a rate, that of its parts; None where there is none."""
    predicate: Mapping[str, Any] = cells[0].trace.get("predicate", {})
    if "ratio" in predicate:
        of, over = (
            sum(cell.trace["parts"][predicate["ratio"][part]] or 0 for cell in cells)
            for part in ("of", "over")
        )
        return round(100 * of / over, 2) if over else None
    if any(word in predicate for word in ("change", "points", "average")):
        return None
    total = round(sum(cell.value or 0 for cell in cells), 4)
    return int(total) if total == int(total) else total
