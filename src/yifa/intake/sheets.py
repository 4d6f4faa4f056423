"""Sheets of many reports: read, matched to their channel's columns, received row by row; every row that fails says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from yifa import clock
from yifa.docket.world import the_law
from yifa.errors import BadInput, Text, YifaError
from yifa.files.sheets import read_rows, text_of

from .channels import OWN_COLUMNS, Channel
from .reports import Said, receive

__all__ = ["Outcome", "Rejected", "import_sheet", "read_sheet"]

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row of a sheet that was not received: its line (from 1, the header counted) and why."""

    line: int
    error: YifaError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sheet: the cases opened, how many rows came in before, the rows refused."""

    cases: tuple[int, ...]
    known: int
    rejected: tuple[Rejected, ...]


def import_sheet(channel: Channel, path: Path, *, dry_run: bool = False) -> Outcome:
    """Receive every row of an .xlsx or .csv file; a row that came in before (same number at the source) is left.

    Each row is a transaction of its own, so the same sheet may be given again. With `dry_run` rows are read and
    matched, and nothing is received. Raises `BadInput` for a file or header that cannot be read.
    """
    cases: list[int] = []
    rejected: list[Rejected] = []
    known = 0
    for line, row in read_sheet(channel, path):
        try:
            said = _said(channel, row)
            if not dry_run:
                cases.append(receive(channel, said).case_id)
        except YifaError as problem:
            if problem.code == "intake.twice":
                known += 1
            else:
                rejected.append(Rejected(line, problem))
    return Outcome(tuple(cases), known, tuple(rejected))


def read_sheet(channel: Channel, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a sheet by meaning, with their lines. Raises `BadInput` for unknown or missing headers."""
    if not channel.columns:
        raise BadInput(
            "intake.no_sheet",
            Text(f"渠道“{channel.title.zh}”没有表格。", f"'{channel.title.en}' has no sheet."),
        )
    rows = read_rows(path)
    header = [str(cell).strip() for cell in (rows[0] if rows else [])]
    unknown = [name for name in header if name and name not in channel.columns]
    missing = [name for name in channel.columns if name not in header]
    if unknown or missing:
        wanted = "、".join(channel.columns)
        more, less = "、".join(unknown) or "—", "、".join(missing) or "—"
        text = Text(
            f"表头不符；多出：{more}；缺少：{less}。", f"Wrong header; unknown: {more}; missing: {less}."
        )
        raise BadInput(
            "intake.header", text, hint=Text(f"第一行应为：{wanted}。", f"The first line is: {wanted}.")
        )
    if len(rows) > MOST_ROWS:
        raise BadInput(
            "intake.rows", Text(f"一次不超过 {MOST_ROWS} 行。", f"At most {MOST_ROWS} rows at a time.")
        )
    for line, row in enumerate(rows[1:], start=2):
        if any(str(cell).strip() for cell in row):
            yield line, {channel.columns[name]: cell for name, cell in zip(header, row, strict=False) if name}


def _said(channel: Channel, row: Mapping[str, Any]) -> Said:
    """One row as something said: labels of choices become their keys, times become moments."""
    procedure, branch = channel.received(the_law(), clock.today())
    facts = {
        n: _value(procedure.text.case[n], row[n])
        for n in row
        if n in procedure.text.case and n not in OWN_COLUMNS
    }
    form = {name: _value(branch.fields[name], row[name]) for name in row if name in branch.fields}
    return Said(
        division=text_of(row.get("division")), facts=facts, form=form, name=text_of(row.get("name")), phone=text_of(row.get("phone")),
        reference=text_of(row.get("reference")), at=_moment(row.get("at")),
    )  # fmt: skip


def _value(spec: Any, value: Any) -> Any:
    """A cell for a field: the Chinese label of a choice stands for its key."""
    text = text_of(value)
    if spec.type == "choice" and isinstance(spec.of, dict):
        return next((key for key, label in spec.of.items() if text in (label.zh, label.en, key)), text)
    return text


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=clock.ZONE)
    if isinstance(value, date):
        return datetime.combine(value, time(), clock.ZONE)
    text = text_of(value)
    if not text:
        return None
    try:
        return datetime.fromisoformat(text.replace("/", "-")).replace(tzinfo=clock.ZONE)
    except ValueError as problem:
        raise BadInput("intake.at", Text(f"时间“{text}”有误。", f"The time '{text}' cannot be read."),
                       hint=Text("例如：2026-09-28 16:40", "Such as: 2026-09-28 16:40")) from problem  # fmt: skip
