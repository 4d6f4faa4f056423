"""Roots over all acts: kept outside too, they show a case deleted whole or a tail cut off.

Each root hashes, in the order of their ids, every act since the root before it. On PostgreSQL a
root waits for writers in flight (an advisory lock every writer shares), so that no act with a
smaller id can appear behind it. The signature is keyed with the installation's secret; a copy of
each root belongs in another office's hands.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from yifa import clock

from .chain import GENESIS
from .store import SEAL_LOCK

__all__ = ["check_roots", "make_root", "settled", "since_root"]


def _fold(cursor: Any, prev: str, after: int, up_to: int) -> tuple[str, int]:
    """The root over the acts in (after, up_to], and how many they are."""
    running, acts = hashlib.sha256(prev.encode()), 0
    cursor.execute("SELECT id, hash FROM docket_act WHERE id > %s AND id <= %s ORDER BY id", [after, up_to])
    while rows := cursor.fetchmany(5000):
        acts += len(rows)
        for _, own in rows:
            running.update(own.encode())
    return running.hexdigest(), acts


def _sign(root: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"yifa-root:{root}".encode(), hashlib.sha256).hexdigest()


def settled(cursor: Any) -> int:
    """The id of the last act such that none with a smaller id can still appear; waits for writers in flight."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
    cursor.execute("SELECT COALESCE(MAX(id), 0) FROM docket_act")
    return int(cursor.fetchone()[0])


def make_root() -> str | None:
    """Make the next root if there are new acts; return it, or None where there is nothing new."""
    with transaction.atomic(), connection.cursor() as cursor:
        up_to = settled(cursor)
        cursor.execute("SELECT up_to, root FROM docket_root ORDER BY id DESC LIMIT 1")
        after, prev = cursor.fetchone() or (0, GENESIS)
        if up_to <= after:
            return None
        root, acts = _fold(cursor, prev, after, up_to)
        cursor.execute(
            "INSERT INTO docket_root (up_to, acts, root, prev, signature, made_at) VALUES (%s, %s, %s, %s, %s, %s)",
            [up_to, acts, root, prev, _sign(root), clock.now().isoformat(timespec="seconds")],
        )
        _copy_outside(up_to, acts, root)
        return root


def _copy_outside(up_to: int, acts: int, root: str) -> None:
    """One line more in the file that another office keeps (YIFA_ROOTS), before the root is committed.

    Where the file cannot be written no root is made, and whoever made it is told.
    """
    if settings.ROOTS:
        line = f"{clock.now().isoformat(timespec='seconds')} {up_to} {acts} {root} {_sign(root)}\n"
        with Path(settings.ROOTS).open("a", encoding="ascii") as kept:
            kept.write(line)


def since_root(cursor: Any) -> int:
    """How many acts no root covers yet: a tail that could be cut without a trace."""
    cursor.execute(
        "SELECT COUNT(*) FROM docket_act WHERE id > COALESCE((SELECT MAX(up_to) FROM docket_root), 0)"
    )
    return int(cursor.fetchone()[0])


def _missing_of_those_outside(known: set[str]) -> Iterator[str]:
    """Every root of the copy kept outside is here too: else the tail was cut together with its root."""
    if settings.ROOTS and Path(settings.ROOTS).exists():
        for line in Path(settings.ROOTS).read_text(encoding="ascii").splitlines():
            _, up_to, _, root, signature = line.split(" ")
            if root not in known and hmac.compare_digest(_sign(root), signature):
                yield f"root {root[:12]} up to act {up_to} is in the copy kept outside and not here"


def check_roots(cursor: Any) -> Iterator[str]:
    """Every root made again from the acts; each mismatch is one sentence."""
    cursor.execute("SELECT up_to, acts, root, prev, signature FROM docket_root ORDER BY id")
    after, prev = 0, GENESIS
    kept = cursor.fetchall()
    yield from _missing_of_those_outside({row[2] for row in kept})
    for up_to, acts, root, before, signature in kept:
        if before != prev or not hmac.compare_digest(_sign(root), signature):
            yield f"root {root[:12]} up to act {up_to} is not signed here or not chained"
        found, number = _fold(cursor, before, after, up_to)
        if (found, number) != (root, acts):
            yield f"acts {after + 1} to {up_to}: {number} of {acts} are there, or one was changed"
        after, prev = up_to, root
