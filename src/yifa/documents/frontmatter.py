"""The front matter of a template, read with line numbers. Pure but for the text it is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from yifa.documents.shapes import TYPES, Many, Parts, Scalar, Shape
from yifa.errors import LawError, Text

__all__ = ["ALWAYS", "FORMS", "Front", "Place", "split"]

FORMS = ("enforcement", "letter", "record", "list")
ALWAYS: Mapping[str, Shape] = {
    "body": Scalar("text"),
    "number": Scalar("text", is_optional=True),
    "issued_on": Scalar("date"),
    "handled_by": Scalar("text", is_optional=True),
}
"""Fields every document has, which no template declares."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # PyYAML's own parser stumbles over `{a: text?}`
_KEYS = {"document", "title", "form", "ground", "mark", "fields", "each_page", "copies"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# A law stands without its article where that is not known.
_GROUND = re.compile(r"[^\s/;]+(/[^\s;]+)?(; [^\s/;]+(/[^\s;]+)?)*")
_RESERVED = frozenset({"loop", "true", "false", "none"})


@dataclass(frozen=True, slots=True)
class Place:
    """A file, to say where in it something is wrong."""

    path: Path

    def error(self, line: int, zh: str, en: str, expected: str = "") -> LawError:
        """A `LawError` at `line` (from 1); the caller raises it."""
        return LawError("law.template", Text(zh, en), where=f"{self.path}:{line}", expected=expected)


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter says; `fields` includes the fields every document has."""

    document: str
    title: Text
    form: str
    ground: str
    mark: str
    fields: Parts
    declared: Parts
    each_page: tuple[str, ...]
    copies: tuple[str, ...]
    fields_line: int


def split(source: str, place: Place) -> tuple[Front, str, int]:
    """The front matter, the body, and the number of lines before the body; raises `LawError`."""
    lines = source.split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise place.error(1, "模板须以两行 --- 之间的说明开头", "there is no front matter", "--- … ---")
    end = lines.index("---", 1)
    front = _Reader(place).front("\n".join(["", *lines[1:end]]))
    return front, "\n".join(lines[end + 1 :]), end + 1


class _Reader:
    """One walk over the nodes of the front matter. Every plain value is text: nothing is guessed."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def front(self, text: str) -> Front:
        """The front matter as what it means."""
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            told = f"is not YAML: {error.problem}"
            raise self.place.error(line, "不是有效的 YAML", told, "key: value") from error
        found = self._mapping(node)
        for key, (line, _) in found.items():
            if key not in _KEYS:
                raise self.place.error(
                    line, f"未知字段“{key}”", f"unknown key '{key}'", ", ".join(sorted(_KEYS))
                )
        declared, fields_line = self._fields(found)
        form = self._choice(found, "form", FORMS)
        each_page = self._texts(found, "each_page")
        if bool(each_page) != (form == "record"):
            raise self.place.error(
                found.get("each_page", found["form"])[0],
                "each_page 仅且必须用于 record",
                "each_page goes with record, and record with each_page",
                "each_page: [被询问人, …]" if form == "record" else "no each_page",
            )
        return Front(
            document=self._document(found),
            title=self._title(found),
            form=form,
            ground=self._matching(found, "ground", _GROUND, "行政处罚法/59"),
            mark=self._choice(found, "mark", ("V", "K", "D", "L")) if "mark" in found else "V",
            fields=Parts({**ALWAYS, **declared}),
            declared=Parts(declared),
            each_page=each_page,
            copies=self._texts(found, "copies"),
            fields_line=fields_line,
        )

    def _mapping(self, node: Any) -> dict[str, tuple[int, Any]]:
        if not isinstance(node, yaml.MappingNode):
            raise self.place.error(self._line(node), "应为一组字段", "a mapping is wanted", "key: value")
        found: dict[str, tuple[int, Any]] = {}
        for key_node, value in node.value:
            key, line = key_node.value, self._line(key_node)
            if not isinstance(key, str) or key in found:
                raise self.place.error(
                    line, f"字段“{key}”重复", f"key '{key}' is given twice", "each key once"
                )
            found[key] = line, value
        return found

    def _line(self, node: Any) -> int:
        return int(node.start_mark.line) + 1 if node is not None else 1

    def _text(self, found: Mapping[str, tuple[int, Any]], key: str, expected: str) -> str:
        line, node = found.get(key, (1, None))
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.place.error(line, f"缺少“{key}”或不是文字", f"'{key}' is missing or no text", expected)
        return str(node.value)

    def _choice(self, found: Mapping[str, tuple[int, Any]], key: str, allowed: tuple[str, ...]) -> str:
        value = self._text(found, key, " | ".join(allowed))
        if value not in allowed:
            told = f"“{key}”无此选项“{value}”", f"'{key}' cannot be '{value}'"
            raise self.place.error(found[key][0], *told, " | ".join(allowed))
        return value

    def _matching(
        self, found: Mapping[str, tuple[int, Any]], key: str, form: re.Pattern[str], example: str
    ) -> str:
        value = self._text(found, key, example)
        if not form.fullmatch(value):
            raise self.place.error(
                found[key][0], f"“{key}”写法不对：{value}", f"'{key}' is badly written", example
            )
        return value

    def _document(self, found: Mapping[str, tuple[int, Any]]) -> str:
        name = self._matching(found, "document", _NAME, self.place.path.stem)
        if name != self.place.path.stem:
            told = "document 须与文件名一致", "document differs from the file name"
            raise self.place.error(found["document"][0], *told, self.place.path.stem)
        return name

    def _title(self, found: Mapping[str, tuple[int, Any]]) -> Text:
        line, node = found.get("title", (1, None))
        if not isinstance(node, yaml.MappingNode):
            raise self.place.error(line, "缺少标题", "there is no title", "title: {zh: …, en: …}")
        words = self._mapping(node)
        if set(words) != {"zh", "en"}:
            raise self.place.error(
                line, "标题须有 zh 和 en", "the title needs zh and en", "title: {zh: …, en: …}"
            )
        return Text(self._text(words, "zh", "中文标题"), self._text(words, "en", "an English title"))

    def _texts(self, found: Mapping[str, tuple[int, Any]], key: str) -> tuple[str, ...]:
        if key not in found:
            return ()
        line, node = found[key]
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        if not items or not all(isinstance(item, yaml.ScalarNode) and item.value for item in items):
            raise self.place.error(
                line, f"“{key}”应为文字列表", f"'{key}' must be a list of text", f"{key}: [当事人, 存卷]"
            )
        return tuple(item.value for item in items)

    def _fields(self, found: Mapping[str, tuple[int, Any]]) -> tuple[dict[str, Shape], int]:
        if "fields" not in found:
            return {}, 1
        line, node = found["fields"]
        shape = self._shape(node)
        if not isinstance(shape, Parts):
            raise self.place.error(
                line, "fields 应为一组字段", "fields must be a mapping", "fields: {facts: text}"
            )
        for name in shape.parts:
            if name in ALWAYS:
                raise self.place.error(
                    line, f"“{name}”无须声明", f"'{name}' is always there", "no declaration"
                )
        return dict(shape.parts), line

    def _shape(self, node: Any) -> Shape:
        if isinstance(node, yaml.MappingNode):
            parts = self._mapping(node)
            for name, (line, _) in parts.items():
                if not _NAME.fullmatch(name) or name in _RESERVED:
                    raise self.place.error(
                        line, f"字段名“{name}”不可用", f"'{name}' cannot be a field", "lower_case"
                    )
            return Parts({name: self._shape(value) for name, (_, value) in parts.items()})
        if isinstance(node, yaml.SequenceNode) and len(node.value) == 1:
            return Many(self._shape(node.value[0]))
        type_ = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if type_.removesuffix("?") not in TYPES:
            raise self.place.error(
                self._line(node),
                f"未知类型“{type_}”",
                f"unknown type '{type_}'",
                f"{', '.join(TYPES)}, {{…}} or [one]",
            )
        return Scalar(type_.removesuffix("?"), type_.endswith("?"))
