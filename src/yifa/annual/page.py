"""The report as an HTML fragment: every figure a link to its trace."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yifa.errors import Text

from .build import Report, printed
from .chart import caption, chart_svg
from .grid import Grid
from .tables import Column, Row
from .text import Block, Piece

__all__ = ["as_figure", "as_html"]

HEADS = {1: "<h2>{}</h2>", 2: "<h3>{}</h3>", 0: "<p>{}</p>"}


def as_html(report: Report, site: str = "") -> SafeString:
    """The body of the report; the title is the page's own heading. `site` goes before every link, for a file of its own."""
    return format_html_join("\n", "{}", ((_block(report, block, site),) for block in report.form.blocks))


def as_figure(report: Report, site: str = "") -> SafeString:
    """The chart with its caption: bars and figures lead to their traces; nothing for a report without one."""
    if not report.form.chart:
        return SafeString("")
    drawn = mark_safe(chart_svg(report, site))  # nosec  # noqa: S308  # drawn by us, words escaped by the drawer
    words = format_html_join("", "{}", ((_piece(report, piece, site),) for piece in caption(report)))
    return format_html('<figure class="chart">{}<figcaption>{}</figcaption></figure>', drawn, words)


def _block(report: Report, block: Block, site: str) -> SafeString:
    if block.table:
        return _grid(report, report.grids[block.table], site)
    lines = (
        format_html_join("", "{}", ((_piece(report, piece, site),) for piece in line))
        for line in report.paragraphs(block)
    )
    return format_html_join("\n", HEADS[block.level], ((line,) for line in lines))


def _piece(report: Report, piece: Piece, site: str) -> str:
    figure = report.figures.get(piece.name)
    if figure is None:
        return report.said(piece)
    exact = (
        f"{Text('准确数', 'exactly').in_(report.language)} {report.word(piece.name)}. " if piece.shown else ""
    )
    hint = f"{exact}{figure.formula.in_(report.language)}"
    return format_html(
        '<a class="figure" href="{}" title="{}">{}</a>',
        site + report.link(piece.name),
        hint,
        report.said(piece),
    )


def _grid(report: Report, grid: Grid, site: str) -> SafeString:
    """A table: headings over two lines where columns share one, every number a link to its acts."""
    head = format_html_join("", "<tr>{}</tr>", ((_heads(line),) for line in grid.heads()))
    body = format_html_join("", "{}", ((_row(report, grid, row, site),) for row in grid.table.rows))
    between = "({})" if grid.language == "en" else "（{}）"
    said = between.format(grid.said(grid.table.note)) if grid.table.note else ""
    note = format_html('<p class="quiet">{}</p>', said) if said else ""
    caption_ = format_html("<caption>{}</caption>", grid.caption) if grid.caption else ""
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="statutory">{}<thead>{}</thead><tbody>{}</tbody></table></div>{}',
        grid.said(grid.table.title), caption_, head, body, note,
    )  # fmt: skip


def _heads(line: list[tuple[str, int, int]]) -> SafeString:
    return format_html_join(
        "",
        '<th scope="col" colspan="{}" rowspan="{}">{}</th>',
        ((wide, high, text) for text, wide, high in line),
    )


def _row(report: Report, grid: Grid, row: Row, site: str) -> SafeString:
    if not row.row:
        return format_html(
            '<tr><th scope="rowgroup" class="l{}" colspan="{}">{}</th></tr>',
            row.level,
            len(grid.table.columns) + 1,
            grid.said(row.title),
        )
    cells = format_html_join(
        "",
        '<td class="number">{}</td>',
        ((_cell(report, grid, row, column, site),) for column in grid.table.columns),
    )
    return format_html(
        '<tr><th scope="row" class="l{}">{}</th>{}</tr>', row.level, grid.said(row.title), cells
    )


def _cell(report: Report, grid: Grid, row: Row, column: Column, site: str) -> str:
    told, key = grid.told(row, column), grid.key(row, column)
    if not key:
        return told
    return format_html(
        '<a class="figure" href="{}" title="{}">{}</a>',
        site + report.link(key),
        report.figures[key].formula.in_(report.language)
        if column.wan is None
        else f"{printed(report.figures[key], report.language)}. {report.figures[key].formula.in_(report.language)}",
        told,
    )
