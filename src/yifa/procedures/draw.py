"""A procedure drawn as one SVG a clerk can read: stages down the page, ends to the right, every act in the box it belongs to.

A box lists its acts; one that moves the case says where to, and a line leaves the box beside it. Lines run in lanes
of their own, one for each place they lead to: left of the stages from stage to stage, between the columns to and
from the ends. So no line crosses a box, and no words stand on a line. No colour speaks alone: what only events
bring about is dashed, ends are double-framed, a dot marks where a line joins another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from yifa.errors import Text

from .model import START, Branch, Procedure
from .sheet import LINE, Sheet, wrapped

__all__ = ["draw"]

STAGE_W, END_W, LANE, GAP, TOP = 420, 330, 15, 34, 96
INSET, PITCH = 16, 7
ANY = "any"
NAMES = {START: Text("开始", "Start"), ANY: Text("办结前随时", "At any time before the end")}


@dataclass(slots=True)
class _Row:
    """Acts of one box that lead to the same place (or nowhere), as lines of words."""

    lines: list[str]
    to: str | None
    event: bool
    y: float = 0.0


@dataclass(slots=True)
class _Box:
    """A stage or an end with its rows, and where it stands."""

    name: str
    title: list[str]
    rows: list[_Row]
    end: bool
    x: float = 0.0
    y: float = 0.0
    joins: int = field(default=0)
    """Lines that have come in so far: each arrives a little lower."""

    @property
    def width(self) -> float:
        """Ends are narrower."""
        return END_W if self.end else STAGE_W

    @property
    def height(self) -> float:
        """Title, rows, and air around them."""
        return 22 + LINE * (len(self.title) + sum(len(row.lines) for row in self.rows)) + 10


def draw(procedure: Procedure, language: str = "zh") -> str:
    """The SVG of a procedure, labels in `zh` or `en`."""
    boxes = _boxes(procedure, language)
    stages, ends = [b for b in boxes if not b.end], [b for b in boxes if b.end]
    left, middle = _lanes(stages, ends)
    stage_x = 30 + LANE * (len(left) + 1)
    end_x = stage_x + STAGE_W + LANE * (len(middle) + 2)
    sheet = Sheet(end_x + END_W + 30)
    sheet.text(30, 44, procedure.title.in_(language), "t")
    sheet.text(30, 66, f"{procedure.text.ground} · {procedure.family} · {procedure.version[:12]}", "m")
    bottom = max(_place(sheet, stages, stage_x), _place(sheet, ends, end_x))
    _straight(sheet, stages)
    places = {box.name: box for box in boxes}
    for lane, target in enumerate(left, start=1):
        _bus(sheet, stages, places[target], stage_x - LANE * lane)
    for lane, target in enumerate(middle, start=1):
        _bus(sheet, stages if places[target].end else ends, places[target], stage_x + STAGE_W + LANE * lane)
    return sheet.svg(bottom + 30, procedure.title.in_(language))


def _boxes(procedure: Procedure, language: str) -> list[_Box]:
    """Every stage, what may be done at any time, every end; each with its acts."""
    text = procedure.text
    found: dict[str, list[Branch]] = defaultdict(list)
    for branches in procedure.branches.values():
        for branch in branches.values():
            for stage in branch.stages if branch.stages is not None else {ANY}:
                found[stage].append(branch)
    titles = {
        **NAMES,
        **{name: Text(label.zh, label.en) for name, label in {**text.stages, **text.ends}.items()},
    }
    boxes = []
    for name in (START, *text.stages, ANY, *text.ends):
        if name == ANY and not found[ANY]:
            continue
        end = name in text.ends
        width = (END_W if end else STAGE_W) - 2 * INSET
        rows = _rows(found[name], name, titles, language, width - 12)
        boxes.append(_Box(name, wrapped(titles[name].in_(language), width, 15), rows, end))
    return boxes


def _rows(
    here: Iterable[Branch], name: str, titles: dict[str, Text], language: str, width: float
) -> list[_Row]:
    """What stays, act by act; then what moves, gathered by where it leads."""
    stay: dict[str, _Row] = {}
    move: dict[str, list[Branch]] = defaultdict(list)
    for branch in here:
        if branch.to is None or branch.to == name:
            words = f"· {branch.title.in_(language)}"
            stay.setdefault(words, _Row(wrapped(words, width, 12), None, event=branch.kind == "event"))
        else:
            move[branch.to].append(branch)
    joint = "、" if language == "zh" else ", "
    moves = []
    for to, branches in move.items():
        acts = joint.join(dict.fromkeys(branch.title.in_(language) for branch in branches))
        words = f"→ {titles[to].in_(language)}{'：' if language == 'zh' else ': '}{acts}"
        moves.append(_Row(wrapped(words, width, 12), to, event=all(b.kind == "event" for b in branches)))
    return [*stay.values(), *moves]


def _lanes(stages: list[_Box], ends: list[_Box]) -> tuple[list[str], list[str]]:
    """The places that need a lane: left of the stages, and between the columns."""
    order = {box.name: place for place, box in enumerate(stages)}
    names = {box.name for box in ends}
    left, middle = dict[str, None](), dict[str, None]()
    for box in (*stages, *ends):
        for row in box.rows:
            if row.to is None or _is_straight(box, row, order):
                continue
            if row.to in names or box.end:
                middle[row.to] = None
            else:
                left[row.to] = None
    return list(left), list(middle)


def _is_straight(box: _Box, row: _Row, order: dict[str, int]) -> bool:
    """Whether a move leads to the stage right below."""
    here, there = order.get(box.name), order.get(row.to or "")
    return here is not None and there == here + 1 and box.name != ANY


def _place(sheet: Sheet, boxes: list[_Box], x: float) -> float:
    """Draw a column of boxes from the top; returns where it ends."""
    y = float(TOP)
    for box in boxes:
        box.x, box.y = x, y
        sheet.box(x, y, box.width, box.height, "e" if box.end else "b")
        at = y + 26
        for line in box.title:
            sheet.text(x + INSET, at, line, "s")
            at += LINE
        for row in box.rows:
            row.y = at - 4
            for place, line in enumerate(row.lines):
                sheet.text(x + INSET + (12 if place else 0), at, line, "m")
                at += LINE
        y += box.height + GAP
    return y - GAP


def _straight(sheet: Sheet, stages: list[_Box]) -> None:
    """Arrows from a stage to the one below it."""
    order = {box.name: place for place, box in enumerate(stages)}
    for box in stages:
        for row in box.rows:
            if _is_straight(box, row, order):
                x, y = box.x + STAGE_W / 2, box.y + box.height
                sheet.arrow(f"M{x:g} {y:g}V{y + GAP - 1:g}", event=row.event)


def _bus(sheet: Sheet, sources: list[_Box], target: _Box, x: float) -> None:
    """Every line that leads to one place, along its lane: out of each row, down or up, and in."""
    order = {box.name: place for place, box in enumerate(sources)} if not target.end else {}
    rows = [
        (box, row)
        for box in sources
        for row in box.rows
        if row.to == target.name and not _is_straight(box, row, order)
    ]
    if not rows:
        return
    target.joins += 1
    y = target.y + 8 + PITCH * (target.joins - 1) % max(PITCH, target.height - 16)
    for box, row in rows:
        edge = box.x if x < box.x else box.x + box.width
        sheet.line(f"M{edge:g} {row.y:g}H{x:g}", event=row.event)
        sheet.dot(x, row.y)
    event = all(row.event for _, row in rows)
    levels = [y, *(row.y for _, row in rows)]
    sheet.line(f"M{x:g} {min(levels):g}V{max(levels):g}", event=event)
    into = target.x if x < target.x else target.x + target.width
    sheet.arrow(f"M{x:g} {y:g}H{into + (-1 if x < into else 1):g}", event=event)
