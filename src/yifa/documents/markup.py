"""The body of a template as blocks: a small part of Markdown, and fenced blocks. Pure.

What is not in the format is refused with its line, never printed as it stands or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from yifa.documents.fences import read_fence
from yifa.documents.frontmatter import Place
from yifa.documents.inline import line_of, split_breaks
from yifa.documents.placeholders import NumberedLine
from yifa.documents.tree import Block, Heading, Item, Line, PageBreak, Paragraph, Table

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_body"]

_ALLOWED = "a paragraph, # heading, 1. item, table, --- or ::: block"


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark").enable("table")
    reader.disable(["emphasis", "lheading", "reference", "text_join"])
    return reader


_READER = _reader()


def read_body(lines: Sequence[NumberedLine], form: str, place: Place) -> tuple[Block, ...]:
    """The blocks of composed lines for a document of `form`; raises `LawError` with the template's line."""
    blocks: list[Block] = []
    prose: list[NumberedLine] = []
    rest = iter(lines)
    for number, line in rest:
        if line.startswith(":::"):
            blocks += _prose(prose, place)
            prose = []
            blocks.append(read_fence(number, line, _until_closed(number, rest, place), form, place))
        else:
            prose.append((number, line))
    return (*blocks, *_prose(prose, place))


def _until_closed(opened: int, rest: Iterator[NumberedLine], place: Place) -> list[NumberedLine]:
    inner: list[NumberedLine] = []
    for number, line in rest:
        if line == ":::":
            return inner
        if line.startswith(":::"):
            raise place.error(number, "区块不能嵌套", "a block stands in a block", "::: to close the first")
        if line.strip():
            inner.append((number, line.strip()))
    raise place.error(opened, "区块没有结束", "the block is not closed", ":::")


def _prose(lines: list[NumberedLine], place: Place) -> list[Block]:
    return _Prose(lines, place).blocks() if lines else []


class _Prose:
    """One walk over the tokens of a stretch of Markdown."""

    def __init__(self, lines: list[NumberedLine], place: Place) -> None:
        self.lines = lines
        self.place = place
        self.tokens = _READER.parse("\n".join(text for _, text in lines))
        self.at = 0

    def blocks(self) -> list[Block]:
        """All blocks, in order."""
        found: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            match token.type:
                case "paragraph_open":
                    found += [Paragraph(line) for line in split_breaks(self._inline())]
                case "heading_open":
                    found.append(self._heading(token))
                case "hr":
                    found.append(PageBreak())
                    self.at += 1
                case "table_open":
                    found.append(self._table(token))
                case "ordered_list_open":
                    found += self._items(1)
                case _:
                    raise self._refused(token)
        return found

    def _inline(self) -> Line:
        """The line inside an opening token, which it steps over with its closing one."""
        token = self.tokens[self.at + 1]
        self.at += 3
        return line_of(token, self._number(token), self.place)

    def _heading(self, token: Token) -> Heading:
        level = int(token.tag[1:])
        if level > 3:
            raise self.place.error(
                self._number(token), "标题只有三级", "headings have three levels", "#, ## or ###"
            )
        return Heading(level, self._inline())

    def _items(self, level: int) -> list[Block]:
        opened = self.tokens[self.at]
        if level > 2:
            raise self.place.error(
                self._number(opened), "编号只有两级", "items have two levels", "1. and one below"
            )
        found: list[Block] = []
        self.at += 1
        number = int(opened.attrGet("start") or 1) - 1
        while (token := self.tokens[self.at]).type != "ordered_list_close":
            if token.type == "list_item_open":
                number += 1
                is_first = True
                self.at += 1
            elif token.type == "list_item_close":
                self.at += 1
            elif token.type == "paragraph_open":
                first, *others = split_breaks(self._inline())
                found.append(Item(level, number, first) if is_first else Paragraph(first))
                found += [Paragraph(line) for line in others]
                is_first = False
            elif token.type == "ordered_list_open":
                found += self._items(level + 1)
            else:
                raise self._refused(token)
        self.at += 1
        return found

    def _table(self, token: Token) -> Table:
        assert token.map is not None
        marks = [cell.strip() for cell in self.lines[token.map[0] + 1][1].strip().strip("|").split("|")]
        rows: list[list[Line]] = []
        while (inner := self.tokens[self.at]).type != "table_close":
            if inner.type == "tr_open":
                rows.append([])
            elif inner.type in ("th_open", "td_open"):
                content = self.tokens[self.at + 1]
                rows[-1].append(line_of(content, self._number(inner, token), self.place))
            self.at += 1
        self.at += 1
        return Table(
            head=tuple(rows[0]),
            rows=tuple(tuple(row) for row in rows[1:]),
            align=tuple(_alignment(mark) for mark in marks),
            widths=tuple(mark.count("-") for mark in marks),
        )

    def _number(self, *tokens: Token) -> int:
        """The template's line of the first of `tokens` that knows where it stands."""
        return next((self.lines[token.map[0]][0] for token in tokens if token.map), self.lines[0][0])

    def _refused(self, token: Token) -> Exception:
        what = re.sub("_(open|block)$", "", token.type)
        return self.place.error(
            self._number(token), f"不允许 {what}", f"{what} is not part of the format", _ALLOWED
        )


def _alignment(mark: str) -> str:
    if mark.endswith(":"):
        return "center" if mark.startswith(":") else "right"
    return "left"
