"""A report built: the form's sentences with the year's figures in them, each carrying its trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from yifa.indicators import Figure
from yifa.people.models import Body
from yifa.procedures import Law

from .text import Block, Form, read_form

__all__ = ["MISSING", "REPORT", "Report", "Source", "build", "figure_link", "printed"]

REPORT = "law_based_government"
"""The one report there is so far, by its name in `law/annual`."""

MISSING = "（待起草）"
"""What stands where the author has written nothing yet."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as built: form, year, body, figures by name, the author's prose by key."""

    form: Form
    year: int
    body_id: int
    body: str
    figures: Mapping[str, Figure]
    prose: Mapping[str, str]
    watermark: int

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

    def passage(self, block: Block) -> str:
        """The author's passage, or a mark that it is missing."""
        return self.prose.get(block.prose, "").strip() or MISSING

    def word(self, name: str) -> str:
        """What a name prints: a figure with its unit, the year, the body."""
        if name == "year":
            return str(self.year)
        if name == "body":
            return self.body
        return printed(self.figures[name])

    def as_data(self) -> dict[str, Any]:
        """Canonical figures and text: what is frozen and hashed."""
        return {
            "report": self.form.report, "title": self.title, "year": self.year, "body": self.body_id, "ground": self.form.ground,
            "figures": {name: figure.as_data() for name, figure in sorted(self.figures.items())}, "prose": dict(sorted(self.prose.items())),
            "text": ["".join(self.word(p.name) if p.name else p.text for p in b.pieces) or self.passage(b) for b in self.form.blocks],
        }  # fmt: skip


def printed(figure: Figure) -> str:
    """A figure as a reader sees it: exact, with its unit; a rate without a base says so."""
    if figure.value is None:
        return "无基数，不计算"
    return f"{figure.value}{figure.unit.zh}"


def figure_link(figure: Figure, year: int) -> str:
    """The address of a figure's trace."""
    return f"/figures/{figure.indicator}/?year={year}"


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
    """Build the yearly report of a body from the acts of its division, as known up to a watermark (now if None)."""
    body = Body.objects.select_related("division").get(pk=body_id)
    found = {f.indicator: f for f in source(year, division=body.division.path, as_of=as_of)}
    path = law.folder.path("annual/law-based-government.md")
    form = read_form(path, found.keys())
    law.statutes.cite(form.ground, where=str(path))
    watermark = max((int(f.trace["watermark"]) for f in found.values()), default=0)
    return Report(form, year, body_id, body.name, found, dict(prose or {}), watermark)
