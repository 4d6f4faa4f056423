"""`yifa terms`, `yifa work`: the watch over terms, and the background jobs on their own."""

from __future__ import annotations

import signal
import sys
import threading
from dataclasses import asdict
from typing import Any, get_args

import click
from django.db import connection

from yifa import clock
from yifa.deadlines.watch import KINDS, Kind, Watched, count_terms, list_terms
from yifa.docket.reprojecting import reproject_all
from yifa.docket.world import the_law
from yifa.jobs import drain, ensure_periodic, run_worker
from yifa.people.scopes import EVERYTHING

from .output import as_json, print_json, print_table
from .setup import ready_database

__all__ = ["terms", "work"]


@click.command(epilog="Example: yifa terms --kind overdue --json")
@click.option(
    "--kind", type=click.Choice(get_args(Kind)), help="Only this kind, as a list; without it, the counts."
)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.option(
    "--recount", is_flag=True, help="First count every running term again by the calendar as published now."
)
@as_json
def terms(kind: Kind | None, limit: int, recount: bool, as_json: bool) -> None:
    """What is late, near, waiting for others, suspended or provisional, over all cases."""
    ready_database()
    if recount:
        seen, changed = reproject_all()
        click.echo(
            f"{seen} 个案件重算，{changed} 个有变 / {seen} cases counted again, {changed} changed", err=True
        )
    if kind is None:
        counts = {each: count_terms(EVERYTHING, each) for each in KINDS}
        if as_json:
            print_json(counts)
        else:
            print_table(clock.today().isoformat(), ["期限", "terms", "件数"], [(KINDS[k].zh, KINDS[k].en, n) for k, n in counts.items()])  # fmt: skip
        return
    found = list_terms(EVERYTHING, kind, limit=limit)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    print_table(
        KINDS[kind].zh,
        ["到期", "案件", "标题", "期限"],
        [(w.due or "—", w.number, w.title, _title(w)) for w in found],
    )


def _title(watched: Watched) -> str:
    return the_law().version(watched.version).terms[watched.term].title.zh


@click.command(epilog="Example: yifa work --once")
@click.option("--once", is_flag=True, help="Do what is due now, and stop.")
@as_json
def work(once: bool, as_json: bool) -> None:
    """Do background jobs: what silence brought about, due days a new calendar moved, papers rendered later.

    `yifa serve` does them by itself; run this where the site runs on several machines.
    """
    ready_database()
    if once:
        with connection.cursor() as cursor:
            ensure_periodic(cursor)
        tally = drain()
        _told({"done": tally.done, "again": tally.again, "dead": tally.dead}, as_json)
        if tally.again or tally.dead:
            sys.exit(1)
        return
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    run_worker(stop)


def _told(counts: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(counts)
        return
    done, again, dead = counts["done"], counts["again"], counts["dead"]
    click.echo(f"{done} 项完成，{again} 项待重试，{dead} 项失败")
    click.echo(f"{done} done, {again} to try again, {dead} dead")
