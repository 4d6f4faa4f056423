"""Django made ready for a command, and the database brought up to date."""

from __future__ import annotations

import os
from functools import lru_cache

import click
import django
from django.core.management import call_command

from .output import as_json, print_json

__all__ = ["migrate", "ready", "ready_database"]


@lru_cache(maxsize=1)
def ready() -> None:
    """Set Django up once, with the project's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.server.settings")
    django.setup()


def ready_database() -> None:
    """Set Django up and apply the migrations that are missing."""
    ready()
    call_command("migrate", verbosity=0, interactive=False)


@click.command(epilog="Example: yifa migrate")
@as_json
def migrate(as_json: bool) -> None:
    """Bring the database up to date (safe to run again)."""
    ready_database()
    if as_json:
        print_json({"up_to_date": True})
    else:
        click.echo("数据库已是最新。 / The database is up to date.")
