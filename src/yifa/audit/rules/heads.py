"""Heads and person-times mixed, and units that do not suit what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..arithmetic import span
from ..figure import Figure, Finding
from ..report import Report

__all__ = ["check"]

_HEADS = re.compile(r"人数(?:达到?|为|约|超过?|共|累计|近|突破|逾)*$")
_PERSONS = frozenset(("人", "名", "位"))


def check(report: Report) -> Iterator[Finding]:
    """人数 told in 人次, person-times fewer than heads, task lists told in 人次."""
    unsuited = report.words.relations.unsuited
    figures = report.reached
    for index, figure in enumerate(figures):
        if figure.base_unit == "人次" and _HEADS.search(figure.before):
            yield _mixed(report, figure)
        elif figure.base_unit in unsuited and unsuited[figure.base_unit].search(figure.subject):
            yield _unsuited(report, figure)
        elif figure.base_unit == "人次" and index and _fewer(figures[index - 1], figure):
            yield _too_few(report, figures[index - 1], figure)


def _fewer(heads: Figure, times: Figure) -> bool:
    return (
        heads.base_unit in _PERSONS
        and heads.sentence == times.sentence
        and times.at - heads.to <= 1
        and span(times)[1] < span(heads)[0]
    )


def _mixed(report: Report, figure: Figure) -> Finding:
    return report.finding(
        "heads", "suspect", [figure], f"人数 ≠ 人次：{figure.text}",
        Text(f"“人数”用了“人次”：{figure.text}。同一人来几次，人次算几次，人数只算一个。", f"Heads are told in person-times ({figure.text}): who came three times is three and one."),
        Text("写“人次”就不写“人数”；要写人数，去掉重复。", "Call them person-times, or count each person once."),
    )  # fmt: skip


def _unsuited(report: Report, figure: Figure) -> Finding:
    return report.finding(
        "heads", "suspect", [figure], f"{figure.subject}：{figure.text}",
        Text(f"“{figure.subject}”不以“{figure.base_unit}”计。", f"“{figure.subject}” is not counted in {figure.base_unit}."),
        Text("改用合适的量词，或者写明数的是什么。", "Use a unit that suits, or say what was counted."),
    )  # fmt: skip


def _too_few(report: Report, heads: Figure, times: Figure) -> Finding:
    return report.finding(
        "heads", "inconsistent", [heads, times], f"{times.text} < {heads.text}",
        Text(f"人次（{times.text}）少于人数（{heads.text}）。", f"Fewer person-times ({times.text}) than persons ({heads.text})."),
        Text("核对两数。", "Check both."),
    )  # fmt: skip
