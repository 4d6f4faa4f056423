"""`yifa people duty`: the legal part of a leader's year-end report, collected from the docket."""

from __future__ import annotations

import click

from yifa.annual.duty import legal_part

from .output import as_json, print_json, print_table
from .people_words import officer_named
from .setup import ready_database

__all__ = ["duty"]


@click.command(epilog="Example: yifa people duty liu --year 2026")
@click.argument("username")
@click.option("--year", type=click.IntRange(2018, 2100), required=True)
@as_json
def duty(username: str, year: int, as_json: bool) -> None:
    """The legal part of a leader's year: hours, tests, decisions, cases, appearances, each from the docket."""
    ready_database()
    found = legal_part(officer_named(username), year)
    if as_json:
        print_json(found.as_data())
        return
    rows = [
        ("学时 hours", found.hours, ""),
        ("考试 tests", len(found.tests), "、".join(f"{number} {result}" for number, result in found.tests)),
    ]
    rows += [
        (title, len(numbers), "、".join(numbers))
        for title, numbers in (
            ("决策 decisions", found.decisions),
            ("案件 cases", found.cases),
            ("出庭 appearances", found.appearances),
        )
    ]
    print_table(f"{found.name} {year}", ["事项 item", "数量 number", "案号 cases"], rows)
    click.echo(found.text)
