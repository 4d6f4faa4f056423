"""An act over HTTP with token and scope, served as an office would serve it, at 1, 4, 8 and 32 clients; memory.

Bare is the same transaction by hand from as many threads, each with its own connection, in process:
what HTTP, token, scope, law and JSON add is the distance between the two.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection, connections
from django.test import Client

from yifa import clock
from yifa.docket.bulk import Life
from yifa.docket.cases import open_case
from yifa.docket.door import perform
from yifa.people.models import Officer
from yifa.people.tokens import issue

from .bare import Kept, capture, copy_case, write_by_hand
from .measure import Row, percentile, timed
from .street import lives, make_street

__all__ = ["run"]

CLIENTS, ROUNDS, LIVES = (1, 4, 8, 32), 4, 16
PLACES = count(10**9)


def run() -> list[Row]:
    """Acts a second and the slowest hundredth, beside bare at the same number of clients."""
    street = make_street()
    officer = Officer.objects.get(username="zhang")
    token = issue(officer, "bench", ["see", "act"], ["*"], clock.now() + timedelta(hours=6))
    rows = []
    with _served() as (port, pids):
        _warm(street, officer.pk, port, token)
        for clients in CLIENTS:
            ours, bare, slow = [], [], []
            for _ in range(ROUNDS):
                per_client = max(1, LIVES // clients)
                work = [_opened(street, officer.pk, per_client) for _ in range(clients)]
                seconds, singles = _at_once([lambda w=some: _over_http(w, port, token) for some in work])
                acts = len(singles)
                ours.append(acts / seconds)
                slow += singles
                kept = [_captured(street, officer.pk, per_client) for _ in range(clients)]
                seconds, singles = _at_once([lambda k=some: _by_hand(k) for some in kept])
                bare.append(len(singles) / seconds)
            found = [o / b for o, b in zip(ours, bare, strict=True)]
            target = "≥ 0.3" if clients in (4, 8) else "p99 ≤ 25 ms" if clients == 1 else ""
            rows.append(
                Row("http", f"{connection.vendor}: {clients} clients, ours / bare", f"{median(found):.2f} ({min(found):.2f}–{max(found):.2f})", target,
                    f"{median(ours):,.0f} acts/s, p99 {percentile(slow, 0.99) * 1e3:.1f} ms; bare {median(bare):,.0f}")
            )  # fmt: skip
        rows.append(
            Row(
                "http",
                "memory of the web processes together",
                f"{sum(map(_memory, pids)):.0f} MiB",
                "≤ 250 MiB",
                f"{len(pids) - 1} processes and the one they are forks of",
            )
        )
    rows += _worker(street, officer)
    return rows


def _opened(street: Any, clerk: int, number: int) -> list[tuple[int, Life]]:
    return [(open_case(life.cover, life.acts[0], clerk).case_id, life) for life in lives(street, number)]


def _captured(street: Any, clerk: int, number: int) -> list[Kept]:
    found = []
    for case_id, life in _opened(street, clerk, number):
        copy_case(case_id)
        for command in life.acts[1:]:
            with capture() as kept:
                perform(case_id, command, clerk)
            found.append(kept)
    return found


def _over_http(work: list[tuple[int, Life]], port: int, token: str) -> list[float]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    singles = []
    for case_id, life in work:
        for command in life.acts[1:]:
            body = {
                "act": command.act,
                "by": {r: list(p) for r, p in command.by.items()},
                "form": dict(command.form),
                "at": command.at.isoformat(),
                "party": command.party,
                "paper": command.paper,
            }
            singles.append(timed(lambda b=body, i=case_id: _post(line, i, b, token)))
    line.close()
    return singles


def _post(line: http.client.HTTPConnection, case_id: int, body: dict[str, Any], token: str) -> None:
    line.request(
        "POST",
        f"/api/v1/cases/{case_id}/acts",
        json.dumps(body),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    answer = line.getresponse()
    text = answer.read()
    assert answer.status == 201, text.decode()


def _by_hand(kept: list[Kept]) -> list[float]:
    singles = [timed(lambda k=one: write_by_hand(k, next(PLACES))) for one in kept]
    connections.close_all()
    return singles


def _at_once(jobs: list[Callable[[], list[float]]]) -> tuple[float, list[float]]:
    """Run the jobs in threads of their own; seconds in all, and of each act."""
    singles: list[float] = []
    errors: list[Exception] = []

    def one(job: Callable[[], list[float]]) -> None:
        try:
            singles.extend(job())
        except Exception as error:  # noqa: BLE001  # told below, in the caller's thread
            errors.append(error)

    threads = [threading.Thread(target=one, args=(job,)) for job in jobs]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return time.perf_counter() - start, singles


@contextmanager
def _served() -> Iterator[tuple[int, list[int]]]:
    """The site by `yifa serve` on a free port; its port and the ids of its web processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "yifa.server", "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        until = time.time() + 60
        while time.time() < until:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port, _web(server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def _web(pid: int) -> list[int]:
    """The processes below `pid` that serve pages: the one that reads the law, and its forks that answer."""
    children = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and _parent(p) == pid]
    below = [each for child in children for each in (child, *_web(child))]
    return [each for each in below if b"yifa.server.site" in _words(Path(f"/proc/{each}"))]


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(") ")[2].split()[1])
    except OSError:
        return 0


def _memory(pid: int) -> float:
    """Proportional set size in MiB: shared pages counted once."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _warm(street: Any, clerk: int, port: int, token: str) -> None:
    for _ in range(4):
        _over_http(_opened(street, clerk, 1), port, token)


def _worker(street: Any, officer: Officer) -> Iterator[Row]:
    """The site restarted after an act was made: the first page of a figure, and the worker's memory after it."""
    _stop_worker()
    [(case_id, life)] = _opened(street, officer.pk, 1)
    for command in life.acts[1:]:
        perform(case_id, command, officer.pk)
    visitor = Client()
    visitor.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    cookie = visitor.cookies["sessionid"].value
    with _served() as (port, _):
        waited = timed(lambda: _get(port, "/figures/penalties_imposed/?year=2023", cookie))
        memory = sum(_memory(pid) for pid in _worker_pids())
    _stop_worker()
    vendor = connection.vendor
    yield Row("http", f"{vendor}: page of a figure after a restart", f"{waited:.2f} s", "≤ 3 s", "an act made since is in it; asked the moment the site listens")  # fmt: skip
    yield Row("http", "memory of the figures' worker", f"{memory:.0f} MiB", "≤ 500 MiB")


def _get(port: int, path: str, cookie: str) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
    answer = line.getresponse()
    text = answer.read().decode()
    line.close()
    assert answer.status == 200, (answer.status, text[:500])


def _worker_pids() -> list[int]:
    folders = (each for each in Path("/proc").iterdir() if each.name.isdigit())
    return [int(each.name) for each in folders if b"yifa.indicators.worker" in _words(each)]


def _stop_worker() -> None:
    for pid in _worker_pids():
        os.kill(pid, signal.SIGTERM)


def _words(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
