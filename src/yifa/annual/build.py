"""A report built: the form's sentences with the year's figures in them, each carrying its trace."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from yifa.errors import BadInput, Missing, Text
from yifa.indicators import Figure
from yifa.indicators.loading import load_indicators
from yifa.indicators.periods import Period, named
from yifa.people.models import Body
from yifa.procedures import Law
from yifa.procedures.kept import once_a_law

from .beside import beside
from .form_reading import read_form
from .grid import Grid
from .lapses import lapse_figures, slips_of
from .listing import lapse_names, listed, whole_rows
from .tables import START
from .text import IN_PROSE, PLAIN, WORDS_OF, Block, Form, Piece, base_name, passage_pieces
from .wording import LAPSES, wording

__all__ = ["MISSING", "REPORT", "Report", "Source", "build", "figure_link", "forms", "number_told", "printed"]

REPORT = "law_based_government"
"""The yearly report on law-based government, by its name in `law/annual`."""

MISSING = "（待起草）"
"""What stands where the author has written nothing yet."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as built: form, period, body, figures by the key of their cell, the author's prose by key.

    A frozen one also has the `words` it printed, and its figures link to their traces as they were then.
    """

    form: Form
    period: str
    """`2023`, or a month `2023-06`."""
    body_id: int
    body: str
    figures: Mapping[str, Figure]
    prose: Mapping[str, str]
    watermark: int
    words: Mapping[str, str] = field(default_factory=dict)
    frozen: bool = False
    rounded: Sequence[Mapping[str, Any]] = ()
    """What its passages show rounded on purpose, as `prose.rounded_of` tells it."""
    language: str = "zh"
    """In which language its form and figures are told: `zh`, as it is frozen and published, or `en`. Its author's words stay as written."""

    def in_(self, language: str) -> Report:
        """The same report told in a language."""
        return replace(self, language="en" if language.startswith("en") else "zh")

    @property
    def year(self) -> int:
        """The year it is of."""
        return int(self.period[:4])

    @property
    def told(self) -> str:
        """The period as printed."""
        if self.language == "en":
            return f"{named(self.period)[0]:%B %Y}" if len(self.period) > 4 else self.period
        return f"{self.year}年{int(self.period[5:])}月" if len(self.period) > 4 else f"{self.year}年"

    @property
    def title(self) -> str:
        """The title as printed."""
        if self.language == "en":
            return f"{self.form.title.en}, {self.told}: {self.body}"
        return f"{self.body}{self.told if len(self.period) > 4 else self.year}{self.form.title.zh}"

    @property
    def grids(self) -> dict[str, Grid]:
        """Its tables, filled."""
        headed = self.form.headed
        return {
            name: Grid(table, self.figures, self.language, name in headed)
            for name, table in self.form.tables.items()
        }

    @property
    def faults(self) -> list[Text]:
        """What does not balance in its tables, each with the table's title."""
        return [
            Text(f"{grid.table.title.zh}：{fault.zh}", f"{grid.table.title.en}: {fault.en}")
            for grid in self.grids.values()
            for fault in grid.faults()
        ]

    @property
    def missing(self) -> list[str]:
        """Keys of passages nobody has written."""
        return [
            block.prose
            for block in self.form.blocks
            if block.prose and not block.optional and not self.prose.get(block.prose, "").strip()
        ]

    def prints(self, block: Block) -> bool:
        """Whether a sentence prints: one that is for some (for none) only where its figure is not nought (is nought)."""
        return not block.when or bool(self.figures[block.of].value) == (block.when == "some")

    def paragraphs(self, block: Block) -> list[tuple[Piece, ...]]:
        """A block as paragraphs of pieces: one for a heading or sentence, a line each for the author's passage, none for a table."""
        if block.table or not self.prints(block):
            return []
        if not block.prose:
            return [block.english if self.language == "en" and block.english else block.pieces]
        text = self.prose.get(block.prose, "").strip() or ("" if block.optional else self._missing)
        return [passage_pieces(line, self.figures) for line in text.split("\n") if line.strip()]

    @property
    def _missing(self) -> str:
        return MISSING if self.language == "zh" else "(to be written)"

    def word(self, name: str) -> str:
        """What a name prints: a figure with its unit, the year, the body."""
        if name in self.words and self.language == "zh":
            return self.words[name]
        if name in PLAIN:
            return {"year": str(self.year), "body": self.body, "period": self.told}[name]
        if name.endswith(WORDS_OF):
            figure = self.figures[base_name(name)]
            return (figure.base if name.endswith("@base") else figure.title).in_(self.language)
        return printed(self.figures[name], self.language)

    def link(self, name: str) -> str:
        """The address of a figure's trace; of a frozen report's, at its watermark."""
        return figure_link(self.figures[name], at=self.watermark if self.frozen else None)

    def said(self, piece: Piece) -> str:
        """What a piece prints: a figure the author rounded on purpose as the author shows it."""
        return piece.shown or (self.word(piece.name) if piece.name else piece.text)

    def as_data(self) -> dict[str, Any]:
        """Canonical figures and text: what is frozen and hashed, and enough to print it again."""
        used = {
            piece.name
            for b in self.form.blocks
            for line in self.paragraphs(b)
            for piece in line
            if piece.name
        }
        return {
            "report": self.form.report, "title": self.title, "year": self.year, "period": self.period, "body": self.body_id, "ground": self.form.ground,
            "figures": {name: figure.as_data() for name, figure in sorted(self.figures.items())}, "prose": dict(sorted(self.prose.items())),
            "text": [self._told(b) for b in self.form.blocks],
            "form": self.form.as_data(), "body_name": self.body, "words": {name: self.word(name) for name in sorted({*used, *self.form.chart})},
            "rounded": [dict(each) for each in self.rounded],
        }  # fmt: skip

    def _told(self, block: Block) -> str:
        """A block as plain text; a table a line a row, its cells apart by tabs."""
        if not block.table:
            return "\n".join("".join(map(self.said, line)) for line in self.paragraphs(block))
        grid = self.grids[block.table]
        lines = [
            [row.title.zh, *(grid.told(row, column) for column in grid.table.columns)]
            for row in grid.table.lines()
        ]
        return "\n".join("\t".join(line) for line in lines)


def number_told(value: float | int | None) -> str:
    """A number of a table; nothing where there is none."""
    return "" if value is None else str(value)


def printed(figure: Figure, language: str = "zh") -> str:
    """A figure as a reader sees it: exact, with its unit; a rate without a base says so.

    >>> one, many = (Figure("x", Text("", ""), value, Text("件", "cases"), Text("", ""), Text("", ""), "", {}) for value in (None, 3))
    >>> printed(one), printed(one, "en"), printed(many), printed(many, "en")
    ('无基数，不计算', 'no base, not computed', '3件', '3 cases')
    """
    if "said" in figure.trace:
        return str(
            figure.trace.get("said_en", figure.trace["said"]) if language == "en" else figure.trace["said"]
        )
    if language == "en":
        return (
            "no base, not computed"
            if figure.value is None
            else f"{figure.value} {figure.unit.en}".replace(" %", "%")
        )
    if figure.value is None:
        return "无基数，不计算"
    return f"{figure.value}{figure.unit.zh}"


def figure_link(figure: Figure, *, at: int | None = None) -> str:
    """The address of a figure's trace: its period, its division, and the watermark `at` it is asked for."""
    if page := figure.trace.get("page"):
        return str(page) if at is None else f"{page}?at={at}"
    first, last = str(figure.trace["from"]), str(figure.trace["to"])
    whole = first.endswith("-01-01") and last.endswith("-12-31") and first[:4] == last[:4]
    asked: dict[str, str | int] = {"year": first[:4]} if whole else {"from": first, "to": last}
    if division := figure.trace.get("division"):
        asked["division"] = division
    if at is not None:
        asked["at"] = at
    if "compare" in figure.trace:
        asked["compare"] = 1
    return f"/figures/{quote(figure.indicator, safe='')}/?{urlencode(asked, safe='/')}"


class Source(Protocol):
    """Where figures come from: the engine in this process, or the worker asked by a web process."""

    def __call__(
        self, first: date, last: date, *, division: str | None = None, as_of: int | None = None,
        names: Sequence[str] | None = None, also: Sequence[str] = (),
    ) -> list[Figure]:  # fmt: skip
        """Every figure of a period, or those of `names`; `also` adds parts of indicators."""
        ...


@once_a_law
def forms(law: Law) -> Mapping[str, Form]:
    """Every form of the law folder by the name of its report, the report on law-based government first. Raises `LawError`."""
    known = load_indicators(law)
    read = [(path, read_form(path, known)) for path in law.folder.find("annual/*.md")]
    for path, form in read:
        law.statutes.cite(form.ground, where=str(path))
        for table in form.tables.values():
            law.statutes.cite(table.ground, where=f"annual/tables/{table.table}.yaml")
    return {
        form.report: form
        for _, form in sorted(
            read, key=lambda pair: (pair[1].report != REPORT, pair[1].period != "year", pair[1].report)
        )
    }


def build(
    law: Law,
    period: str,
    body_id: int,
    source: Source,
    *,
    report: str = REPORT,
    prose: Mapping[str, str] | None = None,
    as_of: int | None = None,
    every: bool = False,
    also: Collection[str] = (),
    rounded: Sequence[Mapping[str, Any]] = (),
) -> Report:
    """Build a report of a body for a period (`2023`, `2023-06`) from the acts of its division, as known up to a watermark (now if None).

    It holds the figures it prints and those of `also`, named as in a passage; with `every`, all there are, for an author to choose from.
    Raises `Missing` where there is no such body or report, `BadInput` for a period the report is not made for.
    """
    body = Body.objects.select_related("division").filter(pk=body_id).first()
    if body is None:
        raise Missing("annual.body", Text(f"没有编号为 {body_id} 的机关。", f"There is no body {body_id}."))
    form = forms(law).get(report)
    if form is None:
        raise Missing("annual.report", Text(f"没有“{report}”这种报告。", f"There is no report '{report}'."))
    if (len(period) > 4) != (form.period == "month"):
        wanted = (
            Text("按月（如 2023-06）", "a month (such as 2023-06)")
            if form.period == "month"
            else Text("按年（如 2023）", "a year (such as 2023)")
        )
        raise BadInput(
            "annual.period", Text(f"本报告{wanted.zh}编制。", f"This report is made for {wanted.en}.")
        )
    written = {match[1] for text in (prose or {}).values() for match in IN_PROSE.finditer(text)} | set(also)
    names = None if every else _used(form, written, load_indicators(law))
    span, path = named(period), body.division.path
    found = _asked(form, span, path, source, as_of, names)
    watermark = max((int(f.trace["watermark"]) for f in found.values()), default=0)
    lists = any(block.lapses for block in form.blocks)
    slips = slips_of(law, LAPSES, span, path, watermark) if lists else {}
    wrong = lapse_names(slips)
    asked = {*map(base_name, written), *whole_rows(wrong)}
    found |= lapse_figures(asked, law, period, report, body, watermark, slips)
    found |= beside(found, written, span, path, source, as_of, wording(law).change)
    return Report(
        listed(law, form, wrong),
        period,
        body_id,
        body.name,
        found,
        dict(prose or {}),
        watermark,
        rounded=rounded,
    )


def _used(form: Form, written: Collection[str], known: Collection[str]) -> list[str]:
    """The indicators a report prints: of its form, its chart, and those written in its author's passages."""
    named_ = {base_name(name) for name in written}
    printed_ = {name for block in form.blocks for name in (block.of, *(piece.name for piece in block.pieces))}
    return [name for name in known if name in named_ | printed_ | set(form.chart)]


def _asked(
    form: Form, period: Period, division: str, source: Source, as_of: int | None, names: Sequence[str] | None
) -> dict[str, Figure]:
    """Figures by their key: those of `names` (all if None), and the cells of the tables, of the period and as they stood at its start."""
    cells = list(dict.fromkeys(cell for table in form.tables.values() for cell in table.cells()))
    now = [cell.name for cell in cells if not cell.start]
    found = {f.indicator: f for f in source(*period, division=division, as_of=as_of, names=names, also=now)}
    earlier = [cell.name for cell in cells if cell.start]
    if earlier:
        at_start = source(*_before(period), division=division, as_of=as_of, names=earlier)
        found |= {f"{f.indicator}{START}": f for f in at_start}
    return found


def _before(period: Period) -> Period:
    """The period of the same kind that ends on the day before: what stood then is what this one began with."""
    last = period[0] - timedelta(days=1)
    return (
        last.replace(month=1, day=1)
        if period[0].month == 1 and period[1].month == 12
        else last.replace(day=1)
    ), last
