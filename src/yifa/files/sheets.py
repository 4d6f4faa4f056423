"""Sheets as rows of cells: `.xlsx` and UTF-8 `.csv`, and a cell as text. What a column means is the reader's business."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from yifa.errors import BadInput, Text

__all__ = ["read_rows", "text_of"]


def read_rows(path: Path) -> list[list[Any]]:
    """Every row of the first sheet, the header too. Raises `BadInput` for a file that cannot be read as one."""
    if path.suffix.lower() == ".csv":
        try:
            return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        except (UnicodeDecodeError, csv.Error) as problem:
            raise _unreadable(path) from problem
    try:
        return list(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
    except (CalamineError, OSError, ValueError) as problem:
        raise _unreadable(path) from problem


def text_of(cell: Any) -> str:
    """A cell as text; a whole number that a sheet keeps as 12.0 is 12."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _unreadable(path: Path) -> BadInput:
    return BadInput("files.no_sheet", Text(f"{path.name} 不是可读的表格。", f"{path.name} is no readable sheet."),
                    hint=Text("请用 .xlsx 或 UTF-8 的 .csv。", "Use .xlsx, or .csv in UTF-8."))  # fmt: skip
