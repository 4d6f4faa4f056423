"""Tables of the law as shipped, filled from numbers written down by hand or from what a test's own docket counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from yifa.annual.grid import Grid
from yifa.annual.tables import Column, Row, Table, read_table
from yifa.errors import Text
from yifa.indicators import Figure, segments
from yifa.indicators.composing import Composer
from yifa.indicators.compute import Engine, Question, wanted
from yifa.indicators.definition import Indicator
from yifa.indicators.loading import load_indicators
from yifa.indicators.narrowing import with_cells
from yifa.indicators.periods import named
from yifa.procedures import Law

NOTHING = Text("", "")


def table_of(law: Law, name: str, indicators: Mapping[str, Indicator] | None = None) -> Table:
    """A table of the law folder."""
    return read_table(law.folder.path(f"annual/tables/{name}.yaml"), indicators or load_indicators(law))


def figure(name: str, value: float | int | None) -> Figure:
    """A bare figure of a value."""
    return Figure(name, NOTHING, value, NOTHING, NOTHING, NOTHING, "", {})


def row(table: Table, name: str) -> Row:
    """A row by name."""
    return next(each for each in table.lines() if each.row == name)


def column(table: Table, name: str) -> Column:
    """A column by name."""
    return next(each for each in table.columns if each.column == name)


def by_hand(table: Table, numbers: Mapping[str, Mapping[str, int]]) -> Grid:
    """A table with these numbers by row and column, and nought in every other cell; the whole of a split row is their sum."""
    figures: dict[str, Figure] = {}
    for line in table.lines():
        written, whole = numbers.get(line.row, {}), 0
        for each in table.columns:
            cell = table.cell(line, each)
            if cell is not None:
                figures[cell.key] = figure(cell.name, written.get(each.column, 0))
                at_start = f"{cell.name}@start"
                figures.setdefault(at_start, figure(cell.name, written.get(f"{each.column}@start", 0)))
                whole += written.get(each.column, 0)
        if line.figure:
            figures[line.figure + ("@start" if line.at else "")] = figure(line.figure, whole)
    return Grid(table, figures)


def printed(grid: Grid, line: str, *columns: str) -> list[float | int | None]:
    """What a row prints in these columns."""
    return [grid.value(row(grid.table, line), column(grid.table, each)) for each in columns]


def counted(law: Law, name: str, period: str = "2023") -> Grid:
    """A table filled from the docket."""
    indicators = load_indicators(law)
    table = table_of(law, name, indicators)
    segments.export(wanted(indicators.values()))
    first, last = named(period)
    before = first - timedelta(days=1)
    figures: dict[str, Figure] = {}
    for start, question in ((False, Question(first, last)), (True, Question(before, before))):
        cells = [cell for cell in table.cells() if cell.start == start]
        names = sorted({cell.name for cell in cells})
        known = with_cells(indicators, names)
        composer = Composer(Engine(law, None), known, question, names, ids=False)
        figures |= {cell.key: figure(cell.name, composer.value(cell.name)) for cell in cells}
    return Grid(table, figures)
