"""The context of a template: which fields it has, of which types, and whether a given context fits. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yifa.documents import wording
from yifa.errors import Reason, Text

__all__ = ["TYPES", "Many", "Parts", "Scalar", "Shape", "Trial", "completed", "leaves", "problems", "sample"]

TYPES = ("text", "number", "decimal", "money", "date", "datetime", "yes")
"""The types a field may have, as in `docs/reference/document-templates.md`."""

_SAMPLES: dict[str, Any] = {
    "text": "示例",
    "number": 2,
    "decimal": "1.5",
    "money": 20_000,
    "date": "2026-09-28",
    "datetime": "2026-09-28T16:40:00+08:00",
}
_NAMES = {
    "text": "文字",
    "number": "非负整数",
    "decimal": "数字",
    "money": "以分计的金额",
    "date": "日期",
    "datetime": "时间",
    "yes": "是或否",
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value of a type; an optional one may be missing."""

    type: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """A thing with named parts."""

    parts: Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class Many:
    """A list of things of one shape."""

    each: Shape


Shape = Scalar | Parts | Many


@dataclass(frozen=True, slots=True)
class Trial:
    """One way to fill a context on trial: optional fields present or not, yes or no, lists full or empty."""

    is_filled: bool
    is_yes: bool
    is_many: bool


def sample(shape: Shape, trial: Trial) -> Any:
    """A synthetic value of `shape`; text is the word 示例 (sample)."""
    match shape:
        case Parts(parts):
            return {name: sample(part, trial) for name, part in parts.items()}
        case Many(each):
            return [sample(each, trial) for _ in range(2 if trial.is_many else 0)]
        case Scalar(type=type_, is_optional=is_optional):
            if is_optional and not trial.is_filled:
                return None
            return trial.is_yes if type_ == "yes" else _SAMPLES[type_]


def leaves(shape: Shape, path: str = "") -> Iterator[str]:
    """The paths of all single values: `respondent.name`, `evidence[].name`."""
    match shape:
        case Parts(parts):
            for name, part in parts.items():
                yield from leaves(part, f"{path}.{name}" if path else name)
        case Many(each):
            yield from leaves(each, f"{path}[]")
        case _:
            yield path


def completed(shape: Shape, value: Any) -> Any:
    """`value`, in which every optional field that is missing stands as None."""
    match shape:
        case Parts(parts):
            return {name: completed(part, value.get(name)) for name, part in parts.items()}
        case Many(each):
            return [completed(each, item) for item in value]
        case _:
            return value


def problems(shape: Shape, value: Any, path: str = "") -> list[Reason]:
    """Everything by which `value` does not fit `shape`, each with the path of the field."""
    match shape:
        case Parts(parts):
            if not isinstance(value, Mapping):
                return [_problem(path, "应为一组字段", "a group of fields is wanted")]
            return _parts_problems(parts, value, path)
        case Many(each):
            if not isinstance(value, list | tuple):
                return [_problem(path, "应为列表", "a list is wanted")]
            return [found for at, item in enumerate(value) for found in problems(each, item, f"{path}[{at}]")]
        case Scalar(type=type_, is_optional=is_optional):
            if value is None:
                return [] if is_optional else [_problem(path, "缺少内容", "it is missing")]
            return (
                []
                if _fits(type_, value)
                else [_problem(path, f"应为{_NAMES[type_]}", f"a {type_} is wanted")]
            )


def _parts_problems(parts: Mapping[str, Shape], value: Mapping[str, Any], path: str) -> list[Reason]:
    found = []
    for name, part in parts.items():
        found += problems(part, value.get(name), f"{path}.{name}" if path else name)
    for name in value:
        if name not in parts:
            where = f"{path}.{name}" if path else str(name)
            found.append(_problem(where, "模板未声明", "the template does not declare it"))
    return found


def _problem(path: str, zh: str, en: str) -> Reason:
    return Reason("documents.field", Text(f"“{path}”{zh}。", f"'{path}': {en}."), field=path)


def _fits(type_: str, value: Any) -> bool:
    if type_ == "yes":
        return isinstance(value, bool)
    if type_ in ("number", "money"):
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < wording.MOST_FEN
    if type_ in ("date", "datetime"):
        return _is_time(type_, value)
    return isinstance(value, str) and bool(value.strip()) and _is_printable(value)


def _is_time(type_: str, value: Any) -> bool:
    try:
        _ = wording.as_day(value) if type_ == "date" else wording.as_moment(value)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


def _is_printable(text: str) -> bool:
    return not any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\r\n\t" for sign in text)
