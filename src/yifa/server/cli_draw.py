"""`yifa draw`: a random draw drawn again from what was published, by anyone."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click
import orjson
from django.conf import settings

from yifa.docket.draws import FAMILY, DrawnFrom, PublishedDraw, published, read_draw
from yifa.docket.draws import replay as drawn_again
from yifa.docket.models import Case
from yifa.docket.reading import entries_of
from yifa.errors import BadInput, Missing, Text
from yifa.files.sheets import cell_text, read_rows
from yifa.procedures.lots import commitment_of, new_seed

from .output import as_json, print_json
from .setup import ready_database

__all__ = ["draw"]

SHEET = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def draw() -> None:
    """Random draws of inspections: replay one, write out its public facts, make a seed."""


@draw.command(epilog="Example: yifa draw replay draw.json --objects objects.xlsx")
@click.argument("source")
@click.option(
    "--objects",
    type=SHEET,
    help="The published list of objects: its hash is checked, the objects drawn are named.",
)
@click.option("--officers", type=SHEET, help="The published list of officers, likewise.")
@as_json
def replay(source: str, objects: Path | None, officers: Path | None, as_json: bool) -> None:
    """Draw again from the published facts of SOURCE, a file of them or the number of a case; exit 1 where the result differs.

    A file needs no database and no account: it is what the page of the draw offers to everyone.
    """
    facts = _facts(source)
    found = drawn_again(facts)
    names = {
        word: _named(sheet, of)
        for word, sheet, of in (("objects", objects, facts.objects), ("officers", officers, facts.officers))
        if sheet is not None
    }
    if as_json:
        print_json({"case": facts.case, "same": all(f.same for f in found), "findings": [f.as_data() for f in found], "names": names})  # fmt: skip
    else:
        for one in found:
            click.echo(f"{'✓' if one.same else '✗'} {one.title.zh} / {one.title.en}")
            click.echo(f"    公布 published  {_told(one.published)}")
            if not one.same:
                place = f"（自第 {one.parted} 个起不同 / differs from {one.parted} on）" if one.parted else ""
                click.echo(f"    重演 again      {_told(one.again)}{place}")
        for word, listed in names.items():
            click.echo(f"{word}: " + "；".join(listed))
        click.echo("重演一致 / the same" if all(f.same for f in found) else "重演不一致 / not the same")
    if not all(one.same for one in found):
        sys.exit(1)


@draw.command(epilog="Example: yifa draw facts '示例双随机〔2026〕1号' > draw.json")
@click.argument("number")
def facts(number: str) -> None:
    """Print the public facts of a draw (JSON), from which anyone can replay it."""
    click.echo(orjson.dumps(_of_case(number).model_dump(), option=orjson.OPT_INDENT_2).decode())


@draw.command(epilog="Example: yifa draw seed")
@as_json
def seed(as_json: bool) -> None:
    """Make a seed that nobody can guess, with the commitment to publish before the draw; nothing is kept."""
    made = new_seed()
    if as_json:
        print_json({"seed": made, "commitment": commitment_of(made)})
    else:
        click.echo(f"种子（密封保存）seed, keep it sealed   {made}")
        click.echo(f"锁定值（先公布）commitment, publish it {commitment_of(made)}")


def _facts(source: str) -> PublishedDraw:
    path = Path(source)
    return read_draw(path) if path.is_file() else _of_case(source)


def _of_case(number: str) -> PublishedDraw:
    ready_database()
    row = Case.objects.filter(number=number, procedure=FAMILY).values().first()
    if row is None:
        text = Text(
            f"没有文件“{number}”，也没有这个编号的双随机抽取。",
            f"There is no file and no random draw '{number}'.",
        )
        raise Missing("draw.no_case", text)
    return published(number, entries_of(dict(row)))


def _told(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _named(sheet: Path, of: DrawnFrom) -> list[str]:
    """The lines drawn, in order, from the published sheet. Raises `BadInput` for another sheet than that one."""
    found = hashlib.new(settings.HASH, sheet.read_bytes()).hexdigest()
    if [found] != of.sheet:
        text = Text(
            f"{sheet.name} 不是公布的那一份：其哈希为 {found}，公布的是 {'、'.join(of.sheet)}。",
            f"{sheet.name} is not the list published: its hash is {found}, published was {', '.join(of.sheet)}.",
        )
        raise BadInput("draw.sheet", text)
    lines = [row for row in read_rows(sheet)[1:] if any(cell_text(cell) for cell in row)]
    if len(lines) != of.size:
        text = Text(
            f"{sheet.name} 表头以下有 {len(lines)} 行，公布的数量是 {of.size}。",
            f"{sheet.name} has {len(lines)} lines below its header; published were {of.size}.",
        )
        raise BadInput("draw.sheet", text)
    return [
        f"{place} " + " ".join(words for cell in lines[place - 1] if (words := cell_text(cell)))
        for place in of.order
        if 0 < place <= of.size
    ]
