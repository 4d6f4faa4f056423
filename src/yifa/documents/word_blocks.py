"""The blocks of a composed document as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm

from yifa.documents.tree import Block, Fence, Heading, Item, Line, PageBreak, Paragraph, Table, plain
from yifa.documents.word_paper import BODY, SMALL, add_border, add_run, add_runs, shape

__all__ = ["add_block", "add_spacer", "is_ruled"]

WIDTH = 156.0
"""Millimetres of the type area."""
LONGEST_LABEL = 7
"""A longer label in a grid wraps, so that the value keeps its room."""

_HEADING_FONTS = ("hei", "kai", "hei")
_DATE_PLACE = "　　　　年　　月　　日"


def is_ruled(block: Block | None) -> bool:
    """Whether a block is a row of the ruled tables that join when they follow each other."""
    return isinstance(block, Fence) and block.name in ("grid", "opinion")


def add_block(document: WordDocument, block: Block, form: str) -> None:
    """Add one block of the body."""
    match block:
        case Paragraph(line):
            add_runs(shape(document.add_paragraph(), indent=2), line)
        case Heading(level, line):
            paragraph = shape(document.add_paragraph(), "left", indent=2)
            paragraph.paragraph_format.keep_with_next = True
            add_runs(paragraph, line, _HEADING_FONTS[level - 1])
        case Item(level, number, line):
            paragraph = shape(document.add_paragraph(), indent=2)
            add_run(paragraph, f"{number}." if level == 1 else f"（{number}）")
            add_runs(paragraph, line)
        case Table():
            _add_table(document, block)
        case PageBreak():
            shape(document.add_paragraph(), size=SMALL).add_run().add_break(WD_BREAK.PAGE)
        case Fence(name=name):
            if adder := _FENCES[name]:
                adder(document, block, form)


def add_spacer(document: WordDocument, points: float = 6) -> None:
    """A thin empty paragraph, which also keeps two tables apart."""
    paragraph = shape(document.add_paragraph(), size=points)
    add_run(paragraph, "", size=points)


def _cell(cell: Any, line: Line, align: str, font: str = "body") -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    add_runs(shape(cell.paragraphs[0], align, size=SMALL), line, font, SMALL)


def _ruled(document: WordDocument, rows: int, widths: list[float]) -> Any:
    table = document.add_table(rows, len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _add_table(document: WordDocument, block: Table) -> None:
    shares = [WIDTH * width / sum(block.widths) for width in block.widths]
    table = _ruled(document, len(block.rows) + 1, shares)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, line in zip(table.rows[0].cells, block.head, strict=True):
        _cell(cell, line, "center", "hei")
    for row, lines in zip(table.rows[1:], block.rows, strict=True):
        for cell, line, align in zip(row.cells, lines, block.align, strict=True):
            _cell(cell, line, align)
    add_spacer(document)


def _add_grid(document: WordDocument, block: Fence, _: str) -> None:
    longest = min(LONGEST_LABEL, max(4, *(len(plain(label)) for row in block.rows for label in row[::2])))
    label = longest * SMALL * 0.353 + 6
    for row in block.rows:
        pairs = len(row) // 2
        table = _ruled(document, 1, [label, WIDTH / pairs - label] * pairs)
        for column, (cell, line) in enumerate(zip(table.rows[0].cells, row, strict=True)):
            _cell(cell, line, "left" if column % 2 else "center", "body" if column % 2 else "hei")


def _add_opinion(document: WordDocument, block: Fence, _: str) -> None:
    table = _ruled(document, 1, [24, WIDTH - 24])
    left, right = table.rows[0].cells
    left.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    add_run(shape(left.paragraphs[0], "center", size=SMALL), block.label, "hei", SMALL)
    lines = [row[0] for row in block.rows] or [(), ()]
    for at, line in enumerate(lines):
        paragraph = right.paragraphs[0] if at == 0 else right.add_paragraph()
        add_runs(shape(paragraph, "left", size=SMALL), line, size=SMALL)
    add_run(shape(right.add_paragraph(), "right", size=SMALL), f"签名：　　　　　　{_DATE_PLACE}", size=SMALL)


def _add_lines(document: WordDocument, block: Fence, _: str) -> None:
    for row in block.rows:
        paragraph = shape(document.add_paragraph())
        _add_cells(paragraph, [plain(cell) for cell in row], BODY) if len(row) > 1 else add_runs(
            paragraph, row[0]
        )


def _add_cells(paragraph: Any, cells: list[str], size: float) -> None:
    """Cells side by side at equal distances, by tab stops."""
    for at, text in enumerate(cells):
        if at:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH * at / len(cells)))
            add_run(paragraph, "\t", size=size)
        add_run(paragraph, text, size=size)


def _written(cell: Line, share: int) -> str:
    label = plain(cell)
    if label.endswith(("日期：", "时间：")):
        return label + _DATE_PLACE
    blank = max(6, int(WIDTH / share / (SMALL * 0.353)) - len(label) - 2)
    return label + "＿" * blank if label.endswith("：") else label


def _add_signatures(document: WordDocument, block: Fence, _: str) -> None:
    for row in block.rows:
        paragraph = shape(document.add_paragraph(), "left", size=SMALL, after=10)
        _add_cells(paragraph, [_written(cell, len(row)) for cell in row], SMALL)


def _add_receipt(document: WordDocument, block: Fence, _: str) -> None:
    add_spacer(document, 12)
    [cell] = _ruled(document, 1, [WIDTH]).rows[0].cells
    add_run(shape(cell.paragraphs[0], "center", size=SMALL, after=8), block.label, "hei", SMALL)
    for row in block.rows:
        paragraph = shape(cell.add_paragraph(), "left", size=SMALL, after=10)
        _add_cells(paragraph, [_written(each, len(row)) for each in row], SMALL)
    add_spacer(document)


def _add_turns(document: WordDocument, block: Fence, _: str) -> None:
    for row in block.rows:
        is_turn = plain(row[0]).startswith(("问：", "答："))
        add_runs(shape(document.add_paragraph(), indent=-2 if is_turn else 0, left=2), row[0])


def _add_seal(document: WordDocument, block: Fence, form: str) -> None:
    """Name, place of the seal and date, centred over each other at the right; never a seal itself."""
    add_run(shape(document.add_paragraph()), "")
    lines = [plain(row[0]) for row in block.rows]
    if form != "letter":
        lines.insert(1, "（印章）")
    half = max(sum(1.0 if ord(sign) > 255 else 0.5 for sign in line) for line in lines) / 2
    centre = WIDTH - ((4 if form == "letter" else 1) + half) * BODY * 0.353
    for line in lines:
        paragraph = shape(document.add_paragraph(), "left")
        paragraph.paragraph_format.keep_with_next = line != lines[-1]
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(centre), WD_TAB_ALIGNMENT.CENTER)
        add_run(paragraph, f"\t{line}")


def _add_to(document: WordDocument, block: Fence, _: str) -> None:
    add_runs(shape(document.add_paragraph()), block.rows[0][0])


def _add_attachments(document: WordDocument, block: Fence, _: str) -> None:
    add_run(shape(document.add_paragraph()), "")
    for at, row in enumerate(block.rows):
        paragraph = shape(
            document.add_paragraph(), "left", left=5 if at == 0 else 6, indent=-3 if at == 0 else -1
        )
        add_run(paragraph, ("附件：" if at == 0 else "") + (f"{at + 1}." if len(block.rows) > 1 else ""))
        add_runs(paragraph, row[0])


def _add_note(document: WordDocument, block: Fence, _: str) -> None:
    paragraph = shape(document.add_paragraph(), indent=2)
    add_run(paragraph, "（")
    add_runs(paragraph, block.rows[0][0])
    add_run(paragraph, "）")


def _add_copies(document: WordDocument, block: Fence, _: str) -> None:
    """The band at the end; Word cannot be told to sink it to the foot of the page, so it follows the text."""
    add_spacer(document, 18)
    for at, row in enumerate(block.rows):
        paragraph = shape(document.add_paragraph(), "left", left=1, size=14)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH - 5), WD_TAB_ALIGNMENT.RIGHT)
        add_run(paragraph, "\t".join(plain(cell) for cell in row), size=14)
        paragraph.paragraph_format.keep_with_next = at < len(block.rows) - 1
        add_border(
            paragraph, ["top", "bottom"] if at == len(block.rows) - 1 else ["top"], 8 if at == 0 else 6
        )


_FENCES: Mapping[str, Callable[[WordDocument, Fence, str], None] | None] = {
    "attachments": _add_attachments,
    "copies": _add_copies,
    "grid": _add_grid,
    "head": None,
    "lines": _add_lines,
    "note": _add_note,
    "opinion": _add_opinion,
    "qa": _add_turns,
    "receipt": _add_receipt,
    "seal": _add_seal,
    "signatures": _add_signatures,
    "title": None,
    "to": _add_to,
}
