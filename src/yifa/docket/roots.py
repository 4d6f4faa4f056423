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
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from yifa import clock

from .chain import GENESIS
from .store import SEAL_LOCK

__all__ = ["check_roots", "make_root", "settled"]


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
        return root


def check_roots(cursor: Any) -> Iterator[str]:
    """Every root made again from the acts; each mismatch is one sentence."""
    cursor.execute("SELECT up_to, acts, root, prev, signature FROM docket_root ORDER BY id")
    after, prev = 0, GENESIS
    for up_to, acts, root, before, signature in cursor.fetchall():
        if before != prev or not hmac.compare_digest(_sign(root), signature):
            yield f"root {root[:12]} up to act {up_to} is not signed here or not chained"
        found, number = _fold(cursor, before, after, up_to)
        if (found, number) != (root, acts):
            yield f"acts {after + 1} to {up_to}: {number} of {acts} are there, or one was changed"
        after, prev = up_to, root
