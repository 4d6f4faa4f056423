"""The report on paper: PDF and .docx in the look of an official letter, every figure a link to its trace."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import orjson
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from yifa.documents import word_paper
from yifa.documents.pdf import compile_layout

from .build import Report
from .chart import caption, chart_png, chart_svg
from .text import Piece

__all__ = ["as_docx", "as_pdf"]


Runs = list[dict[str, str]]


def _runs(report: Report, pieces: Iterable[Piece], site: str) -> Runs:
    """A paragraph as stretches of text, those of figures with their address."""
    return [
        {"text": report.said(p), "href": site + report.link(p.name) if p.name in report.figures else ""}
        for p in pieces
    ]


def _blocks(report: Report, site: str) -> list[tuple[int, Runs]]:
    """Every paragraph with its level."""
    return [
        (block.level, _runs(report, line, site))
        for block in report.form.blocks
        for line in report.paragraphs(block)
    ]


def as_pdf(report: Report, site: str = "http://localhost:8000") -> bytes:
    """The report as PDF; `site` is the address its links lead to. Same report, same bytes."""
    blocks = [{"level": level, "runs": runs} for level, runs in _blocks(report, site)]
    data = {
        "title": report.title, "body": report.body, "blocks": blocks, "chart": chart_svg(report, site),
        "caption": _runs(report, caption(report), site),
    }  # fmt: skip
    return compile_layout("report", {"report": orjson.dumps(data).decode()})


def as_docx(report: Report, site: str = "http://localhost:8000") -> bytes:
    """The report as .docx, with the fonts an office has by name."""
    document = Document()
    word_paper.set_page(document, "letter")
    title = document.add_paragraph()
    word_paper.shape(title, align="center")
    word_paper.add_run(title, report.title, "song", size=22)
    for level, runs in _blocks(report, site):
        _paragraph(document, level, runs)
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
            _link(paragraph, made, run["href"])


def _link(paragraph: Any, run: Any, address: str) -> None:
    """Wrap a run in a hyperlink, which python-docx leaves to its users."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    element = run._r if hasattr(run, "_r") else run
    element.addprevious(link)
    link.append(element)
