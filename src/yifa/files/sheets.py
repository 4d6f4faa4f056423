"""Sheets as rows of cells: .xlsx and .csv read, .xlsx written. What the columns mean is the caller's business."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from yifa.errors import BadInput, Text

__all__ = ["cell_text", "headed", "read_rows", "write_xlsx"]

MOST_ROWS = 20_000


def read_rows(path: Path) -> list[list[Any]]:
    """Every row of the first sheet, as the file has it. Raises `BadInput` for what is no sheet or has too many rows."""
    try:
        rows = _csv(path) if path.suffix.lower() == ".csv" else _workbook(path)
    except (UnicodeDecodeError, csv.Error, CalamineError, OSError, ValueError) as problem:
        raise BadInput("sheets.unreadable", Text(f"{path.name} 不是可读的表格。", f"{path.name} is no readable sheet."),
                       hint=Text("请用 .xlsx 或者 .csv（UTF-8、GB 18030）。", "Use .xlsx, or .csv in UTF-8 or GB 18030.")) from problem  # fmt: skip
    if len(rows) > MOST_ROWS:
        raise BadInput("sheets.rows", Text(f"一次不超过 {MOST_ROWS} 行。", f"At most {MOST_ROWS} rows at a time."))  # fmt: skip
    return rows


def _csv(path: Path) -> list[list[Any]]:
    """The rows of a .csv in UTF-8, or as a Chinese spreadsheet saves it by itself (GB 18030)."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    return list(csv.reader(io.StringIO(text)))


def _workbook(path: Path) -> list[list[Any]]:
    return list(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())


def headed(
    rows: Sequence[Sequence[Any]], known: Iterable[str], needed: Iterable[str]
) -> list[tuple[int, dict[str, Any]]]:
    """The rows below the header by its words, with their lines (from 1); empty ones are left.

    Raises `BadInput` for a header with unknown words, or without one that is needed.
    """
    header = [cell_text(cell) for cell in (rows[0] if rows else [])]
    wanted = list(known)
    unknown = [name for name in header if name and name not in wanted]
    missing = [name for name in needed if name not in header]
    if unknown or missing:
        more, less = "、".join(unknown) or "—", "、".join(missing) or "—"
        text = Text(
            f"表头不符；多出：{more}；缺少：{less}。", f"Wrong header; unknown: {more}; missing: {less}."
        )
        names = "、".join(wanted)
        raise BadInput("sheets.header", text, hint=Text(f"第一行应为：{names}。", f"The first line is: {names}."))  # fmt: skip
    return [
        (line, {name: cell for name, cell in zip(header, row, strict=False) if name})
        for line, row in enumerate(rows[1:], start=2)
        if any(cell_text(cell) for cell in row)
    ]


def cell_text(value: Any) -> str:
    """A cell as text; a whole number that a sheet keeps as 12.0 is 12, a day is 2026-09-28."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")  # fmt: skip
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def write_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a head row that stays in view; text beginning with = stays text."""
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(header) - 1, 0), 18)
        sheet.write_row(0, 0, header, book.add_format({"bold": True, "bg_color": "#eef2f6"}))
        for line, row in enumerate(rows, start=1):
            sheet.write_row(line, 0, row)
    return target.getvalue()
