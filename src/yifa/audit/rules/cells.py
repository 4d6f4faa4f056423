"""Tables that came out with one cell a line: the labels first, then as many numbers, one of them under 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import number
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check"]

_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计)(?:[（(][^）)]*[）)])?$")
_EDGES = " \t\u3000\xa0|"
_LONGEST, _LEAST, _NEARLY = 20, 4, 20
"""Signs of a label; numbers of a row; a twentieth either way is a slip, more is another table."""

Line = tuple[int, str]


def check(report: Report) -> Iterator[Finding]:
    """Every run of lines that hold one number each."""
    at = {figure.start: figure for figure in report.figures}
    labels: list[Line] = []
    run: list[Line] = []
    for line in [*_lines(report.read.text), (len(report.read.text), "")]:
        if _NUMBER.fullmatch(line[1]):
            run.append(line)
            continue
        if len(run) >= _LEAST:
            yield from _held(report, labels, run, at)
        if run:
            labels = []
        run = []
        labels = [*labels, line] if len(line[1]) <= _LONGEST else []


def _lines(text: str) -> Iterator[Line]:
    """Every line with something in it, without edges of cells, and where it starts."""
    for found in _LINE.finditer(text):
        words = found[0].strip(_EDGES)
        if words:
            yield found.start() + found[0].index(words), words


def _held(report: Report, labels: list[Line], run: list[Line], at: dict[int, Figure]) -> Iterator[Finding]:
    """The number under 合计 against those before it, whether or not the labels end in the name of the row."""
    names = [words for _, words in labels]
    behind = next((n for n, words in enumerate(reversed(names)) if _TOTAL.match(words)), None)
    if behind is None or len(names) < len(run):
        return
    values = [Decimal(words.replace(",", "")) for _, words in run]
    places = [len(run) - 1 - n for n in (behind, behind - 1) if 0 <= n < len(run) - 1]
    places = [place for place in places if place > 1]
    if any(sum(values[:place]) == values[place] for place in places):
        return
    for place in places:
        total = sum(values[:place], Decimal(0))
        if values[place] and abs(total - values[place]) * _NEARLY <= values[place]:
            parts = " + ".join(number(value) for value in values[:place] if value)
            starts = [start for start, _ in run[: place + 1]]
            yield report.finding(
                "cells", "inconsistent", [at[start] for start in starts if start in at], f"{parts} = {number(total)} ≠ {number(values[place])}",
                Text("表中各项加起来不等于合计。", "The cells of a table do not add up to its total."),
                Text("核对表中各数。", "Check the cells."),
            )  # fmt: skip
            return
