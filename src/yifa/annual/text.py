"""The form of a report: headings, sentences with figures in them, and places for the author's prose.

`law/annual/*.md` is front matter and a body. In the body `{{ indicator }}` stands for a figure, `::: prose key`
for a passage the author writes, `::: table name` for a table of `law/annual/tables`; `> …` is the line above it in English.
What may stand there and what is refused is read by `form_reading.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from yifa.errors import Text

from .tables import Table

__all__ = [
    "IN_PROSE",
    "PLAIN",
    "TOKEN",
    "WORDS_OF",
    "Block",
    "Form",
    "Piece",
    "base_name",
    "passage_pieces",
    "passages_of",
    "pieces_of",
]

TOKEN = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
"""A figure or word in a sentence of a form."""
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

    An `optional` place for prose prints nothing while nobody has written there. A sentence `when` some (none) prints only
    where the figure `of` is not nought (is nought). `lapses` is the place for what went wrong, by procedure
    (`listing.py` puts a table there).
    """

    level: int
    pieces: tuple[Piece, ...] = ()
    prose: str = ""
    table: str = ""
    optional: bool = False
    english: tuple[Piece, ...] = ()
    when: str = ""
    of: str = ""
    lapses: bool = False

    @property
    def heading(self) -> Text:
        """Its words in both languages, figures left out: of a heading, all there is."""
        zh, en = ("".join(piece.text for piece in each) for each in (self.pieces, self.english))
        return Text(zh, en or zh)

    def as_data(self) -> dict[str, Any]:
        """The block as JSON-ready data."""
        said = {
            name: [{"text": piece.text, "name": piece.name} for piece in getattr(self, name)]
            for name in ("pieces", "english")
        }
        plain = {name: getattr(self, name) for name in ("level", "prose", "table", "optional", "when", "of")}
        return {**plain, **said}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Block:
        """The block that `as_data` gave; of a report frozen before forms had English, without it."""
        pieces, english = (
            tuple(Piece(**each) for each in data.get(name, ())) for name in ("pieces", "english")
        )
        return cls(
            data["level"], pieces, data["prose"], data.get("table", ""), data.get("optional", False), english,
            data.get("when", ""), data.get("of", ""),
        )  # fmt: skip


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

    @property
    def headed(self) -> frozenset[str]:
        """The tables whose title the heading right above them says already: it is printed once."""
        return frozenset(
            two.table
            for one, two in pairwise(self.blocks)
            if two.table and one.level and self.tables[two.table].title.zh in one.heading.zh
        )

    def as_data(self) -> dict[str, Any]:
        """The form as JSON-ready data, so that a frozen report keeps the form it was made with."""
        tables = {name: table.model_dump(by_alias=True, mode="json") for name, table in self.tables.items()}
        return {
            "title": self.title.as_data(),
            "chart": list(self.chart),
            "blocks": [block.as_data() for block in self.blocks],
            "tables": tables,
            "period": self.period,
        }

    @classmethod
    def from_data(cls, report: str, ground: str, data: Mapping[str, Any]) -> Form:
        """The form that `as_data` gave."""
        blocks = tuple(map(Block.from_data, data["blocks"]))
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


def passages_of(form: Form) -> list[tuple[str, Text]]:
    """The passages an author writes, each with the heading it stands under."""
    found, heading = [], Text("", "")
    for block in form.blocks:
        if block.level:
            heading = block.heading
        if block.prose:
            found.append((block.prose, heading))
    return found


def passage_pieces(line: str, known: Collection[str]) -> tuple[Piece, ...]:
    """A line of an author's passage; what names no figure of `known` stays the text it is."""
    pieces = pieces_of(line, IN_PROSE)
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


def pieces_of(line: str, token: re.Pattern[str] = TOKEN) -> tuple[Piece, ...]:
    """A line as stretches of text and names of figures."""
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
