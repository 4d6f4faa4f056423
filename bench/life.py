"""Whole lives of six acts, each act its own transaction: on an empty docket and on one of many cases, by turns.

Both dockets lie in the same database server (or the same folder, SQLite), each with a process of its
own; the rounds take turns, so that a noisy minute hits both and the ratio is of the dockets alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection

from .measure import Row, ratio

__all__ = ["run"]

ROUNDS, LIVES = 20, 10


def run(cases: int) -> list[Row]:
    """Lives a second while the docket is empty, and after `cases` cases were put in."""
    with _docket(0) as empty_docket, _docket(cases) as full_docket:
        known = full_docket.known
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # What the filling left to do is done first: it is no part of a life.
                cursor.execute("CHECKPOINT")
        empty, full = [], []
        for _ in range(ROUNDS):
            empty.append(empty_docket.lived() / LIVES)
            full.append(full_docket.lived() / LIVES)
    return [
        Row("life", f"{connection.vendor}: lives a second, empty", _speed(empty)),
        Row("life", f"{connection.vendor}: lives a second at {known:,} cases", _speed(full)),
        Row("life", f"{connection.vendor}: full / empty", ratio(full, empty), "≥ 0.9"),
    ]


def _speed(seconds: list[float]) -> str:
    return f"{1 / median(seconds):.0f} ({1 / max(seconds):.0f}–{1 / min(seconds):.0f})"


class _Docket:
    """One docket and the process that lives lives in it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.known = int(self._answer())

    def lived(self) -> float:
        """Seconds that `LIVES` lives took."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{LIVES}\n")
        self.process.stdin.flush()
        return float(self._answer())

    def _answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("bench: the process of a docket ended; its message stands above")
        return line


@contextmanager
def _docket(cases: int) -> Iterator[_Docket]:
    """A docket of `cases` cases in a database of its own, filled and ready."""
    with tempfile.TemporaryDirectory(prefix="yifa-bench-life-") as folder:
        address = _database(f"life_{os.getpid()}_{cases}")
        command = [sys.executable, "-m", "bench.lives", str(cases)]
        process = subprocess.Popen(
            command, env={**os.environ, "YIFA_DATA": folder, "YIFA_DATABASE": address}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).resolve().parents[1],
        )  # fmt: skip
        try:
            yield _Docket(process)
        finally:
            process.terminate()
            process.wait()


def _database(name: str) -> str:
    """The address of a new database on the server in use; nothing for SQLite, which takes its folder."""
    if connection.vendor == "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    s = settings.DATABASES["default"]
    return f"postgresql://{s['USER']}@{s['HOST']}:{s['PORT']}/{name}"
