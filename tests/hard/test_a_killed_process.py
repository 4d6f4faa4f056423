"""A process killed at any moment loses nothing it acknowledged and leaves nothing half done.

Two writers at a time are killed by SIGKILL in mid-work, again and again, on one database that is never
repaired in between; after each kill every acknowledged act is looked up, and at the end the whole
docket is verified. `./run test` kills five times; `./run hard` two hundred times on each database.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

TESTS = Path(__file__).resolve().parents[1]
KILLS = int(os.environ.get("YIFA_KILLS", "5"))
WRITERS = 2
LIVES = 4000


@pytest.fixture
def place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a fresh database of its own: SQLite in a folder, or a database of the server."""
    env = {
        **os.environ,
        "YIFA_DATA": str(tmp_path),
        "PYTHONPATH": str(TESTS),
        "DJANGO_SETTINGS_MODULE": "yifa.server.settings",
    }
    address = os.environ.get("YIFA_DATABASE", "")
    if not address:
        yield env
        return
    name = f"hard_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {**env, "YIFA_DATABASE": re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", address)}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def python(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module to its end and return what it said."""
    done = subprocess.run([sys.executable, *arguments], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done


def killed(env: dict[str, str], file: Path, start: int, after: float) -> list[tuple[int, int, str]]:
    """Two writers started, killed `after` seconds of work; what they had acknowledged."""
    command = [sys.executable, "-m", "hard.worker", str(file)]
    writers = [
        subprocess.Popen(
            [*command, str(start + n), str(WRITERS)],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for n in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    time.sleep(after)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    said: list[tuple[int, int, str]] = []
    for writer in writers:
        text = writer.communicate()[0]
        # A line cut in the middle was not yet acknowledged.
        for line in text.splitlines(keepends=True):
            words = line.split()
            if line.endswith("\n") and len(words) == 3:
                said.append((int(words[0]), int(words[1]), words[2]))
    return said


CHECK = """
import os, sys, json, django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT case_id, seq, hash FROM docket_act")
    acts = cursor.fetchall()
    cursor.execute("SELECT kind, year, last FROM docket_series")
    series = cursor.fetchall()
    cursor.execute("SELECT number FROM docket_case UNION ALL SELECT number FROM docket_issueddocument")
    numbers = [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT COUNT(*) FROM docket_case WHERE length < 2")
    half = cursor.fetchone()[0]
print(json.dumps([acts, series, numbers, half]))
"""


def facts(env: dict[str, str]) -> list[Any]:
    """Acts, series, numbers and half cases, as they lie in the database."""
    found: list[Any] = json.loads(python(env, "-c", CHECK).stdout)
    return found


def test_nothing_acknowledged_is_lost_and_nothing_is_left_half_done(
    place: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "lives.pickle"
    python(place, "-m", "hard.prepare", str(file), str(LIVES))
    dice = random.Random(20231004)
    acknowledged: dict[tuple[int, int], str] = {}
    for kill in range(KILLS):
        said = killed(place, file, kill * WRITERS, dice.uniform(0.02, 1.5))
        acknowledged |= {(case, seq): digest for case, seq, digest in said}
        if kill % 20 == 19 or kill == KILLS - 1:
            acts, series, numbers, half = facts(place)
            there = {(case, seq): digest for case, seq, digest in acts}
            assert {key: there.get(key) for key in acknowledged} == acknowledged
            assert half == 0
            assert len(set(numbers)) == len(numbers)
            # Each series has run exactly as far as numbers were given out: no gap, none twice.
            assert sum(last for _, _, last in series) == len(numbers)
    assert len(acknowledged) > KILLS
    verified = python(place, "-m", "yifa.server", "docket", "verify", "--json")
    assert '"broken": []' in verified.stdout
