"""Tables: a total column against its row, a total row against its columns. The disclosure table has a rule of its own.

Cells are parted by tabs or |, as they come out of Word and web pages, or by two blanks and more, as they come out of PDF and
typewriters; a line of prose that was spread out by blanks has no column of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from yifa.errors import Text

from ..arithmetic import number
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check"]

_CELL = re.compile(r"[^\t|\n]+")
_SPREAD = re.compile(r"[合总][ \u3000\xa0]+计|[^ \u3000\xa0\n]+(?:[ \u3000\xa0][^ \u3000\xa0\n]+)*")
"""A cell of a line whose cells are parted by blanks: single blanks stand inside it."""
_BLANKS = re.compile(r"[ \u3000\xa0]{2}")
_NUMBER = re.compile(r"\s*(\d[\d,]*(?:\.\d+)?)\s*$")
_TOTAL = re.compile(r"合\s*计|总\s*计")
_OVERALL = re.compile(r"总[一-鿿]{0,4}[量数]\s*$")
_WHOLE = re.compile(r"\s*(?:合\s*计|总\s*计)\s*$")
_MONEY = re.compile(r"金额|万元|（元|\(元|比例|比率|占比|率$|%")
_FORM = re.compile(r"本年新收|上年结转|予以公开|部分公开|结转下年")
_WIDTH, _SLACK = 3, 20


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells with their places, and the numbers among them by column."""

    cells: tuple[tuple[int, str], ...]

    def value(self, column: int) -> Decimal | None:
        """The number in a column, None where there is none."""
        match = _NUMBER.match(self.cells[column][1]) if column < len(self.cells) else None
        return Decimal(match[1].replace(",", "")) if match else None

    @property
    def numeric(self) -> list[int]:
        """The columns that hold numbers."""
        return [n for n in range(len(self.cells)) if self.value(n) is not None]

    @property
    def label(self) -> str:
        """The words of the row before its first number."""
        first = next(iter(self.numeric), len(self.cells))
        return "".join(words for _, words in self.cells[:first])


def check(report: Report) -> Iterator[Finding]:
    """Every table of the report."""
    at = {figure.start: figure for figure in report.figures}
    for table in _tables(report.read.text):
        head = [row for row in table if not row.numeric]
        body = [row for row in table if row.numeric and not _FORM.search(row.label)]
        yield from _across(report, head, body, at)
        yield from _down(report, head, body, at)


def _tables(text: str) -> Iterator[list[Row]]:
    """Runs of lines with as many cells."""
    rows, place = [], 0
    for line in text.split("\n"):
        cell = _CELL if "\t" in line or "|" in line else _SPREAD if _BLANKS.search(line) else None
        cells = cell.finditer(line) if cell else ()
        rows.append(Row(tuple((place + m.start(), m[0]) for m in cells if m[0].strip())))
        place += len(line) + 1
    for wide, run in groupby(rows, key=lambda row: len(row.cells) >= _WIDTH):
        if wide:
            yield list(run)


def _head(head: list[Row], column: int, width: int) -> str:
    """What stands above a column, where the head has as many cells as the row."""
    return "".join(row.cells[column][1] for row in head if len(row.cells) == width)


def _across(report: Report, head: list[Row], body: list[Row], at: dict[int, Figure]) -> Iterator[Finding]:
    for row in body:
        width = len(row.cells)
        for total in row.numeric:
            parts = [n for n in row.numeric if n < total and not _MONEY.search(_head(head, n, width))]
            if (
                len(parts) > 1
                and (_TOTAL.search(above := _head(head, total, width)) or _OVERALL.search(above))
                and not any(_TOTAL.search(_head(head, n, width)) for n in parts)
            ):
                cells = [(row, n) for n in parts]
                if _TOTAL.search(above) or _nearly(_sum(cells), _sum([(row, total)])):
                    yield from _held(report, cells, (row, total), at)


def _nearly(one: Decimal, two: Decimal) -> bool:
    """Whether a column called 总量 is meant to be the sum of those before it: it nearly is."""
    return abs(one - two) * _SLACK <= two


def _down(report: Report, head: list[Row], body: list[Row], at: dict[int, Figure]) -> Iterator[Finding]:
    for index, row in enumerate(body):
        above = body[:index]
        if not _WHOLE.match(row.label) or len(above) < 2 or any(_TOTAL.search(each.label) for each in above):
            continue
        for column in row.numeric:
            parts = [
                (each, column)
                for each in above
                if each.value(column) is not None and len(each.cells) == len(row.cells)
            ]
            if len(parts) == len(above) and not re.search(r"率|比", _head(head, column, len(row.cells))):
                yield from _held(report, parts, (row, column), at)


def _held(
    report: Report, parts: list[tuple[Row, int]], total: tuple[Row, int], at: dict[int, Figure]
) -> Iterator[Finding]:
    if _sum(parts) != _sum([total]):
        yield _told(report, [*parts, total], f"{_added(parts)} ≠ {number(_sum([total]))}", at)


def _sum(cells: list[tuple[Row, int]]) -> Decimal:
    return sum((row.value(column) or Decimal(0) for row, column in cells), Decimal(0))


def _added(cells: list[tuple[Row, int]]) -> str:
    return f"{' + '.join(number(row.value(column) or Decimal(0)) for row, column in cells)} = {number(_sum(cells))}"


def _told(report: Report, cells: list[tuple[Row, int]], worked: str, at: dict[int, Figure]) -> Finding:
    starts = [
        row.cells[column][0] + len(row.cells[column][1]) - len(row.cells[column][1].lstrip())
        for row, column in cells
    ]
    return report.finding(
        "tables", "inconsistent", [at[start] for start in starts if start in at], worked,
        Text("表中各项加起来不等于合计。", "The cells of a table do not add up to its total."),
        Text("核对表中各数；四舍五入造成的，注明。", "Check the cells; if rounding is the reason, say so."),
    )  # fmt: skip
