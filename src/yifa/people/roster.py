"""A sheet of people taken in: offices, officers, posts and certificates, row by row, each whole or not at all.

Running a sheet again changes nothing: what a row says that is there already is left. Every faulty row is named with its
line and all that is wrong with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from yifa.errors import BadInput, Text, YifaError
from yifa.files.sheets import cell_text, read_rows
from yifa.people.administration import By
from yifa.people.credentials import add_certificate
from yifa.people.models import AdminRecord, Holding, Office, Officer
from yifa.people.rosterrow import COLUMNS, NEEDED, Row, read_row
from yifa.people.staffing import add_office, add_officer, give_post

__all__ = ["Fault", "Taken", "import_roster"]

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of which nothing was written: its line (from 1, the header counted) and what is wrong with it."""

    line: int
    texts: tuple[Text, ...]


@dataclass(slots=True)
class Taken:
    """What became of a sheet: how many of each change were made, rows that changed nothing, faulty rows."""

    rows: int = 0
    made: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)


def import_roster(by: By, path: Path, *, dry_run: bool = False) -> Taken:
    """Take in every row of an .xlsx or .csv sheet; with `dry_run` everything is tried and nothing kept.

    Raises `BadInput` for a file or header that cannot be read.
    """
    taken, rows = Taken(), _rows(path)
    read: list[tuple[int, Row]] = []
    for line, cells in rows:
        row, faults = read_row(cells)
        if row is None:
            taken.faults.append(Fault(line, tuple(faults)))
        else:
            read.append((line, row))
    since = _since(row for _, row in read)
    with transaction.atomic():
        for line, row in read:
            _take(by, row, since, line, taken)
        if dry_run:
            transaction.set_rollback(True)
    taken.rows = len(rows)
    taken.faults.sort(key=lambda fault: fault.line)
    return taken


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The rows by header, with their lines; raises `BadInput` for unknown or missing headers."""
    header, *rows = read_rows(path) or [[]]
    names = [cell_text(cell) for cell in header]
    unknown = [name for name in names if name and name not in COLUMNS]
    missing = [name for name in NEEDED if name not in names]
    if unknown or missing or len(rows) > MOST_ROWS:
        more, less = "、".join(unknown) or "—", "、".join(missing) or "—"
        text = (
            f"表头不符或者行数过多；多出：{more}；缺少：{less}。",
            f"Wrong header or too many rows; unknown: {more}; missing: {less}.",
        )
        wanted = "、".join(COLUMNS)
        hint = Text(
            f"第一行应为：{wanted}；不超过 {MOST_ROWS} 行。",
            f"The first line is: {wanted}; at most {MOST_ROWS} rows.",
        )
        raise BadInput("people.header", Text(*text), hint=hint)
    found = [
        (line, {name: cell for name, cell in zip(names, row, strict=False) if name})
        for line, row in enumerate(rows, start=2)
    ]
    return [(line, cells) for line, cells in found if any(cell_text(cell) for cell in cells.values())]


def _since(rows: Any) -> dict[tuple[int, str], date]:
    """From which day each new office has to stand: the first day on which the sheet puts someone in it."""
    found: dict[tuple[int, str], date] = {}
    for row in rows:
        if row.office and (first := row.post_from or row.certificate_from):
            key = (row.body.pk, row.office)
            found[key] = min(first, found.get(key, first))
    return found


def _take(by: By, row: Row, since: Mapping[tuple[int, str], date], line: int, taken: Taken) -> None:
    """Write one row in a savepoint of its own, and count what its record says was made."""
    before = AdminRecord.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        with transaction.atomic():
            _write(by, row, since)
    except YifaError as problem:
        taken.faults.append(Fault(line, (problem.text, *([problem.hint] if problem.hint else []))))
        return
    except IntegrityError:
        taken.faults.append(Fault(line, (Text("与已登记的内容冲突。", "It clashes with what is there."),)))
        return
    made = AdminRecord.objects.filter(pk__gt=before).values_list("change", flat=True)
    taken.made.update(made)
    taken.unchanged += not made


def _write(by: By, row: Row, since: Mapping[tuple[int, str], date]) -> None:
    """Everything one row says that is not there yet."""
    officer = Officer.objects.filter(username=row.username).first()
    if officer is None:
        officer = add_officer(by, row.username, row.name, row.body, row.ground)
    elif officer.name != row.name:
        text = (
            f"用户名 {row.username} 已属于{officer.name}，表上写的是{row.name}。",
            f"User name {row.username} belongs to {officer.name}, not {row.name}.",
        )
        raise BadInput("people.username_taken", Text(*text))
    office = _office(by, row, since) if row.office else None
    if row.post_kind and row.post_from and not _holds(officer, office, row):
        give_post(
            by,
            officer,
            row.post_kind,
            row.post_from,
            row.ground,
            body=row.body,
            office=office,
            division=row.division,
        )
    if row.certificate_kind and row.certificate_from:
        add_certificate(
            by, officer, row.certificate_kind, row.number, row.issuer, row.certificate_from, row.certificate_to, row.ground
        )  # fmt: skip


def _office(by: By, row: Row, since: Mapping[tuple[int, str], date]) -> Office:
    """The office of the row, entered if it is new; a dissolved one is not made again."""
    known = Office.objects.filter(body=row.body, name=row.office).order_by("-valid_from").first()
    if known is not None:
        return known
    first = since.get((row.body.pk, row.office))
    if first is None:
        raise BadInput(
            "people.office_since",
            Text("新科室须由有任职自的一行登记。", "A new office is entered by a row with 任职自."),
        )
    return add_office(by, row.body, row.office, first, row.ground)


def _holds(officer: Officer, office: Office | None, row: Row) -> bool:
    """Whether the post of the row was given before from the same day, ended since or not."""
    assert row.post_from is not None
    return Holding.objects.filter(
        officer=officer, post__kind=row.post_kind, post__body=row.body, post__office=office, post__division=row.division, valid_from=row.post_from,
    ).exists()  # fmt: skip
