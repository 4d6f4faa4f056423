"""The SQL of the door: few statements, the same on SQLite and PostgreSQL, one round trip for the writes where possible.

On PostgreSQL all writes of an act are one statement (common table expressions); SQLite takes them
one by one, which costs it nothing. Every function takes the cursor of the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from yifa.errors import Missing, Text

__all__ = [
    "ACT",
    "CASE",
    "PARTY",
    "REFERRAL",
    "CaseRow",
    "Writes",
    "allot",
    "insert_case",
    "insert_confirmed",
    "insert_rows",
    "lock",
    "others_in",
    "write",
]

CASE = (
    "id", "body_id", "procedure", "version", "number", "locality", "field", "topic", "division", "office_id", "handler_id",
    "parent_id", "shielded", "training", "paper", "opened_on", "stage", "ended", "next_due", "title", "length", "head", "state",
)  # fmt: skip
ACT = ("case_id", "seq", "act", "outcome", "kind", "at", "recorded", "entry", "prev", "hash")
SPAN = ("case_id", "name", "key", "whose", "status", "due", "safe", "provisional", "late")
DOCUMENT = ("case_id", "seq", "name", "body_id", "number")
REFERRAL = ("case_id", "name", "status")
PARTY = ("case_id", "role", "key", "kind", "identity", "party_id")
SEAL_LOCK = 7_110_711
"""Advisory lock: shared by every writer, taken alone by whoever makes a root (PostgreSQL)."""

CaseRow = dict[str, Any]


@dataclass
class Writes:
    """What one act writes beside its own row; each list holds rows in the order of the columns above."""

    case_id: int
    act: Sequence[Any]
    update: Mapping[str, Any]
    spans: Sequence[Sequence[Any]]
    documents: Sequence[Sequence[Any]]
    parties: Sequence[Sequence[Any]]
    referrals: Sequence[Sequence[Any]] = ()


_COLUMNS = ", ".join("c." + name for name in CASE)
# The parent is locked first, whoever comes: linked cases are always locked parent before child.
_LOCK_POSTGRES = (
    "WITH up AS MATERIALIZED (SELECT p.id FROM docket_case p WHERE p.id = (SELECT parent_id FROM docket_case WHERE id = %s) FOR UPDATE) "
    f"SELECT {_COLUMNS}, (SELECT n FROM people_revision), pg_advisory_xact_lock_shared({SEAL_LOCK}) "
    "FROM docket_case c LEFT JOIN up ON TRUE WHERE c.id = %s FOR UPDATE OF c"
)
_LOCK_SQLITE = f"SELECT {_COLUMNS}, (SELECT n FROM people_revision) FROM docket_case c WHERE c.id = %s"
_LOCKED = (*CASE, "revision")


def _postgres(cursor: Any) -> bool:
    return bool(cursor.db.vendor == "postgresql")


def lock(cursor: Any, case_id: int) -> CaseRow:
    """Lock a case and read its row, with the revision of the people register. Raises `Missing`."""
    if _postgres(cursor):
        cursor.execute(_LOCK_POSTGRES, [case_id, case_id])
    else:
        cursor.execute(_LOCK_SQLITE, [case_id])
    row = cursor.fetchone()
    if row is None:
        raise Missing("docket.no_case", Text("没有这个案件。", "There is no such case."))
    return dict(zip(_LOCKED, row, strict=False))


def allot(cursor: Any, body_id: int, kind: str, year: int) -> int:
    """The next number of a series; the row stays locked until commit, so that numbers run without gaps."""
    cursor.execute(
        "INSERT INTO docket_series (body_id, kind, year, last) VALUES (%s, %s, %s, 1) "
        "ON CONFLICT (body_id, kind, year) DO UPDATE SET last = docket_series.last + 1 RETURNING last",
        [body_id, kind, year],
    )
    return int(cursor.fetchone()[0])


def insert_case(cursor: Any, row: Mapping[str, Any]) -> int:
    """Insert a cover and return its id."""
    columns = [name for name in CASE if name != "id"]
    cursor.execute(
        f"INSERT INTO docket_case ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}) RETURNING id",
        [row[name] for name in columns],
    )
    return int(cursor.fetchone()[0])


@lru_cache(maxsize=1024)
def _inserting(table: str, columns: Sequence[str], number: int, then: str = "") -> str:
    """The statement that inserts `number` rows; `then` follows the values."""
    one = "(" + ", ".join(["%s"] * len(columns)) + ")"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * number)}{then}"


@lru_cache(maxsize=64)
def _updating(columns: Sequence[str]) -> str:
    """The statement that brings these columns of a case up to date."""
    return f"UPDATE docket_case SET {', '.join(f'{name} = %s' for name in columns)} WHERE id = %s"


def _flat(rows: Iterable[Sequence[Any]]) -> list[Any]:
    return [value for row in rows for value in row]


_SPANS_ANEW = " ON CONFLICT (case_id, name, key) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in SPAN[3:]
)
_REFERRALS_ANEW = " ON CONFLICT (case_id, name) DO UPDATE SET status = excluded.status"


def _statements(writes: Writes) -> list[tuple[str, list[Any]]]:
    """The writes as (statement, parameters), the act first."""
    found = [
        (_inserting("docket_act", ACT, 1), list(writes.act)),
        (_updating(tuple(writes.update)), [*writes.update.values(), writes.case_id]),
    ]
    for table, columns, rows, then in (
        ("docket_termspan", SPAN, writes.spans, _SPANS_ANEW),
        ("docket_referral", REFERRAL, writes.referrals, _REFERRALS_ANEW),
        ("docket_issueddocument", DOCUMENT, writes.documents, ""),
        ("docket_caseparty", PARTY, writes.parties, ""),
    ):
        if rows:
            found.append((_inserting(table, columns, len(rows), then), _flat(rows)))
    return found


def write(cursor: Any, writes: Writes) -> None:
    """Append the act and bring every projection up to it."""
    statements = _statements(writes)
    if not _postgres(cursor):
        for text, params in statements:
            cursor.execute(text, params)
        return
    parts = ", ".join(f"w{place} AS ({text} RETURNING 1)" for place, (text, _) in enumerate(statements))
    cursor.execute(f"WITH {parts} SELECT 1", [value for _, params in statements for value in params])


def others_in(
    cursor: Any, case_id: int, parent_id: int | None, links: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """The states of the cases linked to this one: its parent and its children."""
    ids = [int(child) for cases in links.values() for child in cases]
    if parent_id is not None:
        ids.append(parent_id)
    if not ids:
        return []
    cursor.execute(f"SELECT state FROM docket_case WHERE id IN ({', '.join(['%s'] * len(ids))})", ids)
    return [row[0] for row in cursor.fetchall()]


def insert_confirmed(cursor: Any, digest: str, officer_id: int, at: str, session: str) -> None:
    """Record an officer's own confirmation; confirming twice is the same as once."""
    cursor.execute(
        "INSERT INTO docket_confirmation (digest, officer_id, at, session) VALUES (%s, %s, %s, %s) ON CONFLICT (digest, officer_id) DO NOTHING",
        [digest, officer_id, at, session],
    )


def insert_rows(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert many rows in one statement; none if there are none."""
    if rows:
        cursor.execute(_inserting(table, tuple(columns), len(rows)), _flat(rows))


def reserve_ids(cursor: Any, number: int) -> list[int]:
    """Ids for `number` new cases, so that a batch can be chained before it is written."""
    if _postgres(cursor):
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('docket_case', 'id')) FROM generate_series(1, %s)",
            [number],
        )
        return [row[0] for row in cursor.fetchall()]
    # One writer on SQLite: the transaction is already IMMEDIATE, nobody can take these in between.
    cursor.execute("SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'docket_case'), 0)")
    last = int(cursor.fetchone()[0])
    return list(range(last + 1, last + number + 1))


def copy_rows(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write many rows the fastest way the database has: COPY on PostgreSQL, one prepared statement on SQLite."""
    if not rows:
        return
    if _postgres(cursor):
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    cursor.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})", rows
    )


def load_entries(cursor: Any, case_id: int) -> list[dict[str, Any]]:
    """The docket of a case in the order it was recorded."""
    cursor.execute("SELECT entry FROM docket_act WHERE case_id = %s ORDER BY seq", [case_id])
    return [orjson.loads(row[0]) for row in cursor.fetchall()]
