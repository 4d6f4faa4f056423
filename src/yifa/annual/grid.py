"""A table filled: every cell a number with its figure, the sums as printed, and what does not balance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from yifa.errors import Text
from yifa.indicators import Figure
from yifa.indicators.definition import Label

from .tables import START, Check, Column, Row, Table

__all__ = ["Grid"]

Value = float | int | None
WAN = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the figures of one report; `figures` by the key of a cell."""

    table: Table
    figures: Mapping[str, Figure]
    language: str = "zh"
    headed: bool = False
    """Whether the heading above says its title already."""

    @property
    def caption(self) -> str:
        """The title as printed above it; nothing where the heading says it."""
        return "" if self.headed else self.said(self.table.title)

    def said(self, label: Label) -> str:
        """A label of the table in the language it is told in."""
        return label.in_(self.language)

    def key(self, row: Row, column: Column) -> str:
        """The key of the figure a cell prints; empty for a sum and an empty cell."""
        cell = self.table.cell(row, column)
        return cell.key if cell is not None else ""

    def value(self, row: Row, column: Column) -> Value:
        """What a cell prints; None where there is nothing to print."""
        if column.sum:
            return _sum(self.value(row, one) for one in self._columns(column.sum))
        if row.sum:
            return _sum(self.value(one, column) for one in self._rows(row.sum))
        cell = self.table.cell(row, column)
        return self.figures[cell.key].value if cell is not None else None

    def told(self, row: Row, column: Column) -> str:
        """What a cell prints: the number as it is, or money in 万元, half up, where the form asks for it; nought is 0; nothing where there is none."""
        value = self.value(row, column)
        if value is None or column.wan is None:
            return "" if value is None else str(value)
        if not value:
            return "0"
        step = Decimal(1).scaleb(-column.wan)
        return str((Decimal(str(value)) / WAN).quantize(step, ROUND_HALF_UP))

    def heads(self) -> list[list[tuple[str, int, int]]]:
        """The lines of the heading: (text, columns it spans, lines it spans); two lines where columns share a heading."""
        unit = f"(unit: {self.table.unit.en})" if self.language == "en" else f"（单位：{self.table.unit.zh}）"
        columns = self.table.columns
        if not any(column.under for column in columns):
            return [[(unit, 1, 1), *((self.said(column.title), 1, 1) for column in columns)]]
        upper: list[tuple[str, int, int]] = [(unit, 1, 2)]
        for column in columns:
            if column.under is None:
                upper.append((self.said(column.title), 1, 2))
            elif upper[-1][2] == 1 and upper[-1][0] == self.said(column.under):
                upper[-1] = (self.said(column.under), upper[-1][1] + 1, 1)
            else:
                upper.append((self.said(column.under), 1, 1))
        return [upper, [(self.said(column.title), 1, 1) for column in columns if column.under]]

    def faults(self) -> list[Text]:
        """Every sum or relation that does not hold, with its numbers; none when the table balances."""
        return [*self._wholes(), *(fault for check in self.table.checks for fault in self._failing(check))]

    def _wholes(self) -> Iterator[Text]:
        """In a split table the columns of a row come to the whole: no case is without a value, none counts twice."""
        for row in self.table.lines():
            if not self.table.split or not row.figure:
                continue
            whole = self.figures[f"{row.figure}{START if row.at else ''}"].value
            parts = _sum(self.value(row, column) for column in self.table.columns if column.is_)
            if parts != whole:
                yield Text(
                    f"“{row.title.zh}”各列之和 {parts}，应为 {whole}。",
                    f"'{row.title.en}': the columns come to {parts}, not {whole}.",
                )

    def _failing(self, check: Check) -> Iterator[Text]:
        for name, left, right in self._sides(check):
            if left != right and not (check.at_most and (left or 0) <= (right or 0)):
                sign = ">" if check.at_most else "≠"
                hint = check.hint or Label(zh="", en="")
                yield Text(
                    f"{check.title.zh}：{name.zh}，{left} {sign} {right}。{hint.zh}",
                    f"{check.title.en}: {name.en}, {left} {sign} {right}. {hint.en}".rstrip(),
                )

    def _sides(self, check: Check) -> Iterator[tuple[Text, Value, Value]]:
        """Each column (or row) with both sides of the relation."""
        if check.of == "rows":
            for column in self.table.columns:
                sides = [
                    _sum(self.value(row, column) for row in self._rows(names))
                    for names in (check.left, check.right)
                ]
                yield Text(column.title.zh, column.title.en), sides[0], sides[1]
            return
        for row in self.table.lines():
            if check.only and row.row not in check.only:
                continue
            sides = [_sum(self._named(row, names)) for names in (check.left, check.right)]
            yield Text(row.title.zh, row.title.en), sides[0], sides[1]

    def _named(self, row: Row, names: list[str]) -> Iterator[Value]:
        """The values of a row in the columns named, those of `NAME@start` as they stood at the start of the period."""
        for name in names:
            bare = name.removesuffix(START)
            if bare != name:
                yield self.figures[f"{row.cells[bare]}{START}"].value
            else:
                yield from (self.value(row, column) for column in self._columns([name]))

    def _rows(self, names: list[str]) -> list[Row]:
        return [row for row in self.table.lines() if row.row in names]

    def _columns(self, names: list[str]) -> list[Column]:
        return [column for column in self.table.columns if column.column in names]


def _sum(values: Iterator[Value]) -> Value:
    """The sum of what is printed; None where nothing is."""
    found = [value for value in values if value is not None]
    total = round(sum(found), 4)
    return None if not found else int(total) if total == int(total) else total
