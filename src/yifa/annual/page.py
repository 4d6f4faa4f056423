"""The report as an HTML fragment: every figure a link to its trace."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .build import Report
from .chart import caption, chart_svg
from .text import Block, Piece

__all__ = ["as_figure", "as_html"]

HEADS = {1: "<h2>{}</h2>", 2: "<h3>{}</h3>", 0: "<p>{}</p>"}


def as_html(report: Report, site: str = "") -> SafeString:
    """The body of the report; the title is the page's own heading. `site` goes before every link, for a file of its own."""
    return format_html_join("\n", "{}", ((_block(report, block, site),) for block in report.form.blocks))


def as_figure(report: Report, site: str = "") -> SafeString:
    """The chart with its caption: bars and figures lead to their traces."""
    drawn = mark_safe(chart_svg(report, site))  # nosec  # noqa: S308  # drawn by us, words escaped by the drawer
    words = format_html_join("", "{}", ((_piece(report, piece, site),) for piece in caption(report)))
    return format_html('<figure class="chart">{}<figcaption>{}</figcaption></figure>', drawn, words)


def _block(report: Report, block: Block, site: str) -> SafeString:
    lines = (
        format_html_join("", "{}", ((_piece(report, piece, site),) for piece in line))
        for line in report.paragraphs(block)
    )
    return format_html_join("\n", HEADS[block.level], ((line,) for line in lines))


def _piece(report: Report, piece: Piece, site: str) -> str:
    figure = report.figures.get(piece.name)
    if figure is None:
        return report.said(piece)
    return format_html(
        '<a class="figure" href="{}" title="{}">{}</a>',
        site + report.link(piece.name),
        figure.formula.zh,
        report.word(piece.name),
    )
