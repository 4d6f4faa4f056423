"""`yifa due`: when a period ends, and why."""

from __future__ import annotations

import os
from pathlib import Path

import click

from yifa.procedures.folder import LawFolder, shipped
from yifa.statutes import Statutes
from yifa.workdays import Calendar
from yifa.workdays.asked import answer

from .output import as_json, print_json

__all__ = ["due"]


@click.command(epilog='Example: yifa due --from 2026-09-28T16:40 --length "7 workdays" --under 行政处罚法')
@click.option("--from", "start", required=True, help="When it was done: 2026-09-28 or 2026-09-28T16:40.")
@click.option("--length", required=True, help='"7 workdays", "15 days", "3 months", "24 hours", 七日 …')
@click.option(
    "--under",
    help="The statute or article whose way of counting applies, such as 行政处罚法 or 行政强制法/25.",
)
@click.option(
    "--roll",
    type=click.Choice(["next", "none", "authority"]),
    help="What happens when the last day is a rest day; the article's own rule if not given, else next.",
)
@click.option("--backward", is_flag=True, help="Count back: the last day on which to act before --from.")
@as_json
def due(start: str, length: str, under: str | None, roll: str | None, backward: bool, as_json: bool) -> None:
    """Say when a period ends, with every day skipped and every rule applied."""
    own = os.environ.get("YIFA_LAW", "")
    folder = LawFolder(shipped(), Path(own) if own else None)
    calendar = Calendar.load(
        folder.base / "workdays", overlay=folder.overlay / "workdays" if folder.overlay else None
    )
    statutes = Statutes.load(*folder.layers("statutes"))
    found = answer(start, length, under, calendar=calendar, statutes=statutes, roll=roll, backward=backward)
    if as_json:
        print_json(found)
        return
    click.echo(f"到期 due   {found['due']}" + ("（暂定 provisional）" if found["provisional"] else ""))
    click.echo(f"未顺延 raw  {found['raw']}")
    click.echo(f"宜于此前办 safe {found['safe']}")
    click.echo("")
    click.echo(found["explanation"]["zh"])
    click.echo(found["explanation"]["en"])
