"""A rate that says all were settled, and shortcomings that say some were not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..figure import Finding
from ..report import Report

__all__ = ["check"]

_ALL = 100
_SETTLED = re.compile(r"(?:化解|办结|结案|整改|处置|调解|调处|完成)[一-鿿]{0,2}率$")
_OPEN = re.compile(r"仍有|尚有|还有|剩余|其余|另有")
_UNDONE = re.compile(r"[一-鿿]{0,4}?(?:正在|未|尚|在办|办理中|审理中)")
_CONTENT = re.compile(r"^(?:[一-鿿]{0,4})满意率$")
_DISCONTENT, _WORDS = re.compile(r"不满意[^，,。；;]{0,3}$"), re.compile(r"建议|提案|代表|委员")
_SHORT = re.compile(r"[、）)]?[^\n]{0,8}(?:不足|问题|困难|短板)[^\n]{0,12}\n")


def check(report: Report) -> Iterator[Finding]:
    """Rates of 100 % whose matter the shortcomings call unsolved; the sentence is quoted."""
    yield from _still_open(report)
    yield from _not_content(report)
    heading = _SHORT.search(report.text)
    if not heading:
        return
    for entry in report.words.relations.denied:
        words = entry.words.search(report.text, heading.end())
        rate = next(
            (
                f
                for f in report.reached
                if f.kind == "rate" and (f.base_value or 0) >= _ALL and entry.rate.search(f.subject)
            ),
            None,
        )
        if words and rate and rate.at < words.start():
            given = {"rate": rate.subject, "value": rate.text, "words": words.group()}
            yield report.finding(
                "denied", "suspect", [rate], f"{rate.subject} = {rate.text}；“{words.group()}”",
                Text(entry.message.zh.format(**given), entry.message.en.format(**given)), entry.mend,
            )  # fmt: skip


def _still_open(report: Report) -> Iterator[Finding]:
    """All settled, and in the same sentence some still are not."""
    for rate in report.reached:
        if rate.kind != "rate" or (rate.base_value or 0) < _ALL or not _SETTLED.search(rate.subject):
            continue
        for count in report.by_sentence[rate.sentence]:
            if (
                count.kind == "count"
                and count.base_value
                and _OPEN.search(count.before[-6:])
                and _UNDONE.match(count.after)
            ):
                yield report.finding(
                    "denied", "inconsistent", [rate, count], f"{rate.subject} = {rate.text}；{count.before.strip('，,')}{count.text}{count.after[:6]}",
                    Text(f"{rate.subject}{rate.text}，同一句又说还有{count.text}没有完。", f"The rate is {rate.text}, and the same sentence says that {count.text} are still open."),
                    Text("写明比率的口径，或者改正比率。", "Say what the rate counts, or correct it."),
                )  # fmt: skip


def _not_content(report: Report) -> Iterator[Finding]:
    """All content, and elsewhere some are counted who were not."""
    rate = next(
        (
            f
            for f in report.reached
            if f.kind == "rate" and (f.base_value or 0) >= _ALL and _CONTENT.search(f.subject)
        ),
        None,
    )
    if rate is None:
        return
    for count in report.reached:
        if (
            count.kind == "count"
            and count.base_value
            and _DISCONTENT.search(count.before)
            and not _WORDS.search(count.before)
        ):
            yield report.finding(
                "denied", "suspect", [rate, count], f"{rate.subject} = {rate.text}；不满意{count.text}",
                Text(f"{rate.subject}{rate.text}，可是又写不满意{count.text}。", f"All are said to be content, and {count.text} are counted who were not."),
                Text("核对满意率和不满意的件数；口径不同的，写明。", "Check the rate and the count; where they cover different things, say so."),
            )  # fmt: skip
            return
