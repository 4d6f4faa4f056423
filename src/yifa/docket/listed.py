"""What stands in a register on a day: asked by look-ups of other cases, and of every field that names an item.

An item of a register is a case of `register.NAME`; its key stands as the topic on its cover. It is listed from the
legal day it was entered until the legal day it was removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from yifa import clock
from yifa.errors import Reason, Refused, Text
from yifa.procedures.register import FAMILY

__all__ = ["require_listed", "standing"]

STANDING = (
    # The first condition is that of the index; an item removed on a day no longer stands on it.
    "SELECT c.id FROM docket_case c WHERE substr(c.procedure, 1, 9) = 'register.' AND c.procedure = %s AND c.topic = %s "
    "AND c.body_id = %s AND c.training = %s AND c.id <> %s AND EXISTS (SELECT 1 FROM docket_act a WHERE a.case_id = c.id AND a.act = 'enter' AND a.at <= %s) "
    "AND NOT EXISTS (SELECT 1 FROM docket_act a WHERE a.case_id = c.id AND a.act = 'remove' AND a.at <= %s)"
)


ENTRIES = "SELECT a.act, a.entry FROM docket_act a WHERE a.case_id = %s AND a.act <> 'open' AND a.at <= %s ORDER BY a.at, a.seq"


def standing(
    cursor: Any, register: str, key: str, case: Mapping[str, Any], at: datetime, where: Mapping[str, Any] | None = None
) -> int:  # fmt: skip
    """How many items of a body's register with this key stand at a legal moment, the case itself left out.

    With `where`, only those whose public fields have these values at that moment.
    """
    moment = at.astimezone(clock.ZONE).isoformat(timespec="seconds")
    cursor.execute(
        STANDING,
        [FAMILY + register, key, case["body_id"], bool(case["training"]), case["id"], moment, moment],
    )
    found = [row[0] for row in cursor.fetchall()]
    if not where:
        return len(found)
    return sum(_values(cursor, item, moment).items() >= where.items() for item in found)


def _values(cursor: Any, item: int, moment: str) -> dict[str, Any]:
    """The single public values of an item at a moment, as entered, changed and put right by then."""
    cursor.execute(ENTRIES, [item, moment])
    values: dict[str, Any] = {}
    for act, text in cursor.fetchall():
        entry = orjson.loads(text)
        if entry["valid"]:
            form = entry["form"]["fields"] if act == "rectify" else entry["form"]
            values |= {name: value for name, value in form.items() if not isinstance(value, (list, dict))}
    return values


def require_listed(
    cursor: Any, items: Mapping[str, str], form: Mapping[str, Any], case: Mapping[str, Any], at: datetime
) -> None:
    """Raise `Refused` where a field names an item that its register does not list at that moment."""
    reasons = [
        Reason("form.not_listed", Text(f"登记册中没有“{form[name]}”（在该日）。", f"'{form[name]}' is not in the register on that day."), field=name)
        for name, register in items.items()
        if name in form and not standing(cursor, register, str(form[name]), case, at)
    ]  # fmt: skip
    if reasons:
        raise Refused("docket.not_listed", reasons[0].text, reasons=tuple(reasons))
