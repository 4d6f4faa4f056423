"""A frozen report read again: printed from what was stored, whatever the form, the body's name or the docket have become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from yifa.errors import Text
from yifa.indicators import Figure

from .build import Report, printed
from .models import FrozenReport
from .text import Form, passages_of

__all__ = ["Change", "Reworded", "changes_since", "reworded", "thaw"]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is no longer what a frozen version said; `was` and `now` are as printed."""

    indicator: str
    title: Text
    was: Text
    now: Text
    link: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """A passage whose words are others in a later version."""

    title: Text
    was: str
    now: str


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
    """The figures printed in a frozen version, in its text and its tables, whose value today is another."""
    then = thaw(frozen)
    found = []
    for name, place in _printed(then).items():
        was, today = then.figures.get(name), now.figures.get(name)
        if was is None or (today is not None and today.value == was.value):
            continue
        said = Text("—", "—") if today is None else Text(printed(today), printed(today, "en"))
        before = Text(printed(was), printed(was, "en"))
        found.append(Change(name, place, before, said, "" if today is None else now.link(name)))
    return found


def reworded(then: Report, now: Report) -> list[Reworded]:
    """The passages whose words differ between two versions, in the order of the form."""
    titles = {**dict(passages_of(then.form)), **dict(passages_of(now.form))}
    return [
        Reworded(title, then.prose.get(key, ""), now.prose.get(key, ""))
        for key, title in titles.items()
        if then.prose.get(key, "") != now.prose.get(key, "")
    ]


def _printed(then: Report) -> dict[str, Text]:
    """Every figure a report printed, with its title; of a cell, where it stands in its table."""
    found = {name: then.figures[name].title for name in then.words if name in then.figures}
    for table in then.form.tables.values():
        for row in table.lines():
            for column in table.columns:
                if (cell := table.cell(row, column)) is not None and cell.key not in found:
                    found[cell.key] = Text(
                        f"{table.title.zh}：{row.title.zh}，{column.title.zh}",
                        f"{table.title.en}: {row.title.en}, {column.title.en}",
                    )
    return found
