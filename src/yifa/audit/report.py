"""A report as the rules see it: its figures by sentence, its year, its sections, last year's report beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from yifa.errors import Text

from .figure import Figure, Finding
from .reading import Read
from .words import Words

__all__ = ["Report"]

_TITLE = re.compile(r"((?:19|20)\d{2})年(?:度)?[^。\n]{0,40}(?:报告|总结|汇报|年报|情况)")
_BACK = re.compile(r"((?:19|20)\d{2})年(?:度)?[^。\n]{0,8}回顾")
_OPENING = 600
_MOST = 200
"""Figures of a sentence that are held against each other: what has more is a table without line breaks, no sentence."""
_SPAN = re.compile(r"(上半年|下半年|去年|上年|[一二三四]季度|前三季度)")


@dataclass
class Report:
    """One report read; `before` is last year's, if it was handed in."""

    read: Read
    words: Words
    before: Report | None = None
    _largest: dict[str, Figure | None] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Give every figure its period."""
        current, sentence = "", -1
        for figure in self.read.figures:
            if figure.sentence != sentence:
                current, sentence = "", figure.sentence
            if figure.kind == "date":
                current = self._period(figure, current)
            if current:
                figure.period = current
            else:
                word = _SPAN.search(figure.clause[: figure.clause.find(figure.text)])
                figure.period = self._named(word.group() if word else "")

    def _named(self, word: str) -> str:
        if not self.year:
            return word
        if word in ("去年", "上年"):
            return str(self.year - 1)
        return f"{self.year} {word}".strip()

    def _period(self, day: Figure, current: str) -> str:
        number = int(day.base_value or 0)
        if day.unit == "年":
            return str(number)
        if day.unit == "月" and number <= 12:  # a month without its year
            year = current[:4] or str(self.year or "")
            joined = (
                "-" in self.text[day.at - 1 : day.at]
                or "—" in self.text[day.at - 1 : day.at]
                or self.text[day.at - 1 : day.at] == "至"
            )
            return (
                f"{current}..{year}-{number:02}" if joined and ".." not in current else f"{year}-{number:02}"
            )
        digits = str(number)
        return f"{digits[:4]}-{digits[4:6]}" if len(digits) in (6, 8) else current

    @cached_property
    def text(self) -> str:
        """The flat text, in which `at` and `to` of a figure are places."""
        return self.read.flat.text

    @property
    def figures(self) -> list[Figure]:
        """All figures in order."""
        return self.read.figures

    @cached_property
    def titled(self) -> bool:
        """Whether a title names the year."""
        return bool(_TITLE.search(self.text, 0, _OPENING))

    @cached_property
    def year(self) -> int | None:
        """The year the report covers: its title's, or the year named most often in its opening."""
        if title := _TITLE.search(self.text, 0, _OPENING):
            return self._reviewed(int(title[1]))
        for reach in (_OPENING, len(self.text)):
            years = Counter(
                int(f.base_value or 0)
                for f in self.read.figures
                if f.kind == "date" and f.unit == "年" and f.at < reach
            )
            if years:
                return years.most_common(1)[0][0]
        return None

    def _reviewed(self, year: int) -> int:
        """The year looked back on: 2024年政府工作报告 whose first part is 2023年工作回顾 is of 2023."""
        back = (_BACK.search(words) for _, _, words, _ in self.read.layout.headings)
        return year - 1 if any(found and int(found[1]) == year - 1 for found in back) else year

    @cached_property
    def reached(self) -> list[Figure]:
        """Quantities that were reached: no names, no days, no targets."""
        return [figure for figure in self.read.figures if figure.counts]

    @cached_property
    def by_sentence(self) -> dict[int, list[Figure]]:
        """Reached quantities by the number of their sentence."""
        grouped: dict[int, list[Figure]] = defaultdict(list)
        for figure in self.reached:
            if len(grouped[figure.sentence]) < _MOST:
                grouped[figure.sentence].append(figure)
        return grouped

    def largest(self, name: str) -> Figure | None:
        """The largest exact count of communities, villages …: how many of them there are."""
        if name not in self._largest:
            found = [
                f
                for f in self.reached
                if f.kind == "count"
                and f.bound == "exact"
                and (f.base_unit == name or f.subject.startswith(name))
            ]
            self._largest[name] = max(found, key=lambda f: f.base_value or 0, default=None)
        return self._largest[name]

    def sentence(self, number: int) -> tuple[int, str]:
        """Where a sentence starts, and its text."""
        start, end = self.read.layout.span(number)
        return start, self.text[start:end]

    def earlier(self, figure: Figure) -> list[Figure]:
        """Reached quantities before a figure in its sentence, the nearest first."""
        figures = self.by_sentence[figure.sentence]
        return figures[: bisect_left(figures, figure.at, key=attrgetter("at"))][::-1]

    def aside(self, figure: Figure, place: int) -> bool:
        """Whether a figure stands in a bracket that is closed before a place: 325件（其中无照经营210件），占9%."""
        since = self.text[figure.to : place]
        opened, closed = (
            min((n for s in signs if (n := since.find(s)) >= 0), default=-1) for signs in ("（(", "）)")
        )
        return closed >= 0 and (opened < 0 or closed < opened)

    def finding(
        self, rule: str, grade: str, figures: list[Figure], arithmetic: str, message: Text, mend: Text
    ) -> Finding:
        """A finding on figures of this report."""
        return Finding(
            rule,
            grade,
            tuple(f.id for f in figures),
            arithmetic,
            message,
            mend,
            tuple((f.start, f.end) for f in figures),
        )
