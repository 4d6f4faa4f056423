"""The report on paper: PDF and .docx in the look of an official letter, every figure a link to its trace."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm

from yifa.documents import word_paper
from yifa.documents.pdf import compile_layout

from .build import Report
from .chart import caption, chart_png, chart_svg
from .grid import Grid
from .tables import Column, Row
from .text import Piece
from .word_tables import add_grid, link

__all__ = ["as_docx", "as_pdf"]


Runs = list[dict[str, str]]


def _runs(report: Report, pieces: Iterable[Piece], site: str) -> Runs:
    """A paragraph as stretches of text, those of figures with their address."""
    return [
        {"text": report.said(p), "href": site + report.link(p.name) if p.name in report.figures else ""}
        for p in pieces
    ]


def _blocks(report: Report, site: str) -> Iterator[tuple[int, Runs] | Grid]:
    """Every paragraph with its level, and every table."""
    for block in report.form.blocks:
        if block.table:
            yield report.grids[block.table]
        else:
            yield from ((block.level, _runs(report, line, site)) for line in report.paragraphs(block))


def _laid_out(report: Report, grid: Grid, site: str) -> dict[str, Any]:
    """A table as the layout takes it: lines of headings, rows with their cells as runs, the note printed under it."""
    table = grid.table
    rows = [
        {"title": row.title.zh, "level": row.level, "cells": [_cell(report, grid, row, column, site) for column in table.columns] if row.row else []}
        for row in table.rows
    ]  # fmt: skip
    heads = [
        [{"text": text, "wide": wide, "high": high} for text, wide, high in line] for line in grid.heads()
    ]
    return {
        "title": grid.caption,
        "heads": heads,
        "columns": len(table.columns),
        "rows": rows,
        "note": table.note.zh if table.note else "",
    }


def _cell(report: Report, grid: Grid, row: Row, column: Column, site: str) -> dict[str, str]:
    key = grid.key(row, column)
    return {"text": grid.told(row, column), "href": site + report.link(key) if key else ""}


def as_pdf(report: Report, site: str = "http://localhost:8000") -> bytes:
    """The report as PDF; `site` is the address its links lead to. Same report, same bytes."""
    blocks = [
        {"level": -1, "table": _laid_out(report, each, site)}
        if isinstance(each, Grid)
        else {"level": each[0], "runs": each[1]}
        for each in _blocks(report, site)
    ]
    drawn = (
        {"chart": chart_svg(report, site), "caption": _runs(report, caption(report), site)}
        if report.form.chart
        else {"chart": ""}
    )
    data = {"title": report.title, "body": report.body, "blocks": blocks, **drawn}
    return compile_layout("report", {"report": orjson.dumps(data).decode()})


def as_docx(report: Report, site: str = "http://localhost:8000") -> bytes:
    """The report as .docx, with the fonts an office has by name."""
    document = Document()
    word_paper.set_page(document, "letter")
    title = document.add_paragraph()
    word_paper.shape(title, align="center")
    word_paper.add_run(title, report.title, "song", size=22)
    for each in _blocks(report, site):
        if isinstance(each, Grid):
            add_grid(document, _laid_out(report, each, site))
        else:
            _paragraph(document, *each)
    if report.form.chart:
        picture = document.add_paragraph()
        picture.add_run().add_picture(io.BytesIO(chart_png(report)), width=Mm(150))
        _paragraph(document, 1, _runs(report, caption(report), site), font="kai")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document: WordDocument, level: int, runs: Runs, font: str = "") -> None:
    paragraph = document.add_paragraph()
    word_paper.shape(paragraph, indent=0 if level else 2)
    for run in runs:
        made = word_paper.add_run(paragraph, run["text"], font or {1: "hei", 2: "kai"}.get(level, "body"))
        if run["href"]:
            link(paragraph, made, run["href"])
