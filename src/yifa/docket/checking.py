"""What must hold of one case: its chain, and every row and column that follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from yifa.errors import YifaError
from yifa.people.vault import Standing, check
from yifa.procedures import Procedure, refold

from .chain import GENESIS, canonical, link
from .projection import (
    act_row,
    case_columns,
    cover_columns,
    document_rows,
    party_rows,
    referral_rows,
    span_rows,
)
from .store import ACT, DOCUMENT, PARTY, REFERRAL, SPAN
from .world import the_law

__all__ = ["Broken", "Rows", "acts_of", "broken_chain", "broken_projection", "broken_vault", "folded"]

Rows = list[tuple[Any, ...]]
"""The acts of a case as rows, in the order of `store.ACT`."""

SEQ, ENTRY, PREV, HASH = (ACT.index(name) for name in ("seq", "entry", "prev", "hash"))
AT_ONCE = 2000
"""Sealed values looked at in one query: a statement takes only so many parameters."""
TRUTHS = {"ended", "shielded", "training", "paper"}
"""Columns that SQLite keeps as 0 and 1."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that does not hold: which case and entry, and what is wrong."""

    case_id: int | None
    seq: int | None
    what: str

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {"case": self.case_id, "seq": self.seq, "what": self.what}


def acts_of(cursor: Any, case_id: int) -> Rows:
    """Every act of a case, as it stands in the table."""
    cursor.execute(f"SELECT {', '.join(ACT)} FROM docket_act WHERE case_id = %s ORDER BY seq", [case_id])
    return list(cursor.fetchall())


def broken_chain(case: dict[str, Any], acts: Rows) -> Iterator[Broken]:
    """The hashes of one docket, entry by entry, the columns beside each entry, and its length and head."""
    prev = GENESIS
    for place, row in enumerate(acts):
        seq, text = row[SEQ], row[ENTRY]
        if seq != place:
            yield Broken(case["id"], seq, f"entry {place} is missing")
            return
        if row[PREV] != prev or link(prev, text.encode()) != row[HASH]:
            yield Broken(case["id"], seq, "the hash does not match the entry")
            return
        if canonical(orjson.loads(text)).decode() != text:
            yield Broken(case["id"], seq, "the entry is not in canonical form")
            return
        if tuple(row) != act_row(case["id"], orjson.loads(text), prev):
            yield Broken(case["id"], seq, "the columns beside the entry do not say what the entry says")
        prev = row[HASH]
    if case["length"] != len(acts) or case["head"] != prev:
        yield Broken(case["id"], None, f"the case says {case['length']} entries, the docket has {len(acts)}")


def folded(procedure: Procedure, acts: Rows) -> dict[str, Any]:
    """The state that follows from a docket."""
    return refold(
        procedure, [orjson.loads(row[ENTRY]) for row in acts], the_law().calendar_of, the_law().text_of
    )


def broken_projection(cursor: Any, case: dict[str, Any], acts: Rows) -> Iterator[Broken]:
    """The cover, the state and every side table, as they follow from the docket."""
    try:
        procedure = the_law().version(case["version"])
    except YifaError as problem:
        yield Broken(case["id"], None, str(problem))
        return
    entries = [orjson.loads(row[ENTRY]) for row in acts]
    state = folded(procedure, acts)
    if orjson.loads(case["state"]) != state:
        yield Broken(case["id"], None, "the state does not follow from the docket")
    wanted = {**cover_columns(entries[0]), **case_columns(procedure, state, len(acts), case["head"])}
    for name, value in wanted.items():
        if name != "state" and _plain(name, case[name]) != value:
            yield Broken(case["id"], None, f"{name} is {case[name]!r}, the docket says {value!r}")
    body = case["body_id"]
    tables: tuple[tuple[str, Iterable[str], Rows, str], ...] = (
        ("docket_termspan", SPAN, span_rows(procedure, case["id"], state), ""),
        ("docket_referral", REFERRAL, referral_rows(procedure, case["id"], state), " AND status <> 'returned'"),
        ("docket_caseparty", PARTY, [r for e in entries for r in party_rows(case["id"], e)], ""),
        ("docket_issueddocument", DOCUMENT, [r for e in entries for r in document_rows(case["id"], body, e)], ""),
    )  # fmt: skip
    for table, columns, rows, only in tables:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE case_id = %s{only}", [case["id"]])
        # True and 1 are equal and hash alike, so SQLite's truths compare as they are.
        if sorted(map(repr, map(_numbers, cursor.fetchall()))) != sorted(map(repr, map(_numbers, rows))):
            yield Broken(case["id"], None, f"{table} does not follow from the docket")


def _plain(name: str, value: Any) -> Any:
    """A column as the docket writes it: SQLite keeps truths as numbers, both keep a day as a date."""
    if name in TRUTHS:
        return bool(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _numbers(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(int(value) if isinstance(value, bool) else value for value in row)


def broken_vault(dockets: Iterable[tuple[int, Rows]]) -> Iterator[Broken]:
    """Every sealed value of these dockets against the commitment in its chain; what was erased by law is whole."""
    places: dict[UUID, tuple[int, int, str]] = {}
    commitments: dict[UUID, str] = {}
    for case_id, acts in dockets:
        for row in acts:
            for name, sealed in orjson.loads(row[ENTRY]).get("sealed", {}).items():
                ref = UUID(sealed["ref"])
                places[ref], commitments[ref] = (case_id, row[SEQ], name), sealed["commitment"]
    refs = list(commitments)
    for start in range(0, len(refs), AT_ONCE):
        asked = {ref: commitments[ref] for ref in refs[start : start + AT_ONCE]}
        for ref, standing in check(asked).items():
            if standing is Standing.DAMAGED:
                case_id, seq, name = places[ref]
                yield Broken(case_id, seq, f"the vault's value of '{name}' is gone or is not what was sealed")
