"""A docket of many cases: one batch through the bulk path, then copied in the database under new ids and days.

Copies keep their own chain (it holds no case id), so they stand for a grown docket in size and spread;
they are not verified. Case numbers are made distinct.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.db import connection, transaction

from yifa.docket.bulk import bulk
from yifa.docket.models import Case
from yifa.docket.store import ACT, CASE, SPAN

from .street import lives

__all__ = ["filled"]

BATCH = 2000


def filled(street: Any, cases: int) -> None:
    """Bring the docket to at least `cases` cases."""
    clerk = street.cast["officers"]["zhang"].pk
    first = Case.objects.count()
    _, rejected = bulk(islice(lives(street, BATCH), BATCH), clerk)
    assert not rejected, rejected[0].error
    low = Case.objects.order_by("-pk").values_list("pk", flat=True)[BATCH - 1]
    high = low + BATCH - 1
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else the copies are planned for empty tables
    copies = max(0, (cases - first - 1) // BATCH)
    for copy in range(1, copies + 1):
        _copied(low, high, copy * BATCH, copy)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if connection.vendor == "postgresql":
            for table in ("docket_case", "docket_act", "docket_termspan"):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )


def _copied(low: int, high: int, shift: int, copy: int) -> None:
    """The rows of cases `low`–`high` again under ids moved by `shift`, due on other days."""
    other = ", ".join(name for name in CASE if name not in ("id", "number", "next_due", "ended", "division"))
    day = (
        f"CASE WHEN ended THEN next_due ELSE '2026-' || substr('0' || ({copy} % 12 + 1), -2) || '-15' END"
        if connection.vendor == "sqlite"
        else (
            f"CASE WHEN ended THEN next_due ELSE '2026-' || lpad(({copy} % 12 + 1)::text, 2, '0') || '-15' END"
        )
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO docket_case (id, number, next_due, ended, division, {other}) SELECT id + {shift}, number || '-{copy}', {day}, ended, division, {other} "
            f"FROM docket_case WHERE id BETWEEN {low} AND {high}"
        )
        acts = ", ".join(ACT[1:])
        cursor.execute(
            f"INSERT INTO docket_act (case_id, {acts}) SELECT case_id + {shift}, {acts} FROM docket_act WHERE case_id BETWEEN {low} AND {high}"
        )
        spans = ", ".join(SPAN[1:])
        cursor.execute(
            f"INSERT INTO docket_termspan (case_id, {spans}) SELECT case_id + {shift}, {spans} FROM docket_termspan WHERE case_id BETWEEN {low} AND {high}"
        )
