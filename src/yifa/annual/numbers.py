"""Numbers an author types by hand: found, and told with the figure each might be.

A figure dropped in as `{indicator}` stays linked to its acts; a typed one is linked to nothing and goes stale.
Years, dates, articles, document numbers and the numbers of a list are not counts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from yifa.errors import BadInput, Text

from .build import Report
from .text import IN_PROSE, PLAIN, WORDS_OF, base_name

__all__ = ["Typed", "require_known_names", "typed_numbers"]

NUMBER = re.compile(r"\d+(?:[,，]\d{3})*(?:[.．]\d+)?\s*[%％]?")
AFTER = "年月日条款项号届.．、:："
"""What stands after a number that counts nothing: a date, an article, a place in a list."""
BEFORE = "第〔[（(《-－—:："


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as typed, the words around it, and the figures that have this value today."""

    number: str
    around: str
    figures: tuple[tuple[str, Text], ...]


def typed_numbers(report: Report, text: str) -> list[Typed]:
    """Every number of a passage that is not a placeholder and not a date, an article or a place in a list."""
    found = []
    for line in text.split("\n"):
        bare = IN_PROSE.sub(lambda m: "＿" * len(m[0]), line)
        for match in NUMBER.finditer(bare):
            if _counts(bare, match.start(), match.end()):
                around = line[max(0, match.start() - 8) : match.end() + 8]
                found.append(Typed(match[0].strip(), around, _same(report, match[0])))
    return found


def _counts(line: str, start: int, end: int) -> bool:
    before, after = line[:start][-1:], line[end : end + 1]
    return not (before and before in BEFORE) and not (after and after in AFTER)


def _same(report: Report, number: str) -> tuple[tuple[str, Text], ...]:
    """The figures whose value this number is."""
    plain = unicodedata.normalize("NFKC", number).replace(",", "").strip("% ")
    return tuple(
        (n, f.title) for n, f in report.figures.items() if f.value is not None and float(plain) == f.value
    )


def require_known_names(report: Report, text: str) -> None:
    """Raise `BadInput` for a placeholder that names no figure, so that no brace is printed."""
    written = {base_name(m[1]) if m[1].endswith(WORDS_OF) else m[1] for m in IN_PROSE.finditer(text)}
    unknown = sorted(written - {*report.figures, *PLAIN})
    if unknown:
        names = "、".join(unknown)
        raise BadInput(
            "annual.placeholder",
            Text(f"没有这样的指标：{names}。", f"There is no figure named: {names}."),
            hint=Text("可用的指标列在本页下方。", "The figures there are stand at the foot of this page."),
        )
