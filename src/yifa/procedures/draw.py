"""A procedure drawn as one SVG a clerk can read: stages down the page, ends to the right, every act on its arrow.

Stages stand in the order of the text. A move to the next stage is a straight arrow; moves that skip
or go back are arcs on the left; moves to an end run to the right. Acts and events that move nothing
are listed in their stage. No colour speaks alone: events are dashed, ends are double-framed.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape

from .model import START, Branch, Procedure

__all__ = ["draw"]

WIDTH, BOX, LEFT, END_X, END_W, LINE = 1180, 400, 250, 830, 290, 19
STYLE = (
    "text{font-family:'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',sans-serif;font-size:13px;fill:#1d2733}"
    ".t{font-size:20px;font-weight:600}.s{font-size:15px;font-weight:600}.m{font-size:12px;fill:#4a5868}"
    ".b{fill:#f5f8fb;stroke:#2f4d6b;stroke-width:1.4}.e{fill:#fff;stroke:#2f4d6b;stroke-width:3}.ei{fill:none;stroke:#2f4d6b;stroke-width:1}"
    ".a{fill:none;stroke:#2f4d6b;stroke-width:1.4}.v{fill:none;stroke:#2f4d6b;stroke-width:1.4;stroke-dasharray:5 4}.h{fill:#2f4d6b}"
)


class _Sheet:
    """The drawing as it grows."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def text(self, x: float, y: float, words: str, style: str = "", anchor: str = "start") -> None:
        """One line of text."""
        self.parts.append(
            f'<text x="{x:g}" y="{y:g}" class="{style}" text-anchor="{anchor}">{escape(words)}</text>'
        )

    def box(self, x: float, y: float, width: float, height: float, style: str) -> None:
        """A box; an end has a second frame inside."""
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="8" class="{style}"/>'
        )
        if style == "e":
            self.parts.append(
                f'<rect x="{x + 4:g}" y="{y + 4:g}" width="{width - 8:g}" height="{height - 8:g}" rx="5" class="ei"/>'
            )

    def arrow(self, path: str, event: bool) -> None:
        """A line with a head; dashed for an event."""
        self.parts.append(f'<path d="{path}" class="{"v" if event else "a"}" marker-end="url(#head)"/>')


def _label(branch: Branch, language: str) -> str:
    return branch.title.in_(language)


def draw(procedure: Procedure, language: str = "zh") -> str:
    """The SVG of a procedure, labels in `zh` or `en`."""
    moves, still = _sorted(procedure)
    sheet = _Sheet()
    sheet.text(40, 44, procedure.title.in_(language), "t")
    sheet.text(40, 66, f"{procedure.family} · {procedure.text.ground} · {procedure.version[:12]}", "m")
    tops = _stages(sheet, procedure, still, moves, language)
    bottom = _ends(sheet, procedure, moves, tops, language)
    _arcs(sheet, procedure, moves, tops, language)
    height = max(bottom, *(top + tall for top, tall in tops.values())) + 40
    head = '<marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" class="h"/></marker>'
    title = escape(procedure.title.in_(language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{title}">'
        f"<title>{title}</title><style>{STYLE}</style><defs>{head}</defs>{''.join(sheet.parts)}</svg>"
    )


Moves = dict[tuple[str, str], list[Branch]]


def _sorted(procedure: Procedure) -> tuple[Moves, dict[str, list[Branch]]]:
    """Acts that move, by (from, to), and acts that do not, by stage."""
    moves: Moves = defaultdict(list)
    still: dict[str, list[Branch]] = defaultdict(list)
    for branches in procedure.branches.values():
        for branch in branches.values():
            stages = branch.stages if branch.stages is not None else frozenset({"any"})
            for stage in stages:
                if branch.to is not None and branch.to != stage and stage != "any":
                    moves[stage, branch.to].append(branch)
                else:
                    still[stage].append(branch)
    return moves, still


def _stages(
    sheet: _Sheet, procedure: Procedure, still: dict[str, list[Branch]], moves: Moves, language: str
) -> dict[str, tuple[float, float]]:
    """The column of stages; returns top and height of each."""
    tops: dict[str, tuple[float, float]] = {}
    y = 96.0
    names = [START, *procedure.text.stages]
    for place, stage in enumerate(names):
        label = (
            procedure.text.stages[stage].model_dump()[language]
            if stage != START
            else {"zh": "开始", "en": "Start"}[language]
        )
        lines = list(dict.fromkeys(_label(b, language) for b in still.get(stage, ())))
        leaving = sum(
            len(found) for (here, to), found in moves.items() if here == stage and to in procedure.ends
        )
        tall = max(40 + LINE * len(lines) + (6 if lines else 0), 24 + LINE * leaving)
        sheet.box(LEFT, y, BOX, tall, "b")
        sheet.text(LEFT + 16, y + 26, label, "s")
        for row, line in enumerate(lines):
            sheet.text(LEFT + 28, y + 48 + LINE * row, f"· {line}", "m")
        tops[stage] = (y, tall)
        gap = 34.0
        if place + 1 < len(names):
            straight = moves.get((stage, names[place + 1]), [])
            gap = 34 + LINE * len(straight)
            for row, branch in enumerate(straight):
                sheet.text(LEFT + BOX / 2 + 12, y + tall + 24 + LINE * row, _label(branch, language))
            if straight:
                sheet.arrow(
                    f"M{LEFT + BOX / 2} {y + tall} V{y + tall + gap - 2}",
                    all(b.kind == "event" for b in straight),
                )
        y += tall + gap
    return tops


def _ends(
    sheet: _Sheet, procedure: Procedure, moves: Moves, tops: dict[str, tuple[float, float]], language: str
) -> float:
    """The column of ends, each with the acts that lead there from each stage."""
    y = 96.0
    for end, label in procedure.text.ends.items():
        arrivals = [
            (stage, branch)
            for (stage, to), found in moves.items()
            if to == end
            for branch in found
            if stage in tops
        ]
        tall = 42 + LINE * len(arrivals)
        sheet.box(END_X, y, END_W, tall, "e")
        sheet.text(END_X + 16, y + 26, label.model_dump()[language], "s")
        for row, (stage, branch) in enumerate(arrivals):
            here = (
                procedure.text.stages[stage].model_dump()[language]
                if stage != START
                else {"zh": "开始", "en": "Start"}[language]
            )
            sheet.text(END_X + 20, y + 46 + LINE * row, f"{here} → {_label(branch, language)}", "m")
        for stage in dict.fromkeys(stage for stage, _ in arrivals):
            top, height = tops[stage]
            event = all(b.kind == "event" for s, b in arrivals if s == stage)
            start = top + height / 2
            sheet.arrow(
                f"M{LEFT + BOX} {start:g} C{LEFT + BOX + 70} {start:g} {END_X - 80} {y + 20:g} {END_X} {y + 20:g}",
                event,
            )
        y += tall + 18
    return y


def _arcs(
    sheet: _Sheet, procedure: Procedure, moves: Moves, tops: dict[str, tuple[float, float]], language: str
) -> None:
    """Moves that skip stages or go back, as arcs on the left with their names."""
    order = {stage: place for place, stage in enumerate([START, *procedure.text.stages])}
    spot = 0
    for (stage, to), found in moves.items():
        if to not in order or stage not in order or order[to] == order[stage] + 1:
            continue
        start, end = tops[stage][0] + tops[stage][1] / 2, tops[to][0] + 16
        bend = LEFT - 40 - 22 * (spot % 5)
        sheet.arrow(
            f"M{LEFT} {start:g} C{bend} {start:g} {bend} {end:g} {LEFT} {end:g}",
            all(b.kind == "event" for b in found),
        )
        for row, branch in enumerate(found):
            sheet.text(
                LEFT - 62 - 16 * (spot % 3),
                (start + end) / 2 + LINE * row,
                _label(branch, language),
                "m",
                "end",
            )
        spot += 1
