"""Reading one mapping of the law folder: every key known, every value of the kind asked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from yifa.errors import Text
from yifa.people.families import is_pattern
from yifa.statutes.reading import Document

__all__ = ["families", "mapping", "string", "strings", "title"]

Place = tuple[str | int, ...]


def mapping(
    document: Document, place: Place, required: Collection[str], optional: Collection[str] = ()
) -> dict[str, Any]:
    """The mapping at `place`, with all required keys and no unknown one; raises `LawError`."""
    document.only((*required, *optional), *place)
    value: dict[str, Any] = document.need(dict, *place)
    for key in required:
        if key not in value:
            message = f"缺少字段“{key}”", f"key '{key}' is missing"
            raise document.error("law.key", *message, *place, expected=", ".join(required))
    return value


def string(document: Document, place: Place, allowed: Collection[str] = ()) -> str:
    """The non-empty text at `place`, one of `allowed` if given; raises `LawError`."""
    value: str = document.need(str, *place)
    if not value or (allowed and value not in allowed):
        message = f"“{value}”不可用", f"'{value}' will not do"
        raise document.error("law.value", *message, *place, expected=", ".join(allowed) or "text")
    return value


def title(document: Document, place: Place) -> Text:
    """The title `{zh: …, en: …}` at `place`; raises `LawError`."""
    mapping(document, place, ("zh", "en"))
    return Text(string(document, (*place, "zh")), string(document, (*place, "en")))


def strings(document: Document, place: Place, allowed: Collection[str] = ()) -> tuple[str, ...]:
    """The non-empty list of texts at `place`; raises `LawError`."""
    value: list[Any] = document.need(list, *place)
    if not value:
        raise document.error("law.value", "列表为空", "the list is empty", *place, expected="at least one")
    return tuple(string(document, (*place, index), allowed) for index in range(len(value)))


def families(document: Document, place: Place) -> tuple[str, ...]:
    """The list of family patterns at `place`; raises `LawError`."""
    patterns = strings(document, place)
    for index, pattern in enumerate(patterns):
        if not is_pattern(pattern):
            message = f"“{pattern}”不是程序族", f"'{pattern}' is not a procedure family"
            raise document.error("law.family", *message, *place, index, expected="*, area.*, area.name")
    return patterns
