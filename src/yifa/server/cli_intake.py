"""`yifa intake`: a sheet of hotline orders or device alarms received, row by row."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from yifa.docket.world import the_law
from yifa.intake.channels import channel_named
from yifa.intake.sheets import import_sheet

from .output import as_json, print_json
from .setup import ready_database

__all__ = ["intake"]


@click.command(epilog="Example: yifa intake hotline.xlsx --channel hotline")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--channel", required=True, help="A channel of law/registers/channels.yaml.")
@click.option(
    "--dry-run",
    is_flag=True,
    help="Try every row and undo it: what would be refused is told, nothing is received.",
)
@as_json
def intake(file: Path, channel: str, dry_run: bool, as_json: bool) -> None:
    """Receive every row of an .xlsx or .csv sheet as a case of its own; exit 1 where a row was refused.

    A row whose number came in before is left, so that the same sheet may be given again.
    """
    ready_database()
    found = import_sheet(channel_named(the_law(), channel), file, dry_run=dry_run)
    rejected = [
        {"line": r.line, "code": r.error.code, "zh": r.error.text.zh, "en": r.error.text.en}
        for r in found.rejected
    ]
    if as_json:
        print_json(
            {
                "fitting": found.fitting,
                "received": len(found.cases),
                "known": found.known,
                "rejected": rejected,
            }
        )
    else:
        for row in rejected:
            click.echo(f"✗ 第 {row['line']} 行：{row['zh']} / line {row['line']}: {row['en']}")
        counts = (found.fitting, found.known, len(rejected))
        zh, en = ("可以登记", "would be received") if dry_run else ("登记", "received")
        click.echo(
            f"{zh} {counts[0]} 件，此前已有 {counts[1]} 件，{counts[2]} 行未登记 / {counts[0]} {en}, {counts[1]} known, {counts[2]} refused"
        )
    if rejected:
        sys.exit(1)
