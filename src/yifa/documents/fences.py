"""Fenced blocks: which there are, in which forms, and how their lines read. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt

from yifa.documents.frontmatter import FORMS, Place
from yifa.documents.inline import line_of, split_breaks
from yifa.documents.placeholders import NumberedLine
from yifa.documents.tree import Fence, Line, plain

__all__ = ["FENCES", "Rule", "read_fence"]

_OPENING = re.compile(r"::: ([a-z]+)(?: (.+))?")
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Rule:
    """What a block may be: its forms, the most cells of a row, how many rows, whether it has a label."""

    forms: tuple[str, ...]
    cells: int = 1
    least: int = 1
    most: int = _MANY
    is_labelled: bool = False


FENCES: Mapping[str, Rule] = {
    "attachments": Rule(("enforcement", "letter")),
    "copies": Rule(("letter",), cells=2),
    "grid": Rule(("enforcement", "record", "list"), cells=8),
    "head": Rule(("letter",), most=2),
    "lines": Rule(FORMS, cells=4),
    "note": Rule(FORMS, most=1),
    "opinion": Rule(("enforcement", "list"), least=0, is_labelled=True),
    "qa": Rule(("record",)),
    "receipt": Rule(("enforcement",), cells=3, is_labelled=True),
    "seal": Rule(("enforcement", "letter", "list")),
    "signatures": Rule(("enforcement", "record", "list"), cells=3),
    "title": Rule(("letter", "record", "list"), most=1),
    "to": Rule(("letter",), most=1),
}
"""The blocks of `docs/reference/document-templates.md`, by name."""

_INLINE = MarkdownIt("commonmark").disable(["emphasis", "text_join"])


def read_fence(number: int, opening: str, lines: Sequence[NumberedLine], form: str, place: Place) -> Fence:
    """The block opened at line `number` by `opening`; raises `LawError` for what the block may not be."""
    found = _OPENING.fullmatch(opening)
    if not found or found.group(1) not in FENCES:
        raise place.error(number, "未知区块", f"unknown block '{opening}'", f"::: {' | '.join(FENCES)}")
    name, label = found.group(1), found.group(2) or ""
    rule = FENCES[name]
    if form not in rule.forms:
        raise place.error(
            number, f"{form} 不用区块 {name}", f"{name} does not go with {form}", ", ".join(rule.forms)
        )
    if bool(label) != rule.is_labelled:
        wanted = f"::: {name} 标签" if rule.is_labelled else f"::: {name}"
        raise place.error(number, f"区块 {name} 的标签不对", f"wrong label of {name}", wanted)
    if not rule.least <= len(lines) <= rule.most:
        raise place.error(
            number,
            f"区块 {name} 的行数不对",
            f"{name} has {len(lines)} lines",
            f"{rule.least} to {rule.most}",
        )
    rows = [row for at, line in lines for row in _rows(name, at, line, place)]
    label_line = _line(label, number, place)
    return Fence(name, plain(label_line), tuple(rows))


def _rows(name: str, number: int, text: str, place: Place) -> list[tuple[Line, ...]]:
    most = FENCES[name].cells
    cells = (
        [_line(cell.strip(), number, place) for cell in re.split(r"(?<!\\)\|", text)]
        if most > 1
        else [_line(text, number, place)]
    )
    if len(cells) > most or (name == "grid" and len(cells) % 2):
        wanted = "标签 | 内容 | 标签 | 内容" if name == "grid" else f"at most {most} cells"
        raise place.error(
            number, f"区块 {name} 的格数不对", f"a row of {name} has {len(cells)} cells", wanted
        )
    if name == "qa" and plain(cells[0])[:2] not in ("问：", "答："):
        raise place.error(
            number, "问答须以“问：”或“答：”开头", "neither question nor answer", "问：… or 答：…"
        )
    if len(cells) == 1:
        return [(line,) for line in split_breaks(cells[0])]
    return [tuple(cells)]


def _line(text: str, number: int, place: Place) -> Line:
    tokens = _INLINE.parseInline(text)
    return line_of(tokens[0], number, place) if tokens else ()
