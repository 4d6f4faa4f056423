"""The machine-readable annex of a report: every figure and cell with its number, unit, formula and address."""

from __future__ import annotations

from typing import Any

import orjson

from .build import Report

__all__ = ["as_annex"]


def as_annex(report: Report, site: str = "") -> bytes:
    """The report as JSON: its figures and its tables cell by cell, each with the address of its trace at `site`, and what its text shows rounded."""
    used = sorted(
        {
            name
            for block in report.form.blocks
            for line in report.paragraphs(block)
            for piece in line
            if (name := piece.name) in report.figures
        }
    )
    figures = [{"figure": name, **_told(report, name, site)} for name in used]
    tables = [
        {
            "table": name, "title": grid.table.title.zh, "unit": grid.table.unit.zh, "ground": grid.table.ground,
            "cells": [
                {"row": row.row, "row_title": row.title.zh, "column": column.column, "column_title": column.title.zh, "value": grid.value(row, column), "printed": grid.told(row, column),
                 "trace": site + report.link(key) if (key := grid.key(row, column)) else None}
                for row in grid.table.lines()
                for column in grid.table.columns
            ],
        }
        for name, grid in report.grids.items()
    ]  # fmt: skip
    data = {
        "report": report.form.report, "title": report.title, "period": report.period, "body": report.body, "ground": report.form.ground,
        "watermark": report.watermark, "figures": figures, "tables": tables,
        "rounded": [dict(each) for each in report.rounded],
    }  # fmt: skip
    return orjson.dumps(data, option=orjson.OPT_INDENT_2)


def _told(report: Report, name: str, site: str) -> dict[str, Any]:
    figure = report.figures[name]
    return {
        "title": figure.title.zh, "value": figure.value, "unit": figure.unit.zh, "base": figure.base.zh, "formula": figure.formula.zh,
        "trace": site + report.link(name),
    }  # fmt: skip
