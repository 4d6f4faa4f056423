"""A form read from `law/annual/*.md`, and refused with file and line where it is malformed or names what is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal, NoReturn

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yifa.errors import LawError, Text
from yifa.indicators.definition import Indicator, Label

from .tables import Table, read_table
from .text import PLAIN, Block, Form, pieces_of

__all__ = ["read_form"]

REFERENCE = "docs/reference/reports.md"
Line = tuple[int, str]
"""The number of a line in its file, and the line."""


class _Head(BaseModel):
    """The front matter of a form."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    report: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Label
    ground: str
    mark: Literal["V", "K", "D", "L"] = "V"
    chart: list[str] = []
    period: Literal["year", "month"] = "year"


def read_form(path: Path, known: Mapping[str, Indicator]) -> Form:
    """The form at `path`, with its tables; `known` are the indicators there are. Raises `LawError` with file and line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        text = Text("报告样式须以两行 --- 之间的说明开头。", "A form begins with its front matter.")
        raise LawError("annual.head", text, where=f"{path}:1", expected="--- … ---")
    end = lines.index("---", 1)
    head = _head(path, "\n".join(lines[1:end]))
    body = [(number, line) for number, line in enumerate(lines[end + 1 :], start=end + 2) if line.strip()]
    blocks = []
    tables: dict[str, Table] = {}
    for number, block in _blocks(path, body):
        _known(_named(block), known, f"{path}:{number}")
        if block.table:
            tables[block.table] = _table(path, block.table, known, f"{path}:{number}")
        blocks.append(block)
    _known(head.chart, known, f"{path}:1")
    title = Text(head.title.zh, head.title.en)
    return Form(head.report, title, head.ground, tuple(head.chart), tuple(blocks), tables, head.period)


def _blocks(path: Path, body: list[Line]) -> Iterator[tuple[int, Block]]:
    """Every block with the number of its line: a sentence with its English, and with the condition that stands above it."""
    condition: tuple[str, str] | None = None
    skip = False
    for place, (number, line) in enumerate(body):
        if skip:
            skip = False
            continue
        if line.startswith("> "):
            _refuse(
                path,
                number,
                "英文行之前应有它所译的标题或者句子",
                "nothing stands above this English",
                "# … | 句子",
            )
        if line.startswith("::: "):
            if condition is not None:
                _refuse(
                    path, number, "“some”“none”之后应是一句话", "a sentence follows 'some' and 'none'", "句子"
                )
            made = _marked(path, number, line)
            if isinstance(made, tuple):
                condition = made
                continue
            yield number, made
            continue
        after = body[place + 1][1] if place + 1 < len(body) else ""
        block = _said(path, number, line, after)
        when, of = condition or ("", "")
        yield number, replace(block, when=when, of=of)
        condition, skip = None, True
    if condition is not None:
        _refuse(
            path, body[-1][0], "“some”“none”之后应是一句话", "a sentence follows 'some' and 'none'", "句子"
        )


def _marked(path: Path, number: int, line: str) -> Block | tuple[str, str]:
    """A line that begins with `:::`: a place for prose, a table or what went wrong, or the condition of the sentence below it."""
    word, _, rest = line.removeprefix("::: ").strip().partition(" ")
    first, _, more = rest.strip().partition(" ")
    if word == "prose" and first and more in ("", "optional"):
        return Block(0, prose=first, optional=bool(more))
    if word == "table" and first and not more:
        return Block(0, table=first)
    if word == "lapses" and not rest:
        return Block(0, lapses=True)
    if word in ("some", "none") and first and not more:
        return word, first
    expected = (
        "::: prose KEY [optional] | ::: table NAME | ::: lapses | ::: some INDICATOR | ::: none INDICATOR"
    )
    return _refuse(path, number, f"读不懂“{line}”", f"'{line}' is not understood", expected)


def _said(path: Path, number: int, line: str, after: str) -> Block:
    """A heading or a sentence, with its English on the line after it: the same figures in both."""
    if not after.startswith("> "):
        _refuse(path, number, "缺少英文", "its English is missing", "> English")
    level = len(line) - len(line.lstrip("#"))
    made = Block(level, pieces_of(line.lstrip("# ")), english=pieces_of(after[2:].strip()))
    here, there = ({p.name for p in each if p.name} - set(PLAIN) for each in (made.pieces, made.english))
    if here != there:
        names = "、".join(sorted(here ^ there))
        _refuse(
            path,
            number,
            f"中英文的指标不同：{names}",
            f"the English has other figures: {names}",
            " | ".join(sorted(here)) or "—",
        )
    return made


def _named(block: Block) -> list[str]:
    """The indicators a block names."""
    names = [piece.name for piece in block.pieces if piece.name and piece.name not in PLAIN]
    return [*names, *([block.of] if block.of else [])]


def _head(path: Path, text: str) -> _Head:
    try:
        return _Head.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as problem:
        text_ = Text("不是有效的 YAML。", f"is not YAML: {problem}")
        raise LawError("annual.head", text_, where=f"{path}:1", expected=REFERENCE) from problem
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        words = ".".join(map(str, first["loc"]))
        text_ = Text(f"“{words}”有误：{first['msg']}", f"'{words}': {first['msg']}")
        raise LawError("annual.head", text_, where=f"{path}:1", expected=REFERENCE) from problem


def _table(path: Path, name: str, known: Mapping[str, Indicator], where: str) -> Table:
    there = path.parent / "tables" / f"{name}.yaml"
    if not there.exists():
        text = Text(f"没有表格“{name}”。", f"There is no table '{name}'.")
        raise LawError("annual.table", text, where=where, expected="a file of law/annual/tables")
    return read_table(there, known)


def _known(names: Iterable[str], known: Collection[str], where: str) -> None:
    for name in names:
        if name not in known:
            text = Text(f"没有指标“{name}”。", f"There is no indicator '{name}'.")
            raise LawError("annual.figure", text, where=where, expected="an indicator of law/indicators")


def _refuse(path: Path, number: int, zh: str, en: str, expected: str) -> NoReturn:
    raise LawError("annual.form", Text(f"{zh}。", f"{en}."), where=f"{path}:{number}", expected=expected)
