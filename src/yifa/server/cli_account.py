"""`yifa account`: which accounts have a second factor, and the way back in for who lost phone, key and codes."""

from __future__ import annotations

import click

from yifa.errors import Missing, Text
from yifa.people.models import Officer
from yifa.web.second_factor import has_factor, reset

from .output import as_json, print_json

__all__ = ["account"]


@click.group()
def account() -> None:
    """The accounts' sign-in."""


@account.command(name="factors", epilog="Example: yifa account factors")
@as_json
def factors(as_json: bool) -> None:
    """List the active accounts, and whether the sign-in of each has a second step."""
    rows = [
        {"username": officer.username, "name": officer.name, "second_factor": has_factor(officer)}
        for officer in Officer.objects.filter(is_active=True).order_by("username")
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{'✓' if row['second_factor'] else '—'} {row['username']} {row['name']}")


@account.command(name="reset-factor", epilog="Example: yifa account reset-factor zhang")
@click.argument("username")
@as_json
def reset_factor(username: str, as_json: bool) -> None:
    """Remove every factor and recovery code of an account and end its sessions; make sure first who asks."""
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise Missing("no_officer", Text("没有这位工作人员。", "There is no such officer."))
    count = reset(officer)
    if as_json:
        print_json({"username": username, "removed": count})
        return
    click.echo(
        f"已移除 {count} 项，下次登录只用口令。 / {count} removed; the next sign-in asks the password only."
    )
