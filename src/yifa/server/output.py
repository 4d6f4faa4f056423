"""How the command prints: a table for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click
import orjson
from rich.console import Console
from rich.table import Table

__all__ = ["as_json", "print_json", "print_table", "told"]

as_json: Callable[[Any], Any] = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_json(data: Any) -> None:
    """Print `data` as indented UTF-8 JSON."""
    click.echo(orjson.dumps(data, option=orjson.OPT_INDENT_2, default=str).decode())


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows as a table as wide as the terminal."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    Console().print(table)


def told(as_json: bool, zh: str, en: str, **data: Any) -> None:
    """Say what was done, in both languages, or as JSON."""
    if as_json:
        print_json(data)
    else:
        click.echo(f"{zh} / {en}")
