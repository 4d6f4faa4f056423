"""A kept value as people read it: money in yuan, choices by their names, people by theirs."""

from __future__ import annotations

from typing import Any

from yifa.docket.world import the_law
from yifa.procedures.schema import FormField

__all__ = ["entered", "named"]


def named(spec: FormField | None, value: Any, names: dict[str, str]) -> Any:
    """A kept value as people read it."""
    if spec is None:
        return value
    if spec.type == "money":
        return f"{value / 100:,.2f} 元"
    if isinstance(value, list):
        return "、".join(str(_one(spec, item, names)) for item in value)
    return _one(spec, value, names)


def _one(spec: FormField, value: Any, names: dict[str, str]) -> Any:
    if isinstance(spec.of, dict) and value in spec.of:
        return spec.of[value].zh
    if spec.type in ("officer", "people"):
        return names.get(str(value), value)
    if spec.type in ("violation", "violations") and value in the_law().violations.known:
        return the_law().violations.known[value].title.zh
    if isinstance(value, bool):
        return "是" if value else "否"
    return value


def entered(spec: FormField, value: Any, names: dict[str, str]) -> Any:
    """A value as someone filled it in, before the law has read it: money as written, boxes as yes or no."""
    if spec.type == "money":
        return f"{value} 元"
    if spec.type == "yes":
        return "是" if value in (True, "yes") else "否"
    return named(spec, value, names)
