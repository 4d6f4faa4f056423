"""Counts that bind one another by what they count: closed cases and cases taken in, penalty files and penalties.

The pairs are data (`law/audit/relations.yaml`): a lawyer adds one without a line of code.
"""

from __future__ import annotations

from collections.abc import Iterator

from yifa.errors import Text

from ..arithmetic import alike, number, span
from ..figure import Figure, Finding
from ..relations import Pair
from ..report import Report

__all__ = ["check"]


def check(report: Report) -> Iterator[Finding]:
    """Every pair of the list, where both counts are told."""
    counts = [f for f in report.reached if f.kind in ("count", "money", "area") and f.base_unit]
    for relation in report.words.relations.pairs:
        lesser = [f for f in counts if relation.less.search(f.before + f.subject)]
        greater = [f for f in counts if relation.more.search(f.before + f.subject)]
        for less in lesser:
            if found := _broken(report, relation, less, greater):
                yield found
                break


def _broken(report: Report, relation: Pair, less: Figure, greater: list[Figure]) -> Finding | None:
    near = [
        f
        for f in greater
        if f is not less
        and alike(f, less)
        and (relation.scope == "report" or (f.sentence == less.sentence and f.at < less.at))
    ]
    if not near or (relation.unless and relation.unless.search(report.sentence(less.sentence)[1])):
        return None
    more = near[-1] if relation.scope == "sentence" else near[0]
    (low, high), (least, most) = span(less), span(more)
    apart = low > most or (relation.must == "equal" and high < least)
    if not apart or any(low <= span(f)[1] and (relation.must != "equal" or high >= span(f)[0]) for f in near):
        return None
    one, two = less.base_value or low, more.base_value or least
    worked = f"{number(one)} {'>' if low > most else '<'} {number(two)}，差 {number(abs(one - two))}"
    return report.finding(
        "related", relation.grade, [less, more], worked,
        Text(relation.message.zh.format(less=less.text, more=more.text), relation.message.en.format(less=less.text, more=more.text)), relation.mend,
    )  # fmt: skip
