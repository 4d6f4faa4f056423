"""Paper for a drawing: words wrapped to a width, boxes, lines and arrows, as SVG."""

from __future__ import annotations

import unicodedata
from html import escape

__all__ = ["LINE", "Sheet", "wrapped"]

LINE = 19
"""From one line of words to the next."""

STYLE = (
    "text{font-family:'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',sans-serif;font-size:13px;fill:#1d2733}"
    ".t{font-size:20px;font-weight:600}.s{font-size:15px;font-weight:600}.m{font-size:12px;fill:#3c4957}"
    ".b{fill:#f5f8fb;stroke:#2f4d6b;stroke-width:1.4}.e{fill:#fff;stroke:#2f4d6b;stroke-width:3}.ei{fill:none;stroke:#2f4d6b;stroke-width:1}"
    ".a{fill:none;stroke:#2f4d6b;stroke-width:1.4}.v{fill:none;stroke:#2f4d6b;stroke-width:1.4;stroke-dasharray:5 4}.h{fill:#2f4d6b}"
)
HEAD = '<marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" class="h"/></marker>'
NEVER_FIRST = "，。、；：）》」！？,.;:)"
"""Marks that do not begin a line."""


def _width(char: str, size: float) -> float:
    return size if unicodedata.east_asian_width(char) in "WF" else size * 0.62


def wrapped(words: str, width: float, size: float) -> list[str]:
    """The words in lines that fit `width` at a font size; English breaks at spaces, Chinese anywhere but before a mark.

    >>> wrapped("查封扣押场所设施财物", 60, 12)
    ['查封扣押场', '所设施财物']
    """
    lines, line, used = [], "", 0.0
    for char in words:
        wide = _width(char, size)
        if used + wide > width and char not in NEVER_FIRST:
            head, space, tail = line.rpartition(" ")
            if space and char.isascii() and char != " " and len(tail) < 20 and len(head) > 2:
                line = tail
                lines.append(head)
            else:
                lines.append(line)
                line = ""
            used = sum(_width(each, size) for each in line)
        line += char
        used += wide
    return [*lines, line.strip()] if line.strip() else lines


class Sheet:
    """The drawing as it grows."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.parts: list[str] = []

    def text(self, x: float, y: float, words: str, style: str = "") -> None:
        """One line of text."""
        self.parts.append(f'<text x="{x:g}" y="{y:g}" class="{style}">{escape(words)}</text>')

    def box(self, x: float, y: float, width: float, height: float, style: str) -> None:
        """A box; an end has a second frame inside."""
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="8" class="{style}"/>'
        )
        if style == "e":
            self.parts.append(
                f'<rect x="{x + 4:g}" y="{y + 4:g}" width="{width - 8:g}" height="{height - 8:g}" rx="5" class="ei"/>'
            )

    def line(self, path: str, *, event: bool) -> None:
        """A line without a head; dashed for an event."""
        self.parts.append(f'<path d="{path}" class="{"v" if event else "a"}"/>')

    def arrow(self, path: str, *, event: bool) -> None:
        """A line with a head."""
        self.parts.append(f'<path d="{path}" class="{"v" if event else "a"}" marker-end="url(#head)"/>')

    def dot(self, x: float, y: float) -> None:
        """Where one line joins another."""
        self.parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="2.6" class="h"/>')

    def svg(self, height: float, title: str) -> str:
        """The whole, named for who cannot see it."""
        name = escape(title)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" height="{height:g}" viewBox="0 0 {self.width:g} {height:g}" role="img" '
            f'aria-label="{name}"><title>{name}</title><style>{STYLE}</style><defs>{HEAD}</defs>{"".join(self.parts)}</svg>'
        )
