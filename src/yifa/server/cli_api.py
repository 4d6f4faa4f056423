"""`yifa api`: the contract of the interface, and tokens for other systems."""

from __future__ import annotations

from datetime import timedelta

import click

from yifa import clock
from yifa.api.urls import contract
from yifa.errors import Missing, Text
from yifa.people.models import Officer
from yifa.people.tokens import issue

from .output import as_json, print_json

__all__ = ["api"]


@click.group()
def api() -> None:
    """The HTTP interface: its contract and its tokens."""


@api.command(name="contract", epilog="Example: yifa api contract > openapi.json")
@as_json
def contract_(as_json: bool) -> None:
    """Print the OpenAPI document, which is JSON with or without --json."""
    print_json(contract())


@api.command(
    name="token",
    epilog="Example: yifa api token zhang --for 热线系统 --action see --family 'grid.*' --days 90",
)
@click.argument("username")
@click.option("--for", "purpose", required=True, help="What the token is for.")
@click.option(
    "--action", "actions", multiple=True, required=True, type=click.Choice(["see", "open", "act", "export"])
)
@click.option(
    "--family", "families", multiple=True, required=True, help="Procedure families, such as 'grid.*' or '*'."
)
@click.option(
    "--days", type=click.IntRange(1, 366), default=90, show_default=True, help="Days until it expires."
)
@as_json
def token(
    username: str, purpose: str, actions: tuple[str, ...], families: tuple[str, ...], days: int, as_json: bool
) -> None:
    """Make a token for an officer; its text is shown once and never again."""
    officer = Officer.objects.filter(username=username, is_active=True).first()
    if officer is None:
        raise Missing("no_officer", Text("没有这位工作人员。", "There is no such officer."))
    text = issue(officer, purpose, actions, families, clock.now() + timedelta(days=days))
    if as_json:
        print_json({"token": text})
    else:
        click.echo(text)
