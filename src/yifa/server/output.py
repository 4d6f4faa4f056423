"""How the command prints: a table for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click
import orjson
from rich.console import Console
from rich.table import Table

from yifa.errors import BadInput, CalendarError, LawError, Missing, YifaError

__all__ = ["NOT_UNDERSTOOD", "as_json", "exit_code", "print_json", "print_table", "tell", "told"]

NOT_UNDERSTOOD = (BadInput, CalendarError, LawError, Missing)
"""What was asked, or the law folder it was asked of, cannot be read."""

as_json: Callable[[Any], Any] = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_json(data: Any) -> None:
    """Print `data` as indented UTF-8 JSON."""
    click.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2, default=str).decode())


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as a table as wide as the terminal; what a row is called stays on one line."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=place == 0)
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    Console().print(table)


def told(as_json: bool, zh: str, en: str, **data: Any) -> None:
    """Say what was done, in both languages, or as JSON."""
    if as_json:
        print_json(data)
    else:
        click.echo(f"{zh} / {en}")


def exit_code(error: YifaError) -> int:
    """2 where the question was not understood, 1 where the answer is no."""
    return 2 if isinstance(error, NOT_UNDERSTOOD) else 1


def tell(error: YifaError, *, as_json: bool) -> None:
    """An error for people on standard error; for a program that asked for JSON, as JSON on standard output."""
    if as_json:
        print_json(error.as_data())
    else:
        click.echo(str(error), err=True)
