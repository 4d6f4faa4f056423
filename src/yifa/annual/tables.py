"""The tables of a statutory report as data: `law/annual/tables/*.yaml`, each cell an indicator or a part of one.

A table with `split` has a column for each value of one fact: its rows name indicators, and each cell is the indicator
narrowed to the column's value. A table without it names the indicator of each cell. Sums and the arithmetic printed under
a table are written down too, and proved whenever it is filled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yifa.errors import LawError, Text
from yifa.indicators.definition import Indicator, Label
from yifa.statutes import Document

from .reading import read_model

__all__ = ["START", "Cell", "Check", "Column", "Row", "Table", "read_table"]

START = "@start"
"""After the name of a figure that is asked for at the start of the period: as it stood on the day before."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Column(_Strict):
    """A column: of one value of `split` (`is`), the sum of others, or of the cells that rows name."""

    column: str
    title: Label
    under: Label | None = None
    """The heading that stands over it and its neighbours."""
    is_: str | None = Field(default=None, alias="is")
    sum: list[str] = []
    wan: int | None = Field(default=None, ge=0, le=6)
    """Money told in 万元 with so many decimals, where the statutory form asks for it; sums and checks stay exact."""


class Row(_Strict):
    """A row: an indicator (`figure`), the sum of other rows, cells by column; or a heading with none of these."""

    row: str = ""
    title: Label
    figure: str = ""
    at: Literal["start"] | None = None
    sum: list[str] = []
    cells: dict[str, str] = {}
    level: int = Field(default=0, ge=0, le=3)

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [bool(self.figure), bool(self.sum), bool(self.cells)]
        if sum(kinds) != bool(self.row):
            raise ValueError("a row with a name has exactly one of figure, sum, cells; a heading has none")
        if self.at and not self.figure:
            raise ValueError("'at' goes with 'figure'")
        return self


class Check(_Strict):
    """What the printed numbers must satisfy: the sums of `left` and `right` are equal, or left is at most right.

    Of rows it holds in every column, of columns in every row, or in those of `only`. A column as it stood at the start of the
    period is `NAME@start`: so what is in force at the end is proved from what was in force before, what came and what went.
    """

    title: Label
    of: Literal["rows", "columns"] = "rows"
    left: list[str] = Field(min_length=1)
    right: list[str] = Field(min_length=1)
    at_most: bool = False
    only: list[str] = []
    hint: Label | None = None
    """What to look at where it does not hold."""

    @model_validator(mode="after")
    def _start_is_of_columns(self) -> Self:
        if self.of == "rows" and (
            self.only or any(name.endswith(START) for name in [*self.left, *self.right])
        ):
            raise ValueError(f"'only' and '{START}' go with 'of: columns'")
        return self


class Table(_Strict):
    """A table as written."""

    table: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Label
    unit: Label
    ground: str
    mark: Literal["V", "K", "D", "L"] = "V"
    note: Label | None = None
    split: str = ""
    columns: list[Column] = Field(min_length=1)
    rows: list[Row] = Field(min_length=1)
    checks: list[Check] = []

    def lines(self) -> list[Row]:
        """The rows that hold numbers."""
        return [row for row in self.rows if row.row]

    def cell(self, row: Row, column: Column) -> Cell | None:
        """What a cell is counted from; None for a sum, and for one that the row leaves out."""
        if row.sum or column.sum:
            return None
        if not self.split:
            return Cell(row.cells[column.column]) if column.column in row.cells else None
        return Cell(f"{row.figure}[{self.split}={column.is_}]", row.at == "start")

    def cells(self) -> Iterator[Cell]:
        """Every figure that filling the table asks for; of a split one also the whole of each row."""
        for row in self.lines():
            yield from (found for column in self.columns if (found := self.cell(row, column)))
            if row.figure:
                yield Cell(row.figure, row.at == "start")
            yield from self.before(row)

    def before(self, row: Row) -> Iterator[Cell]:
        """The cells of a row that its checks ask for as they stood at the start of the period, though none is printed."""
        for check in self.checks:
            if check.of == "columns" and (not check.only or row.row in check.only):
                for name in [*check.left, *check.right]:
                    if name.endswith(START):
                        yield Cell(row.cells[name.removesuffix(START)], start=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure by name, of the period or as it stood at its start."""

    name: str
    start: bool = False

    @property
    def key(self) -> str:
        """Under which the figure stands in a report."""
        return f"{self.name}{START if self.start else ''}"


def read_table(path: Path, indicators: Mapping[str, Indicator]) -> Table:
    """The table at `path`, held against the indicators there are. Raises `LawError` with file and line."""
    table, document = read_model(Table, path, "annual.table")
    for place, row in enumerate(table.rows):
        for name in [row.figure] if row.figure else row.cells.values():
            _known(name, indicators, document.where("rows", place))
            if table.split and table.split not in indicators[name].by:
                _refuse(
                    f"“{name}”不按“{table.split}”分列",
                    f"'{name}' is not told apart by '{table.split}'",
                    document.where("rows", place),
                    indicators[name].by,
                )
    _names_fit(table, document)
    _money_fits(table, indicators, document)
    return table


def _money_fits(table: Table, indicators: Mapping[str, Indicator], document: Document) -> None:
    """What a column tells in 万元 is money."""
    for place, column in enumerate(table.columns):
        cells = (table.cell(row, column) for row in table.lines()) if column.wan is not None else ()
        for name in (cell.name.partition("[")[0] for cell in cells if cell is not None):
            if indicators[name].unit.zh != "元":
                where = document.where("columns", place)
                _refuse(
                    f"“{name}”不是金额，不能以万元计",
                    f"'{name}' is no money: it cannot be told in 万元",
                    where,
                    ["元"],
                )


def _names_fit(table: Table, document: Document) -> None:
    """Sums and checks name rows and columns that are there; a split table's column has a value or is a sum."""
    rows, columns = [row.row for row in table.lines()], [column.column for column in table.columns]
    for place, row in enumerate(table.rows):
        _among([*row.sum], rows, document.where("rows", place))
        _among([*row.cells], columns, document.where("rows", place))
    for place, column in enumerate(table.columns):
        _among(column.sum, columns, document.where("columns", place))
        if bool(table.split) != bool(column.is_ or column.sum) and not column.sum:
            _refuse(
                "列应写明取值（is）或者合计（sum）",
                "a column of a split table has `is` or `sum`; others have no `is`",
                document.where("columns", place),
                ["is", "sum"],
            )
    for place, check in enumerate(table.checks):
        where = document.where("checks", place)
        names = [name.removesuffix(START) for name in (*check.left, *check.right)]
        _among(names, rows if check.of == "rows" else columns, where)
        _among(check.only, rows, where)
        at_start = {name.removesuffix(START) for name in (*check.left, *check.right) if name.endswith(START)}
        for row in table.lines():
            if not check.only or row.row in check.only:
                _among(sorted(at_start), [*row.cells], where)


def _known(name: str, indicators: Collection[str], where: str) -> None:
    if name not in indicators:
        _refuse(
            f"没有指标“{name}”", f"there is no indicator '{name}'", where, ["an indicator of law/indicators"]
        )


def _among(names: list[str], known: list[str], where: str) -> None:
    for name in names:
        if name not in known:
            _refuse(f"没有“{name}”这一行（列）", f"there is no row or column '{name}'", where, known)


def _refuse(zh: str, en: str, where: str, known: Collection[str]) -> None:
    raise LawError("annual.table", Text(zh, en), where=where, expected=" | ".join(known) or "—")
