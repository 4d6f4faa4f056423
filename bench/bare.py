"""The same transaction by hand: what `door.perform` writes, captured once, written again by plain SQL for another case.

Bare locks and reads head and projection, writes the same rows and commits, through the same
connection. Its cases are copies under other ids, so that both work in the same tables at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from yifa.docket import door, entries, numbers, store

__all__ = ["OFFSET", "Kept", "capture", "copy_case", "write_by_hand", "write_ideal"]

OFFSET = 500_000_000


@dataclass
class Kept:
    """The writes of one act: the vault rows, the number series, and the rows of the docket."""

    writes: store.Writes | None = None
    sealed: list[Any] = field(default_factory=list)
    series: list[tuple[int, str, int]] = field(default_factory=list)


@contextmanager
def capture() -> Iterator[Kept]:
    """Let one act through the door and keep what it writes."""
    kept = Kept()
    write, seal, allot = store.write, entries.insert_rows, numbers.allot

    def writing(cursor: Any, writes: store.Writes) -> None:
        kept.writes = writes
        write(cursor, writes)

    def sealing(cursor: Any, rows: Any) -> None:
        kept.sealed += rows
        seal(cursor, rows)

    def allotting(cursor: Any, body_id: int, kind: str, year: int) -> int:
        kept.series.append((body_id, kind, year))
        return allot(cursor, body_id, kind, year)

    door.store.write, entries.insert_rows, numbers.allot = writing, sealing, allotting
    try:
        yield kept
    finally:
        door.store.write, entries.insert_rows, numbers.allot = write, seal, allot


def copy_case(case_id: int) -> None:
    """A copy of a case as it stands, under another id."""
    with transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(store.CASE[1:])
        cursor.execute(
            f"INSERT INTO docket_case (id, {columns}) SELECT id + {OFFSET}, {columns} FROM docket_case WHERE id = %s",
            [case_id],
        )


def _statements(kept: Kept) -> list[tuple[str, list[Any]]]:
    """The rows of an act for the copy of its case; numbers are marked so that both can stand in one register."""
    assert kept.writes is not None
    w = kept.writes
    other = store.Writes(
        case_id=w.case_id + OFFSET, act=(w.act[0] + OFFSET, *w.act[1:]), update=w.update, spans=[(s[0] + OFFSET, *s[1:]) for s in w.spans],
        documents=[(d[0] + OFFSET, *d[1:4], f"{d[4]}·手") for d in w.documents], parties=[(p[0] + OFFSET, *p[1:]) for p in w.parties],
    )  # fmt: skip
    return store._statements(other)


LOCK = f"SELECT {', '.join(store.CASE)} FROM docket_case WHERE id = %s"
VAULT = "INSERT INTO people_vaultitem (id, owner_kind, subject, purpose, ciphertext, nonce, salt, key_id, created_at, erased_at, erased_by_id, erasure_ground) VALUES "


def write_by_hand(kept: Kept, place: int) -> None:
    """One transaction: lock and read, numbers, sealed facts, the rows, commit."""
    assert kept.writes is not None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            LOCK + (" FOR UPDATE" if connection.vendor == "postgresql" else ""),
            [kept.writes.case_id + OFFSET],
        )
        cursor.fetchone()
        for body, kind, year in kept.series:
            store.allot(cursor, body, f"{kind}·手", year)
        if kept.sealed:
            _seal(cursor, kept, place)
        for text, params in _statements(kept):
            cursor.execute(text, params)


def _seal(cursor: Any, kept: Kept, place: int) -> None:
    """The same rows of the vault under other ids: columns as `yifa.people.vault` orders them, the id first."""
    rows = [(f"{place:016x}{number:016x}", *row.values[1:]) for number, row in enumerate(kept.sealed)]
    one = "(" + ", ".join(["%s"] * len(rows[0])) + ")"
    cursor.execute(VAULT + ", ".join([one] * len(rows)), [value for row in rows for value in row])


def write_ideal(kept: Kept) -> None:
    """The one-statement ideal: the act's row alone, committed."""
    text, params = _statements(kept)[0]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text, params)
