"""A rate that says all were settled, and shortcomings that say some were not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.errors import Text

from ..figure import Finding
from ..report import Report

__all__ = ["check"]

_ALL = 100
_SHORT = re.compile(r"[、）)]?[^\n]{0,8}(?:不足|问题|困难|短板)[^\n]{0,12}\n")


def check(report: Report) -> Iterator[Finding]:
    """Rates of 100 % whose matter the shortcomings call unsolved; the sentence is quoted."""
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
