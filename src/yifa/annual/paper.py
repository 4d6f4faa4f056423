"""The report on paper: PDF and .docx in the look of an official letter, every figure a link to its trace."""

from __future__ import annotations

import io
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

from .build import Report, figure_link
from .chart import chart_png, chart_svg
from .text import Block

__all__ = ["as_docx", "as_pdf"]


def _runs(report: Report, block: Block, site: str) -> list[dict[str, str]]:
    """A block as stretches of text, those of figures with their address."""
    if block.prose:
        return [{"text": report.passage(block), "href": ""}]
    runs = []
    for piece in block.pieces:
        figure = report.figures.get(piece.name)
        href = site + figure_link(figure, report.year) if figure else ""
        runs.append({"text": report.word(piece.name) if piece.name else piece.text, "href": href})
    return runs


def as_pdf(report: Report, site: str = "http://localhost:8000") -> bytes:
    """The report as PDF; `site` is the address its links lead to. Same report, same bytes."""
    blocks = [{"level": block.level, "runs": _runs(report, block, site)} for block in report.form.blocks]
    data = {"title": report.title, "body": report.body, "blocks": blocks, "chart": chart_svg(report)}
    return compile_layout("report", {"report": orjson.dumps(data).decode()})


def as_docx(report: Report, site: str = "http://localhost:8000") -> bytes:
    """The report as .docx, with the fonts an office has by name."""
    document = Document()
    word_paper.set_page(document, "letter")
    title = document.add_paragraph()
    word_paper.shape(title, align="center")
    word_paper.add_run(title, report.title, "song", size=22)
    for block in report.form.blocks:
        _paragraph(document, report, block, site)
    picture = document.add_paragraph()
    picture.add_run().add_picture(io.BytesIO(chart_png(report)), width=Mm(150))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document: WordDocument, report: Report, block: Block, site: str) -> None:
    paragraph = document.add_paragraph()
    word_paper.shape(paragraph, indent=0 if block.level else 2)
    font = {1: "hei", 2: "kai"}.get(block.level, "body")
    for run in _runs(report, block, site):
        made = word_paper.add_run(paragraph, run["text"], font)
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
