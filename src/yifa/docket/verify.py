"""Every chain walked, every projection folded again: what does not match is named, nothing is repaired in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection, transaction

from .checking import (
    ENTRY,
    HASH,
    Broken,
    Rows,
    acts_of,
    broken_chain,
    broken_projection,
    broken_vault,
    folded,
)
from .projection import case_columns, cover_columns, document_rows, party_rows, referral_rows, span_rows
from .roots import check_roots, since_root
from .store import CASE, DOCUMENT, PARTY, REFERRAL, SPAN, insert_rows
from .world import the_law

__all__ = ["Broken", "Report", "rebuild", "verify"]

PAGE = 500


@dataclass(frozen=True, slots=True)
class Report:
    """How many cases and acts were walked, what was broken, and how many acts lie after the last root."""

    cases: int
    acts: int
    broken: tuple[Broken, ...]
    since_root: int = 0

    def as_data(self) -> dict[str, Any]:
        """`{"cases", "acts", "broken", "since_root"}`, as the command prints it."""
        broken = [b.as_data() for b in self.broken]
        return {"cases": self.cases, "acts": self.acts, "broken": broken, "since_root": self.since_root}


def _pages(cursor: Any) -> Iterator[list[dict[str, Any]]]:
    last = 0
    while True:
        cursor.execute(
            f"SELECT {', '.join(CASE)} FROM docket_case WHERE id > %s ORDER BY id LIMIT {PAGE}", [last]
        )
        rows = cursor.fetchall()
        yield [dict(zip(CASE, row, strict=True)) for row in rows]
        if len(rows) < PAGE:
            return
        last = rows[-1][0]


def verify(progress: Callable[[int], None] | None = None) -> Report:
    """Walk every chain, fold every docket again, look at every sealed value, check every root."""
    broken: list[Broken] = []
    cases = acts = 0
    with transaction.atomic(), connection.cursor() as walk, connection.cursor() as read:
        for page in _pages(walk):
            dockets: list[tuple[int, Rows]] = []
            for case in page:
                docket = acts_of(read, case["id"])
                cases, acts = cases + 1, acts + len(docket)
                found = list(broken_chain(case, docket))
                broken += found or list(broken_projection(read, case, docket))
                if not found:
                    dockets.append((case["id"], docket))
            broken += broken_vault(dockets)
            if progress:
                progress(cases)
        broken += [Broken(None, None, what) for what in check_roots(read)]
        broken += _strays(read)
        since = since_root(read)
    return Report(cases, acts, tuple(broken), since)


def _strays(cursor: Any) -> list[Broken]:
    """Acts whose case is gone."""
    cursor.execute(
        "SELECT DISTINCT a.case_id FROM docket_act a LEFT JOIN docket_case c ON c.id = a.case_id WHERE c.id IS NULL"
    )
    return [Broken(row[0], None, "acts without a case") for row in cursor.fetchall()]


def rebuild(progress: Callable[[int], None] | None = None) -> Report:
    """Fold every docket whose chain holds again and write its projections anew; a broken chain is left as it is and named."""
    broken: list[Broken] = []
    cases = acts = 0
    with connection.cursor() as walk, connection.cursor() as write:
        for page in _pages(walk):
            for case in page:
                with transaction.atomic():
                    docket = acts_of(write, case["id"])
                    cases, acts = cases + 1, acts + len(docket)
                    # A docket shorter than its case says lost its tail: nothing is made to fit what is left.
                    found = list(broken_chain(case, docket))
                    broken += found
                    if not found:
                        _rewrite(write, case["id"], docket)
            if progress:
                progress(cases)
    return Report(cases, acts, tuple(broken))


def _rewrite(cursor: Any, case_id: int, docket: Rows) -> None:
    """Every column and row that follows from the docket, written anew."""
    entries = [orjson.loads(row[ENTRY]) for row in docket]
    cover = cover_columns(entries[0])
    procedure = the_law().version(cover["version"])
    state = folded(procedure, docket)
    columns = {**cover, **case_columns(procedure, state, len(docket), docket[-1][HASH])}
    sets = ", ".join(f"{name} = %s" for name in columns)
    cursor.execute(f"UPDATE docket_case SET {sets} WHERE id = %s", [*columns.values(), case_id])
    for table, names, rows in (
        ("docket_termspan", SPAN, span_rows(procedure, case_id, state)),
        ("docket_referral", REFERRAL, referral_rows(procedure, case_id, state)),
        ("docket_caseparty", PARTY, [r for e in entries for r in party_rows(case_id, e)]),
        ("docket_issueddocument", DOCUMENT, [r for e in entries for r in document_rows(case_id, cover["body_id"], e)]),
    ):  # fmt: skip
        cursor.execute(f"DELETE FROM {table} WHERE case_id = %s", [case_id])
        insert_rows(cursor, table, names, rows)
