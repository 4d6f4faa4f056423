"""`yifa divisions`: the street, its communities and grids from a sheet; the ground under everything else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from django.db import transaction

from yifa.errors import BadInput, Text, YifaError
from yifa.files.sheets import cell_text, read_rows
from yifa.people.rosterrow import day_of
from yifa.places.codes import ADMINISTRATIVE, LAYERS, LEVEL_NAMES
from yifa.places.models import Division
from yifa.places.tree import Draft, create_many

from .output import as_json, print_json
from .setup import ready_database

__all__ = ["divisions"]

COLUMNS = ("区划代码", "名称", "层级", "上级代码", "图层", "设立自")


@click.command(epilog="Example: yifa divisions 区划.xlsx --dry-run")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and check the rows; enter nothing.")
@as_json
def divisions(file: Path, dry_run: bool, as_json: bool) -> None:
    """Enter the divisions of a sheet (.xlsx or .csv), parents first; all or none.

    Its first line: 区划代码 名称 层级 上级代码 图层 设立自. A code that is there is left, so the sheet may be given again.
    """
    ready_database()
    drafts = _drafts(file)
    known = set(Division.objects.filter(code__in=[d.code for d in drafts]).values_list("code", flat=True))
    fresh = [d for d in drafts if d.code not in known]
    with transaction.atomic():
        create_many(fresh)
        if dry_run:
            transaction.set_rollback(True)
    if as_json:
        print_json({"entered": 0 if dry_run else len(fresh), "new": len(fresh), "known": len(known)})
    else:
        click.echo(f"新 {len(fresh)} 个，已有 {len(known)} 个 / {len(fresh)} new, {len(known)} known")


def _drafts(path: Path) -> list[Draft]:
    """The rows as drafts. Raises `BadInput` that names the line."""
    header, *rows = read_rows(path) or [[]]
    names = [cell_text(cell) for cell in header]
    if missing := [name for name in COLUMNS if name not in names]:
        listed = "、".join(missing)
        raise BadInput("divisions.header", Text(f"表头缺少：{listed}。", f"The header lacks: {listed}."))
    found = []
    for line, row in enumerate(rows, start=2):
        cells = dict(zip(names, row, strict=False))
        if any(cell_text(cell) for cell in cells.values()):
            found.append(_draft(line, cells))
    return found


def _draft(line: int, cells: dict[str, Any]) -> Draft:
    levels = {text: key for key, title in LEVEL_NAMES.items() for text in (key.value, title.zh, title.en)}
    layers = {text: key for key, title in LAYERS.items() for text in (key, title.zh, title.en)}
    level, layer = (
        levels.get(cell_text(cells["层级"])),
        layers.get(cell_text(cells["图层"]) or ADMINISTRATIVE),
    )
    try:
        first: date | None = day_of(cells["设立自"])
    except (ValueError, YifaError):
        first = None
    if level is None or layer is None or first is None:
        wanted = "、".join(title.zh for title in LEVEL_NAMES.values())
        text = (
            f"第 {line} 行：层级应为 {wanted}；设立自应如 2018-01-01。",
            f"Line {line}: 层级 is one of {wanted}; 设立自 such as 2018-01-01.",
        )
        raise BadInput("divisions.row", Text(*text))
    return Draft(
        cell_text(cells["区划代码"]),
        cell_text(cells["名称"]),
        level,
        first,
        cell_text(cells["上级代码"]),
        layer,
    )
