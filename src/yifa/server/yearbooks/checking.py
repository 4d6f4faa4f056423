"""A book held against the report it is modelled on: replayed in a data folder of its own, figure beside published value."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import orjson

from yifa.annual.build import build, forms
from yifa.annual.streets import KINDS
from yifa.errors import BadInput, Text, Unavailable
from yifa.indicators import segments
from yifa.indicators.composing import Composer
from yifa.indicators.compute import Engine, Question, wanted
from yifa.indicators.figures import figures_between
from yifa.indicators.loading import load_indicators
from yifa.indicators.periods import named
from yifa.people.models import Body
from yifa.places.models import Division
from yifa.procedures import Law

from .checks import Checks, Row
from .reading import read_book
from .replay import Summary, replay

__all__ = ["check_all", "check_here", "passed", "prove_tables"]

AT_ONCE = 2
"""Books replayed at a time, each in a process of its own."""


def passed(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether every row that names a figure is equal; every other has its reason, or it would not have been read."""
    return all(row["equal"] is not False for row in rows if row["figure"])


def check_all(checks: Iterable[Checks], *, tables: bool = False) -> list[dict[str, Any]]:
    """The rows of all these reports, with `tables` one more a table of the yearly reports; two books at a time in fresh folders. Raises `Unavailable`."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [row for rows in pool.map(partial(_apart, tables=tables), checks) for row in rows]


def _apart(checks: Checks, *, tables: bool) -> list[dict[str, Any]]:
    """One report in a process of its own: a data folder holds one street, and Django one database."""
    with tempfile.TemporaryDirectory(prefix="yifa-check-") as data:
        environment = {**os.environ, "YIFA_DATA": data, "YIFA_DATABASE": ""}
        command = [sys.executable, "-m", "yifa.server", "yearbook", checks.source, "--check-here", "--json"]
        command += ["--tables"] if tables else []
        done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603  # our own module
    if done.returncode:
        words = (done.stderr or done.stdout).decode(errors="replace").strip()[-2000:]
        text = Text(
            f"年册“{checks.book}”未能重放：{words}", f"The book '{checks.book}' did not replay: {words}"
        )
        raise Unavailable("years.check", text)
    found: list[dict[str, Any]] = orjson.loads(done.stdout)
    return found


def check_here(law: Law, checks: Checks, *, tables: bool = False) -> list[dict[str, Any]]:
    """Replay the book of a report into this data folder, which must be empty, and hold every row against it; with `tables`, prove each table too."""
    summary = replay(law, checks.book)
    year, indicators = str(read_book(law.folder, checks.book).year), load_indicators(law)
    asked: dict[Question, list[str]] = {}
    questions = {row.n: _question(row, year, summary) for row in checks.rows if row.figure}
    for row in checks.rows:
        if row.figure:
            asked.setdefault(questions[row.n], []).append(row.figure)
    segments.export(wanted(indicators.values()))
    engine = Engine(law, None)
    known = {
        question: Composer(engine, indicators, question, names, ids=False)
        for question, names in asked.items()
    }
    rows = list(_rows(checks, {n: known[question] for n, question in questions.items()}))
    return [*rows, *(prove_tables(law, checks.source, year) if tables else ())]


def prove_tables(law: Law, source: str, year: str) -> Iterator[dict[str, Any]]:
    """A row for every table of every yearly report of every body there that makes reports: equal where all its printed arithmetic holds."""
    yearly = [form for form in forms(law).values() if form.period == "year" and form.tables]
    for body in Body.objects.filter(kind__in=KINDS).order_by("pk"):
        for form in yearly:
            made = build(law, year, body.pk, partial(figures_between, law), report=form.report)
            for name, grid in made.grids.items():
                faults = grid.faults()
                yield {
                    "source": source, "n": 0, "figure": f"{form.report}/{name}", "says": body.name, "value": None, "ours": None, "equal": not faults,
                    "why": " ".join(f"{fault.zh} / {fault.en}" for fault in faults) or None,
                }  # fmt: skip


def _rows(checks: Checks, composers: Mapping[int, Composer]) -> Iterator[dict[str, Any]]:
    for row in checks.rows:
        told = partial(_told, checks.source, row)
        if row.figure is None:
            yield told(None, None if row.is_ else False, f"{row.why.zh} / {row.why.en}" if row.why else None)
            continue
        ours = composers[row.n].value(row.figure)
        equal = row.holds(ours)
        why = (
            None
            if equal
            else "没有基数，不计算 / no base, no value"
            if ours is None
            else "与报告不符 / differs from the report"
        )
        yield told(ours, equal, why)


def _told(source: str, row: Row, ours: float | None, equal: bool | None, why: str | None) -> dict[str, Any]:
    return {
        "source": source,
        "n": row.n,
        "figure": row.figure,
        "says": row.says,
        "value": row.value,
        "ours": ours,
        "equal": equal,
        "why": why,
    }


def _question(row: Row, year: str, summary: Summary) -> Question:
    """The period, place and body that a row asks of. Raises `BadInput` for a place or body that the street has not."""
    first, last = named(row.period or year)
    body = summary.bodies.get(row.body) if row.body else None
    if row.body and body is None:
        raise _nowhere(row, row.body, sorted(summary.bodies))
    return Question(first, last, body, _division(row, summary.street) if row.division else None)


def _division(row: Row, street: str) -> str:
    """`street`, or the last digits of the code of one of its communities or grids."""
    codes = Division.objects.filter(code__startswith=street)
    wanted_code = street if row.division == "street" else f"{street}{row.division}"
    path = codes.filter(code=wanted_code).values_list("path", flat=True).first()
    if path is None:
        raise _nowhere(
            row,
            str(row.division),
            [
                "street",
                *(
                    code.removeprefix(street)
                    for code in codes.values_list("code", flat=True)
                    if code != street
                ),
            ],
        )
    return str(path)


def _nowhere(row: Row, name: str, known: list[str]) -> BadInput:
    listed = "、".join(known)
    return BadInput(
        "years.check",
        Text(
            f"第 {row.n} 行的“{name}”不存在；有：{listed}。",
            f"Row {row.n}: no '{name}'; there are: {listed}.",
        ),
    )
