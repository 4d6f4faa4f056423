"""`yifa yearbook`: a scripted year replayed, or held against the report it is modelled on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from yifa.docket.world import the_law
from yifa.errors import BadInput, Missing, Text

from .output import as_json, print_json, print_table
from .setup import ready_database
from .yearbooks import Summary, books, replay
from .yearbooks.checking import check_all, check_here, passed
from .yearbooks.checks import Checks, read_checks

__all__ = ["replayed", "yearbook"]

EVERY = 10.0
"""Seconds between two lines that say how far a replay is, where there is no terminal to draw a bar on."""
SAID = {True: "相等 equal", False: "不等 not equal", None: "—"}


def replayed(name: str, *, today: bool = False) -> Summary:
    """Replay a book; how far it is stands on standard error: as a bar on a terminal, else as a line now and then."""
    if not sys.stderr.isatty():
        return replay(the_law(), name, _lines(name), today=today)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task(f"重放 {name}", total=None)
        return replay(
            the_law(), name, lambda done, total: bar.update(task, completed=done, total=total), today=today
        )


def _lines(name: str) -> Callable[[int, int], None]:
    """Tell how far it is by lines, not more often than every ten seconds, and at the end."""
    said = time.monotonic()

    def told(done: int, total: int) -> None:
        nonlocal said
        if done >= total or time.monotonic() - said >= EVERY:
            said = time.monotonic()
            click.echo(f"重放 {name} {done}/{total}", err=True)

    return told


@click.command(epilog="Examples: yifa yearbook tanggu-2023; yifa yearbook --all --check --json")
@click.argument("name", required=False)
@click.option(
    "--check",
    is_flag=True,
    help="Hold it against the report, in a fresh data folder; exit 1 where a figure differs.",
)
@click.option("--all", "every", is_flag=True, help="With --check: every report.")
@click.option("--tables", is_flag=True, help="With --check: prove every table of the yearly reports too.")
@click.option("--check-here", "here", is_flag=True, hidden=True)
@as_json
def yearbook(name: str | None, check: bool, every: bool, tables: bool, here: bool, as_json: bool) -> None:
    """Replay a year book into an empty data folder, or check it; without a name, list the books."""
    if every and (name or not check):
        raise BadInput(
            "years.all",
            Text("--all 与 --check 同用，不写年册名。", "--all goes with --check and without a name."),
        )
    if tables and not (check or here):
        raise BadInput("years.tables", Text("--tables 与 --check 同用。", "--tables goes with --check."))
    if here:
        ready_database()
        print_json(_here(str(name), tables=tables))
    elif check:
        _check(None if every else name, tables=tables, as_json=as_json)
    elif name is None:
        listed = sorted(books(the_law().folder))
        print_json(listed) if as_json else click.echo("\n".join(listed))
    else:
        ready_database()
        _replay(name, as_json=as_json)


def _replay(name: str, *, as_json: bool) -> None:
    made = replayed(name)
    if as_json:
        print_json({"book": made.book, "cases": made.cases, "acts": made.acts, "root": made.root})
    else:
        click.echo(
            f"{made.book}: {made.cases} 个案件，{made.acts} 个行为，另各有一条立卷记录 / {made.cases} cases, {made.acts} acts, and one opening each；根 root {made.root}"
        )


def _chosen(name: str | None) -> list[Checks]:
    """The checks of one book or report, or all of them. Raises `Missing`, `LawError`."""
    known = read_checks(the_law())
    chosen = [each for each in known.values() if name in (None, each.book, each.source)]
    if not chosen:
        listed = "、".join(known) or "—"
        raise Missing(
            "years.no_checks",
            Text(
                f"没有“{name or ''}”的核对表；有：{listed}。",
                f"No checks of '{name or ''}'; there are: {listed}.",
            ),
        )
    return chosen


def _here(source: str, *, tables: bool) -> list[dict[str, Any]]:
    (checks,) = (each for each in _chosen(source) if each.source == source)
    return check_here(the_law(), checks, tables=tables)


def _check(name: str | None, *, tables: bool, as_json: bool) -> None:
    """Print figure, source value, ours, equal or why not, then a count; exit 1 where a figure differs."""
    rows = check_all(_chosen(name), tables=tables)
    if as_json:
        print_json(
            [
                {
                    key: row[key]
                    for key in (
                        "source",
                        "n",
                        "value",
                        "ours",
                        "equal",
                        "why",
                        *(("figure",) if tables else ()),
                    )
                }
                for row in rows
            ]
        )
    else:
        head = ["来源 source", "n", "指标 figure", "报告 says", "我方 ours", "", "说明 why"]
        print_table(
            "年册核对 / year books checked", head,
            [(r["source"], r["n"], r["figure"] or "—", r["says"], "—" if r["ours"] is None else r["ours"], SAID[r["equal"]], r["why"] or "") for r in rows],
        )  # fmt: skip
        counts = {word: sum(1 for row in rows if row["equal"] is word) for word in SAID}
        click.echo(
            f"相等 {counts[True]}，不等 {counts[False]}，不是可推算的数 {counts[None]} / {counts[True]} equal, {counts[False]} not, {counts[None]} no figure to derive"
        )
    if not passed(rows):
        raise SystemExit(1)
