"""The list of what went wrong, by procedure, at `::: lapses` of a form: a table of which each number leads to its cases."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from yifa.errors import Text
from yifa.indicators.definition import Label
from yifa.procedures import Law

from .lapses import Slip
from .tables import Column, Row, Table
from .text import Block, Form, Piece
from .wording import LAPSES, wording

__all__ = ["LIST", "lapse_names", "listed", "whole_rows"]

LIST = "lapses"
"""The name of the table in a form."""


def lapse_names(found: Mapping[str, Collection[Slip]]) -> list[str]:
    """The figures of lapses there are: one a kind and procedure with something to tell, in the order of the law."""
    return [
        f"{lapse}[{family}]"
        for lapse, slips in found.items()
        for family in sorted({slip.procedure for slip in slips})
    ]


def whole_rows(names: Collection[str]) -> list[str]:
    """The figures of a list: of every procedure among `names` every kind of lapse, nought where there is none."""
    return [f"{lapse}[{family}]" for family in _families(names) for lapse in LAPSES]


def _families(names: Collection[str]) -> list[str]:
    return sorted({name[:-1].partition("[")[2] for name in names})


def listed(law: Law, form: Form, names: Collection[str]) -> Form:
    """The form with the list at its place; a sentence that there is nothing where `names` are none."""
    if not any(block.lapses for block in form.blocks):
        return form
    words = wording(law).listed
    nothing = Block(0, (Piece(words.nothing.zh),), english=(Piece(words.nothing.en),))
    there = Block(0, table=LIST) if names else nothing
    blocks = tuple(there if block.lapses else block for block in form.blocks)
    tables = {**form.tables, **({LIST: _table(law, names)} if names else {})}
    return replace(form, blocks=blocks, tables=tables)


def _table(law: Law, names: Collection[str]) -> Table:
    words, specs = wording(law), {each.lapse: each for each in wording(law).lapses}
    families = _families(names)
    rows = [
        Row(row=family, title=_title(law, family), cells={lapse: f"{lapse}[{family}]" for lapse in LAPSES})
        for family in families
    ]
    whole = Row(row="all", title=words.listed.all, sum=families)
    columns = [Column(column=lapse, title=specs[lapse].title) for lapse in LAPSES]
    said = words.listed
    return Table(
        table=LIST,
        title=said.title,
        unit=said.unit,
        ground=words.ground,
        note=said.note,
        columns=columns,
        rows=[*rows, whole],
    )


def _title(law: Law, family: str) -> Label:
    title: Text | Label = law.families[family][-1].title
    return Label(zh=title.zh, en=title.en)
