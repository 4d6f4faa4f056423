"""The report as an HTML fragment: every figure a link to its trace."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .build import Report, figure_link
from .text import Block, Piece

__all__ = ["as_html"]


def as_html(report: Report) -> SafeString:
    """The body of the report; the title is the page's own heading."""
    return format_html_join("\n", "{}", ((_block(report, block),) for block in report.form.blocks))


def _block(report: Report, block: Block) -> SafeString:
    if block.prose:
        paragraphs = report.passage(block).split("\n")
        return format_html_join("\n", "<p>{}</p>", ((line,) for line in paragraphs if line.strip()))
    inner = format_html_join("", "{}", ((_piece(report, piece),) for piece in block.pieces))
    inside = {1: "<h2>{}</h2>", 2: "<h3>{}</h3>", 0: "<p>{}</p>"}[block.level]
    return format_html(inside, inner)


def _piece(report: Report, piece: Piece) -> str:
    figure = report.figures.get(piece.name)
    if figure is None:
        return report.word(piece.name) if piece.name else piece.text
    return format_html(
        '<a class="figure" href="{}" title="{}">{}</a>',
        figure_link(figure, report.year),
        figure.formula.zh,
        report.word(piece.name),
    )
