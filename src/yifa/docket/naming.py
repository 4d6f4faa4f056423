"""What names a thing: standing items of a register, or acts of other dockets, whose public field says a key.

A micro-grid is not abolished while a house names it; a zero is reported only of a field that a patrol walked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from yifa import clock
from yifa.procedures.register import FAMILY
from yifa.procedures.schema import Lookup

__all__ = ["naming"]

CANDIDATES = (
    "SELECT DISTINCT c.id, c.stage FROM docket_case c JOIN docket_act a ON a.case_id = c.id WHERE c.procedure = %s AND c.body_id = %s "
    "AND c.training = %s AND c.id <> %s AND a.at <= %s AND a.entry LIKE %s ESCAPE '!'"
)
ENTRIES = "SELECT a.act, a.at, a.entry FROM docket_act a WHERE a.case_id = %s AND a.act <> 'open' AND a.at <= %s ORDER BY a.at, a.seq"


def naming(
    cursor: Any, spec: Lookup, key: str, case: Mapping[str, Any], at: datetime, since: str = ""
) -> int:
    """How many items stand at a legal moment, or acts were done from `since` (ISO) on, that name the key; this case's own left out."""
    family, _, part = str(spec.named).partition("/")
    act, _, field = part.rpartition(".")
    moment = at.astimezone(clock.ZONE).isoformat(timespec="seconds")
    said = orjson.dumps({field: key}).decode()[1:-1]
    for sign in "!%_":
        said = said.replace(sign, f"!{sign}")
    cursor.execute(
        CANDIDATES, [family, case["body_id"], bool(case["training"]), case["id"], moment, f"%{said}%"]
    )
    found = 0
    for case_id, stage in cursor.fetchall():
        cursor.execute(ENTRIES, [case_id, moment])
        entries = [(name, when, orjson.loads(text)) for name, when, text in cursor.fetchall()]
        if family.startswith(FAMILY):
            found += _stands(entries, field, key)
        elif not spec.in_ or stage in spec.in_:
            found += sum(
                name == act and when >= since and entry["valid"] and entry["form"].get(field) == key
                for name, when, entry in entries
            )
    return found


def _stands(entries: list[tuple[str, str, dict[str, Any]]], field: str, key: str) -> bool:
    """Whether an item is listed after these entries, and its field says the key."""
    value = None
    for act, _, entry in entries:
        if not entry["valid"]:
            continue
        if act == "remove":
            return False
        form = entry["form"]["fields"] if act == "rectify" else entry["form"]
        value = form.get(field, value)
    return value == key
