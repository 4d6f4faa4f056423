"""Sheets of many reports: read, matched to their channel's columns, received row by row; every row that fails says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction

from yifa import clock
from yifa.docket.world import the_law
from yifa.errors import BadInput, Text, YifaError
from yifa.files.sheets import cell_text, headed, read_rows
from yifa.people.scopes import Scope
from yifa.procedures import Procedure
from yifa.registers.sheets import from_cell

from .channels import OWN_COLUMNS, Channel
from .reports import Said, receive

__all__ = ["Outcome", "Rejected", "import_sheet", "read_sheet"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row of a sheet that was not received: its line (from 1, the header counted), its number at the source and why."""

    line: int
    error: YifaError
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sheet: how many rows fit, the cases opened (none when it was only tried), how many came in before, the rows refused."""

    fitting: int
    cases: tuple[int, ...]
    known: int
    rejected: tuple[Rejected, ...]


def import_sheet(
    channel: Channel, path: Path, *, dry_run: bool = False, within: Scope | None = None
) -> Outcome:
    """Receive every row of an .xlsx or .csv file; a row that came in before (same number at the source) is left.

    Each row is a transaction of its own, so the same sheet may be given again. With `dry_run` every row is received
    and all of it undone, so that whatever would be refused is known. `within`: rows of other cases are refused.
    Raises `BadInput` for a file or header that cannot be read.
    """
    if not dry_run:
        return _received(channel, path, within)
    with transaction.atomic():
        found = _received(channel, path, within)
        transaction.set_rollback(True)
    return replace(found, cases=())


def _received(channel: Channel, path: Path, within: Scope | None) -> Outcome:
    cases: list[int] = []
    rejected: list[Rejected] = []
    known = 0
    for line, row in read_sheet(channel, path):
        try:
            cases.append(receive(channel, _said(channel, row), within).case_id)
        except YifaError as problem:
            if problem.code == "intake.twice":
                known += 1
            else:
                rejected.append(Rejected(line, problem, cell_text(row.get("reference"))))
    return Outcome(len(cases), tuple(cases), known, tuple(rejected))


def read_sheet(channel: Channel, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a sheet by meaning, with their lines. Raises `BadInput` for unknown or missing headers."""
    if not channel.columns:
        raise BadInput(
            "intake.no_sheet",
            Text(f"渠道“{channel.title.zh}”没有表格。", f"'{channel.title.en}' has no sheet."),
        )
    for line, row in headed(read_rows(path), channel.columns, channel.columns):
        yield line, {channel.columns[name]: cell for name, cell in row.items()}


def _said(channel: Channel, row: Mapping[str, Any]) -> Said:
    """One row as something said: labels of choices become their keys, times become moments."""
    procedure, branch = channel.received(the_law(), clock.today())
    facts = {
        n: from_cell(procedure.text.case[n], row[n])
        for n in row
        if n in procedure.text.case and n not in OWN_COLUMNS
    }
    form = {name: from_cell(branch.fields[name], row[name]) for name in row if name in branch.fields}
    return Said(
        division=cell_text(row.get("division")), facts=facts, form=form, name=cell_text(row.get("name")), phone=cell_text(row.get("phone")),
        reference=cell_text(row.get("reference")), at=_moment(row.get("at")), title=_title(channel, procedure, facts, row),
    )  # fmt: skip


def _title(channel: Channel, procedure: Procedure, facts: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """What the case is called: what kind of matter the row says it is, and its number at the source."""
    kinds = []
    for name, value in facts.items():
        spec = procedure.text.case[name]
        if spec.type == "choice" and spec.public and isinstance(spec.of, dict) and value in spec.of:
            kinds.append(spec.of[value].zh)
    reference = cell_text(row.get("reference"))
    return " · ".join([*(kinds[:2] or [channel.title.zh]), *([reference] if reference else [])])[:100]


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=clock.ZONE)
    if isinstance(value, date):
        return datetime.combine(value, time(), clock.ZONE)
    text = cell_text(value)
    if not text:
        return None
    try:
        return datetime.fromisoformat(text.replace("/", "-")).replace(tzinfo=clock.ZONE)
    except ValueError as problem:
        raise BadInput("intake.at", Text(f"时间“{text}”有误。", f"The time '{text}' cannot be read."),
                       hint=Text("例如：2026-09-28 16:40", "Such as: 2026-09-28 16:40")) from problem  # fmt: skip
