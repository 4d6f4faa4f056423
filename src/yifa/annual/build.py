"""A report built: the form's sentences with the year's figures in them, each carrying its trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from yifa.errors import Missing, Text
from yifa.indicators import Figure
from yifa.people.models import Body
from yifa.procedures import Law

from .text import PLAIN, Block, Form, Piece, passage_pieces, read_form

__all__ = ["MISSING", "REPORT", "Report", "Source", "build", "figure_link", "printed"]

REPORT = "law_based_government"
"""The one report there is so far, by its name in `law/annual`."""

MISSING = "（待起草）"
"""What stands where the author has written nothing yet."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as built: form, year, body, figures by name, the author's prose by key.

    A frozen one also has the `words` it printed, and its figures link to their traces as they were then.
    """

    form: Form
    year: int
    body_id: int
    body: str
    figures: Mapping[str, Figure]
    prose: Mapping[str, str]
    watermark: int
    words: Mapping[str, str] = field(default_factory=dict)
    frozen: bool = False

    @property
    def title(self) -> str:
        """The title as printed."""
        return f"{self.body}{self.year}{self.form.title.zh}"

    @property
    def missing(self) -> list[str]:
        """Keys of passages nobody has written."""
        return [
            block.prose
            for block in self.form.blocks
            if block.prose and not self.prose.get(block.prose, "").strip()
        ]

    def paragraphs(self, block: Block) -> list[tuple[Piece, ...]]:
        """A block as paragraphs of pieces: one for a heading or sentence, a line each for the author's passage."""
        if not block.prose:
            return [block.pieces]
        text = self.prose.get(block.prose, "").strip() or MISSING
        return [passage_pieces(line, self.figures) for line in text.split("\n") if line.strip()]

    def word(self, name: str) -> str:
        """What a name prints: a figure with its unit, the year, the body."""
        if name in self.words:
            return self.words[name]
        if name in PLAIN:
            return str(self.year) if name == "year" else self.body
        return printed(self.figures[name])

    def link(self, name: str) -> str:
        """The address of a figure's trace; of a frozen report's, at its watermark."""
        return figure_link(self.figures[name], self.year, at=self.watermark if self.frozen else None)

    def said(self, piece: Piece) -> str:
        """What a piece prints."""
        return self.word(piece.name) if piece.name else piece.text

    def as_data(self) -> dict[str, Any]:
        """Canonical figures and text: what is frozen and hashed, and enough to print it again."""
        used = {
            piece.name
            for b in self.form.blocks
            for line in self.paragraphs(b)
            for piece in line
            if piece.name
        }
        return {
            "report": self.form.report, "title": self.title, "year": self.year, "body": self.body_id, "ground": self.form.ground,
            "figures": {name: figure.as_data() for name, figure in sorted(self.figures.items())}, "prose": dict(sorted(self.prose.items())),
            "text": ["\n".join("".join(map(self.said, line)) for line in self.paragraphs(b)) for b in self.form.blocks],
            "form": self.form.as_data(), "body_name": self.body, "words": {name: self.word(name) for name in sorted({*used, *self.form.chart})},
        }  # fmt: skip


def printed(figure: Figure) -> str:
    """A figure as a reader sees it: exact, with its unit; a rate without a base says so."""
    if figure.value is None:
        return "无基数，不计算"
    return f"{figure.value}{figure.unit.zh}"


def figure_link(figure: Figure, year: int, *, at: int | None = None) -> str:
    """The address of a figure's trace: its year, its division, and the watermark `at` it is asked for."""
    asked: dict[str, str | int] = {"year": year}
    if division := figure.trace.get("division"):
        asked["division"] = division
    if at is not None:
        asked["at"] = at
    return f"/figures/{figure.indicator}/?{urlencode(asked, safe='/')}"


class Source(Protocol):
    """Where figures come from: the engine in this process, or the worker asked by a web process."""

    def __call__(self, year: int, *, division: str | None = None, as_of: int | None = None) -> list[Figure]:
        """Every figure of a year."""
        ...


def build(
    law: Law,
    year: int,
    body_id: int,
    source: Source,
    *,
    prose: Mapping[str, str] | None = None,
    as_of: int | None = None,
) -> Report:
    """Build the yearly report of a body from the acts of its division, as known up to a watermark (now if None).

    Raises `Missing` where there is no such body.
    """
    body = Body.objects.select_related("division").filter(pk=body_id).first()
    if body is None:
        raise Missing("annual.body", Text(f"没有编号为 {body_id} 的机关。", f"There is no body {body_id}."))
    found = {f.indicator: f for f in source(year, division=body.division.path, as_of=as_of)}
    path = law.folder.path("annual/law-based-government.md")
    form = read_form(path, found.keys())
    law.statutes.cite(form.ground, where=str(path))
    watermark = max((int(f.trace["watermark"]) for f in found.values()), default=0)
    return Report(form, year, body_id, body.name, found, dict(prose or {}), watermark)
