"""The form of a report: headings, sentences with figures in them, and places for the author's prose.

`law/annual/*.md` is front matter and a body. In the body `{{ indicator }}` stands for a figure, `::: prose key`
for a passage the author writes, `::: table name` for a table of `law/annual/tables`. An unknown name is an error with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yifa.errors import LawError, Text
from yifa.indicators.definition import Indicator, Label

from .tables import Table, read_table

__all__ = [
    "IN_PROSE",
    "PLAIN",
    "WORDS_OF",
    "Block",
    "Form",
    "Piece",
    "base_name",
    "passage_pieces",
    "read_form",
]

TOKEN = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
IN_PROSE = re.compile(
    r"\{\{?\s*([A-Za-z_]+(?:\[[a-z_.]+\])?(?:@(?:before|change|base|title))?)\s*(?:[|｜]([^{}|｜]*))?\}?\}"
)
"""A figure in an author's passage: `{indicator}`, or with two braces as in the form.

`@before` is its value in the same period of the year before, `@change` the change against it, `@base` and `@title` its words;
`{indicator|约1.2万件}` shows it rounded on purpose.
"""
WORDS_OF = ("@base", "@title")
"""After the name of a figure: its words instead of its value."""
PLAIN = ("year", "body", "period")
"""Names that are words of the report, not figures."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: plain text, or the name of a figure or word, perhaps `shown` rounded on purpose."""

    text: str = ""
    name: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1 or 2), a paragraph (0), a place for prose (its key) or for a table (its name).

    An `optional` place for prose prints nothing while nobody has written there.
    """

    level: int
    pieces: tuple[Piece, ...] = ()
    prose: str = ""
    table: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A report's form: its name and title, ground, what its chart shows, its blocks and tables, and the period it is made for."""

    report: str
    title: Text
    ground: str
    chart: tuple[str, ...]
    blocks: tuple[Block, ...]
    tables: Mapping[str, Table] = field(default_factory=dict)
    period: str = "year"
    """`year` or `month`."""

    def as_data(self) -> dict[str, Any]:
        """The form as JSON-ready data, so that a frozen report keeps the form it was made with."""
        blocks = [
            {
                "level": b.level,
                "prose": b.prose,
                "table": b.table,
                "optional": b.optional,
                "pieces": [{"text": p.text, "name": p.name} for p in b.pieces],
            }
            for b in self.blocks
        ]
        tables = {name: table.model_dump(by_alias=True, mode="json") for name, table in self.tables.items()}
        return {
            "title": self.title.as_data(),
            "chart": list(self.chart),
            "blocks": blocks,
            "tables": tables,
            "period": self.period,
        }

    @classmethod
    def from_data(cls, report: str, ground: str, data: Mapping[str, Any]) -> Form:
        """The form that `as_data` gave."""
        blocks = tuple(
            Block(
                each["level"],
                tuple(Piece(**piece) for piece in each["pieces"]),
                each["prose"],
                each.get("table", ""),
                each.get("optional", False),
            )
            for each in data["blocks"]
        )
        tables = {name: Table.model_validate(table) for name, table in data.get("tables", {}).items()}
        return cls(
            report,
            Text(**data["title"]),
            ground,
            tuple(data["chart"]),
            blocks,
            tables,
            data.get("period", "year"),
        )


def passage_pieces(line: str, known: Collection[str]) -> tuple[Piece, ...]:
    """A line of an author's passage; what names no figure of `known` stays the text it is."""
    pieces = _pieces(line, IN_PROSE)
    return tuple(
        piece if not piece.name or _there(piece.name, known) else Piece(f"{{{piece.name}}}")
        for piece in pieces
    )


def base_name(name: str) -> str:
    """The figure that a name in a passage speaks of.

    >>> base_name("penalties_imposed@change"), base_name("late_terms[penalty.summary]")
    ('penalties_imposed', 'late_terms[penalty.summary]')
    """
    return name.partition("@")[0]


def _there(name: str, known: Collection[str]) -> bool:
    return name in PLAIN or name in known or (name.endswith(WORDS_OF) and base_name(name) in known)


def _pieces(line: str, token: re.Pattern[str] = TOKEN) -> tuple[Piece, ...]:
    found, last = [], 0
    for match in token.finditer(line):
        if match.start() > last:
            found.append(Piece(text=line[last : match.start()]))
        shown = match[2] if token.groups > 1 else None
        found.append(Piece(name=match[1], shown=(shown or "").strip()))
        last = match.end()
    if last < len(line):
        found.append(Piece(text=line[last:]))
    return tuple(found)


def _block(line: str) -> Block:
    if line.startswith("::: prose "):
        key, _, more = line.removeprefix("::: prose ").strip().partition(" ")
        return Block(0, prose=key, optional=more == "optional")
    if line.startswith("::: table "):
        return Block(0, table=line.removeprefix("::: table ").strip())
    level = len(line) - len(line.lstrip("#"))
    return Block(level, _pieces(line.lstrip("# ")))


class _Head(BaseModel):
    """The front matter of a form."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    report: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Label
    ground: str
    mark: Literal["V", "K", "D", "L"] = "V"
    chart: list[str] = []
    period: Literal["year", "month"] = "year"


def read_form(path: Path, known: Mapping[str, Indicator]) -> Form:
    """The form at `path`, with its tables; `known` are the indicators there are. Raises `LawError` with file and line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        text = Text("报告样式须以两行 --- 之间的说明开头。", "A form begins with its front matter.")
        raise LawError("annual.head", text, where=f"{path}:1", expected="--- … ---")
    end = lines.index("---", 1)
    head = _head(path, "\n".join(lines[1:end]))
    blocks = []
    tables: dict[str, Table] = {}
    for number, line in enumerate(lines[end + 1 :], start=end + 2):
        if not line.strip():
            continue
        block = _block(line)
        _known(
            [piece.name for piece in block.pieces if piece.name and piece.name not in PLAIN],
            known,
            f"{path}:{number}",
        )
        if block.table:
            tables[block.table] = _table(path, block.table, known, f"{path}:{number}")
        blocks.append(block)
    _known(head.chart, known, f"{path}:1")
    title = Text(head.title.zh, head.title.en)
    return Form(head.report, title, head.ground, tuple(head.chart), tuple(blocks), tables, head.period)


def _head(path: Path, text: str) -> _Head:
    try:
        return _Head.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as problem:
        text_ = Text("不是有效的 YAML。", f"is not YAML: {problem}")
        raise LawError(
            "annual.head", text_, where=f"{path}:1", expected="docs/reference/reports.md"
        ) from problem
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        words = ".".join(map(str, first["loc"]))
        text_ = Text(f"“{words}”有误：{first['msg']}", f"'{words}': {first['msg']}")
        raise LawError(
            "annual.head", text_, where=f"{path}:1", expected="docs/reference/reports.md"
        ) from problem


def _table(path: Path, name: str, known: Mapping[str, Indicator], where: str) -> Table:
    there = path.parent / "tables" / f"{name}.yaml"
    if not there.exists():
        text = Text(f"没有表格“{name}”。", f"There is no table '{name}'.")
        raise LawError("annual.table", text, where=where, expected="a file of law/annual/tables")
    return read_table(there, known)


def _known(names: Iterable[str], known: Collection[str], where: str) -> None:
    for name in names:
        if name not in known:
            text = Text(f"没有指标“{name}”。", f"There is no indicator '{name}'.")
            raise LawError("annual.figure", text, where=where, expected="an indicator of law/indicators")
