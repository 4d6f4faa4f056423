"""The disclosure report's tables (国办公开办函〔2021〕30号): every row against its 总计, 总计 against the answers, taken in against answered and carried on.

The table is known by the words of its rows, whatever parts its cells: edges, tabs, blanks, or one cell a line. A row with cells
left empty is not read, since nobody can tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yifa.errors import Text

from ..arithmetic import number
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check"]

_NEW, _CARRIED, _LEFT = "本年新收", "上年结转", "结转下年"
_ANSWERS = (
    "予以公开", "部分公开", "属于国家秘密", "其他法律", "危及", "保护第三", "属于三类", "属于四类", "属于行政执法", "属于行政查询", "本机关不掌握", "没有现成", "补正后申请", "信访举报",
    "重复申请", "要求提供公开", "无正当理由大量", "要求行政机关", "申请人无正当理由", "申请人逾期", "其他",
)  # fmt: skip
_ROW = re.compile(
    rf"(?P<new>{_NEW})|(?P<carried>{_CARRIED}(?:政府信息|(?=[|\t\n])))|(?P<done>[（(][六七][）)]\s*总\s*计)|(?P<left>{_LEFT})|(?P<answer>{'|'.join(_ANSWERS)})"
)
_OPENS = re.compile(r"本年新收(?:政府信息)?(?:公开)?申请")
_WORDS = re.compile(r"[^\d|]{0,80}")
_CELL = re.compile(r"[|\s]*(\d+(?:,\d{3})*|/)(?=[|\s]|$)")
_REVIEW, _FIRST = re.compile(r"结果\s*维持"), re.compile(r"(?<=[|\s])\d+(?=[|\s])")
_NAMED = ("new", "carried", "done", "left")
_GROUP, _GROUPS = 5, (5, 15)
_LONGEST, _FAR, _FEW = 6000, 500, 10


@dataclass(frozen=True, slots=True)
class Row:
    """A row known by its words: which it is, and its cells with their places."""

    kind: str
    cells: list[tuple[int, Decimal]]


def check(report: Report) -> Iterator[Finding]:
    """Every such table of the report."""
    text = report.read.text
    at = {figure.start: figure for figure in report.figures}
    for opening in _OPENS.finditer(text):
        yield from _applications(report, _rows(text, opening.start()), at)
    done = 0
    for opening in _REVIEW.finditer(text):
        first = _FIRST.search(text, opening.end(), opening.end() + _FAR) if opening.start() >= done else None
        if first:
            cells, done = _cells(text, first.start())
            yield from _reviews(report, cells, at)


def _rows(text: str, start: int) -> list[Row]:
    """The rows from the one of new applications to the one of those carried on."""
    rows: list[Row] = []
    found = _ROW.match(text, start)
    while found and (not rows or found.lastgroup != "new"):
        following = _ROW.search(text, found.end(), start + _LONGEST)
        words = _WORDS.match(text, found.end(), following.start() if following else start + _LONGEST)
        place = words.end() if words else found.end()
        cells = _cells(text, place)[0] if text[place - 1].isspace() or text[place : place + 1] == "|" else []
        rows.append(Row(found.lastgroup or "", cells))
        found = following if found.lastgroup != "left" else None
    return [row for row in rows if row.cells or row.kind != "answer"]


def _cells(text: str, place: int) -> tuple[list[tuple[int, Decimal]], int]:
    """The numbers that follow a row's words."""
    cells = []
    while cell := _CELL.match(text, place):
        value = Decimal(0) if cell[1] == "/" else Decimal(cell[1].replace(",", ""))
        cells.append((cell.start(1), value))
        place = cell.end()
    return cells, place


def _applications(report: Report, rows: list[Row], at: dict[int, Figure]) -> Iterator[Finding]:
    """Rows, the column of answers, and the relation printed in the form."""
    named = {row.kind: row for row in rows if row.kind != "answer"}
    width = len(named["new"].cells) if "new" in named else 0
    whole = [row for row in rows if len(row.cells) == width]
    yield from (_row(report, row, at) for row in whole if width > 2 and not _adds(row.cells))
    answers = [row for row in rows if row.kind == "answer"]
    full = len(named) == len(_NAMED) and all(len(row.cells) == width for row in (*answers, *named.values()))
    for column in range(width if full else 0):
        given = [row.cells[column] for row in answers]
        done, left = named["done"].cells[column], named["left"].cells[column]
        taken = [named["new"].cells[column], named["carried"].cells[column]]
        if len(answers) > _FEW and _sum(given) != done[1]:
            yield _told(
                report, [*given, done], f"{_added([c for c in given if c[1]])} ≠ {number(done[1])}", at
            )
        if _sum(taken) != _sum([done, left]):
            yield _told(report, [*taken, done, left], f"{_added(taken)} ≠ {_added([done, left])}", at)


def _reviews(report: Report, cells: list[tuple[int, Decimal]], at: dict[int, Figure]) -> Iterator[Finding]:
    """复议、诉讼: 维持、纠正、其他、尚未审结 make 总计, three times over."""
    if len(cells) in _GROUPS:
        for n in range(0, len(cells), _GROUP):
            if not _adds(cells[n : n + _GROUP]):
                yield _row(report, Row("", cells[n : n + _GROUP]), at)


def _adds(cells: list[tuple[int, Decimal]]) -> bool:
    return _sum(cells[:-1]) == cells[-1][1]


def _sum(cells: list[tuple[int, Decimal]]) -> Decimal:
    return sum((value for _, value in cells), Decimal(0))


def _added(cells: list[tuple[int, Decimal]]) -> str:
    return f"{' + '.join(number(value) for _, value in cells) or '0'} = {number(_sum(cells))}"


def _row(report: Report, row: Row, at: dict[int, Figure]) -> Finding:
    *parts, total = row.cells
    return _told(report, row.cells, f"{_added(parts)} ≠ {number(total[1])}", at)


def _told(report: Report, cells: list[tuple[int, Decimal]], worked: str, at: dict[int, Figure]) -> Finding:
    return report.finding(
        "disclosure", "inconsistent", [at[place] for place, _ in cells if place in at], worked,
        Text("政府信息公开年报表的勾稽关系不成立。", "The table of the disclosure report does not add up."),
        Text("核对这一行或者这一列：各类申请人、各类答复之和等于总计；新收加结转等于总计加结转下年。", "Check this row or column against its total, and both halves of the relation."),
    )  # fmt: skip
