"""Reading: every quantity of a text, in one walk over its digits and numerals."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

from .drafting import Drafting
from .figure import Figure
from .flat import Flat, flatten
from .grammar import Grammar
from .sections import SPEECH, TITLE, Layout, lay_out
from .settling import Draft
from .subjects import Subjects
from .words import Words

__all__ = ["Read", "Reader"]

_QUANTITY = re.compile(r"[“\"]?(?:零[一-鿿]{0,4}|\d+(?:\.\d+)?%)[”\"]?")
_AND = ("和", "与", "、", "及")
_AROUND, _FAR = 14, 160
"""Signs looked at after a figure, and at most on either side: a clause without end (a table, a torn page) is none."""


@dataclass(frozen=True, slots=True)
class Read:
    """A text read: its flat form, its layout and its figures in order."""

    text: str
    flat: Flat
    layout: Layout
    figures: list[Figure]


class Reader:
    """Reads texts with one set of words."""

    def __init__(self, words: Words) -> None:
        """Compile the grammar of `words`."""
        self.words, self.grammar = words, Grammar(words)
        self.drafting = Drafting(self.grammar)
        self.subjects = Subjects(words.words["subjects"])

    def read(self, text: str) -> Read:
        """Every quantity of a text."""
        flat = flatten(text)
        body, layout = flat.text, lay_out(flat.text, self.words)
        figures: list[Figure] = []
        intent = [found.start() for found in self.grammar.target.finditer(body)]
        place, search = 0, self.grammar.hit.search
        while hit := search(body, place):
            drafts, place = self.drafting.at(body, hit.start())
            for draft in drafts:
                last = figures[-1] if figures else None
                figures.append(self._placed(draft, len(figures) + 1, flat, layout, last, intent))
        return Read(text, flat, layout, figures)

    def _placed(
        self, draft: Draft, number: int, flat: Flat, layout: Layout, last: Figure | None, intent: list[int]
    ) -> Figure:
        """A draft with everything that depends on where it stands."""
        text, at, to = flat.text, draft.at, draft.to
        start, end = layout.clause(at)
        start, end = max(start, at - _FAR), min(end, to + _FAR)
        kind, quote = draft.kind, layout.quote(at)
        if quote and kind != "ordinal" and _names(text[slice(*quote)]):
            kind = "name"
        if last and kind == "rate" and last.kind == "change" and text[last.to : at] in _AND:
            kind, draft.base = "change", _like(draft.base, last)  # 分别下降了8%和12%
        before = text[max(start, last.to if last and last.to > start else start) : at]
        after = text[to : min(end, to + _AROUND)]
        counted = kind not in ("date", "name", "ordinal")
        role = (
            self._role(text, start, at, layout, intent)
            if counted
            else "achieved"
            if kind == "date"
            else "name"
        )
        subject = self.subjects.of(before, after) if counted else ""
        return Figure(
            id=f"f{number}", text=text[at:to].replace(" ", ""), start=flat.origin(at), end=flat.origin(to - 1) + 1, value=draft.value,
            base_value=draft.base, unit=draft.unit, base_unit=draft.base_unit, bound=draft.bound, kind=kind, role=role,
            at=at, to=to, places=draft.places, chinese=draft.chinese, subject=subject,
            before=before, after=after, clause=text[start:end], sentence=layout.sentence(at), compared=draft.compared,
        )  # fmt: skip

    def _role(self, text: str, start: int, at: int, layout: Layout, intent: list[int]) -> str:
        """A target in a section of plans, or where a word of intent stands before the figure in its clause."""
        if layout.planned(at):
            return "target"
        following = bisect_left(intent, start)
        if following < len(intent) and intent[following] < at and self.grammar.target.search(text, start, at):
            return "achieved" if self.grammar.reached.search(text, start, at) else "target"
        return "achieved"


def _like(value: Decimal | None, last: Figure) -> Decimal | None:
    """A value with the sign of the figure before it."""
    return -abs(value) if value is not None and (last.base_value or 0) < 0 else value


def _names(quoted: str) -> bool:
    """Whether a quotation or a title is a name, whose numbers count nothing."""
    longest = TITLE if quoted[0] in "《〈" else SPEECH
    return len(quoted) <= longest and not _QUANTITY.fullmatch(quoted)
