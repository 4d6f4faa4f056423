"""Placeholders: a small part of Jinja, checked against the declared fields before anything is printed.

Whatever a value holds is printed as plain text: each of its marks is written as a character reference,
which the Markdown reader gives back as that mark and nothing else. Lines keep their numbers through a
marker at their end, so that an error in the composed text points at the line of the template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from yifa.documents import wording
from yifa.documents.frontmatter import Place
from yifa.people.masking import mask_address, mask_name, mask_number, mask_phone
from yifa.statutes.numerals import in_chinese

__all__ = ["BLANK", "ENVIRONMENT", "MASKS", "NumberedLine", "fill", "marked", "parse"]

BLANK = "＿＿＿＿＿＿＿＿"
"""A place to write by hand."""

NumberedLine = tuple[int, str]
"""A line of composed text with the number of the template's line it came from."""

MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "number": mask_number,
    "phone": mask_phone,
    "address": mask_address,
}

_MARK = re.compile("\ue000([0-9]+)(t?)\ue001")
_TAG_ONLY = re.compile(
    r"\s*(?:\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\})(?:\s*(?:\{%(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\}))*\s*"
)
_SPECIAL = re.compile(r"[^\w \u3000-\ufaff\uff01-\uffef]|[_\ue000\ue001]")
_PAIRS = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))


class _Environment(ImmutableSandboxedEnvironment):
    """A dot reaches parts of a field and nothing else: no attribute, no method, no name of Python's."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The part of a thing, or of `loop`."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def _escaped(value: Any) -> str:
    """What a placeholder prints: text and whole numbers only, each special character as a reference."""
    if isinstance(value, Undefined):
        return str(value)  # raises, as StrictUndefined does
    if value is None or isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{value!r} cannot be printed as it is")
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", "\u3000").strip()
    return _SPECIAL.sub(lambda found: f"&#{ord(found.group())};", text)


def _mask(value: str, kind: str) -> str:
    return MASKS[kind](value)


def _environment() -> _Environment:
    environment = _Environment(
        undefined=StrictUndefined,
        finalize=_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the target is Markdown, for which `_escaped` stands
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters = {
        "chinese": in_chinese,
        "date": wording.day,
        "date_upper": wording.date_upper,
        "default_blank": lambda value: BLANK if value is None else value,
        "join": lambda values, between: str(between).join(values),
        "length": len,
        "mask": _mask,
        "time": wording.moment,
        "yuan": wording.yuan,
        "yuan_upper": wording.yuan_upper,
    }
    return environment


ENVIRONMENT = _environment()


def marked(body: str, offset: int, place: Place) -> str:
    """The body with the number of each line at its end, unless the line holds tags only.

    `offset` is the number of lines before the body. Raises `LawError` for a tag over several lines.
    """
    lines = []
    for number, line in enumerate(body.split("\n"), start=offset + 1):
        if any(line.count(opens) != line.count(closes) for opens, closes in _PAIRS):
            raise place.error(
                number, "标签须写在一行内", "a tag does not stand on one line", "{{ … }} on one line"
            )
        if "\ue000" in line or "\ue001" in line:
            raise place.error(number, "含有保留字符", "it holds a reserved character", "plain text")
        stripped = line.rstrip()
        tagged = "t" if "{" in stripped else ""
        lines.append(stripped if _TAG_ONLY.fullmatch(stripped) else f"{stripped}\ue000{number}{tagged}\ue001")
    return "\n".join(lines)


def parse(text: str, offset: int, place: Place) -> Any:
    """The syntax tree of a body; raises `LawError` with the line."""
    try:
        return _tree(text)
    except TemplateSyntaxError as error:
        told = f"placeholder: {error.message}"
        raise place.error(
            offset + error.lineno, "占位符写法不对", told, "{{ field }}, {% if %}, {% for %}"
        ) from error


@lru_cache(maxsize=1024)
def _tree(text: str) -> nodes.Template:
    return ENVIRONMENT.parse(text)


@lru_cache(maxsize=1024)
def _compiled(text: str) -> Template:
    """Compiling takes many times as long as filling, and a check fills each body several times."""
    return ENVIRONMENT.from_string(_tree(text))


def fill(text: str, context: Mapping[str, Any]) -> list[NumberedLine]:
    """The composed lines of a marked body. A line left empty by its tags leaves no trace.

    Raises what Jinja and the filters raise; the caller knows whether that is the template's fault.
    """
    composed = _compiled(text).render(context)
    lines: list[NumberedLine] = []
    for raw in composed.split("\n"):
        found = _MARK.search(raw)
        if found is None:
            continue
        line = _MARK.sub("", raw).rstrip()
        if line or not found.group(2):
            lines.append((int(found.group(1)), line))
    return lines
