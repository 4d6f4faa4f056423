"""`yifa demo`, `yifa serve`, `yifa yearbook`: the main job from nothing, the site, a year replayed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import webbrowser
from functools import partial

import click
from django.conf import settings
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from yifa.annual.build import build
from yifa.docket.models import Case
from yifa.docket.world import the_law
from yifa.indicators import client
from yifa.indicators.figures import figures
from yifa.jobs import run_worker
from yifa.people.models import Officer

from .cli_figures import street_body
from .output import as_json, print_json, print_table
from .setup import ready_database
from .yearbooks import Summary, books, replay

__all__ = ["demo", "serve", "yearbook"]

PASSWORD = "yifa-demo-2023"  # nosec  # noqa: S105  # of synthetic people; shown on screen
SHOWN = ("correction_orders", "criticism_education", "penalties_imposed", "penalties_imposed_general", "penalties_imposed_simple",
         "penalty_fines_amount", "penalty_fines_amount_general", "penalty_fines_amount_simple", "case_files_reviewed", "disputes_resolved")  # fmt: skip


def _replay(name: str, *, today: bool = False) -> Summary:
    """Replay a book with a progress bar on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(f"重放 {name}", total=None)
        return replay(
            the_law(), name, lambda done, total: bar.update(task, completed=done, total=total), today=today
        )


@click.command(epilog="Example: yifa yearbook tanggu-2023")
@click.argument("name", required=False)
@as_json
def yearbook(name: str | None, as_json: bool) -> None:
    """Replay a year book into an empty data folder; without a name, list the books."""
    ready_database()
    if name is None:
        listed = sorted(books(the_law().folder))
        if as_json:
            print_json(listed)
        else:
            click.echo("\n".join(listed))
        return
    made = _replay(name)
    if as_json:
        print_json({"book": made.book, "cases": made.cases, "acts": made.acts, "root": made.root})
    else:
        click.echo(
            f"{made.book}: {made.cases} 个案件，{made.acts} 个行为 / {made.cases} cases, {made.acts} acts；根 root {made.root}"
        )


@click.command(epilog="Example: yifa demo --no-serve")
@click.option("--no-serve", is_flag=True, help="Stop when the report is there.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--open/--no-open", "open_", default=False, help="Open the report in a browser.")
def demo(no_serve: bool, port: int, open_: bool) -> None:
    """The main job: a synthetic street, its year 2023 through the docket, its report, the site."""
    ready_database()
    if not Case.objects.exists():
        made = _replay("tanggu-2023", today=True)
        click.echo(
            f"已重放 {made.cases} 个案件、{made.acts} 个行为 / replayed {made.cases} cases, {made.acts} acts"
        )
        for officer in Officer.objects.all():
            officer.set_password(PASSWORD)
            officer.save(update_fields=["password"])
    body = street_body()
    found = {f.indicator: f for f in figures(the_law(), 2023, division=body.division.path)}
    print_table(
        "2023",
        ["指标", "数值", "单位"],
        [(found[n].title.zh, found[n].value, found[n].unit.zh) for n in SHOWN],
    )
    report = build(the_law(), 2023, body.pk, partial(figures, the_law()))
    click.echo(report.title + "\n")
    click.echo("\n\n".join(report.as_data()["text"][:9]) + "\n")
    address = f"http://127.0.0.1:{port}/"
    if no_serve:
        return
    click.echo(f"网址 site: {address}　报告 report: {address}reports/2023/")
    click.echo(
        f"账号 accounts: liu（负责人）zhang、wang（执法）zhao（法制审核）he（受理）liang（调解）deng（司法局）… 口令 password: {PASSWORD}"
    )
    if open_:
        webbrowser.open(f"{address}reports/2023/")
    _serve(port)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Start the site. On SQLite one process owns the writes; on PostgreSQL there are two web workers."""
    ready_database()
    _serve(port, host)


def _serve(port: int, host: str = "127.0.0.1") -> None:
    """Run granian in the foreground: its own workers, restarted when they die; the jobs in a thread beside it."""
    client.stop()  # one left by a site that was killed may hold another day's law
    client.start()
    stop = threading.Event()
    jobs = threading.Thread(target=run_worker, args=(stop,), name="jobs", daemon=True)
    jobs.start()
    embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    workers, threads = ("1", "1") if embedded else ("2", "4")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", workers,
               "--blocking-threads", threads, "--no-ws", "yifa.server.wsgi:application"]  # fmt: skip
    try:
        code = subprocess.call(  # noqa: S603  # our own interpreter and arguments
            command, env={**os.environ, "DJANGO_SETTINGS_MODULE": "yifa.server.settings"}
        )
    finally:
        stop.set()
        client.stop()
        jobs.join(timeout=10)
    raise SystemExit(code)
