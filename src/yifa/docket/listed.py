"""What stands in a register on a day: asked by look-ups of other cases, and of every field that names an item.

An item of a register is a case of `register.NAME`; its key stands as the topic on its cover. It is listed from the
legal day it was entered until the legal day it was removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson

from yifa import clock
from yifa.errors import Reason, Refused, Text
from yifa.procedures.register import FAMILY, Register
from yifa.procedures.schema import FormField

__all__ = ["require_listed", "standing", "values_wanted"]

CASE = "case."
TODAY = "this.date"
"""In `only`: the day of the act."""

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
    found = _standing(cursor, register, key, case, moment)
    if not where:
        return len(found)
    return sum(_values(cursor, item, moment).items() >= where.items() for item in found)


def _standing(cursor: Any, register: str, key: str, case: Mapping[str, Any], moment: str) -> list[int]:
    """The cases of the items with this key that stand."""
    cursor.execute(
        STANDING,
        [FAMILY + register, key, case["body_id"], bool(case["training"]), case["id"], moment, moment],
    )
    return [row[0] for row in cursor.fetchall()]


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
    cursor: Any, items: Mapping[str, FormField], form: Mapping[str, Any], case: Mapping[str, Any], at: datetime,
    cover: Mapping[str, Any], registers: Mapping[str, Register],
) -> None:  # fmt: skip
    """Raise `Refused` where a field names an item that its register does not list at that moment, or not with the values asked of it."""
    reasons = []
    for name, spec in items.items():
        if name not in form:
            continue
        key = str(form[name])
        if case.get("procedure") == f"{FAMILY}{spec.of}" and _in_a_ring(cursor, (name, spec), key, case, str(cover.get("item") or ""), at):  # fmt: skip
            text = Text(
                f"“{key}”就是本项，或者它的上级中已有本项，不能连成一圈。",
                f"'{key}' is this item itself or stands below it: no rings.",
            )
            reasons.append(Reason("form.ring", text, field=name))
        elif not standing(cursor, str(spec.of), key, case, at):
            text = Text(f"登记册中没有“{key}”（在该日）。", f"'{key}' is not in the register on that day.")
            reasons.append(Reason("form.not_listed", text, field=name))
        elif spec.only and not standing(
            cursor, str(spec.of), key, case, at, values_wanted(spec, cover, at.astimezone(clock.ZONE).date())
        ):
            reasons.append(
                Reason(
                    "form.not_listed",
                    _otherwise(spec, key, _is(cursor, spec, key, case, at), registers),
                    spec.ground,
                    field=name,
                )
            )
    if reasons:
        raise Refused("docket.not_listed", reasons[0].text, reasons[0].ground, reasons=tuple(reasons))


def _in_a_ring(
    cursor: Any, field: tuple[str, FormField], key: str, case: Mapping[str, Any], own: str, at: datetime
) -> bool:
    """Whether an item of the same register, or what it names in turn by this field, is the item itself."""
    (name, spec), moment = field, at.astimezone(clock.ZONE).isoformat(timespec="seconds")
    seen: set[str] = set()
    while key and key not in seen:
        if key == own:
            return True
        seen.add(key)
        found = _standing(cursor, str(spec.of), key, case, moment)
        key = str(_values(cursor, found[0], moment).get(name) or "") if found else ""
    return False


def _is(cursor: Any, spec: FormField, key: str, case: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """What the register says of an item at that moment."""
    moment = at.astimezone(clock.ZONE).isoformat(timespec="seconds")
    return _values(cursor, _standing(cursor, str(spec.of), key, case, moment)[0], moment)


def _otherwise(
    spec: FormField, key: str, values: Mapping[str, Any], registers: Mapping[str, Register]
) -> Text:
    """Why an item cannot be named: what the register says of it in the fields asked, so that the reader finds where it belongs."""
    fields, zh, en = registers[str(spec.of)].text.fields, [], []
    for name in spec.only:
        field, value = fields[name], values.get(name)
        label = field.of.get(str(value)) if isinstance(field.of, dict) else None
        zh.append(f"{field.title.zh}为“{label.zh if label else value}”")
        en.append(f"{field.title.en}: {label.en if label else value}")
    return Text(
        f"“{spec.title.zh}”不能选“{key}”：登记册上{'，'.join(zh)}。",
        f"'{spec.title.en}' cannot be '{key}': by the register, {'; '.join(en)}.",
    )


def values_wanted(spec: FormField, cover: Mapping[str, Any], day: date) -> dict[str, Any]:
    """What an item must be: its `only`, with the facts of the cover and the day of the act filled in; a fact that is not there fits nothing."""
    return {name: _asked(value, cover, day) for name, value in spec.only.items()}


def _asked(value: str | int | bool, cover: Mapping[str, Any], day: date) -> Any:
    if value == TODAY:
        return day.isoformat()
    return cover.get(value.removeprefix(CASE), object()) if isinstance(value, str) and value.startswith(CASE) else value  # fmt: skip
