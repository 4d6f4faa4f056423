"""A figure told apart by every fact its definition allows, with the words people read: what its page shows beside the acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yifa.docket.models import Case
from yifa.people.models import Body
from yifa.procedures import Law, Procedure
from yifa.procedures.register import FAMILY
from yifa.procedures.schema import FormField

from .breaking import BODY, broken_down
from .compute import Question
from .definition import CASE, Indicator
from .loading import load_indicators, matching
from .narrowing import CELL

__all__ = ["apart"]


def apart(law: Law, name: str, question: Question) -> list[dict[str, Any]]:
    """Per fact of `by`: its title, and each value with its label, its part and the name of that part (empty where it can have none).

    Counted acts are told apart by the body that keeps the cases, too, where several do. Nothing for an indicator there is not.
    """
    indicator = load_indicators(law).get(name)
    if indicator is None:
        return []
    told = [_told(law, indicator, field, question) for field in indicator.by]
    bodies = broken_down(law, name, question, BODY) if indicator.of else []
    return [*told, _by_body(bodies)] if len(bodies) > 1 else told


def _by_body(parts: list[tuple[str, int | float]]) -> dict[str, Any]:
    names = {str(pk): name for pk, name in Body.objects.values_list("pk", "name")}
    rows = [{"label": dict.fromkeys(("zh", "en"), names.get(pk, pk)), "number": number, "cell": ""} for pk, number in parts]  # fmt: skip
    return {"title": {"zh": "机关（组织）", "en": "Body"}, "rows": rows}


def _told(law: Law, indicator: Indicator, field: str, question: Question) -> dict[str, Any]:
    spec = next(_specs(law, indicator, field), None)
    title = {"zh": spec.title.zh, "en": spec.title.en} if spec else {"zh": field, "en": field}
    parts = broken_down(law, indicator.indicator, question, field)
    known = law.violations.known
    called = (
        {value: known[value].title.zh for value, _ in parts if value in known}
        if spec and spec.type == "violation"
        else _called(spec, [value for value, _ in parts])
    )
    rows = [
        _row(indicator.indicator, field, spec, value, number, called.get(value, ""))
        for value, number in parts
    ]
    return {"title": title, "rows": rows}


def _called(spec: FormField | None, keys: list[str]) -> dict[str, str]:
    """What the items of a register, or the cases, are called, by their keys; nothing where the fact names none."""
    if spec is not None and spec.type == "case":
        numbered = Case.objects.filter(pk__in=[key for key in keys if key.isdigit()])
        return {str(pk): number for pk, number in numbered.values_list("pk", "number")}
    if spec is None or spec.type != "item":
        return {}
    listed = Case.objects.filter(procedure=f"{FAMILY}{spec.of}", topic__in=keys).order_by("id")
    return {key: f"{title}（{key}）" for key, title in listed.values_list("topic", "title") if title != key}


def _row(
    name: str, field: str, spec: FormField | None, value: str, number: float, called: str
) -> dict[str, Any]:
    cell = f"{name}[{field}={value}]"
    choice = spec.of.get(value) if spec and isinstance(spec.of, dict) else None
    label = {"zh": choice.zh, "en": choice.en} if choice else {"zh": called or value or "（未填）", "en": called or value or "(left empty)"}  # fmt: skip
    return {"label": label, "number": number, "cell": cell if value and CELL.fullmatch(cell) else ""}


def _specs(law: Law, indicator: Indicator, field: str) -> Iterator[FormField]:
    """The field as the forms and covers of what is counted have it, in every text that is in force or was."""
    for procedure, act in _counted(law, indicator):
        forms = [branch.fields for branch in procedure.branches.get(act, {}).values()]
        asked = [procedure.text.case] if field.startswith(CASE) else forms
        name = field.removeprefix(CASE)
        yield from (fields[name] for fields in asked if name in fields)


def _counted(law: Law, indicator: Indicator) -> Iterator[tuple[Procedure, str]]:
    """(procedure, act) of what the indicator counts; the act is empty for one that counts cases."""
    for target in indicator.of:
        for procedure, act, _ in matching(law, target):
            yield procedure, act
    for family in (*indicator.open, *indicator.begun):
        yield from ((procedure, "") for procedure in law.families.get(family, ()))
