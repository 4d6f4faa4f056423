"""The items of a register as they stood on a day, as far as was known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
from django.db import connection

from yifa import clock
from yifa.errors import Missing, Text
from yifa.people.scopes import Scope
from yifa.procedures import Law, Procedure, Register, amended

__all__ = ["Item", "alike", "items", "rates_of", "register_of", "used_of", "valid_on"]

QUERY = (
    "SELECT c.id, c.number, a.act, a.at, a.entry FROM docket_case c JOIN docket_act a ON a.case_id = c.id "
    "WHERE substr(c.procedure, 1, 9) = 'register.' AND c.procedure = %s AND a.at < %s AND a.recorded < %s AND {scope} ORDER BY c.id, a.seq"
)

USED = (
    "SELECT c.body_id, o.entry, MIN(a.at), MAX(a.at) FROM docket_act a JOIN docket_case c ON c.id = a.case_id "
    "JOIN docket_act o ON o.case_id = c.id AND o.seq = 0 WHERE a.act = %s AND c.procedure = %s AND c.training = %s GROUP BY c.id, c.body_id, o.entry"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it stood: its case, its key, its public values (money in fen) and since when they hold (ISO day)."""

    case_id: int
    number: str
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    since: str = ""
    changed: str = ""

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {"case": self.case_id, "number": self.number, "item": self.key, **self.values, "since": self.since, "changed": self.changed}  # fmt: skip


def register_of(law: Law, name: str) -> Register:
    """A register by name. Raises `Missing`."""
    if name not in law.registers:
        known = "、".join(sorted(law.registers))
        raise Missing("registers.none", Text(f"没有登记册“{name}”；有：{known}。", f"No register '{name}'; there are: {known}."))  # fmt: skip
    return law.registers[name]


def items(
    register: Register, on: date | None = None, *, scope: Scope | None = None, known: date | None = None, body_id: int | None = None
) -> list[Item]:  # fmt: skip
    """What stood on a legal day (today if None), as recorded until the end of `known` (now if None), in order of the keys.

    `scope` is what the reader may see; None for the machine itself. Training items are left out.
    """
    condition, params = scope.as_sql("c") if scope is not None else ("1 = 1", [])
    condition += " AND c.training = %s"
    params = [*params, False]
    if body_id is not None:
        condition += " AND c.body_id = %s"
        params = [*params, body_id]
    ends = [_end(on or clock.today()), _end(known or clock.today())]
    with connection.cursor() as cursor:
        cursor.execute(QUERY.format(scope=condition), [register.family, *ends, *params])
        rows = cursor.fetchall()
    found = (_folded(register.procedure, list(group)) for _, group in groupby(rows, key=itemgetter(0)))
    return sorted((item for item in found if item is not None), key=lambda item: (item.key, item.case_id))


def rates_of(
    register: Register, item: Item, counts: Mapping[str, float] | None = None
) -> dict[str, float | None]:
    """The percentages of an item, to two decimals, of its fields and what was counted for it; None where what it is measured by is nought or not there."""
    numbers = {**item.values, **(counts or {})}
    found: dict[str, float | None] = {}
    for name, rate in register.text.rates.items():
        part, whole = numbers.get(rate.of), numbers.get(rate.over)
        found[name] = round(100 * part / whole, 2) if part is not None and whole else None
    return found


def alike(register: Register, listed: Iterable[Item]) -> list[list[Item]]:
    """Items that agree in every field of the register's `alike`: perhaps one thing entered twice. A field left empty agrees with nothing."""
    found: dict[tuple[Any, ...], list[Item]] = {}
    for item in listed:
        told = tuple(item.values.get(name) for name in register.text.alike)
        if told and all(value not in (None, "") for value in told):
            found.setdefault(told, []).append(item)
    return [same for same in found.values() if len(same) > 1]


def used_of(register: Register, listed: Iterable[Item]) -> dict[int, tuple[str, str]]:
    """The first and last day (ISO) on which items were used, by the item's case; none for an item never used."""
    use = register.text.used
    if use is None:
        return {}
    days: dict[tuple[int, str], list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        for name in use.by:
            cursor.execute(USED, [name.partition("/")[2], name.partition("/")[0], False])
            for body_id, cover, first, last in cursor.fetchall():
                key = orjson.loads(cover)["case"].get(use.field)
                days[body_id, key] += [first[:10], last[:10]]
        found = {}
        cursor.execute("SELECT id, body_id FROM docket_case WHERE procedure = %s", [register.family])
        bodies = dict(cursor.fetchall())
    for item in listed:
        if told := days.get((bodies[item.case_id], item.key)):
            found[item.case_id] = (min(told), max(told))
    return found


def _end(day: date) -> str:
    """The first moment after a day: ISO text of the next one, which sorts after every moment of this."""
    return date.fromordinal(day.toordinal() + 1).isoformat()


def _folded(procedure: Procedure, rows: Iterable[tuple[int, str, str, str, Any]]) -> Item | None:
    """One item from its entries in the order of the docket; those entered late take their legal place."""
    key, since, changed, case_id, number = "", "", "", 0, ""
    values: dict[str, Any] = {}
    corrected: dict[int, dict[str, Any]] = {}
    entries = []
    for case_id, number, act, at, text in rows:  # noqa: B007  # the case is the same in every row
        entry = orjson.loads(text)
        if act == "open":
            key = entry["case"]["item"]
        elif act == "rectify":
            corrected.setdefault(entry["form"]["of"], {}).update(entry["form"]["fields"])
        elif entry["valid"]:
            entries.append((at, act, entry))
    for at, act, entry in sorted(entries, key=itemgetter(0)):
        if act == "remove":
            return None
        form = {name: value for name, value in entry["form"].items() if name not in ("why", "outcome")}
        said = form | corrected.get(entry["seq"], {})
        values = said if act == "enter" else amended(procedure, "enter", values, said, at)
        since, changed = since or at[:10], at[:10]
    return Item(case_id, number, key, values, since, changed) if since else None


def valid_on(register: Register, item: Item, on: date) -> bool | None:
    """Whether an item of a register that expires holds on a day: its last day not past, with the values asked of it; None for other registers."""
    expires = register.text.expires
    if expires is None:
        return None
    until = str(item.values.get(expires.field) or "")
    return on.isoformat() <= until and all(item.values.get(n) == v for n, v in expires.valid.items())
