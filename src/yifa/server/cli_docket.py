"""`yifa docket`: verify and rebuild."""

from __future__ import annotations

import sys

import click

from yifa.docket import roots
from yifa.docket.verify import rebuild as rebuild_all
from yifa.docket.verify import verify as verify_all

from .output import as_json, print_json
from .setup import ready_database

__all__ = ["docket"]


@click.group()
def docket() -> None:
    """Walk the chains, fold the dockets again, make roots."""


@docket.command(epilog="Example: yifa docket verify --json")
@as_json
def verify(as_json: bool) -> None:
    """Walk every chain and fold every docket again; exit 1 where anything is broken."""
    ready_database()
    found = verify_all()
    if as_json:
        print_json(found.as_data())
    else:
        for broken in found.broken:
            click.echo(
                f"✗ 案件 {broken.case_id or '—'} 第 {broken.seq if broken.seq is not None else '—'} 条: {broken.what}"
            )
        click.echo(
            f"{found.cases} 个案件，{found.acts} 条记录，{len(found.broken)} 处不符 / {found.cases} cases, {found.acts} acts, {len(found.broken)} broken"
        )
        if found.since_root:
            click.echo(
                f"其中 {found.since_root} 条尚未纳入签名根 / {found.since_root} acts are under no root yet: yifa docket root"
            )
    if found.broken:
        sys.exit(1)


@docket.command(epilog="Example: yifa docket rebuild")
@as_json
def rebuild(as_json: bool) -> None:
    """Make every projection again from the docket; a broken chain is left alone and named."""
    ready_database()
    found = rebuild_all()
    if as_json:
        print_json(found.as_data())
    else:
        click.echo(
            f"{found.cases} 个案件已重建，{len(found.broken)} 处断链 / {found.cases} cases rebuilt, {len(found.broken)} broken chains"
        )
    if found.broken:
        sys.exit(1)


@docket.command(epilog="Example: yifa docket root")
@as_json
def root(as_json: bool) -> None:
    """Make a signed root over all acts so far; keep a copy of it in another office's hands."""
    ready_database()
    made = roots.make_root()
    if as_json:
        print_json({"root": made})
    else:
        click.echo(made or "没有新的记录 / nothing new")
