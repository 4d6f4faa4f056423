"""A frozen report read again: printed from what was stored, whatever the form, the body's name or the docket have become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from yifa.indicators import Figure

from .build import Report, printed
from .models import FrozenReport
from .text import Form

__all__ = ["Change", "changes_since", "thaw"]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is no longer what a frozen version said; `was` and `now` are as printed."""

    indicator: str
    title: str
    was: str
    now: str
    link: str


def thaw(frozen: FrozenReport) -> Report:
    """The report as it was frozen; its figures link to their traces up to its watermark."""
    then: dict[str, Any] = orjson.loads(frozen.content)
    form = Form.from_data(then["report"], then["ground"], then["form"])
    found = {key: Figure.from_data(data) for key, data in then["figures"].items()}
    return Report(
        form, then.get("period", str(then["year"])), then["body"], then["body_name"], found, then["prose"], frozen.watermark,
        words=then["words"], frozen=True, rounded=then.get("rounded", []),
    )  # fmt: skip


def changes_since(frozen: FrozenReport, now: Report) -> list[Change]:
    """The figures printed in a frozen version whose value today is another, in the order of the text."""
    then = thaw(frozen)
    found = []
    for name in then.words:
        was, today = then.figures.get(name), now.figures.get(name)
        if was is None or (today is not None and today.value == was.value):
            continue
        said, link = (printed(today), now.link(name)) if today is not None else ("—", "")
        found.append(Change(name, was.title.zh, then.word(name), said, link))
    return found
