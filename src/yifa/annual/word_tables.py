"""Tables of a report in a Word document, and links, which python-docx leaves to its users."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell

from yifa.documents import word_paper

__all__ = ["add_grid", "link"]

SIZE = 10.5
"""Points of a table's text, so that eight columns stand side by side."""


def add_grid(document: WordDocument, laid: Mapping[str, Any]) -> None:
    """A table with its title (if the heading has not told it) and the note printed under it; `laid` as `paper.py` lays it out."""
    if laid["title"]:
        title = document.add_paragraph()
        word_paper.shape(title, align="center")
        word_paper.add_run(title, laid["title"], "hei", size=14)
    heads, rows = laid["heads"], laid["rows"]
    table = document.add_table(rows=len(heads) + len(rows), cols=laid["columns"] + 1)
    table.style = "Table Grid"
    _add_heads(table, heads)
    for place, row in enumerate(rows, start=len(heads)):
        cells = table.rows[place].cells
        if not row["cells"]:
            cells[0].merge(cells[-1])
        _write(cells[0], "\u3000" * row["level"] + row["title"], "left")
        for cell, one in zip(cells[1:], row["cells"], strict=False):
            _write(cell, one["text"], "center", one["href"])
    if laid["note"]:
        note = document.add_paragraph()
        word_paper.add_run(note, f"（{laid['note']}）", "body", size=SIZE)


def _add_heads(table: Table, heads: list[list[dict[str, Any]]]) -> None:
    taken: set[tuple[int, int]] = set()
    for line, cells in enumerate(heads):
        column = 0
        for cell in cells:
            while (line, column) in taken:
                column += 1
            wide, high = cell["wide"], cell["high"]
            taken |= {(line + down, column + along) for down in range(high) for along in range(wide)}
            first, last = table.cell(line, column), table.cell(line + high - 1, column + wide - 1)
            _write(first.merge(last) if first is not last else first, cell["text"], "center", font="hei")


def _write(cell: _Cell, text: str, align: str, href: str = "", font: str = "body") -> None:
    paragraph = cell.paragraphs[0]
    word_paper.shape(paragraph, align=align)
    run = word_paper.add_run(paragraph, text, font, size=SIZE)
    if href:
        link(paragraph, run, href)


def link(paragraph: Any, run: Any, address: str) -> None:
    """Wrap a run in a hyperlink."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), relation)
    element = run._r if hasattr(run, "_r") else run
    element.addprevious(made)
    made.append(element)
