"""One chart for page, PDF and .docx: drawn on the server, each bar a link to its trace, readable without colour."""

from __future__ import annotations

from functools import lru_cache

import orjson
import pylopdf_fonts_zh_cn
import vl_convert

from .build import Report, figure_link

__all__ = ["chart_png", "chart_svg"]


@lru_cache(maxsize=1)
def _fonts() -> None:
    vl_convert.register_font_directory(str(pylopdf_fonts_zh_cn.serif_path().parent))


def _specification(report: Report) -> str:
    rows = [
        {
            "name": report.figures[n].title.zh,
            "value": report.figures[n].value or 0,
            "href": figure_link(report.figures[n], report.year),
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
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": {**font, "labelLimit": 200}},
            "x": {"field": "value", "type": "quantitative", "title": None, "axis": {**font, "tickCount": 4}},
        },
        "config": {"font": "Noto Sans SC", "view": {"stroke": None}},
    }).decode()  # fmt: skip


def chart_svg(report: Report) -> str:
    """The chart as SVG."""
    _fonts()
    return str(vl_convert.vegalite_to_svg(_specification(report)))


def chart_png(report: Report) -> bytes:
    """The chart as PNG, for Word."""
    _fonts()
    return bytes(vl_convert.vegalite_to_png(_specification(report), scale=2))
