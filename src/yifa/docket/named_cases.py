"""Cases named by fields of other cases: of the families that the field says, and of the same record (real or training)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.errors import Reason, Refused, Text
from yifa.people.families import matches
from yifa.procedures import Law
from yifa.procedures.schema import FormField

__all__ = ["no_such_case", "require_cases"]

NAMED = "SELECT procedure FROM docket_case WHERE id = %s AND training = %s AND id <> %s"


def require_cases(
    cursor: Any, fields: Mapping[str, FormField], form: Mapping[str, Any], case: Mapping[str, Any], law: Law
) -> None:
    """Raise `Refused` where a field names no case of a family it may name (`of`)."""
    reasons = []
    for name, spec in fields.items():
        if name not in form:
            continue
        cursor.execute(NAMED, [int(form[name]), bool(case["training"]), case["id"]])
        found = cursor.fetchone()
        if found is None or not any(matches(pattern, found[0]) for pattern in spec.of or ()):
            reasons.append(Reason("form.no_such_case", no_such_case(spec, law), spec.ground, field=name))
    if reasons:
        raise Refused("docket.no_such_case", reasons[0].text, reasons[0].ground, reasons=tuple(reasons))


def no_such_case(spec: FormField, law: Law) -> Text:
    """What a field that names cases asks for."""
    told = _families_told(spec, law)
    return Text(
        f"“{spec.title.zh}”应从{told.zh}的案件中选一件。",
        f"'{spec.title.en}' names a case of: {told.en}. Choose one.",
    )


def _families_told(spec: FormField, law: Law) -> Text:
    """The families a field may name, by their titles; an area by its pattern's procedures, at most four."""
    titles = [
        versions[-1].title
        for family, versions in law.families.items()
        if any(matches(pattern, family) for pattern in spec.of or ())
    ]
    more = len(titles) > 4
    zh, en = "、".join(f"“{t.zh}”" for t in titles[:4]), ", ".join(t.en for t in titles[:4])
    return Text(zh + ("等" if more else ""), en + (" and others" if more else ""))
