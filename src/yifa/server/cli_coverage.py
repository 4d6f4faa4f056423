"""`yifa coverage`: how much of what five published reports name works here, and by what."""

from __future__ import annotations

from collections.abc import Iterator

import click

from yifa.docket.world import the_law

from .coverage.features import known_features
from .coverage.results import Standing, read_results, standing
from .coverage.rows import CLASSES, SOURCES, Row, read_rows
from .output import as_json, print_json, print_table

__all__ = ["coverage", "every_command", "rows_of"]


def every_command(group: click.Command, prefix: str = "") -> Iterator[str]:
    """Every command below a group by its words."""
    if not isinstance(group, click.Group):
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if found is not None:
            yield f"{prefix}{name}"
            yield from every_command(found, f"{prefix}{name} ")


def rows_of(commands: click.Command) -> list[Row]:
    """The rows of this installation's law folder, held against its features. Raises `LawError`."""
    law = the_law()
    return read_rows(law.folder, known_features(law, every_command(commands)))


@click.command(epilog="Examples: yifa coverage; yifa coverage --missing; yifa coverage --json")
@click.option("--missing", is_flag=True, help="List the rows that do not work yet.")
@as_json
@click.pass_context
def coverage(context: click.Context, missing: bool, as_json: bool) -> None:
    """How many of the rows work, by source and class, as the last run of their tests found; exit 1 where evidence is not there."""
    folder = the_law().folder
    found = standing(folder, rows_of(context.find_root().command), read_results(folder))
    if as_json:
        print_json(found.as_data())
    else:
        _shown(found)
        if missing:
            _missing(found)
    if found.problems:
        raise SystemExit(1)


def _shown(found: Standing) -> None:
    def cell(rows: list[Row]) -> str:
        return f"{sum(1 for row in rows if row.id in found.working)}/{len(rows)}" if rows else ""

    head = ["来源 source", *(f"{title.zh} {title.en}" for title in CLASSES.values()), "合计 all"]
    lines = []
    for source in [*SOURCES, None]:
        mine = [row for row in found.rows if source in (None, row.source)]
        lines.append(
            [
                source or "合计 all",
                *(cell([row for row in mine if row.kind == kind]) for kind in CLASSES),
                cell(mine),
            ]
        )
    print_table("各报告所列系统、机制、队伍和清单 / what the reports name, and what works", head, lines)
    parts = sum(1 for row in found.rows if row.lawful_part and row.id in found.working)
    click.echo(
        f"{len(found.rows)} 行中 {len(found.working)} 行可用，其中 {parts} 行为合法部分 / {len(found.working)} of {len(found.rows)} rows work, {parts} of them in their lawful part"
    )
    if found.stale:
        click.echo("测试以后法律目录有改动 / the law folder has changed since the tests: ./run coverage")
    for problem in found.problems:
        click.echo(f"{problem.zh} / {problem.en}", err=True)


def _missing(found: Standing) -> None:
    rows = [(row.id, row.name, row.asks) for row in found.rows if row.id not in found.working]
    print_table("尚不可用 / not working", ["行 row", "名称 name", "要求 asks"], rows)
