"""One chart for page, PDF and .docx: drawn on the server, each bar a link to its trace, with a caption that says it in words."""

from __future__ import annotations

from functools import lru_cache

import orjson
import pylopdf_fonts_zh_cn
import vl_convert

from .build import Report
from .text import Piece

__all__ = ["caption", "chart_png", "chart_svg"]


@lru_cache(maxsize=1)
def _fonts() -> None:
    vl_convert.register_font_directory(str(pylopdf_fonts_zh_cn.serif_path().parent))


def _specification(report: Report, site: str) -> str:
    rows = [
        {
            "name": report.figures[n].title.in_(report.language),
            "value": report.figures[n].value or 0,
            "href": site + report.link(n),
        }
        for n in report.form.chart
    ]
    font = {"labelFont": "Noto Sans SC", "titleFont": "Noto Sans SC", "labelFontSize": 12}
    bars = {"mark": {"type": "bar", "color": "#2f4d6b"}, "encoding": {"href": {"field": "href"}}}
    words = {
        "mark": {"type": "text", "align": "left", "dx": 4, "font": "Noto Sans SC"},
        "encoding": {"text": {"field": "value"}},
    }
    return orjson.dumps({
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 420, "data": {"values": rows}, "layer": [bars, words],
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": {**font, "labelLimit": 260}},
            "x": {"field": "value", "type": "quantitative", "title": None, "axis": {**font, "tickCount": 4}},
        },
        "config": {"font": "Noto Sans SC", "view": {"stroke": None}},
    }).decode()  # fmt: skip


def caption(report: Report) -> list[Piece]:
    """What stands under the chart: its title and every figure it shows, for who cannot see the bars."""
    english = report.language == "en"
    between, end = (", ", ".") if english else ("，", "。")
    head = (
        f"Chart: main figures of {report.told} ({report.body}): "
        if english
        else f"图　{report.told}主要数字（{report.body}）："
    )
    pieces = [Piece(head)]
    for place, name in enumerate(report.form.chart):
        title = report.figures[name].title.in_(report.language)
        pieces += [Piece(f"{between if place else ''}{title}{' ' if english else ''}"), Piece(name=name)]
    return [*pieces, Piece(end)]


def chart_svg(report: Report, site: str = "") -> str:
    """The chart as SVG; its bars lead to their traces at `site`."""
    _fonts()
    return str(vl_convert.vegalite_to_svg(_specification(report, site)))


def chart_png(report: Report) -> bytes:
    """The chart as PNG, for Word."""
    _fonts()
    return bytes(vl_convert.vegalite_to_png(_specification(report, ""), scale=2))
