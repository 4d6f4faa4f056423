"""Where a figure stands: its sentence and clause, quotes and titles, and whether the section is one of plans."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from .words import Words, any_of

__all__ = ["Layout", "lay_out"]

_SENTENCE = re.compile(r"[。！？!?]+\n?|\n")
_CLAUSE = re.compile(r"[，。；;：:！？!?\n\t]|(?<!\d),|,(?!\d{3})")
_QUOTED = re.compile(
    r"《[^》\n]{0,80}》|〈[^〉\n]{0,60}〉|“[^”\n]{0,40}”|「[^」\n]{0,40}」|『[^』\n]{0,40}』|‘[^’\n]{0,30}’|\"[^\"\n]{0,30}\"|【[^】\n]{0,30}】"
)
_TOP = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+(?:部分|章))[^\n。]{0,60}|^(?:下一步|下步|下一年|今后)[^\n]{0,12}",
    re.M,
)
SPEECH, TITLE = 22, 90
"""A quotation longer than 22 signs is speech, whose figures count; a shorter one is a name, a title in 《》 up to 90."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Boundaries in the flat text, all in ascending order."""

    text: str
    sentences: list[int]
    clauses: list[int]
    quotes: list[tuple[int, int]]
    quote_starts: list[int]
    headings: list[tuple[int, int, str, bool]] = field(default_factory=list)
    heading_starts: list[int] = field(default_factory=list)

    def sentence(self, place: int) -> int:
        """The number of the sentence at a place."""
        return bisect_right(self.sentences, place) - 1

    def span(self, number: int) -> tuple[int, int]:
        """Where a sentence starts and ends."""
        end = self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.text)
        return self.sentences[number], end

    def clause(self, place: int) -> tuple[int, int]:
        """Where the clause at a place starts and ends."""
        number = bisect_right(self.clauses, place) - 1
        end = self.clauses[number + 1] - 1 if number + 1 < len(self.clauses) else len(self.text)
        return self.clauses[number], end

    def quote(self, place: int) -> tuple[int, int] | None:
        """The quotation or title around a place, marks included."""
        number = bisect_right(self.quote_starts, place) - 1
        if number >= 0 and place < self.quotes[number][1]:
            return self.quotes[number]
        return None

    def planned(self, place: int) -> bool:
        """Whether the section around a place is one of plans."""
        number = bisect_right(self.heading_starts, place) - 1
        return number >= 0 and self.headings[number][3]


def lay_out(text: str, words: Words) -> Layout:
    """Find the boundaries of a flat text."""
    plans = re.compile(any_of(words.words["plan"]["headings"]))
    headings = [(m.start(), m.end(), m.group(), bool(plans.search(m.group()))) for m in _TOP.finditer(text)]
    quotes = [m.span() for m in _QUOTED.finditer(text)]
    return Layout(
        text,
        [0, *(m.end() for m in _SENTENCE.finditer(text))],
        [0, *(m.end() for m in _CLAUSE.finditer(text))],
        quotes,
        [start for start, _ in quotes],
        headings,
        [start for start, *_ in headings],
    )
