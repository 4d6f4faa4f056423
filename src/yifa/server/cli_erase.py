"""`yifa erase`: personal information erased by law, the docket staying whole."""

from __future__ import annotations

from uuid import UUID

import click

from yifa import clock
from yifa.errors import Missing, Text
from yifa.people.actors import actor_for
from yifa.people.models import Officer
from yifa.people.vault import erase as erase_item

from .output import as_json, print_json
from .setup import ready_database

__all__ = ["erase"]


@click.command(epilog='Example: yifa erase 5f0c… --ground "个人信息保护法/47" --by feng')
@click.argument("reference", type=click.UUID)
@click.option("--ground", required=True, help="The article or decision that asks for it.")
@click.option("--by", "username", required=True, help="User name of the officer responsible.")
@as_json
def erase(reference: UUID, ground: str, username: str, as_json: bool) -> None:
    """Erase one sealed value for good; its place, its ground and who did it remain."""
    ready_database()
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise Missing("no_officer", Text(f"没有工作人员“{username}”。", f"There is no officer '{username}'."))
    erase_item(reference, ground, actor_for(officer.pk, clock.now()))
    if as_json:
        print_json({"erased": str(reference), "ground": ground})
    else:
        click.echo(f"已删除 {reference}，依据 {ground} / erased, on the ground of {ground}")
