"""The form of a report: headings, sentences with figures in them, and places for the author's prose.

`law/annual/*.md` is front matter and a body. In the body `{{ indicator }}` stands for a figure, `::: prose key`
for a passage the author writes. An unknown name is an error with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from yifa.errors import LawError, Text

__all__ = ["IN_PROSE", "PLAIN", "Block", "Form", "Piece", "passage_pieces", "read_form"]

TOKEN = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
IN_PROSE = re.compile(r"\{\{?\s*([A-Za-z_]+)\s*\}?\}")
"""A figure in an author's passage: `{indicator}`, or with two braces as in the form."""
PLAIN = ("year", "body")
"""Names that are words of the report, not figures."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: plain text, or the name of a figure or word."""

    text: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1 or 2), a paragraph (0) or a place for prose (its key)."""

    level: int
    pieces: tuple[Piece, ...] = ()
    prose: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A report's form: its name and title, ground, what its chart shows, and its blocks."""

    report: str
    title: Text
    ground: str
    chart: tuple[str, ...]
    blocks: tuple[Block, ...]

    def as_data(self) -> dict[str, Any]:
        """The form as JSON-ready data, so that a frozen report keeps the form it was made with."""
        blocks = [
            {
                "level": b.level,
                "prose": b.prose,
                "pieces": [{"text": p.text, "name": p.name} for p in b.pieces],
            }
            for b in self.blocks
        ]
        return {"title": self.title.as_data(), "chart": list(self.chart), "blocks": blocks}

    @classmethod
    def from_data(cls, report: str, ground: str, data: Mapping[str, Any]) -> Form:
        """The form that `as_data` gave."""
        blocks = tuple(
            Block(each["level"], tuple(Piece(**piece) for piece in each["pieces"]), each["prose"])
            for each in data["blocks"]
        )
        return cls(report, Text(**data["title"]), ground, tuple(data["chart"]), blocks)


def passage_pieces(line: str, known: Collection[str]) -> tuple[Piece, ...]:
    """A line of an author's passage; what names no figure of `known` stays the text it is."""
    pieces = _pieces(line, IN_PROSE)
    return tuple(
        piece if not piece.name or piece.name in known or piece.name in PLAIN else Piece(f"{{{piece.name}}}")
        for piece in pieces
    )


def _pieces(line: str, token: re.Pattern[str] = TOKEN) -> tuple[Piece, ...]:
    found, last = [], 0
    for match in token.finditer(line):
        if match.start() > last:
            found.append(Piece(text=line[last : match.start()]))
        found.append(Piece(name=match[1]))
        last = match.end()
    if last < len(line):
        found.append(Piece(text=line[last:]))
    return tuple(found)


def _block(line: str) -> Block:
    if line.startswith("::: prose "):
        return Block(0, prose=line.removeprefix("::: prose ").strip())
    level = len(line) - len(line.lstrip("#"))
    return Block(level, _pieces(line.lstrip("# ")))


def read_form(path: Path, known: Collection[str]) -> Form:
    """The form at `path`; `known` are the indicators there are. Raises `LawError` with file and line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    end = lines.index("---", 1)
    head = yaml.safe_load("\n".join(lines[1:end]))
    blocks = []
    for number, line in enumerate(lines[end + 1 :], start=end + 2):
        if not line.strip():
            continue
        block = _block(line)
        for piece in block.pieces:
            if piece.name and piece.name not in known and piece.name not in PLAIN:
                text = Text(f"没有指标“{piece.name}”。", f"There is no indicator '{piece.name}'.")
                raise LawError(
                    "annual.figure", text, where=f"{path}:{number}", expected="an indicator of law/indicators"
                )
        blocks.append(block)
    for name in head["chart"]:
        if name not in known:
            raise LawError(
                "annual.figure",
                Text(f"没有指标“{name}”。", f"There is no indicator '{name}'."),
                where=f"{path}:1",
                expected="an indicator of law/indicators",
            )
    return Form(
        head["report"],
        Text(head["title"]["zh"], head["title"]["en"]),
        head["ground"],
        tuple(head["chart"]),
        tuple(blocks),
    )
