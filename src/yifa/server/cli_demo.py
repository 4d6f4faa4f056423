"""`yifa demo`, `yifa serve`: the main job from nothing, and the site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Mapping
from functools import partial

import click
from django.conf import settings

from yifa.annual.build import Report, build
from yifa.docket.models import Act, Case
from yifa.docket.world import the_law
from yifa.indicators import Figure, client
from yifa.indicators.figures import figures_between
from yifa.jobs import run_worker
from yifa.people.models import Officer

from .cli_figures import street_body
from .cli_yearbook import replayed
from .output import as_json, print_json, print_table
from .setup import ready_database

__all__ = ["demo", "serve"]

PASSWORD = "yifa-demo-2023"  # nosec  # noqa: S105  # of synthetic people; shown on screen
ACCOUNTS = {
    "liu": "负责人",
    "zhang": "执法",
    "wang": "执法",
    "zhao": "法制审核",
    "he": "受理",
    "liang": "调解",
    "deng": "司法局",
}
SHOWN = ("correction_orders", "criticism_education", "penalties_imposed", "penalties_imposed_general", "penalties_imposed_simple",
         "penalty_fines_amount", "penalty_fines_amount_general", "penalty_fines_amount_simple", "case_files_reviewed", "disputes_resolved")  # fmt: skip


@click.command(epilog="Example: yifa demo --no-serve")
@click.option("--no-serve", is_flag=True, help="Stop when the report is there.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--open/--no-open", "open_", default=False, help="Open the report in a browser.")
@as_json
def demo(no_serve: bool, port: int, open_: bool, as_json: bool) -> None:
    """The main job: a synthetic street, its year 2023 through the docket, its report, the site.

    With --json the summary is printed as JSON and the site is not started.
    """
    ready_database()
    if not Case.objects.exists():
        replayed("tanggu-2023", today=True)
        for officer in Officer.objects.all():
            officer.set_password(PASSWORD)
            officer.save(update_fields=["password"])
    body = street_body()
    report = build(the_law(), "2023", body.pk, partial(figures_between, the_law()), every=True)
    found = report.figures
    address = f"http://127.0.0.1:{port}/"
    counts = {"cases": Case.objects.count(), "entries": Act.objects.count()}
    counts["acts"] = Act.objects.exclude(kind="opening").count()
    if as_json:
        shown = {name: found[name].as_data() for name in SHOWN}
        print_json(
            {
                **counts,
                "figures": shown,
                "report": report.as_data(),
                "site": address,
                "accounts": ACCOUNTS,
                "password": PASSWORD,
            }
        )
        return
    _show(report, found, counts)
    _say_where(address, running=not no_serve)
    if no_serve:
        return
    if open_:
        webbrowser.open(f"{address}reports/2023/law_based_government/")
    _serve(port)


def _show(report: Report, found: Mapping[str, Figure], counts: Mapping[str, int]) -> None:
    """What the year came to."""
    click.echo(
        "{cases} 个案件、{acts} 个行为（案卷记录共 {entries} 条：每个案件另有一条立卷记录） / "
        "{cases} cases, {acts} acts ({entries} entries on the docket: each case has one more, its opening)".format(
            **counts
        )
    )
    rows = [(found[name].title.zh, found[name].value, found[name].unit.zh) for name in SHOWN]
    print_table("2023", ["指标", "数值", "单位"], rows)
    click.echo(report.title + "\n")
    click.echo("\n\n".join(report.as_data()["text"][:9]) + "\n")


def _say_where(address: str, *, running: bool) -> None:
    """Where the site is or will be, and who may sign in."""
    if not running:
        port = address.rstrip("/").rpartition(":")[2]
        click.echo(f"启动网站 start the site: yifa serve --port {port}")
    click.echo(f"网址 site: {address}　报告 report: {address}reports/2023/law_based_government/")
    names = " ".join(f"{name}（{what}）" for name, what in ACCOUNTS.items())
    click.echo(
        f"账号 accounts: {names} …　口令 password（合成人员共用 of every synthetic person）: {PASSWORD}"
    )


@click.command(epilog="Example: yifa serve --port 8000")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
def serve(port: int, host: str) -> None:
    """Start the site. On SQLite one process owns the writes; on PostgreSQL there are two web workers."""
    ready_database()
    _serve(port, host)


def _serve(port: int, host: str = "127.0.0.1") -> None:
    """Run the web processes in the foreground, restarted when they die; the jobs in a thread beside them."""
    client.stop()  # one left by a site that was killed may hold another day's law
    client.start()
    stop = threading.Event()
    jobs = threading.Thread(target=run_worker, args=(stop,), name="jobs", daemon=True)
    jobs.start()
    embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    workers, threads = ("1", "1") if embedded else ("2", "4")
    command = [sys.executable, "-m", "yifa.server.site", host, str(port), workers, threads]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "yifa.server.settings"}
    server = subprocess.Popen(command, env=environment)  # noqa: S603  # our own interpreter and arguments
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())  # or it would outlive us and keep the port
    try:
        code = server.wait()
    finally:
        server.terminate()
        server.wait(timeout=30)
        stop.set()
        client.stop()
        jobs.join(timeout=10)
    raise SystemExit(code)
