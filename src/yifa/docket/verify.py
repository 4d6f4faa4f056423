"""Every chain walked, every projection folded again: what does not match is named, nothing is repaired in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection, transaction

from yifa.errors import YifaError
from yifa.procedures import Procedure, refold

from .chain import GENESIS, canonical, link
from .projection import case_columns, referral_rows, span_rows
from .roots import check_roots
from .store import CASE, REFERRAL, SPAN, insert_rows
from .world import the_law

__all__ = ["Broken", "Report", "rebuild", "verify"]

PAGE = 500


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that does not hold: which case and entry, and what is wrong."""

    case_id: int | None
    seq: int | None
    what: str

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {"case": self.case_id, "seq": self.seq, "what": self.what}


@dataclass(frozen=True, slots=True)
class Report:
    """How many cases and acts were walked, and what was broken."""

    cases: int
    acts: int
    broken: tuple[Broken, ...]

    def as_data(self) -> dict[str, Any]:
        """`{"cases", "acts", "broken"}`, as the command prints it."""
        return {"cases": self.cases, "acts": self.acts, "broken": [b.as_data() for b in self.broken]}


def _cases(cursor: Any) -> Iterator[dict[str, Any]]:
    last = 0
    while True:
        cursor.execute(
            f"SELECT {', '.join(CASE)} FROM docket_case WHERE id > %s ORDER BY id LIMIT {PAGE}", [last]
        )
        rows = cursor.fetchall()
        yield from (dict(zip(CASE, row, strict=True)) for row in rows)
        if len(rows) < PAGE:
            return
        last = rows[-1][0]


def _acts(cursor: Any, case_id: int) -> list[tuple[int, str, str, str]]:
    cursor.execute("SELECT seq, entry, prev, hash FROM docket_act WHERE case_id = %s ORDER BY seq", [case_id])
    return list(cursor.fetchall())


def _chain(case: dict[str, Any], acts: list[tuple[int, str, str, str]]) -> Iterator[Broken]:
    """The hashes of one docket, entry by entry, and its length and head."""
    prev = GENESIS
    for place, (seq, text, before, own) in enumerate(acts):
        if seq != place:
            yield Broken(case["id"], seq, f"entry {place} is missing")
            return
        if before != prev or link(prev, text.encode()) != own:
            yield Broken(case["id"], seq, "the hash does not match the entry")
            return
        if canonical(orjson.loads(text)).decode() != text:
            yield Broken(case["id"], seq, "the entry is not in canonical form")
            return
        prev = own
    if case["length"] != len(acts) or case["head"] != prev:
        yield Broken(case["id"], None, f"the case says {case['length']} entries, the docket has {len(acts)}")


def _folded(procedure: Procedure, acts: list[tuple[int, str, str, str]]) -> dict[str, Any]:
    return refold(procedure, [orjson.loads(text) for _, text, _, _ in acts], the_law().calendar_of)


def _projection(cursor: Any, case: dict[str, Any], acts: list[tuple[int, str, str, str]]) -> Iterator[Broken]:
    """The state and the terms as they follow from the docket."""
    try:
        procedure = the_law().version(case["version"])
    except YifaError as problem:
        yield Broken(case["id"], None, str(problem))
        return
    state = _folded(procedure, acts)
    if orjson.loads(case["state"]) != state:
        yield Broken(case["id"], None, "the state does not follow from the docket")
    wanted = case_columns(procedure, state, len(acts), case["head"])
    for name in ("stage", "ended", "next_due"):
        if case[name] != wanted[name]:
            yield Broken(case["id"], None, f"{name} is {case[name]!r}, the docket says {wanted[name]!r}")
    cursor.execute(f"SELECT {', '.join(SPAN)} FROM docket_termspan WHERE case_id = %s", [case["id"]])
    spans = {tuple(bool(v) if place >= 7 else v for place, v in enumerate(row)) for row in cursor.fetchall()}
    if spans != set(span_rows(procedure, case["id"], state)):
        yield Broken(case["id"], None, "the terms do not follow from the docket")
    cursor.execute(
        f"SELECT {', '.join(REFERRAL)} FROM docket_referral WHERE case_id = %s AND status <> 'returned'",
        [case["id"]],
    )
    if set(cursor.fetchall()) != set(referral_rows(procedure, case["id"], state)):
        yield Broken(case["id"], None, "the referrals do not follow from the docket")


def verify(progress: Callable[[int], None] | None = None) -> Report:
    """Walk every chain, fold every docket again, check every root."""
    broken: list[Broken] = []
    cases = acts = 0
    with transaction.atomic(), connection.cursor() as walk, connection.cursor() as read:
        for case in _cases(walk):
            docket = _acts(read, case["id"])
            cases, acts = cases + 1, acts + len(docket)
            found = list(_chain(case, docket))
            broken += found or list(_projection(read, case, docket))
            if progress:
                progress(cases)
        broken += [Broken(None, None, what) for what in check_roots(read)]
        broken += _strays(read)
    return Report(cases, acts, tuple(broken))


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
        for case in _cases(walk):
            with transaction.atomic():
                docket = _acts(write, case["id"])
                cases, acts = cases + 1, acts + len(docket)
                whole = {**case, "length": len(docket), "head": docket[-1][3] if docket else GENESIS}
                found = list(_chain(whole, docket))
                broken += found
                if not found:
                    _rewrite(write, case, docket)
            if progress:
                progress(cases)
    return Report(cases, acts, tuple(broken))


def _rewrite(cursor: Any, case: dict[str, Any], docket: list[tuple[int, str, str, str]]) -> None:
    procedure = the_law().version(case["version"])
    state = _folded(procedure, docket)
    columns = case_columns(procedure, state, len(docket), docket[-1][3])
    sets = ", ".join(f"{name} = %s" for name in columns)
    cursor.execute(f"UPDATE docket_case SET {sets} WHERE id = %s", [*columns.values(), case["id"]])
    cursor.execute("DELETE FROM docket_termspan WHERE case_id = %s", [case["id"]])
    insert_rows(cursor, "docket_termspan", SPAN, span_rows(procedure, case["id"], state))
    cursor.execute("DELETE FROM docket_referral WHERE case_id = %s", [case["id"]])
    insert_rows(cursor, "docket_referral", REFERRAL, referral_rows(procedure, case["id"], state))
