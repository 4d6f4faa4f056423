"""Messages to the outside: written with the act, sent in order, each at least once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from yifa import clock
from yifa.jobs.models import Outbox
from yifa.jobs.queue import Cursor
from yifa.jobs.stamps import stamp

__all__ = ["Message", "publish", "relay"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `id` is the same at every try, so that the receiver can drop a second copy."""

    id: int
    topic: str
    body: Mapping[str, Any]


def publish(cursor: Cursor, topic: str, body: Mapping[str, Any]) -> int:
    """Promise a message within the caller's transaction; its id. `body` must be JSON-ready."""
    cursor.execute(
        "INSERT INTO jobs_outbox (topic, body, created, sent) VALUES (%s, %s, %s, '') RETURNING id",
        [topic, orjson.dumps(body).decode(), stamp(clock.now())],
    )
    return int(cursor.fetchone()[0])


def relay(send: Callable[[Message], None], limit: int = 500) -> int:
    """Send up to `limit` unsent messages in order, stopping at the first that raises; how many were sent.

    What `send` raises is raised, after what was sent before it is marked. To be run by one job, whose lease
    sees to it that two relays do not run side by side.
    """
    sent = 0
    for row in Outbox.objects.filter(sent="").order_by("id")[:limit]:
        send(Message(row.pk, row.topic, orjson.loads(row.body)))
        with connection.cursor() as cursor:
            cursor.execute("UPDATE jobs_outbox SET sent = %s WHERE id = %s", [stamp(clock.now()), row.pk])
        sent += 1
    return sent
