"""A document as composed: what every rendering starts from. Pure data, no markup left in it."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

__all__ = [
    "Block",
    "Fence",
    "Heading",
    "Item",
    "Line",
    "PageBreak",
    "Paragraph",
    "Sheet",
    "Span",
    "Table",
    "as_data",
    "plain",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; a line break in it is a new line inside the same cell."""

    text: str
    bold: bool = False


Line = tuple[Span, ...]
"""What stands on one line, before the page breaks it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, its first line indented by two characters."""

    line: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3, with the number its author wrote."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of level 1 (`1.`) or 2 (`（1）`)."""

    level: int
    number: int
    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. `align` is left, center or right per column; `widths` are shares of the full width."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    align: tuple[str, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


@dataclass(frozen=True, slots=True)
class Fence:
    """A named block: rows of cells. `label` is what stood after the name."""

    name: str
    label: str
    rows: tuple[tuple[Line, ...], ...]


Block = Paragraph | Heading | Item | Table | PageBreak | Fence


@dataclass(frozen=True, slots=True)
class Sheet:
    """A composed document: its form, what every form prints by itself, and the blocks of its body."""

    form: str
    title: str
    body: str
    number: str
    copies: tuple[str, ...]
    each_page: tuple[str, ...]
    blocks: tuple[Block, ...]

    def fence(self, name: str) -> Fence | None:
        """The first block of this name, if there is one."""
        return next((each for each in self.blocks if isinstance(each, Fence) and each.name == name), None)


def plain(line: Line) -> str:
    """The text of a line without its looks.

    >>> plain((Span("罚款"), Span("200.00元", bold=True)))
    '罚款200.00元'
    """
    return "".join(span.text for span in line)


def as_data(node: Any) -> Any:
    """A tree as JSON-ready data; every block says its `kind`.

    >>> as_data(Paragraph((Span("甲"),)))
    {'kind': 'paragraph', 'line': [{'kind': 'span', 'text': '甲', 'bold': False}]}
    """
    if is_dataclass(node):
        values = {each.name: as_data(getattr(node, each.name)) for each in fields(node)}
        return {"kind": type(node).__name__.lower(), **values}
    return [as_data(each) for each in node] if isinstance(node, tuple) else node
