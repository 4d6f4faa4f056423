"""Counts that bind one another by what they count: closed cases and cases taken in, penalty files and penalties.

The pairs are data (`law/audit/relations.yaml`): a lawyer adds one without a line of code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from yifa.errors import Text

from ..arithmetic import alike, number, span
from ..figure import Figure, Finding
from ..relations import Pair
from ..report import Report

__all__ = ["check"]

_THEN = re.compile(r"上年|去年|同期")
_PLACES = frozenset("户家间")
"""A house or a firm is no fault found in it: 排查企业30家,整改隐患120处."""
_COMMON = re.compile(
    r"案件|开庭|负责人|事项|问题|行政|各类|群众|全部|均已|均|已|及时|按期|完成|整改|办结|审结|结案|受理|化解|调解|调处|责令|改正|检查|排查|发现|出庭|应诉|胜诉|败诉|维持|办理|开展|实施|成功|件$"
)


def check(report: Report) -> Iterator[Finding]:
    """Every pair of the list, where both counts are told."""
    counts = [f for f in report.reached if f.kind in ("count", "money", "area") and f.base_unit]
    told, starts = "", []
    for figure in counts:
        starts.append(len(told))
        told += f"{figure.before}{figure.subject}。"
    for relation in report.words.relations.pairs:
        lesser = _told_as(relation.less, told, starts, counts)
        greater = {f.id: f for f in _told_as(relation.more, told, starts, counts)}
        for less in lesser if greater else ():
            beside = report.by_sentence[less.sentence]
            held = greater if relation.scope == "report" else {f.id: f for f in beside if f.id in greater}
            if found := _broken(report, relation, less, list(held.values())):
                yield found
                break


def _told_as(words: re.Pattern[str], told: str, starts: list[int], counts: list[Figure]) -> list[Figure]:
    """The counts in whose words a pattern is found; the words of all of them are searched in one pass."""
    places = dict.fromkeys(bisect_right(starts, found.start()) - 1 for found in words.finditer(told))
    return [counts[place] for place in places]


def _broken(report: Report, relation: Pair, less: Figure, greater: list[Figure]) -> Finding | None:
    near = [
        f
        for f in greater
        if f is not less
        and alike(f, less)
        and (f.base_unit == less.base_unit or not {f.base_unit, less.base_unit} & _PLACES)
        and not _other_thing(f, less)
        and (relation.scope != "sentence" or f.at < less.at)
    ]
    if not near or (relation.unless and relation.unless.search(report.sentence(less.sentence)[1])):
        return None
    more = near[-1] if relation.scope == "sentence" else near[0]
    (low, high), (least, most) = span(less), span(more)
    apart = low > most or (relation.must == "equal" and high < least)
    if not apart or any(low <= span(f)[1] and (relation.must != "equal" or high >= span(f)[0]) for f in near):
        return None
    if relation.scope == "sentence" and relation.must != "equal" and _nearer(report, more, less):
        return None
    one, two = less.base_value or low, more.base_value or least
    worked = f"{number(one)} {'>' if low > most else '<'} {number(two)}，差 {number(abs(one - two))}"
    return report.finding(
        "related", relation.grade, [less, more], worked,
        Text(relation.message.zh.format(less=less.text, more=more.text), relation.message.en.format(less=less.text, more=more.text)), relation.mend,
    )  # fmt: skip


def _nearer(report: Report, more: Figure, less: Figure) -> bool:
    """Whether a count between the two may be the one meant: 接收留言15件；接听来电8947个，转办2274件，办结1715件."""
    between = [
        f
        for f in report.by_sentence[less.sentence]
        if more.at < f.at < less.at and not report.aside(f, less.at) and not _THEN.search(f.before)
    ]
    return any(alike(f, less) and span(f)[1] >= span(less)[0] for f in between)


def _other_thing(one: Figure, two: Figure) -> bool:
    """Whether both say what they count and the words have nothing in common: letters and disputes, reviews and suits."""
    first, second = (_COMMON.sub("", f.subject) for f in (one, two))
    pairs = {first[n : n + 2] for n in range(len(first) - 1)}
    return len(first) > 1 and len(second) > 1 and not any(pair in second for pair in pairs)
