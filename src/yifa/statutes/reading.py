"""Reading the law folder: YAML that remembers its lines and guesses nothing.

Plain YAML guesses: `9:00` becomes 540, `no` becomes false, `010` becomes 8, a key given twice wins
silently. A law may not be read that way, so this reader keeps to six kinds of value and refuses the rest:

* `true` / `false`; whole numbers and decimals written plainly; `YYYY-MM-DD` as `datetime.date`;
* nothing (`~`, `null`, an empty value) as `None`; lists and mappings with text, number or date keys;
* everything else is text: times of day, moments, numbers with a leading zero, `yes`, `no`, `on`.

Anchors, aliases, merge keys and tags are refused: a line of law stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import yaml

from yifa.errors import LawError, Text

from .remembering import known, remember

__all__ = ["Document", "read_yaml"]

Key = str | int | date
Lines = dict[tuple[Key, ...], int]


def _boolean(text: str) -> bool:
    return text == "true"


def _nothing(_: str) -> None:
    return None


_SCALARS: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"~|null|"), _nothing),
    (re.compile(r"true|false"), _boolean),
    (re.compile(r"-?(0|[1-9][0-9]*)"), int),
    (re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+"), float),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat),
)
_BEGINNINGS = {"", *"~ntf-0123456789"}
"""How anything begins that is not text; most scalars of a law are told by this alone."""


class _Nodes(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C parser where built
    """PyYAML's parser with every guess about values taken out; values are read by `_SCALARS`."""

    TAGS: ClassVar[Mapping[type[yaml.Node], str]] = {
        yaml.ScalarNode: "tag:yaml.org,2002:str",
        yaml.SequenceNode: "tag:yaml.org,2002:seq",
        yaml.MappingNode: "tag:yaml.org,2002:map",
    }

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The tag of a node that states none: its kind's own, whatever the value looks like."""
        return self.TAGS[kind]

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """No guess depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """No guess depends on where a node stands."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the law folder: its data, and the line on which every part of it stands.

    `data` holds only dict, list, str, int, float, bool, `datetime.date` and None. A place inside it
    is named by its keys and list positions: `document.where("versions", 0, "from")`.
    """

    path: Path
    data: Any
    lines: Lines

    def line(self, *path: Key) -> int:
        """The line (from 1) of the entry at `path`, or of its nearest parent that exists."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def where(self, *path: Key) -> str:
        """`file:line` of the entry at `path`, or of its nearest parent that exists."""
        return f"{self.path}:{self.line(*path)}"

    def error(self, code: str, zh: str, en: str, *path: Key, expected: str = "") -> LawError:
        """A `LawError` that points at `path`; the caller raises it. `expected` is what would be right."""
        return LawError(code, Text(zh, en), where=self.where(*path), expected=expected)

    def at(self, *path: Key) -> Any:
        """The value at `path`, or None where there is none."""
        value = self.data
        for key in path:
            if isinstance(value, list) and isinstance(key, int):
                value = value[key] if 0 <= key < len(value) else None
            elif isinstance(value, dict):
                value = value.get(key)
            else:
                return None
        return value

    def need(self, kind: type[Any] | tuple[type[Any], ...], *path: Key) -> Any:
        """The value at `path`, which must be there and of `kind`; raises `LawError` if not.

        A truth value is not taken for a number.
        """
        value = self.at(*path)
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            name = ".".join(str(key) for key in path)
            names = " or ".join(each.__name__ for each in kinds)
            found = "nothing" if value is None else type(value).__name__
            raise self.error(
                "law.value", f"“{name}”缺失或类型不对", f"'{name}' is {found}", *path, expected=names
            )
        return value

    def only(self, known: Iterable[str], *path: Key) -> None:
        """Refuse any key of the mapping at `path` that is not in `known`; raises `LawError`."""
        allowed = sorted(known)
        for key in self.need(dict, *path):
            if key not in allowed:
                text = f"未知字段“{key}”", f"unknown key '{key}'"
                raise self.error("law.key", *text, *path, key, expected=", ".join(allowed))

    def text(self, *path: Key) -> Text:
        """The pair `{zh: …, en: …}` at `path`; raises `LawError` where it is none."""
        self.only(("zh", "en"), *path)
        return Text(self.need(str, *path, "zh"), self.need(str, *path, "en"))

    def one_of(self, known: Iterable[str], *path: Key) -> str:
        """The text at `path`, which must be one of `known`; raises `LawError` if not."""
        value = str(self.need(str, *path))
        names = list(known)
        if value not in names:
            message = f"取值“{value}”不存在", f"there is no '{value}'"
            raise self.error("law.value", *message, *path, expected=", ".join(names))
        return value


def read_yaml(path: Path) -> Document:
    """Read one YAML file.

    Raises `LawError` with file and line when the file cannot be opened, is empty or not UTF-8, is not
    YAML, gives a key twice, names a day no calendar has, or uses an anchor, an alias, a merge or a tag.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "example.yaml")
    ...     _ = file.write_text("opens: 9:00\\nversions:\\n  - {from: 2021-07-15}\\n", encoding="utf-8")
    ...     document = read_yaml(file)
    >>> document.data
    {'opens': '9:00', 'versions': [{'from': datetime.date(2021, 7, 15)}]}
    >>> document.line("versions", 0, "from")
    3
    """
    if (document := known(path)) is not None:
        return Document(path, *document)
    root = _compose(path)
    reader = _Reader(path)
    data = reader.value(root, ())
    remember(path, (data, reader.lines))
    return Document(path, data, reader.lines)


def _compose(path: Path) -> yaml.Node:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Nodes)
    except OSError as error:
        raise _broken(f"{path}:1", "文件无法读取", f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _broken(f"{path}:1", "文件不是 UTF-8 编码", "is not UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}:{mark.line + 1 if mark else 1}"
        raise _broken(where, "不是有效的 YAML", f"is not YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise _broken(f"{path}:1", "不是有效的 YAML", "is not YAML: a character it does not allow") from error
    if root is None:
        raise _broken(f"{path}:1", "文件为空", "is empty")
    return root


def _broken(where: str, zh: str, en: str, expected: str = "") -> LawError:
    return LawError("law.yaml", Text(zh, en), where=where, expected=expected)


class _Reader:
    """One walk over the nodes of a file: values on the way out, lines kept on the way in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: Lines = {}
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: tuple[Key, ...]) -> Any:
        """The plain value of `node`; its line is kept under `place`."""
        self.lines.setdefault(place, self._line(node))
        if id(node) in self._seen:
            raise self._refuse(
                node, "此处的锚点被再次引用", "the anchor here is used again as an alias", "the text itself"
            )
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*place, number)) for number, each in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: tuple[Key, ...]) -> dict[Key, Any]:
        found: dict[Key, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in found:
                raise self._refuse(
                    key_node, f"字段“{key}”重复", f"key '{key}' is given twice", "each key once"
                )
            self.lines[(*place, key)] = self._line(key_node)
            found[key] = self.value(value_node, (*place, key))
        return found

    def _key(self, node: yaml.Node) -> Key:
        key = self._scalar(node) if isinstance(node, yaml.ScalarNode) else None
        if key == "<<":
            raise self._refuse(node, "不允许合并键", "a merge key is used", "the text itself")
        if isinstance(key, bool) or not isinstance(key, str | int | date):
            raise self._refuse(node, "字段名无效", "this cannot be a key", "text, a whole number or a date")
        return key

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if not node.tag.startswith("tag:yaml.org,2002:str"):
            raise self._refuse(node, "不允许使用标签", f"tag {node.tag} is used", "a plain value")
        if node.style in {'"', "'", "|", ">"} or node.value[:1] not in _BEGINNINGS:
            return node.value
        for pattern, read in _SCALARS:
            if pattern.fullmatch(node.value):
                try:
                    return read(node.value)
                except ValueError as error:
                    message = "没有这一天", f"there is no day {node.value}", "a day of the calendar"
                    raise self._refuse(node, *message) from error
        return node.value

    def _refuse(self, node: yaml.Node, zh: str, en: str, expected: str) -> LawError:
        return _broken(f"{self.path}:{self._line(node)}", zh, en, expected)

    @staticmethod
    def _line(node: yaml.Node) -> int:
        return int(node.start_mark.line) + 1
